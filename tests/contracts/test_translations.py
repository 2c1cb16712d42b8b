"""Every word of the interface is there in Spanish too. `make messages` collects new ones."""

import re

import polib
import pytest

from tests.contracts import messages

PATH = messages.ROOT / messages.CATALOGUE
#: What must be in a translation as it is in the original: `%(name)s`, `%s`, `{name}`, and HTML tags.
MARKS = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w+")


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    if not PATH.exists():
        pytest.fail(f"There is no {messages.CATALOGUE}: run `make messages`, and translate it.")
    return polib.pofile(str(PATH), wrapwidth=0)


@pytest.fixture(scope="module")
def collected() -> polib.POFile:
    try:
        return messages.collect()
    except messages.GettextIsMissing as problem:
        pytest.fail(str(problem))


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_every_string_of_code_and_templates_is_in_the_catalogue(catalogue, collected):
    missing = {messages.key(entry) for entry in collected} - {messages.key(entry) for entry in catalogue}
    assert missing == set(), "Run `make messages`, and translate what is new."


def test_catalogue_holds_no_string_that_is_gone(catalogue, collected):
    gone = {messages.key(entry) for entry in catalogue} - {messages.key(entry) for entry in collected}
    assert gone == set(), "Run `make messages`."


def test_every_string_is_translated(catalogue):
    assert [entry.msgid for entry in catalogue if not all(texts(entry))] == []


def test_no_translation_is_a_guess(catalogue):
    assert [entry.msgid for entry in catalogue if entry.fuzzy] == []


def test_translations_keep_placeholders_and_tags(catalogue):
    def marks(text):
        return sorted(MARKS.findall(text))

    # Of a plural, a form may do without its number ("one page"), but invents nothing.
    changed = [
        (entry.msgid, text)
        for entry in catalogue
        for text in texts(entry)
        if text and marks(text) not in (marks(entry.msgid), marks(entry.msgid_plural or entry.msgid))
    ]
    assert changed == []


def test_compiled_catalogue_is_the_one_that_was_written(catalogue):
    compiled = PATH.with_suffix(".mo")
    assert compiled.exists(), "Run `make messages`."
    written = {messages.key(entry): texts(entry) for entry in catalogue.translated_entries()}
    assert {messages.key(entry): texts(entry) for entry in polib.mofile(str(compiled))} == written
