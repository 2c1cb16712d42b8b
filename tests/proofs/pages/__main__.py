"""`make prove-pages`: Lighthouse, axe in every state, the Nu HTML checker, and what a page weighs; one table of it all.

    python -m tests.proofs.pages [--quick] [--judge axe html lighthouse weight] [--state story 404 …]

Beside the real site with the demo's content, on a port of its own. HTML is checked of what axe's browser was served, so
`html` looks at each state on the desktop alone where `axe` was not asked for.
"""

import argparse
import signal
import sys
import tempfile
import time
from pathlib import Path

from tests.browser.running_site import chromium_browser, running_site
from tests.proofs.report import say

from . import html, lighthouse, weight
from .axe import LOOKS, SCREENS, Judge
from .content import discover
from .states import STATES, State
from .table import Table

PROGRAMS = Path(".venv/pages")
JUDGES = ("axe", "html", "lighthouse", "weight")


def judge_in_browser(judge: Judge, states: list[State], options: argparse.Namespace) -> None:
    """axe, width, console, without script; then the HTML of all at once."""
    screens, looks = SCREENS, LOOKS
    if "axe" not in options.judge:
        screens, looks = {"desktop": SCREENS["desktop"]}, {}
    pages = {}
    for state in states:
        start = time.monotonic()
        seen = judge.judge(state, screens, looks)
        pages.update({(state.name, language): page.html for language, page in seen.items()})
        say(f"  {state.name} ({time.monotonic() - start:.0f} s)")
    if "html" in options.judge:
        html.check(PROGRAMS, pages, judge.table)


def prove(options: argparse.Namespace) -> Table:
    states = [state for state in STATES if not options.state or state.name in options.state]
    table = Table()
    with tempfile.TemporaryDirectory(prefix="second-chances-pages-") as name:
        say("filling a site with the demo content, and with states that the demo has none of")
        with running_site(Path(name), settings="tests.proofs.pages.settings", prepared=True) as site:
            contents = discover(site)
            with_goal = [state for state in states if state.name in lighthouse.PAGES]
            if "lighthouse" in options.judge:
                for state in with_goal:
                    say(f"Lighthouse: {state.name}")
                    address = site + state.path(contents["en"])
                    lighthouse.judge(PROGRAMS, state.name, address, 1 if options.quick else 3, table)
            with chromium_browser() as browser:
                if "weight" in options.judge:
                    for state in with_goal:
                        weight.weigh(browser, state.name, site + state.path(contents["en"]), table)
                if {"axe", "html"} & set(options.judge):
                    say("axe and the HTML checker")
                    judge_in_browser(Judge(browser, site, Path(name), contents, table), states, options)
    return table


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="Lighthouse once for each page, not three times")
    parser.add_argument("--judge", nargs="+", choices=JUDGES, default=list(JUDGES))
    parser.add_argument("--state", nargs="+", choices=[state.name for state in STATES], metavar="STATE")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    start = time.monotonic()
    table = prove(options)
    shown = [state.name for state in STATES if not options.state or state.name in options.state]
    print(f"\n{table.text(shown)}\n\n{table.details()}\n\nThe whole took {time.monotonic() - start:.0f} s.")  # noqa: T201
    wrong = len(table.faults)
    print(f"prove-pages: DOES NOT HOLD: {wrong} faults" if wrong else "prove-pages: holds")  # noqa: T201
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
