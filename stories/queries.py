"""Reads that cross tables: on what stories stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Max
from django.utils import timezone
from wagtail.models import Page

from headless.gate import Periods

from .enums import BasisKind
from .gate import current_bases, current_basis, periods_of
from .models import Basis, StoryPage
from .models.bases import CONFIDENTIAL

__all__ = ["Ending", "bases_that_end", "current_bases", "current_basis", "drafts_without_basis", "story_periods"]

#: So long before a consent ends staff are told of it.
DAYS_AHEAD = 60


def story_periods(pages: Sequence[Page]) -> dict[int, Periods]:
    """When each of these stories may be read, by audience: the gate of published documents. Without a basis: missing.

    In one query (aliases take more, see `gate.standing_keys`, and so does a name that may not be shown).
    """
    return periods_of(pages)


@dataclass(frozen=True)
class Ending:
    """A published story whose consent has ended, or will soon."""

    page: StoryPage
    basis: Basis
    has_lapsed: bool


def bases_that_end(days: int = DAYS_AHEAD) -> list[Ending]:
    """Published stories whose consent has lapsed or ends within so many days, the first to end first. Two queries."""
    newest = Basis.objects.order_by().values("translation_key").annotate(newest=Max("pk")).values("newest")
    today = timezone.localdate(timezone=timezone.get_default_timezone())
    ending = Basis.objects.filter(
        pk__in=newest, kind=BasisKind.PERSON, ended_at=None, valid_until__lte=today + timedelta(days=days)
    ).defer(*CONFIDENTIAL)
    bases = {basis.translation_key: basis for basis in ending}
    pages = StoryPage.objects.filter(translation_key__in=bases, live=True, alias_of=None).select_related("locale")
    found = [
        Ending(page, bases[page.translation_key], has_lapsed=bases[page.translation_key].valid_until < today)
        for page in pages
    ]
    return sorted(found, key=lambda item: (item.basis.valid_until, item.page.pk))


def drafts_without_basis():
    """Stories that were never published and have no basis yet, the newest first."""
    keys = Basis.objects.order_by().values("translation_key")
    drafts = StoryPage.objects.filter(live=False, first_published_at=None, alias_of=None)
    return drafts.exclude(translation_key__in=keys).order_by("-latest_revision_created_at", "-pk")
