"""Volunteer sign-up: the form that staff build, and the applications that coordinators read."""
