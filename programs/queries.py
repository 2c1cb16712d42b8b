"""Reads that cross tables: lists of programs for readers."""

from django.db.models import Q

from .models import Partner, ProgramPage


def published_programs(below=None):
    """Public programs by title, with what their cards need. below: only those under this page."""
    programs = ProgramPage.objects.live().public().order_by("title", "pk")
    programs = programs.select_related("hero_image", "locale", "provider")
    return programs.descendant_of(below) if below is not None else programs


def programs_with(partner: Partner) -> list[ProgramPage]:
    """The programs, live or not, that name a partner or are provided by it."""
    named = Q(partnerships__partner=partner) | Q(provider=partner)
    return list(ProgramPage.objects.filter(named).distinct().order_by("title"))
