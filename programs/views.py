"""What a program page shows beyond its own data."""

from typing import Any

from headless.documents import Build
from headless.schemas import Data

from . import queries
from .documents import Choice, ProgramCard, build_card, kind_choices
from .models import ProgramIndexPage


class ProgramGroup(Data):
    kind: Choice
    programs: tuple[ProgramCard, ...]


def program_groups(page: ProgramIndexPage, build: Build, query: dict[str, str]) -> dict[str, Any]:
    """Context for the index: `groups`, the programs of each kind that has any, in the order of the kinds."""
    if not page.pk or not page.path:
        return {"groups": ()}
    programs = list(queries.published_programs(below=page))
    build.prepare(programs)
    cards = [build_card(program, build) for program in programs]
    groups = [
        ProgramGroup(kind=kind, programs=tuple(card for card in cards if card.kind.value == kind.value))
        for kind in kind_choices()
    ]
    return {"groups": tuple(group for group in groups if group.programs)}
