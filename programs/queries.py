"""Reads that cross tables: lists of programs for readers."""

from .models import ProgramPage


def published_programs(below=None):
    """Public programs by title, with what their cards need. below: only those under this page."""
    programs = ProgramPage.objects.live().public().order_by("title", "pk")
    programs = programs.select_related("hero_image", "locale", "provider")
    return programs.descendant_of(below) if below is not None else programs
