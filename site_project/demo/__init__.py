"""Seeded demo content for `manage.py demo`, built through the same forms and actions that staff use."""
