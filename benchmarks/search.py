"""How the time of a search grows with the number of documents, and how much longer a common word takes than a rare one.

    python benchmarks/search.py --documents 100000
    python tests/postgres.py -- python benchmarks/search.py --documents 100000

Makes a database of its own beside the one of the tests, and throws it away.
"""

import argparse
import os
import random
import statistics
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_project.settings.test")

WORDS_IN_TEXT = 150
VOCABULARY = 30_000
BODY = b'{"type": "story", "text": "' + b"x" * 4_000 + b'"}'
NOW = datetime(2026, 6, 1, tzinfo=UTC)
QUESTIONS = {
    "rare word": "rareword",
    "common word (in all)": "mentoring",
    "two common words": "prison mentoring",
    "filler word (in all)": "the",
    "beginning of a common word": "mentor",
    "common and rare word": "mentoring rareword",
    "mistyped common word": "mentroing",
    "no such word": "qqqqq",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--repeat", type=int, default=7)
    options = parser.parse_args()

    import django

    django.setup()
    from django.db import connection

    sys.stdout.reconfigure(line_buffering=True)
    connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        total, times = 0, {}
        for documents in (1_000, options.documents):
            begun = time.perf_counter()
            fill(total, documents)
            if total == 0:
                print(f"{(time.perf_counter() - begun) / documents * 1000:.2f} ms to add a document")
            total = documents
            times[documents] = {name: measure(query, options.repeat) for name, query in QUESTIONS.items()}
            times[documents]["of a type that is rare"] = measure("mentoring", options.repeat, types=["rare"])
            times[documents]["of a type that is not there"] = measure("mentoring", options.repeat, types=["nothing"])
        report(*times.values())
    finally:
        connection.creation.destroy_test_db(":memory:" if connection.vendor == "sqlite" else "", verbosity=0)


def fill(first: int, last: int) -> None:
    """The first thousand one by one; the others are copies of these, which is quicker, and the same to a search."""
    from django.db import connection, transaction

    chance = random.Random(first)
    vocabulary = [word(chance) for _ in range(VOCABULARY)]
    weights = [1 / rank for rank in range(10, VOCABULARY + 10)]

    def text(words: int) -> str:
        return " ".join(chance.choices(vocabulary, weights, k=words))

    with transaction.atomic():
        if first == 0:
            for number in range(last):
                add(f"page-{number}", text(6), f"The mentoring prison {text(WORDS_IN_TEXT)}", number % 200 == 0)
        else:
            copy(first, last)
        for number in range(5):
            add(f"rare-{first}-{number}", text(6), f"The rareword mentoring {text(WORDS_IN_TEXT)}", False)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def add(key: str, title: str, words: str, is_rare: bool) -> None:
    from headless.documents import search
    from headless.gate import EVER, NEVER_ENDS
    from headless.models import Document

    document = Document.objects.create(
        key=key,
        audience="own",
        site_id=1,
        locale="en",
        type="rare" if is_rare else "story",
        title=title,
        words=words,
        body=BODY,
        valid_from=EVER,
        valid_until=NEVER_ENDS,
        stale=False,
    )
    search.index(document.pk, locale="en", title=title, words=words)


def copy(first: int, last: int) -> None:
    from django.db import connection

    from headless.models import Document

    columns = [field.column for field in Document._meta.local_fields if field.column not in ("id", "key")]
    names = ", ".join(f'"{column}"' for column in columns)
    entry = (
        ("rowid, title, words", "d.id, s.title, s.words", "s.rowid")
        if connection.vendor == "sqlite"
        else (
            "document_id, audience, site_id, locale, type, language, tsv",
            "d.id, s.audience, s.site_id, s.locale, s.type, s.language, s.tsv",
            "s.document_id",
        )
    )
    with connection.cursor() as cursor:
        for turn in range(1, last // first):
            cursor.execute(
                f"INSERT INTO sc_headless_document (key, {names}) "
                f"SELECT key || '-{turn}', {names} FROM sc_headless_document WHERE id <= {first}"
            )
            cursor.execute(
                f"INSERT INTO sc_document_search ({entry[0]}) SELECT {entry[1]} FROM sc_headless_document d "
                f"JOIN sc_headless_document original ON d.key = original.key || '-{turn}' "
                f"JOIN sc_document_search s ON {entry[2]} = original.id WHERE original.id <= {first}"
            )


def word(chance: random.Random) -> str:
    return "".join(chance.choice("bcdfglmnprstv") + chance.choice("aeiou") for _ in range(chance.randint(2, 5)))


def measure(query: str, repeat: int, **options) -> float:
    from headless.documents import search

    taken = []
    for _ in range(repeat):
        begun = time.perf_counter()
        search.find(query, audience="own", site_id=1, locale="en", now=NOW, limit=20, offset=0, **options)
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def report(few: dict[str, float], many: dict[str, float]) -> None:
    print(f"{'':32}{'few':>12}{'many':>12}{'many : few':>12}{'to rare word':>14}")
    for name in many:
        print(
            f"{name:32}{few[name] * 1000:>9.1f} ms{many[name] * 1000:>9.1f} ms"
            f"{many[name] / few[name]:>11.1f}×{many[name] / many['rare word']:>13.1f}×"
        )


if __name__ == "__main__":
    main()
