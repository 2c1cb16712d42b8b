"""The interface's words: collect them for translators, and compile what they wrote.

    python tests/contracts/messages.py update

refreshes `headless/locale/es/LC_MESSAGES/django.po` and its `.mo`. Everything is in that one catalogue, which the wheel
carries. A sentence that changed keeps its old translation, marked fuzzy: look at it and take the mark away.
Words are collected by Django's `makemessages` (GNU gettext), always in a copy of the code.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).parents[2]
SOURCES = ["headless", "stories", "programs", "volunteers", "site_project", "templates"]
LANGUAGE = "es"
CATALOGUE = Path("headless/locale") / LANGUAGE / "LC_MESSAGES/django.po"

#: Run in the copy, with no settings but these, so that nothing of the repository is written.
_MAKEMESSAGES = """
from pathlib import Path
import django
from django.conf import settings
from django.core.management import call_command
settings.configure(LOCALE_PATHS=[Path("headless/locale").resolve()])
django.setup()
call_command(
    "makemessages", locale=["{language}"], extensions=["html", "txt", "py"],
    no_location=True, no_obsolete=True, no_wrap=True, verbosity=0,
)
"""


class GettextIsMissing(Exception):
    pass


def collect() -> polib.POFile:
    """The catalogue as it should be: every string of the code and the templates, with the translations there are."""
    if not shutil.which("xgettext"):
        raise GettextIsMissing("GNU gettext is not installed: apt-get install gettext.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ignored = shutil.ignore_patterns("__pycache__", "static", "*.mo")
        for source in SOURCES:
            shutil.copytree(ROOT / source, folder / source, ignore=ignored)
        (folder / "headless" / "locale").mkdir(exist_ok=True)
        made = subprocess.run(
            [sys.executable, "-c", _MAKEMESSAGES.format(language=LANGUAGE)],
            cwd=folder,
            env={name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
            capture_output=True,
            text=True,
            check=False,
        )
        if made.returncode:
            raise RuntimeError(f"makemessages failed:\n{made.stdout}{made.stderr}")
        return polib.pofile(str(folder / CATALOGUE), wrapwidth=0)


def key(entry: polib.POEntry) -> tuple[str, str, str]:
    """What tells two strings apart: context, words, plural."""
    return (entry.msgctxt or "", entry.msgid, entry.msgid_plural)


def update() -> polib.POFile:
    """Write the repository's catalogue and its compiled form. Its header changes only when a person changes it."""
    catalogue = collect()
    catalogue.header = "Second Chances. Same licence as the code."
    catalogue.metadata_is_fuzzy = False
    plural_forms = catalogue.metadata.get("Plural-Forms")
    catalogue.metadata = {
        "Project-Id-Version": "wagtail-second-chances",
        "Language": LANGUAGE,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms or "nplurals=2; plural=(n != 1);",
    }
    path = ROOT / CATALOGUE
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    catalogue.save_as_mofile(str(path.with_suffix(".mo")))
    return catalogue


def main(arguments: list[str]) -> int:
    if arguments != ["update"]:
        sys.stderr.write(__doc__)
        return 2
    try:
        catalogue = update()
    except GettextIsMissing as problem:
        sys.stderr.write(f"{problem}\n")
        return 3
    open_entries = len(catalogue.untranslated_entries()) + len(catalogue.fuzzy_entries())
    sys.stdout.write(f"{CATALOGUE}: {len(catalogue)} strings, {open_entries} to translate\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
