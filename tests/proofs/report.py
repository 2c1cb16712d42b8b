"""What one database's part of the proof found, as a table."""

import time
from dataclasses import dataclass, field
from statistics import median, quantiles

from .clients import Notes, email_of, name_of
from .site import Site


def say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)  # noqa: T201


@dataclass
class Report:
    database: str
    rows: list[tuple[str, str, str]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def say(self, what: str, value) -> None:
        """A figure without a requirement."""
        self.rows.append((what, str(value), ""))

    def must(self, what: str, value, wanted: str, holds: bool) -> None:
        self.rows.append((what, str(value), f"{wanted}: {'yes' if holds else '**no**'}"))
        if not holds:
            self.broken.append(f"{self.database}: {what} {value} (must be {wanted})")

    def is_zero(self, what: str, value: int) -> None:
        self.must(what, value, "0", value == 0)

    def table(self) -> str:
        lines = [f"### {self.database}", "", "| what | measured | must be |", "|---|---|---|"]
        return "\n".join([*lines, *(f"| {what} | {value} | {wanted} |" for what, value, wanted in self.rows)])


def counted(numbers: dict) -> str:
    return ", ".join(f"{name}: {number}" for name, number in sorted(numbers.items())) or "none"


def times(seconds: list[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    return median(seconds), quantiles(seconds, n=20)[-1]


def stored_once(site: Site, report: Report, notes: Notes) -> None:
    """Everything acknowledged is in the database, once, as it was sent, and has caused one mail."""
    held = site.ask("applications")
    acknowledged = {email_of(number): name_of(number) for number in notes.acknowledged}
    stored = held["stored"]
    report.say("stored", sum(stored.values()))
    report.is_zero("lost (acknowledged, not stored)", sum(email not in stored for email in acknowledged))
    report.is_zero("doubled", sum(count > 1 for count in stored.values()))
    report.is_zero("stored with another name", sum(held["names"].get(e, n) != n for e, n in acknowledged.items()))
    report.is_zero("without one queued mail", sum(held["mails"].get(email, 0) != 1 for email in acknowledged))
