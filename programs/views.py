"""What a program page shows beyond its own data."""

from typing import Any

from headless.documents import Showing, read
from headless.documents.addresses import with_paths
from headless.schemas import Data

from .documents import Choice, ProgramCard, ProgramData, ProgramIndexData, kind_choices

#: More than any organization offers. The index shows all of them, by kind.
MOST = 500


class ProgramGroup(Data):
    kind: Choice
    programs: tuple[ProgramCard, ...]


def program_groups(index: ProgramIndexData, showing: Showing) -> dict[str, Any]:
    """Context for the index: `groups`, the programs of each kind that has any, in the order of the kinds. One query."""
    by_title = read.Sort("title", descending=False)
    listing = read.Listing(type="program", site_id=showing.site_id, locale=showing.locale, sort=by_title)
    rows, _more = read.page_of(listing, limit=MOST)
    cards = [ProgramCard.of(ProgramData.model_validate_json(with_paths(row.body))) for row in rows]
    groups = [
        ProgramGroup(kind=kind, programs=tuple(card for card in cards if card.kind.value == kind.value))
        for kind in kind_choices()
    ]
    return {"groups": tuple(group for group in groups if group.programs)}
