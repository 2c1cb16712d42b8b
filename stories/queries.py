"""Reads that cross tables: on what stories stand."""

from collections.abc import Sequence

from wagtail.models import Page

from headless.gate import Periods

from .gate import current_bases, current_basis, periods_of

__all__ = ["current_bases", "current_basis", "story_periods"]


def story_periods(pages: Sequence[Page]) -> dict[int, Periods]:
    """When each of these stories may be read, by audience: the gate of published documents. Without a basis: missing.

    In one query (aliases take more, see `gate.standing_keys`, and so does a name that may not be shown).
    """
    return periods_of(pages)
