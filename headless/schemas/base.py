from pydantic import BaseModel, ConfigDict


class Data(BaseModel):
    """Public data: frozen, and without room for a field that nobody declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")
