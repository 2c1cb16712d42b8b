"""For whom something is public, and from when until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

#: Stand for "since ever" and "for ever", so that a comparison needs no special case, in Python and in the database.
EVER = datetime(1, 1, 3, tzinfo=UTC)
NEVER_ENDS = datetime(9999, 12, 29, tzinfo=UTC)


class Audience(StrEnum):
    """Who reads: the organization's own site and its front ends, or everybody else's."""

    OWN = "own"
    PARTNER = "partner"


@dataclass(frozen=True)
class Period:
    """A span of time: `start` belongs to it, `end` does not."""

    start: datetime = EVER
    end: datetime = NEVER_ENDS

    def holds(self, moment: datetime) -> bool:
        return self.start <= moment < self.end

    def is_over(self, moment: datetime) -> bool:
        return self.end <= moment or self.end <= self.start

    def overlap(self, other: "Period") -> "Period":
        return Period(max(self.start, other.start), min(self.end, other.end))


#: When a page may be read, by audience. An audience that is missing may never read it.
Periods = Mapping[Audience, Period]

ALWAYS: Periods = {audience: Period() for audience in Audience}
