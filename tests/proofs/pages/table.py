"""What the judges found, as one table and as a list of faults."""

from collections import defaultdict
from dataclasses import dataclass, field

JUDGES = ("Lighthouse", "CLS", "kB (script)", "axe", "width", "HTML", "without script", "console")


@dataclass
class Table:
    #: What stands in the row of a state and the column of a judge.
    cells: dict[tuple[str, str], str] = field(default_factory=dict)
    #: By state, judge and fault: where it was seen.
    faults: dict[tuple[str, str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    warnings: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def note(self, state: str, judge: str, text: str) -> None:
        self.cells[state, judge] = text

    def fault(self, state: str, judge: str, what: str, where: str = "") -> None:
        self.faults[state, judge, what].append(where)

    def warn(self, what: str, where: str) -> None:
        self.warnings[what].append(where)

    def text(self, states: list[str]) -> str:
        judges = [judge for judge in JUDGES if any(self._cell(state, judge) for state in states)]
        lines = ["| page | " + " | ".join(judges) + " |", "|---" * (len(judges) + 1) + "|"]
        lines += [f"| {state} | {' | '.join(self._cell(state, judge) for judge in judges)} |" for state in states]
        return "\n".join(lines)

    def details(self) -> str:
        lines = []
        for (state, judge, what), where in self.faults.items():
            lines.append(f"- **{judge}, {state}**: {what}{_in(where)}")
        for what, where in self.warnings.items():
            lines.append(f"- (warning) {what}{_in(where)}")
        return "\n".join(lines)

    def _cell(self, state: str, judge: str) -> str:
        number = sum(key[:2] == (state, judge) for key in self.faults)
        noted = self.cells.get((state, judge), "")
        if not number:
            return noted
        return f"**{noted}: {number} wrong**" if noted not in ("", "ok") else f"**{number} wrong**"


def _in(where: list[str]) -> str:
    places = list(dict.fromkeys(filter(None, where)))
    if not places:
        return ""
    more = f" and {len(places) - 4} more" if len(places) > 4 else ""
    return f" [{'; '.join(places[:4])}{more}]"
