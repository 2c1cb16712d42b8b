from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Data(BaseModel):
    """Public data: frozen, and without room for a field that nobody declared."""

    # As it is answered with, every field is there, also those that have a default.
    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)
    #: Fields of text that hold no words of a reader's: nobody searches for them.
    for_machines: ClassVar[frozenset[str]] = frozenset()
