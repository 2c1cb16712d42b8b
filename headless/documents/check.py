"""Whether what the public reads is what the tables say: every document against a fresh rendering."""

import difflib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from ..conf import conf
from ..gate import Audience
from ..models import Document
from . import refresh, search, store
from .addresses import as_built

#: So many documents are compared in one round of the worker.
ROUND = 100
#: Or such a part of them, so that all are compared within a day.
ROUNDS = 24 * 12


@dataclass(frozen=True)
class Difference:
    """One document that is not what it should be, and why, in words."""

    key: str
    audience: Audience
    why: str

    def __str__(self):
        return f"{self.key} ({self.audience}): {self.why}"


def differences(*, step: Callable[[], Any] = lambda: None) -> Iterator[Difference]:
    """Compare all documents with what the tables give now; nothing is changed. `step` is called after each document."""
    rows = list(Document.objects.order_by("pk").values_list("key", "audience"))
    for key, audience in [*rows, *((key, audience) for key, audience, _page_id in refresh.missing())]:
        if found := compare(key, Audience(audience)):
            yield found
        step()


def compare(key: str, audience: Audience) -> Difference | None:
    """Compare one document with a fresh rendering."""
    row = Document.objects.filter(key=key, audience=audience).first()
    why = _why(row, store.make(key, audience))
    return Difference(key, audience, why) if why else None


def _why(row: Document | None, made: store.Made | None) -> str:
    if made is None:
        return "it may not be read, and there is a document" if row and row.body else ""
    if row is None or not row.body:
        return "it may be read, and there is no document"
    if row.body != made.body and bytes(row.body) != made.body:
        return _what_differs(bytes(row.body), made.body)
    for name, value in made.columns.items():
        if getattr(row, name) != value:
            return f"its column {name} is {getattr(row, name)!r} instead of {value!r}"
    tags = set(row.dependencies.values_list("tag", flat=True))
    if tags != made.tags:
        return f"its dependencies differ: {', '.join(sorted(tags ^ made.tags))}"
    if {(f.name, f.value, f.label) for f in row.facets.all()} != {(f.name, f.value, f.label) for f in made.facets}:
        return "its facets differ"
    files = set(row.pictures.values_list("file", flat=True))
    if files != {file.name for file in made.files}:
        return "its public files differ"
    if row.page_id and not search.is_indexed(row.pk, locale=row.locale, title=row.title, words=row.words):
        return "search does not find it by its words"
    if made.pictures and made.pictures.unwritten:
        return f"public files of it are lost: {', '.join(sorted(made.pictures.unwritten))}"
    return ""


def _what_differs(old: bytes, new: bytes) -> str:
    """The first lines that differ, short enough to read."""
    before, after = (
        json.dumps(json.loads(as_built(text)), indent=0, ensure_ascii=False).splitlines() for text in (old, new)
    )
    lines = [
        line for line in difflib.unified_diff(before, after, n=0, lineterm="") if line[:2] not in ("--", "++", "@@")
    ]
    return "its content differs: " + " | ".join(line[:120] for line in lines[:6])


def mend(difference: Difference) -> None:
    """Build the document of a difference anew."""
    refresh.build_one(difference.key, difference.audience)


@task()
def compare_some() -> int:
    """Compare the documents that were not compared for longest, and mend what differs; how many differed.

    So a change that nobody was told of (`QuerySet.update`, SQL, a restored backup) is public before long, too.
    """
    refresh.add_missing()
    different = 0
    rows = Document.objects.filter(Q(checked_at__lte=timezone.now())).order_by("checked_at")
    number = max(ROUND, rows.count() // ROUNDS)
    for key, audience in list(rows.values_list("key", "audience")[:number]):
        found = compare(key, Audience(audience))
        if found:
            different += 1
            mend(found)
        Document.objects.filter(key=key, audience=audience).update(checked_at=timezone.now())
    return different


@task()
def tidy_up() -> int:
    """Forget words that no document has any more, and delete public files that nobody owns; how many files."""
    with transaction.atomic():
        search.tidy()
    return refresh.delete_files_nobody_owns(storages[conf.PUBLIC_PICTURES_STORAGE], conf.PUBLIC_PICTURES_FOLDER)
