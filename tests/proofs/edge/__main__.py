"""`make prove-edge`: Varnish and nginx, as `deploy/` sets them up, in front of the real site on PostgreSQL.

How long from a publication until readers get it; whether anything else had to be asked for again; what readers get while the
application hangs, is away, or has no database; whether anything comes back that was taken back, or outlives a consent.
"""

import json
import os
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.proofs.databases import PostgreSQL
from tests.proofs.edge.caches import Asker, nginx, varnish
from tests.proofs.report import Report, say
from tests.proofs.site import Site, free_port

ROUNDS = 5
DAY = 24 * 60 * 60
#: An answer that is too old so soon is stale while the site is away.
SHORT = 2


class Beside:
    """What is done in a process beside the site, while others look."""

    def __init__(self, site: Site):
        self.site = site

    def __call__(self, *what: str) -> dict:
        return json.loads(self.site._python("-m", "tests.proofs.edge.beside", *what))

    def watched(self, *what: str, looks: dict[str, Callable[[], bool]]) -> tuple[dict, dict[str, float]]:
        """What it returns; and for each look the moment at which it was true for the first time."""
        seen: dict[str, float] = {}
        over = threading.Event()

        def watch(name: str, look: Callable[[], bool]) -> None:
            while not over.is_set():
                if look():
                    seen[name] = time.time()
                    return
                time.sleep(0.02)

        threads = [threading.Thread(target=watch, args=item) for item in looks.items()]
        for thread in threads:
            thread.start()
        done = self(*what)
        for thread in threads:
            thread.join(timeout=20)
        over.set()
        return done, seen


@contextmanager
def running(site: Site, **environment: object) -> Iterator[None]:
    site.environment |= {name: str(value) for name, value in environment.items()}
    site.start()
    try:
        yield
    finally:
        site.stop()


def warm(asker: Asker, paths: list[str]) -> None:
    for path in paths:
        for _turn in range(2):
            asker.get(path)


def publish_to_fresh(
    asker: Asker, do: Beside, content: dict, report: Report, *, counted: bool, limit: float = 2.0
) -> None:
    story, others = content["story"], content["others"]
    seconds: dict[str, list[float]] = {}
    clicks: list[float] = []
    warm(asker, [story["page"], story["json"], *content["lists"][:2], *others])
    before = {path: asker.get(path).hits for path in others} if counted else {}
    for number in range(ROUNDS):
        title = f"Title number {number}"

        def shows(path: str, title: str = title) -> bool:
            return title.encode() in asker.get(path).body

        where = [story["page"], story["json"], *content["lists"][:2]]
        done, seen = do.watched("publish", title, looks={path: lambda path=path: shows(path) for path in where})
        assert len(seen) == len(where), f"Never fresh: {set(where) - set(seen)}"
        for path, moment in seen.items():
            seconds.setdefault(path, []).append(moment - done["committed"])
        clicks.append(max(seen.values()) - done["start"])
    report.must(
        f"seconds from the commit of a publication until it is fresh, the longest of {ROUNDS}",
        ", ".join(f"{path} {max(found):.2f}" for path, found in seconds.items()),
        f"at most {limit:g}",
        max(map(max, seconds.values())) <= limit,
    )
    report.say("the same from the editor's click, all of it fresh", ", ".join(f"{found:.2f}" for found in clicks))
    if counted:
        after = {path: asker.get(path).hits for path in others}
        grown = {path: f"{before[path]} → {after[path]}" for path in others}
        report.must(
            f"hits of {len(others)} answers that are not concerned, over {ROUNDS} publications",
            ", ".join(grown.values()),
            "grow on",
            all(after[path] > before[path] for path in others),
        )


def nobody_else_purges(asker: Asker, content: dict, report: Report) -> None:
    path = content["others"][0]
    before = asker.get(path).hits
    status = asker.get("/", method="PURGE", xkey_purge="site-1").status
    after = asker.get(path).hits
    report.must(
        "PURGE where readers ask",
        f"{status}, hits {before} → {after}",
        "405, no effect",
        status == 405 and after > before,
    )


