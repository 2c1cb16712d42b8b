"""Search on PostgreSQL: a table of text vectors beside the documents, made of our own stems, and one of all words.

The vectors are written out here rather than by `to_tsvector`, so that both engines and the highlighter have the same
stems, whatever dictionaries a server has.
"""

from django.db import connection

from . import words

#: Who fills the vocabulary holds it until the transaction ends. Nobody waits for it.
VOCABULARY_LOCK = 730_115_201
#: PostgreSQL refuses greater positions.
LAST_POSITION = 16_383
#: How often a word occurs counts up to here; it keeps vectors small.
MOST_OCCURRENCES = 8
#: Words taken in place of one that is in no document.
MOST_NEAR = 3


def index(document_id: int, *, locale: str, title: str, text: str) -> None:
    language = words.language_of(locale)
    title_stems, text_stems = words.stems(title, language), words.stems(text, language)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO sc_document_search (document_id, audience, site_id, locale, type, language, tsv) "
            "SELECT id, audience, site_id, locale, type, %s, %s::tsvector FROM sc_headless_document WHERE id = %s "
            "ON CONFLICT (document_id) DO UPDATE SET audience = excluded.audience, site_id = excluded.site_id, "
            "locale = excluded.locale, type = excluded.type, language = excluded.language, tsv = excluded.tsv "
            "RETURNING audience",
            [language, _vector(title_stems, text_stems), document_id],
        )
        if row := cursor.fetchone():
            _learn(cursor, row[0], language, words.vocabulary(title_stems + text_stems))


def _vector(title: list[str], text: list[str]) -> str:
    """Stems with their positions; those of the title have the weight A."""
    positions: dict[str, list[str]] = {}
    for number, stem in enumerate((title + text)[:LAST_POSITION], start=1):
        where = positions.setdefault(stem, [])
        if len(where) < MOST_OCCURRENCES:
            where.append(f"{number}A" if number <= len(title) else str(number))
    return " ".join(f"'{stem}':{','.join(where)}" for stem, where in positions.items())


def _learn(cursor, audience: str, language: str, vocabulary: list[str]) -> None:
    """Adds words to the vocabulary. If another transaction is doing so, they are left for `tidy`: to wait for it here
    could be to wait for one another."""
    cursor.execute(
        "SELECT word FROM sc_search_word WHERE audience = %s AND language = %s AND word = ANY(%s)",
        [audience, language, vocabulary],
    )
    new = sorted(set(vocabulary).difference(word for (word,) in cursor.fetchall()))
    if new and _has_lock(cursor):
        cursor.execute(
            "INSERT INTO sc_search_word (audience, language, word) SELECT %s, %s, unnest(%s::text[]) "
            "ON CONFLICT DO NOTHING",
            [audience, language, new],
        )


def _has_lock(cursor) -> bool:
    cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [VOCABULARY_LOCK])
    return cursor.fetchone()[0]


def is_indexed(document_id: int, *, locale: str, title: str, text: str) -> bool:
    language = words.language_of(locale)
    vector = _vector(words.stems(title, language), words.stems(text, language))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM sc_document_search s JOIN sc_headless_document d ON d.id = s.document_id "
            "WHERE d.id = %s AND s.tsv = %s::tsvector AND s.language = %s "
            "AND (s.audience, s.site_id, s.locale, s.type) = (d.audience, d.site_id, d.locale, d.type)",
            [document_id, vector, language],
        )
        return cursor.fetchone() is not None


def finds(document_ids: list[int]) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT document_id FROM sc_document_search WHERE document_id = ANY(%s)", [document_ids])
        return {number for (number,) in cursor.fetchall()}


