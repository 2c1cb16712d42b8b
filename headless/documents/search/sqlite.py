"""Search on SQLite: an FTS5 table of stems. Its rows have the number of the document that they are of."""

import json
from difflib import get_close_matches

from django.db import connection

from . import words

TABLE = "sc_document_search"
#: A match in the title counts so much more than one in the text.
TITLE_WEIGHT = 100.0
#: Words of the vocabulary that a mistyped one is compared with.
MOST_COMPARED = 5_000


def index(document_id: int, *, locale: str, title: str, text: str) -> None:
    language = words.language_of(locale)
    title_stems, text_stems = words.stems(title, language), words.stems(text, language)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT OR REPLACE INTO {TABLE} (rowid, title, words) "  # noqa: S608
            "SELECT id, %s, %s FROM sc_headless_document WHERE id = %s",
            [" ".join(title_stems), " ".join(text_stems), document_id],
        )
        cursor.execute(
            "INSERT OR IGNORE INTO sc_search_word (audience, language, word) "
            "SELECT d.audience, %s, word.value FROM sc_headless_document d, json_each(%s) word WHERE d.id = %s",
            [language, json.dumps(words.vocabulary(title_stems + text_stems)), document_id],
        )


def is_indexed(document_id: int, *, locale: str, title: str, text: str) -> bool:
    language = words.language_of(locale)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT title, words FROM {TABLE} WHERE rowid = %s", [document_id])  # noqa: S608
        return cursor.fetchone() == tuple(" ".join(words.stems(part, language)) for part in (title, text))


def finds(document_ids: list[int]) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid FROM {TABLE} WHERE rowid IN (SELECT value FROM json_each(%s))",  # noqa: S608
            [json.dumps(document_ids)],
        )
        return {number for (number,) in cursor.fetchall()}


def forget(document_ids: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {TABLE} WHERE rowid IN (SELECT value FROM json_each(%s))",  # noqa: S608
            [json.dumps(document_ids)],
        )


def tidy() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE} WHERE rowid NOT IN (SELECT id FROM sc_headless_document)")  # noqa: S608
        cursor.execute("DELETE FROM sc_search_word WHERE word NOT IN (SELECT term FROM sc_search_term)")
        # Merges some of the index, so that the words of deleted documents leave the file step by step.
        cursor.execute(f"INSERT INTO {TABLE} ({TABLE}, rank) VALUES ('merge', -500)")  # noqa: S608


def find(wanted: list[words.Asked], *, columns: str, scope, newest: int, limit: int, offset: int):
    """SQL and parameters that give the documents, best first."""
    condition, params = scope.sql("d")
    sql = (
        f"SELECT {columns} FROM ("  # noqa: S608
        f"SELECT {TABLE}.rowid AS id, bm25({TABLE}, {TITLE_WEIGHT}, 1.0) AS score "
        # CROSS: the order of the tables is meant. So documents are looked at from the newest on, until there are enough.
        f"FROM {TABLE} CROSS JOIN sc_headless_document d ON d.id = {TABLE}.rowid "
        f"WHERE {TABLE} MATCH %s AND {condition} ORDER BY {TABLE}.rowid DESC LIMIT %s"
        ") best JOIN sc_headless_document d ON d.id = best.id "
        "ORDER BY best.score, best.id DESC LIMIT %s OFFSET %s"
    )
    return sql, [_match(wanted), *params, newest, limit, offset]


def _match(wanted: list[words.Asked]) -> str:
    """In FTS5's language. Words are letters and digits, so quotes make them plain words."""
    return " AND ".join(
        "("
        + " OR ".join([f'"{stem}"' for stem in word.stems] + ([f'"{word.beginning}" *'] if word.beginning else []))
        + ")"
        for word in wanted
    )


def corrected(wanted: list[words.Asked], *, scope) -> list[words.Asked] | None:
    """The nearest words that there are, in place of those that are in no document. None, if all are in some.

    One query for each word; asked for only when nothing was found.
    """
    result = [_nearest(word, scope) for word in wanted]
    return result if result != wanted else None


def _nearest(word: words.Asked, scope) -> words.Asked:
    mistyped = [stem for stem in word.stems if words.can_be_mistyped(stem)]
    if not mistyped:
        return word
    initials = sorted({stem[0] for stem in mistyped})
    languages = words.languages_of(scope.locale)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM sc_search_word WHERE audience = %s "  # noqa: S608
            f"AND language IN ({', '.join(['%s'] * len(languages))}) "
            f"AND ({' OR '.join(['(word >= %s AND word < %s)'] * len(initials))}) LIMIT %s",
            [
                scope.audience,
                *languages,
                *(bound for initial in initials for bound in (initial, chr(ord(initial) + 1))),
                MOST_COMPARED,
            ],
        )
        known = [row[0] for row in cursor.fetchall()]
    if any(word.is_met_by(stem) for stem in known):
        return word
    near = [found for stem in mistyped for found in get_close_matches(stem, known, n=3, cutoff=0.7)]
    return words.Asked(tuple(dict.fromkeys(near))) if near else word