def for_readers_only(asker: Asker, content: dict, report: Report) -> None:
    headers = asker.get(content["story"]["page"]).headers
    said = headers.get("cache-control", "")
    hidden = not {"cache-tag", "xkey"} & headers.keys() and "s-maxage" not in said and "stale" not in said
    report.must("Cache-Control that browsers get", said, "nothing for shared caches", hidden)


def goes_on(asker: Asker, paths: list[str], what: str, report: Report, *, stale: bool) -> None:
    answers = [asker.get(path) for path in paths]
    fine = sum(answer.status == 200 and (answer.is_stale or not stale) for answer in answers)
    kind = "answered 200, stale" if stale else "answered 200"
    report.must(f"pages, lists and JSON {kind}, {what}", f"{fine} of {len(paths)}", "all", fine == len(paths))


def hangs(site: Site, asker: Asker, paths: list[str], report: Report) -> None:
    stopped = site.web_workers()
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    try:
        time.sleep(5)  # Varnish looks each second, and three times
        goes_on(asker, paths, "while the application hangs", report, stale=True)
    finally:
        for pid in stopped:
            os.kill(pid, signal.SIGCONT)


def is_taken_back(asker: Asker, do: Beside, content: dict, report: Report) -> None:
    story = content["story"]
    warm(asker, [*story.values(), *content["lists"]])
    title = f"Title number {ROUNDS - 1}".encode()
    assert all(asker.get(path).status == 200 for path in story.values())
    looks: dict[str, Callable[[], bool]] = {
        name: lambda path=path: asker.get(path).status in (404, 410) for name, path in story.items()
    }
    looks |= {path: lambda path=path: title not in asker.get(path).body for path in content["lists"][:2]}
    looks["sitemap"] = lambda: story["page"].encode() not in asker.get("/sitemap.xml").body
    done, seen = do.watched("withdraw", looks=looks)
    assert len(seen) == len(looks), f"Still there: {set(looks) - set(seen)}"
    slowest = {name: moment - done["start"] for name, moment in seen.items()}
    report.must(
        "seconds from a withdrawal until it is gone from the cache",
        ", ".join(f"{name} {seconds:.2f}" for name, seconds in slowest.items()),
        "at most 5",
        max(slowest.values()) <= 5,
    )
    deadline = time.monotonic() + 30
    while (said := do("certificate", str(done["withdrawal"])))["states"] != ["done"] and time.monotonic() < deadline:
        time.sleep(0.5)
    report.must(
        "the certificate says of the cache",
        f"{said['states']} after {said['seconds']} s",
        "done",
        said["states"] == ["done"],
    )


def is_never_stale(asker: Asker, content: dict, report: Report) -> None:
    title = f"Title number {ROUNDS - 1}".encode()
    statuses = {name: asker.get(path).status for name, path in content["story"].items()}
    shown = [path for path in content["lists"] if title in asker.get(path).body]
    report.must(
        "what was taken back, while the application is away",
        f"{statuses}, in lists: {len(shown)}",
        "never 200, in no list",
        200 not in statuses.values() and not shown,
    )


def ends(asker: Asker, do: Beside, site: Site, report: Report) -> None:
    """Without the application from before its end: nobody is there to say that it is over."""
    lent = do("lend", "25")
    paths = [lent["page"], lent["json"]]
    time.sleep(5)  # the caches are told of it three times
    warm(asker, paths)
    kept = sum(asker.get(path).hits > 0 for path in paths)
    site.stop()
    last: dict[str, float] = {}
    served = 0
    while time.time() < lent["ends"] + 4:
        for path in paths:
            asked = time.time()
            if asker.get(path).status == 200:
                last[path] = asked
                served += 1
        time.sleep(0.05)
    beyond = max(last.values()) - lent["ends"] if last else 0
    report.must(
        "a consent ends while the application is away: last 200, seconds after that",
        f"{beyond:.2f} ({served} answers from the cache before)",
        "below 0",
        kept == 2 and bool(last) and beyond < 0,
    )


