"""What every test may use. Says at the end what ran where (see `tests/run_all.sh`)."""

import logging
import os
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection

logger = logging.getLogger(__name__)

RESULTS = os.environ.get("SC_RESULTS", "")


def pytest_terminal_summary(terminalreporter):
    passed = len(terminalreporter.stats.get("passed", ()))
    failed = len(terminalreporter.stats.get("failed", ())) + len(terminalreporter.stats.get("error", ()))
    here = f"{connection.vendor}: {passed} passed, {failed} failed"
    if connection.vendor == "postgresql" and RESULTS:
        Path(RESULTS, "postgresql").write_text(here)
    terminalreporter.section("what ran where")
    if connection.vendor == "sqlite" and RESULTS and Path(RESULTS, "postgresql").exists():
        terminalreporter.write_line(Path(RESULTS, "postgresql").read_text().strip())
    terminalreporter.write_line(here)


@pytest.fixture(autouse=True)
def _empty_cache():
    """Wagtail keeps renditions in the cache by the image's number, which is 1 again in the next test."""
    cache.clear()


@pytest.fixture(autouse=True)
def _nothing_noted(monkeypatch):
    """A process notes once a day who has fetched what, by numbers that are the same in the next test."""
    from headless.endpoints import fetched

    monkeypatch.setattr(fetched, "_noted", fetched._Noted())


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    """Each test has uploads and public pictures of its own."""
    settings.STORAGES = storages_in(tmp_path)


@pytest.fixture
def client():
    """Django's test client, for which a request comes after the commit of what the test did before it.

    A test's transaction is never committed, so what waits for that (documents are built then) would never happen.
    """
    from django.test import Client

    class AfterCommit(Client):
        def request(self, **request):
            run_after_commit()
            response = super().request(**request)
            run_after_commit()
            return response

    return AfterCommit()


@pytest.fixture(scope="module")
def initial_data_kept(django_db_setup, django_db_blocker):
    """For a module with tests that really commit: what every site begins with (the first page, permissions) is there again
    after they have emptied the database, for the tests that come later."""
    from django.contrib.contenttypes.models import ContentType

    with django_db_blocker.unblock():
        data = connection.creation.serialize_db_to_string()
    yield
    with django_db_blocker.unblock():
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
        ContentType.objects.clear_cache()
        connection.creation.deserialize_db_from_string(data)
        ContentType.objects.clear_cache()
        number_new_rows_after_those_there()


def number_new_rows_after_those_there() -> None:
    """Rows that came with their numbers have not moved PostgreSQL's sequences, which would give the same numbers again."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)


def storages_in(folder: Path) -> dict:
    """For the setting: uploads and public pictures below this folder."""
    return {
        **settings.STORAGES,
        **{
            name: {
                **settings.STORAGES[name],
                "OPTIONS": {**settings.STORAGES[name]["OPTIONS"], "location": str(folder / below)},
            }
            for name, below in (("default", "private"), ("public_pictures", "public"))
        },
    }


def run_after_commit() -> None:
    """Do what waits for the commit of the test's transaction."""
    while connection.run_on_commit:
        _savepoints, function, robust = connection.run_on_commit.pop(0)
        try:
            function()
        except Exception:
            if not robust:  # as Django does it
                raise
            logger.exception("After the commit something failed.")


@pytest.fixture
def home(db):
    """The front page of a site in English."""
    from tests.factories.site_project import make_site

    return make_site()


@pytest.fixture
def spanish(db):
    """The second language."""
    from wagtail.models import Locale

    return Locale.objects.get_or_create(language_code="es")[0]


@pytest.fixture
def image(db):
    """A picture of the library, 700 × 440."""
    from tests.factories.site_project import SiteImageFactory

    return SiteImageFactory(title="A garden")
