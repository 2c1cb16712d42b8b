"""Reads that cross tables."""

from django.db.models import Q

from .models import Partner, ProgramPage


def programs_with(partner: Partner) -> list[ProgramPage]:
    """The programs, live or not, that name a partner or are provided by it."""
    named = Q(partnerships__partner=partner) | Q(provider=partner)
    return list(ProgramPage.objects.filter(named).distinct().order_by("title"))
