"""By what a list is filtered and counted: a facet, as the API documents it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Filter:
    """name: of the facet. choices: of a fixed vocabulary; without them any value may be asked for. pattern: of a value."""

    name: str
    description: str
    choices: Sequence[str] | None = None
    pattern: str | None = None