def forget(document_ids: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sc_document_search WHERE document_id = ANY(%s)", [document_ids])


def tidy() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM sc_document_search s WHERE NOT EXISTS "
            "(SELECT 1 FROM sc_headless_document d WHERE d.id = s.document_id)"
        )
        if not _has_lock(cursor):
            return
        cursor.execute(
            "CREATE TEMPORARY TABLE sc_words_now ON COMMIT DROP AS "
            "SELECT scope.audience, scope.language, stat.word "
            "FROM (SELECT DISTINCT audience, language FROM sc_document_search) scope, "
            "LATERAL ts_stat(format('SELECT tsv FROM sc_document_search WHERE audience = %L AND language = %L', "
            "scope.audience, scope.language)) stat"
        )
        cursor.execute(
            "DELETE FROM sc_search_word w WHERE NOT EXISTS (SELECT 1 FROM sc_words_now n "
            "WHERE n.audience = w.audience AND n.language = w.language AND n.word = w.word)"
        )
        cursor.execute("SELECT audience, language, word FROM sc_words_now EXCEPT TABLE sc_search_word")
        new = [row for row in cursor.fetchall() if words.can_be_mistyped(row[2])]
        cursor.executemany("INSERT INTO sc_search_word VALUES (%s, %s, %s) ON CONFLICT DO NOTHING", new)
        cursor.execute("DROP TABLE sc_words_now")


def find(wanted: list[words.Asked], *, columns: str, scope, newest: int, limit: int, offset: int):
    """SQL and parameters that give the documents, best first. Mistyped words are replaced within the query."""
    matches, match_params = zip(*(_match(word, scope) for word in wanted), strict=True)
    own, own_params = scope.sql("s", within_period=False)
    documents, document_params = scope.sql("d")
    sql = (
        # Once, before everything else: the words that there are.
        f"WITH asked AS MATERIALIZED (SELECT {' && '.join(matches)} AS q), "  # noqa: S608
        "newest AS MATERIALIZED (SELECT s.document_id, s.tsv FROM sc_document_search s "
        f"WHERE s.tsv @@ (SELECT q FROM asked) AND {own} ORDER BY s.document_id DESC LIMIT %s) "
        f"SELECT {columns} FROM newest JOIN sc_headless_document d ON d.id = newest.document_id WHERE {documents} "
        # 1: a long text contains every word sooner or later.
        "ORDER BY ts_rank(newest.tsv, (SELECT q FROM asked), 1) DESC, d.id DESC LIMIT %s OFFSET %s"
    )
    params = [param for params in match_params for param in params]
    return sql, [*params, *own_params, newest, *document_params, limit, offset]


def _match(word: words.Asked, scope) -> tuple[str, list]:
    """SQL that gives the `tsquery` of one word: itself, or the nearest ones if no document has it."""
    exact = " | ".join(
        [f"'{stem}'" for stem in word.stems] + ([f"'{word.beginning}':*"] if word.beginning else []),
    )
    mistyped = [stem for stem in word.stems if words.can_be_mistyped(stem)]
    if not mistyped:
        return "%s::tsquery", [exact]
    languages = list(words.languages_of(scope.locale))
    vocabulary = "FROM sc_search_word w WHERE w.audience = %s AND w.language = ANY(%s)"
    known, known_params = "w.word = ANY(%s)", [list(word.stems)]
    if word.beginning:
        known, known_params = f"({known} OR w.word LIKE %s)", [*known_params, f"{word.beginning}%"]
    near = " OR ".join(["lower(w.word) %% %s"] * len(mistyped))
    nearness = f"greatest({', '.join(['similarity(w.word, %s)'] * len(mistyped))})"
    sql = (
        f"CASE WHEN EXISTS (SELECT 1 {vocabulary} AND {known}) THEN %s::tsquery ELSE coalesce(("  # noqa: S608
        "SELECT string_agg(quote_literal(near.word), ' | ')::tsquery FROM ("
        f"SELECT w.word {vocabulary} AND ({near}) ORDER BY {nearness} DESC, w.word LIMIT {MOST_NEAR}"
        ") near), %s::tsquery) END"
    )
    where = [scope.audience, languages]
    return sql, [*where, *known_params, exact, *where, *mistyped, *mistyped, exact]


def corrected(wanted, *, scope) -> None:
    """Done by the query itself."""
    return
