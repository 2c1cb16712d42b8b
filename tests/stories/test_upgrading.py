"""Stories of the first version: what said “sample” stands on that, and of the others nobody claims anything."""

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


@pytest.mark.slow
def test_samples_get_one_basis_for_all_their_languages_and_the_others_none(tmp_path):
    environment = {
        **os.environ,
        "VAR_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "site_project.settings.development",
        "PYTHONPATH": str(ROOT),
    }
    environment.pop("DATABASE_URL", None)
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines() == [
        "rows 1",
        "stand on [('ejemplo', 'sample'), ('sample', 'sample')]",
        "live 3",
        "back ['ejemplo', 'sample']",
    ]
