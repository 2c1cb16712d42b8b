"""Migrations that fit every host: complete, without the name of an image model, under labels of our own."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

ROOT = Path(__file__).parents[2]
OUR_APPS = ["headless", "stories", "programs", "volunteers"]
MIGRATIONS = sorted(path for app in OUR_APPS for path in (ROOT / app / "migrations").glob("0*.py"))

#: A concrete model where Wagtail lets the host have its own. Functions that ask for the host's model do not match.
#: Groups are Django's own in every host; its user model need not be.
CONCRETE = re.compile(r"""['"](?:(?:wagtailimages|wagtaildocs|site_project)['".]|auth\.(?!group['"]))""", re.IGNORECASE)


@pytest.mark.django_db
def test_no_migration_is_missing():
    out = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=out, stderr=out)
    except SystemExit:
        pytest.fail(f"Run `manage.py makemigrations`, and name the migration for its change:\n{out.getvalue()}")


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_migration_leaves_image_document_and_user_models_to_the_host(path):
    found = [line.strip() for line in path.read_text().splitlines() if CONCRETE.search(line)]
    assert found == [], "Use get_image_model_string() and migrations.swappable_dependency()."


@pytest.mark.parametrize("name", OUR_APPS)
def test_labels_are_prefixed_so_that_a_host_may_have_an_app_of_the_same_name(name):
    config = next(config for config in apps.get_app_configs() if config.name == name)
    assert config.label == f"sc_{name}"


@pytest.mark.parametrize("name", OUR_APPS)
def test_the_kind_of_primary_key_does_not_depend_on_the_hosts_settings(name):
    assert "default_auto_field" in vars(type(apps.get_app_config(f"sc_{name}")))


def test_tables_are_prefixed():
    ours = [model for model in apps.get_models() if model._meta.app_config.name in OUR_APPS]
    assert [model._meta.db_table for model in ours if not model._meta.db_table.startswith("sc_")] == []
