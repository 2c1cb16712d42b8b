"""Tables of the full-text search over documents. Django knows nothing of them: they differ by database.

No foreign key leads to the documents, since Django could not empty their table then (`flush`, tests); triggers forget
what is deleted. On SQLite, whatever makes Django write the table `sc_headless_document` anew (most changes of its columns)
takes the trigger with it: such a migration must create it again, as `tests/headless/test_search.py` will say.
"""

from django.db import migrations

SQLITE = [
    """
    CREATE VIRTUAL TABLE sc_document_search
    USING fts5(title, words, tokenize = 'unicode61 remove_diacritics 2')
    """,
    "CREATE VIRTUAL TABLE sc_search_term USING fts5vocab(sc_document_search, row)",
    """
    CREATE TABLE sc_search_word (
        audience TEXT NOT NULL, language TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY (audience, language, word)
    ) WITHOUT ROWID
    """,
    """
    CREATE TRIGGER sc_document_search_forget AFTER DELETE ON sc_headless_document
    BEGIN DELETE FROM sc_document_search WHERE rowid = OLD.id; END
    """,
]
SQLITE_REVERSE = [
    "DROP TRIGGER IF EXISTS sc_document_search_forget",
    "DROP TABLE sc_search_word",
    "DROP TABLE sc_search_term",
    "DROP TABLE sc_document_search",
]

POSTGRESQL = [
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    # The vectors lie apart from the rows, and these are few pages: those that match are gone through quickly.
    """
    CREATE TABLE sc_document_search (
        document_id bigint PRIMARY KEY,
        audience varchar(8) NOT NULL,
        site_id bigint NOT NULL,
        locale varchar(20) NOT NULL,
        type varchar(40) NOT NULL,
        language varchar(20) NOT NULL,
        tsv tsvector NOT NULL
    ) WITH (toast_tuple_target = 128)
    """,
    "ALTER TABLE sc_document_search ALTER COLUMN tsv SET STORAGE EXTERNAL",
    # Without a list of what is to be indexed later: readers would go through that list with each search.
    "CREATE INDEX sc_document_search_tsv ON sc_document_search USING gin (tsv) WITH (fastupdate = off)",
    """
    CREATE TABLE sc_search_word (
        audience varchar(8) NOT NULL,
        language varchar(20) NOT NULL,
        word text COLLATE "C" NOT NULL,
        PRIMARY KEY (audience, language, word)
    )
    """,
    # `lower`, though words are in lower case: an index on the words themselves would be used to look one up, and take a
    # thousand times as long as the primary key.
    "CREATE INDEX sc_search_word_near ON sc_search_word USING gin (lower(word) gin_trgm_ops)",
    """
    CREATE FUNCTION sc_document_search_forget() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        DELETE FROM sc_document_search s USING gone WHERE s.document_id = gone.id;
        RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION sc_document_search_forget_all() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        TRUNCATE sc_document_search, sc_search_word;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER sc_document_search_forget AFTER DELETE ON sc_headless_document
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION sc_document_search_forget()
    """,
    """
    CREATE TRIGGER sc_document_search_forget_all AFTER TRUNCATE ON sc_headless_document
    FOR EACH STATEMENT EXECUTE FUNCTION sc_document_search_forget_all()
    """,
]
POSTGRESQL_REVERSE = [  # pg_trgm stays: others may use it by now
    "DROP TRIGGER IF EXISTS sc_document_search_forget_all ON sc_headless_document",
    "DROP TRIGGER IF EXISTS sc_document_search_forget ON sc_headless_document",
    "DROP FUNCTION IF EXISTS sc_document_search_forget_all()",
    "DROP FUNCTION IF EXISTS sc_document_search_forget()",
    "DROP TABLE sc_search_word",
    "DROP TABLE sc_document_search",
]


def create(apps, schema_editor):
    connection = schema_editor.connection
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}.get(connection.vendor, []):
        schema_editor.execute(statement)
    if connection.vendor == "sqlite" and connection.Database.sqlite_version_info >= (3, 42):
        # Deleted words leave the index at once, not when it is merged.
        schema_editor.execute("INSERT INTO sc_document_search (sc_document_search, rank) VALUES ('secure-delete', 1)")


def drop(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in {"sqlite": SQLITE_REVERSE, "postgresql": POSTGRESQL_REVERSE}.get(vendor, []):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("sc_headless", "0003_published_documents")]

    operations = [migrations.RunPython(create, drop, elidable=False)]
