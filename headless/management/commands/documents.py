"""`manage.py documents`: whether the public reads what the tables say, and building all of it anew."""

import sys
import time

from django.core.files.storage import storages
from django.core.management import BaseCommand, CommandError
from wagtail.models import Site

from headless import edge
from headless.conf import conf
from headless.documents import check as comparison
from headless.documents import dependencies, refresh
from headless.gate import Audience
from headless.models import Document


class Command(BaseCommand):
    help = (
        "Compares every published document with a fresh rendering (--check), or builds all of them anew (--rebuild). "
        "Readers notice neither: a document stays until its successor is there. After --rebuild, caches in front forget all pages."
    )

    def add_arguments(self, parser):
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument(
            "--check", action="store_true", help="say what differs and why; exits with 1 if anything does"
        )
        what.add_argument(
            "--rebuild", action="store_true", help="build every document anew, and delete files nobody owns"
        )
        parser.add_argument("--mend", action="store_true", help="with --check: build anew what differs")

    def handle(self, *, check: bool, rebuild: bool, mend: bool, **options):
        if mend and not check:
            raise CommandError("--mend goes with --check.")
        if rebuild:
            self._rebuild()
        else:
            self._check(mend=mend)

    def _check(self, *, mend: bool) -> None:
        progress = Progress(Document.objects.count(), self.stderr)
        found = []
        for difference in comparison.differences(step=progress.step):
            found.append(difference)
            progress.clear()
            self.stdout.write(str(difference))
            if mend:
                comparison.mend(difference)
        progress.clear()
        if not found:
            self.stdout.write(f"{progress.done} documents, all as a fresh rendering.")
        elif mend:
            refresh.build_stale()
            self.stdout.write(f"{len(found)} of {progress.done} documents differed. They are built anew.")
        else:
            raise CommandError(
                f"{len(found)} of {progress.done} documents differ. Mend them with: manage.py documents --check --mend"
            )

    def _rebuild(self) -> None:
        refresh.add_missing()
        keys = list(Document.objects.order_by("pk").values_list("key", "audience"))
        progress = Progress(len(keys), self.stderr)
        failed = [key for key, audience in keys if not progress.step(refresh.build_one(key, Audience(audience)))]
        built = refresh.build_stale()  # what shows cards of others, once these are there
        deleted = refresh.delete_files_nobody_owns(storages[conf.PUBLIC_PICTURES_STORAGE], conf.PUBLIC_PICTURES_FOLDER)
        # Templates, and what they show around a document, may be others since.
        edge.forget(*(dependencies.site(pk) for pk in Site.objects.values_list("pk", flat=True)))
        progress.clear()
        self.stdout.write(f"{len(keys)} documents built, {built} of them again; {deleted} files without owner deleted.")
        if failed:
            raise CommandError(f"{len(failed)} could not be built, the log says why: {', '.join(failed[:10])}")


class Progress:
    """A bar on a terminal; a line for each tenth elsewhere."""

    WIDTH = 40

    def __init__(self, total: int, out) -> None:
        self.total, self.out, self.done = total, out, 0
        self.terminal = sys.stderr.isatty()
        self.shown_at = 0.0

    def step(self, result=None):
        """One more is done. Gives back what it is given."""
        self.done += 1
        if self.terminal and time.monotonic() - self.shown_at > 0.1:
            self.shown_at = time.monotonic()
            filled = self.WIDTH * min(self.done, self.total) // max(self.total, 1)
            bar = "#" * filled + "." * (self.WIDTH - filled)
            self.out.write(f"\r[{bar}] {self.done} of {self.total}", ending="")
        elif not self.terminal and self.total >= 50 and self.done % max(self.total // 10, 1) == 0:
            self.out.write(f"{self.done} of {self.total}")
        return result

    def clear(self) -> None:
        if self.terminal:
            self.out.write("\r\033[K", ending="")
