"""Reads that cross tables: on what stories stand."""

from collections.abc import Sequence

from wagtail.models import Page

from headless.gate import Periods

from .gate import current_bases, current_basis

__all__ = ["current_bases", "current_basis", "story_periods"]


def story_periods(pages: Sequence[Page]) -> dict[int, Periods]:
    """When each of these stories may be read, by audience: the gate of published documents. Without a basis: missing.

    In one query (aliases take more, see `gate.standing_keys`).
    """
    bases = current_bases(pages)
    periods = {page.pk: bases[page.pk].periods for page in pages if page.pk in bases}
    return {pk: of_page for pk, of_page in periods.items() if of_page}
