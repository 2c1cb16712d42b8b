"""Stories of earlier versions: what said “sample” stands on that, what was agreed to still is, and nobody claims anything more."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SCRIPT = """
import django; django.setup()
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
call_command("migrate", verbosity=0)
call_command("migrate", "sc_stories", "0001", verbosity=0)
apps = MigrationExecutor(connection).loader.project_state([("sc_stories", "0001_initial")]).apps
Old = apps.get_model("sc_stories", "StoryPage")
from django.db.models.signals import post_save
from wagtail.models import Page, Locale
# Documents are of today's tables.
post_save.disconnect(dispatch_uid="sc_documents_saved")
kind = ContentType.objects.get(app_label="sc_stories", model="storypage")
spanish = Locale.objects.get_or_create(language_code="es")[0]
def story(slug, is_sample, **values):
    page = Page.objects.get(depth=1).add_child(title=slug, slug=slug, content_type=kind, **values)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO sc_stories_storypage (page_ptr_id, standfirst, date, is_sample, hero_alt, hero_credit, body) "
            "VALUES (%s, 'x', '2026-01-01', %s, '', '', '[]')", [page.pk, is_sample])
    return page
sample = story("sample", True)
story("ejemplo", True, locale=spanish, translation_key=sample.translation_key)
real = story("real", False)
call_command("migrate", "sc_stories", verbosity=0)
from stories.models import Basis, StoryPage
from stories.queries import current_bases
pages = {page.pk: page.slug for page in StoryPage.objects.all()}
print("rows", Basis.objects.count())
print("stand on", sorted((pages[pk], basis.told_as) for pk, basis in current_bases(StoryPage.objects.all()).items()))
print("live", StoryPage.objects.filter(live=True).count())
call_command("migrate", "sc_stories", "0001", verbosity=0)
print("back", sorted(Old.objects.filter(is_sample=True).values_list("slug", flat=True)))
"""


def ran(script: str, folder) -> list[str]:
    """What it prints, in a database of its own."""
    environment = {
        **os.environ,
        "VAR_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "site_project.settings.development",
        "PYTHONPATH": str(ROOT),
    }
    environment.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.slow
def test_samples_get_one_basis_for_all_their_languages_and_the_others_none(tmp_path):
    assert ran(SCRIPT, tmp_path) == [
        "rows 1",
        "stand on [('ejemplo', 'sample'), ('sample', 'sample')]",
        "live 3",
        "back ['ejemplo', 'sample']",
    ]


CONSENTS = """
import django; django.setup()
from datetime import date
from uuid import uuid4
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
call_command("migrate", verbosity=0)
call_command("migrate", "sc_stories", "0005", verbosity=0)
apps = MigrationExecutor(connection).loader.project_state([("sc_stories", "0005_topics_and_help_lines")]).apps
Old = apps.get_model("sc_stories", "Basis")
keys = {name: uuid4() for name in ("own", "partners", "again", "nobody", "part")}
def consent(key, reference, name, audience):
    Old.objects.create(translation_key=keys[key], kind="person", reference=reference, public_name=name, obtained_by="C.",
        valid_from=date(2026, 1, 1), valid_until=date(2027, 1, 1), audience=audience)
consent("own", "R-1", "Ana", "own")
consent("partners", "R-2", "Bea", "partners")
consent("again", "r-1 ", "A.", "partners")
Old.objects.create(translation_key=keys["nobody"], kind="no_person", nature="sample")
call_command("migrate", "sc_stories", verbosity=0)
from headless.enums import Element
from stories.actions.record_basis import record_basis
from stories.models import Basis, Person
bases = Basis.objects.newest(keys.values())
for name in ("own", "partners", "again", "nobody"):
    basis = bases[keys[name]]
    places = [place for place in ("own", "partners", "print") if all(basis.covers(element, place) for element in Element)]
    print(name, places, sorted(map(str, basis.periods)), basis.person and basis.person.public_name)
print("persons", Person.objects.count(), bases[keys["own"]].person == bases[keys["again"]].person)
print("found", Person.objects.with_reference("R-1").get().reference)
record_basis(translation_key=keys["part"], kind="person", reference="R-3", public_name="Eva", obtained_by="C.",
    covered={"own": ["words"]})
record_basis(translation_key=keys["own"], kind="person", reference="R-4", name_kind="anonymous", obtained_by="C.")
call_command("migrate", "sc_stories", "0005", verbosity=0)
names = {key: name for name, key in keys.items()}
for row in Old.objects.order_by("pk"):
    print("back", names[row.translation_key], row.audience, bool(row.ended_at), row.reference)
"""


@pytest.mark.slow
def test_consents_cover_what_they_covered_and_back_again_never_more(tmp_path):
    assert ran(CONSENTS, tmp_path) == [
        "own ['own'] ['own'] A.",
        "partners ['own', 'partners'] ['own', 'partner'] Bea",
        "again ['own', 'partners'] ['own', 'partner'] A.",
        "nobody ['own', 'partners', 'print'] ['own', 'partner'] None",
        "persons 2 True",
        "found R-1",
        "back own own False R-1",
        "back partners partners False R-2",
        "back again partners False r-1 ",
        "back nobody  False None",
        # What was there before knows no consent to a part.
        "back part own True R-3",
        "back own own True R-4",
    ]