def behind_varnish(folder: Path, site: Site, database: PostgreSQL, report: Report) -> None:
    do, purge_port = Beside(site), free_port()
    edge = {"EDGE_PURGE_ADDRESSES": f"http://127.0.0.1:{purge_port}/", "EDGE_STALE_SECONDS": DAY}
    with varnish(folder, site_port=site.port, purge_port=purge_port) as port:
        asker = Asker(port, f"127.0.0.1:{site.port}")
        site.environment |= {name: str(value) for name, value in edge.items()} | {"EDGE_CACHE_SECONDS": "3600"}
        content = do("prepare")
        pages = ["/en/", *content["lists"], *content["others"], *content["story"].values()]
        with running(site, **edge, EDGE_CACHE_SECONDS=3600):
            say("  publications")
            do("quiet")
            publish_to_fresh(asker, do, content, report, counted=True)
            for_readers_only(asker, content, report)
            nobody_else_purges(asker, content, report)
        with running(site, **edge, EDGE_CACHE_SECONDS=SHORT):
            say("  the application hangs; the database is away; the application is away")
            # Whatever is kept for an hour is forgotten.
            site._python("manage.py", "documents", "--rebuild")
            do("quiet")
            warm(asker, pages)
            time.sleep(SHORT + 1)
            hangs(site, asker, pages, report)
            time.sleep(3)
            warm(asker, pages)
            database.stop()
            time.sleep(SHORT + 1)
            goes_on(asker, pages, "while the database is away", report, stale=True)
            database.start()
            time.sleep(3)
            warm(asker, pages)
        at_once = [path for path in pages if asker.get(path).status != 200]
        report.must("not answered in the moment in which the application ended", len(at_once), "0", not at_once)
        time.sleep(SHORT + 4)
        goes_on(asker, pages, "while the application is away", report, stale=True)
        with running(site, **edge, EDGE_CACHE_SECONDS=3600):
            say("  a withdrawal")
            time.sleep(3)
            is_taken_back(asker, do, content, report)
        is_never_stale(asker, content, report)
        with running(site, **edge, EDGE_CACHE_SECONDS=3600):
            say("  a consent ends")
            time.sleep(3)
            ends(asker, do, site, report)
    said = (folder / "varnish.log").read_text()
    report.is_zero("times that Varnish's child ended by itself, and lost what it kept", said.count(") died"))
    if ") died" in said:
        say(said[:4000])


def behind_nginx(folder: Path, site: Site, report: Report) -> None:
    do = Beside(site)
    for name in ("EDGE_PURGE_ADDRESSES", "EDGE_STALE_SECONDS"):
        site.environment.pop(name, None)
    with nginx(folder, site_port=site.port) as port, running(site, EDGE_CACHE_SECONDS=1):
        asker = Asker(port, f"127.0.0.1:{site.port}")
        content = do("prepare")
        say("  nginx: publications, a withdrawal")
        publish_to_fresh(asker, do, content, report, counted=False)
        for_readers_only(asker, content, report)
        cached = [asker.get("/en/").headers.get("x-cache") for _turn in range(40)]
        asked = sum(said != "HIT" for said in cached)
        report.must("of 40 readers in a moment, those for whom the site was asked", asked, "few", asked <= 10)
        is_taken_back(asker, do, content, report)


def main() -> None:
    reports = []
    with tempfile.TemporaryDirectory() as temporary:
        Path(temporary).chmod(0o755)  # PostgreSQL runs as somebody else
        for name, prove in (("Varnish", behind_varnish), ("nginx", behind_nginx)):
            say(name)
            folder = Path(temporary, name)
            folder.mkdir()
            report = Report(name)
            reports.append(report)
            database = PostgreSQL(folder / "database", folder / "var")
            database.make()
            database.start()
            try:
                site = Site(folder / "var", folder / "log", url=database.url, port=free_port(), mail_port=free_port())
                site.environment |= {"EDGE_CACHE_SECONDS": "0"}
                site.fill()
                prove(folder, site, database, report) if name == "Varnish" else prove(folder, site, report)
            finally:
                database.stop()
                print(report.table())  # noqa: T201
    broken = [line for report in reports for line in report.broken]
    sys.exit("\n".join(broken) if broken else 0)


if __name__ == "__main__":
    main()
