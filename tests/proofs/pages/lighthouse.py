"""Lighthouse (mobile, its own preset) on the five pages that have a goal."""

import json
import os
import subprocess
from contextlib import suppress
from pathlib import Path
from statistics import median

from tests.browser.running_site import CHROMIUM_ARGUMENTS, chromium_path

from .table import Table

GOALS = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
PAGES = ("home", "story index", "story", "program", "sign-up")
TRIES = 3
SHIFT = "cumulative-layout-shift"


def judge(programs: Path, state: str, address: str, runs: int, table: Table) -> None:
    """All categories once; performance as often as said, of which the median counts."""
    try:
        first = _run(programs, address, list(GOALS))
        reports = [first, *(_run(programs, address, ["performance"]) for _run_again in range(runs - 1))]
    except _Failed as reason:
        table.fault(state, "Lighthouse", f"gave no report: {reason}")
        return
    speeds = [_score(report, "performance") for report in reports]
    scores = {name: _score(first, name) for name in GOALS} | {"performance": round(median(speeds))}
    spread = f" ({min(speeds)}–{max(speeds)})" if len(set(speeds)) > 1 else ""
    others = ", ".join(str(scores[name]) for name in GOALS if name != "performance")
    table.note(state, "Lighthouse", f"{scores['performance']}{spread}, {others}")
    shift = max(report["audits"][SHIFT]["numericValue"] for report in reports)
    table.note(state, "CLS", f"{shift:.3f}".rstrip("0").rstrip("."))
    if shift:
        table.fault(state, "CLS", f"{shift:.4f} must be 0. {_shifted(first)}")
    for name, goal in GOALS.items():
        if scores[name] < goal:
            table.fault(state, "Lighthouse", f"{name} {scores[name]} (must be {goal}): {_reasons(first, name)}")


class _Failed(Exception):
    """Lighthouse gave no report; the message is what it said."""


def _run(programs: Path, address: str, categories: list[str]) -> dict:
    """A report. On a busy machine Chromium sometimes records no trace: that is no fault of the page, so again."""
    for _try in range(TRIES - 1):
        with suppress(_Failed):
            return _report(programs, address, categories)
    return _report(programs, address, categories)


def _report(programs: Path, address: str, categories: list[str]) -> dict:
    command = [
        "node",
        str(programs / "node_modules/lighthouse/cli/index.js"),
        address,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(categories)}",
        f"--chrome-flags={' '.join(['--headless=new', *CHROMIUM_ARGUMENTS])}",
    ]
    environment = {**os.environ, "CHROME_PATH": chromium_path()}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300)
    if done.returncode:
        raise _Failed(f"{address}: {done.stderr[-2000:]}")
    report = json.loads(done.stdout)
    if error := report.get("runtimeError"):
        raise _Failed(f"{address}: {error['message']}")
    return report


def _score(report: dict, category: str) -> int:
    return round(100 * (report["categories"][category]["score"] or 0))


def _reasons(report: dict, category: str) -> str:
    """The audits that cost something, with what they measured and where."""
    reasons = []
    for reference in report["categories"][category]["auditRefs"]:
        audit = report["audits"][reference["id"]]
        if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
            value = audit.get("displayValue") or ""
            reasons.append(f"{audit['title']} {value} {_places(audit)}".strip())
    return "; ".join(reasons)


def _places(audit: dict) -> str:
    items = (audit.get("details") or {}).get("items") or []
    found = [item["node"]["selector"] for item in items if isinstance(item.get("node"), dict)]
    return f"({', '.join(found[:3])})" if found else ""


def _shifted(report: dict) -> str:
    return _places(report["audits"].get("layout-shifts", {}))
