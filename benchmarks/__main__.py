"""Ours beside stock Wagtail with the same content, served the same way, measured in turn: `make bench QUICK=1`."""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from .served import Served

ROOT = Path(__file__).parents[1]
PEER = Path(__file__).parent / "peer"
FIELDS = "standfirst,date,themes,hero_small,hero_large,body"
#: What is compared: name, the peer's address, ours, and the goal for the ratio of CPU.
COMPARED = [
    ("list of 20, JSON", f"/api/v2/pages/?type=blog.StoryPage&fields={FIELDS}&limit=20&order=-id", "/api/v1/stories?limit=20", 100),
    ("detail, JSON", "/api/v2/pages/{peer}/", "/api/v1/stories/{ours}", 40),
    ("page, HTML", "/stories/story-7/", "/en/stories/story-7/", None),
]  # fmt: skip

#: As it comes: what was answered is answered again, until something is written. Beside it everything is made anew.
KEEPS = {"BENCH_KEPT_ANSWERS": "8000000"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="1,000 stories and fewer requests")
    options = parser.parse_args()
    number, rounds, requests = (1000, 3, 1000) if options.quick else (1000, 5, 3000)
    folder = Path(tempfile.mkdtemp(prefix="second-chances-bench-"))
    try:
        _compare(folder, number, rounds, requests)
    finally:
        shutil.rmtree(folder)


def _compare(folder: Path, number: int, rounds: int, requests: int) -> None:
    peer = {"BENCH_FOLDER": str(folder), "PYTHONPATH": os.pathsep.join([str(PEER), str(PEER.parent), str(folder)])}
    ours = {"VAR_DIR": str(folder / "ours"), "DJANGO_SETTINGS_MODULE": "benchmarks.settings", "BENCH_KEPT_ANSWERS": "0"}
    peer["DJANGO_SETTINGS_MODULE"] = "peer.settings"
    (folder / "ours").mkdir()
    _say(f"Filling both sites with {number} stories …")
    (folder / "blog_migrations").mkdir()
    (folder / "blog_migrations" / "__init__.py").touch()
    _run([sys.executable, "manage.py", "makemigrations", "blog"], PEER, peer)
    _run([sys.executable, "manage.py", "migrate", "--verbosity=0"], PEER, peer)
    _run([sys.executable, "manage.py", "fill", str(number)], PEER, peer)
    _run([sys.executable, "manage.py", "migrate", "--verbosity=0"], ROOT, ours)
    _run([sys.executable, "-m", "benchmarks.ours", str(number)], ROOT, ours)
    ids = {
        "peer": _first_id(PEER, peer, "blog.models"),
        "ours": _first_id(ROOT, ours, "stories.models"),
    }
    rows = [(name, their.format(**ids), our.format(**ids), goal) for name, their, our, goal in COMPARED]
    counted = [
        _queries(PEER, peer, "peer.settings", [row[1] for row in rows]),
        _queries(ROOT, ours, "benchmarks.settings", [row[2] for row in rows]),
    ]
    with (
        Served("peer.wsgi:application", folder=PEER, environment=peer) as theirs,
        Served("site_project.wsgi:application", folder=ROOT, environment=ours) as mine,
        Served("site_project.wsgi:application", folder=ROOT, environment=ours | KEEPS) as keeping,
    ):
        _say("| what | CPU, stock : ours | goal | made anew | queries | bytes |")
        _say("|---|---|---|---|---|---|")
        for name, their, our, goal in rows:
            ratios, anew_ratios = [], []
            for _round in range(rounds):  # in turn, so that what else the machine does falls on all
                slow = theirs.cpu_ms(their, max(requests // 10, 20))
                fast = keeping.cpu_ms(our, requests * 5)
                anew = mine.cpu_ms(our, requests * 5)
                ratios.append(slow / fast)
                anew_ratios.append(slow / anew)
            a, b = counted[0][their], counted[1][our]
            figures = [
                name,
                f"{statistics.median(ratios):.0f} : 1 ({slow:.1f} : {fast:.2f} ms in the last round)",
                f"{goal} : 1" if goal else "",
                f"{statistics.median(anew_ratios):.0f} : 1 ({anew:.2f} ms)",
                f"{a['queries']} : {b['queries']}",
                f"{a['bytes']} : {b['bytes']}",
            ]
            _say(f"| {' | '.join(figures)} |")


def _queries(folder: Path, environment: dict, settings: str, paths: list[str]) -> dict:
    environment = {**environment, "PYTHONPATH": os.pathsep.join([str(ROOT), environment.get("PYTHONPATH", "")])}
    return json.loads(_run([sys.executable, "-m", "benchmarks.queries", settings, *paths], folder, environment))


def _first_id(folder: Path, environment: dict, module: str) -> str:
    code = (
        f"import django; django.setup(); from {module} import StoryPage as S; print(S.objects.get(slug='story-7').pk)"
    )
    return _run([sys.executable, "-c", code], folder, environment).strip()


def _run(command: list[str], folder: Path, environment: dict) -> str:
    done = subprocess.run(command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr[-3000:]}")
    return done.stdout


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
