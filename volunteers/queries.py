"""Reads that cross tables."""

from django.db.models import Exists, OuterRef, Q

from .models import Application, SignUpPage


def pages_with_applications(pages) -> list[SignUpPage]:
    """Of these pages and all below them, the sign-ups that volunteers have sent something to."""
    below = Q()
    for page in pages:
        below |= Q(path__startswith=page.path)
    has_some = Exists(Application.objects.filter(page=OuterRef("pk")))
    return list(SignUpPage.objects.filter(below).filter(has_some)) if below else []
