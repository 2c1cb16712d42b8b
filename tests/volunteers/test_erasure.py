"""What was deleted is gone: from the rows, the file, the log beside it, mails, and every log."""

import logging
import os
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import ModelLogEntry

from headless.models import Mail
from tests.factories.volunteers import ApplicationFactory, SignUpPageFactory, add_question
from volunteers import queries
from volunteers.actions.ask_for_link import ask_for_link
from volunteers.actions.change_state import change_state
from volunteers.actions.delete_details import delete_details, delete_due_details
from volunteers.actions.erase import erase
from volunteers.actions.keep_note import keep_note
from volunteers.actions.refuse_suspect import refuse_suspect
from volunteers.actions.withdraw import withdraw
from volunteers.actions.write_letter import write_letter
from volunteers.models import Application, ApplicationTerm

from .browsing import mails_sent, send_form

ROOT = Path(__file__).parents[2]
CANARY = "zqxjcanary"


@pytest.fixture
def page(home):
    page = SignUpPageFactory(parent=home, slug="mentor", retention_months=6)
    add_question(page, "Why?", "multiline", required=False)
    add_question(page, "Convicted?", required=False, sensitive=True)
    return page


@pytest.fixture
def application(client, page, admin_user):
    """Everything that can hold something about her does."""
    words = {"name": f"{CANARY} one", "email": f"{CANARY}@example.org", "why": f"{CANARY} two", "convicted": CANARY}
    assert send_form(client, page, **words).status_code == 302
    mails_sent()
    application = Application.objects.get()
    keep_note(application=application, text=f"{CANARY} three", user=admin_user)
    write_letter(application=application, subject=f"{CANARY} four", text=f"{CANARY} five", key="1", user=admin_user)
    mails_sent()
    return Application.objects.get()


def rows_with(*needles: str) -> list[str]:
    """The tables in which one of these stands, in clear or as we encrypt and hash it."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            stored = "\n".join(str(row) for row in cursor.fetchall())
            found += [table for needle in needles if needle.casefold() in stored.casefold()]
    return found


def test_erasing_leaves_a_number_and_nothing_else(application):
    number, hashed = application.pk, application.email_hash
    erase(application=application)
    assert not Application.objects.exists()
    assert not ApplicationTerm.objects.exists()
    assert not Mail.objects.exists()
    assert rows_with(CANARY, hashed) == []
    trail = ModelLogEntry.objects.filter(object_id=str(number))
    assert "sc_volunteers.erased" in trail.values_list("action", flat=True)
    erase(application=application)


def test_details_go_when_their_time_is_over_and_the_decision_stays(application, page):
    change_state(application=application, state="closed", decision="welcomed")
    hashed = application.email_hash
    Application.objects.update(state_changed_at=timezone.now() - timedelta(days=180))
    assert delete_due_details() == 0, "six months are not over"
    Application.objects.update(state_changed_at=timezone.now() - timedelta(days=186))
    assert [line.now for line in queries.retention_ahead()] == [1]
    assert delete_due_details() == 1
    bare = Application.objects.get()
    assert (bare.state, bare.decision, bare.form.title) == ("closed", "welcomed", page.title)
    assert not bare.has_details and bare.name == "" and bare.answers == {}
    assert rows_with(CANARY, hashed) == []
    assert not Mail.objects.exists()
    assert delete_due_details() == 0


@pytest.mark.parametrize("ending", [erase, delete_details])
def test_who_asked_for_a_link_between_two_keys_is_forgotten_too(application, settings, ending):
    old, new = settings.SECOND_CHANCES["ENCRYPTION_KEYS"][0], Fernet.generate_key().decode()
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "ENCRYPTION_KEYS": (new, old)}
    ask_for_link(email=f"{CANARY}@example.org", language="en")
    assert Mail.objects.filter(kind="volunteers.links").exclude(about=application.email_hash).exists()
    ending(application=application)
    assert not Mail.objects.exists()


@pytest.mark.parametrize("change", ["reopened", "closed again", "erased"])
def test_what_changed_since_it_was_found_due_is_judged_again(page, monkeypatch, change):
    """A coordinator is at it while the worker goes through its list."""
    long_ago = timezone.now() - timedelta(days=200)
    application = ApplicationFactory(page=page, state="closed", decision="spam", state_changed_at=long_ago)
    found = list(queries.details_due(timezone.now()))
    assert found == [application.pk]
    if change == "erased":
        erase(application=application)
    else:
        change_state(application=application, state="reading")
        if change == "closed again":
            change_state(application=application, state="closed", decision="not_now")
    monkeypatch.setattr("volunteers.actions.delete_details.details_due", lambda moment: found)
    assert delete_due_details() == 0
    assert all(row.has_details and row.name == "Sample Volunteer" for row in Application.objects.all())


@pytest.mark.parametrize("state", ["received", "reading", "written"])
def test_who_was_not_answered_is_never_forgotten(page, state):
    ApplicationFactory(page=page, state=state, state_changed_at=timezone.now() - timedelta(days=2000))
    assert delete_due_details() == 0


def test_the_tray_is_kept_until_a_coordinator_has_closed_what_lies_there(page):
    for state in ("withdrawn", "suspect"):
        ApplicationFactory(page=page, state=state, state_changed_at=timezone.now() - timedelta(days=2000))
    assert [line.now for line in queries.retention_ahead()] == [1]
    assert delete_due_details() == 1
    suspect = Application.objects.get(state="suspect")
    assert suspect.has_details and queries.number_of_suspects() == 1
    refuse_suspect(application=suspect)
    assert (queries.number_of_suspects(), delete_due_details()) == (0, 0), "its time counts from then"
    Application.objects.update(state_changed_at=timezone.now() - timedelta(days=200))
    assert delete_due_details() == 1


def test_one_damaged_row_does_not_keep_the_others_from_being_deleted(page):
    for _n in range(3):
        ApplicationFactory(page=page, state="withdrawn", state_changed_at=timezone.now() - timedelta(days=200))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sc_volunteers_application SET name = 'damaged'")
    assert delete_due_details() == 3


def test_what_will_be_deleted_is_shown_before(page):
    old = timezone.now() - timedelta(days=170)
    ApplicationFactory(page=page, state="closed", decision="welcomed", state_changed_at=old)
    (line,) = queries.retention_ahead()
    assert (line.now, line.within_a_month) == (0, 1)
    assert timedelta(days=5) < line.next_at - timezone.now() < timedelta(days=20)


def test_nothing_personal_is_logged_on_the_way(client, page, caplog, admin_user):
    with caplog.at_level(logging.DEBUG):
        send_form(client, page, name=f"{CANARY} one", email=f"{CANARY}@example.org", why=CANARY)
        mails_sent()
        withdraw(application=Application.objects.get())
        Application.objects.get().pk  # noqa: B018
    ours = [record for record in caplog.records if not record.name.startswith(("django.db", "factory"))]
    assert CANARY not in "\n".join(record.getMessage() for record in ours)


@pytest.mark.slow
def test_no_trace_in_the_database_file_its_log_or_its_search_index(tmp_path):
    """With a real file as it lies on the disk, beside its write-ahead log: of the words, and of what is stored for them.

    First while the site runs on, with the worker's jobs alone; then vacuumed.
    """
    script = f"""
import os, pathlib, django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.test import Client
from django.test.utils import setup_test_environment
setup_test_environment()
from tests.factories.site_project import make_site
from tests.factories.volunteers import SignUpPageFactory, add_question
from tests.volunteers.browsing import send_form, mails_sent
from volunteers.models import Application
from volunteers.actions.erase import erase
from volunteers import queries
page = SignUpPageFactory(parent=make_site(), slug="mentor")
add_question(page, "Why?", "multiline", required=False)
for number in range(30):
    words = dict(name="{CANARY} %d" % number, email="{CANARY}%d@example.org" % number, why="{CANARY}" * 50)
    assert send_form(Client(), page, **words).status_code == 302
mails_sent()
assert queries.search(Application.objects.all(), "{CANARY}").count() == 30
from django.db import connection
def columns(sql):
    with connection.cursor() as cursor:
        return [value for row in cursor.execute(sql).fetchall() for value in row if value]
names = "name, email, answers, fingerprint, email_hash"
raw = columns(f"SELECT {{names}} FROM sc_volunteers_application") + columns("SELECT text, subject FROM sc_headless_mail")
assert len(raw) == 30 * 7
def found():
    files = [path.read_bytes() for path in pathlib.Path(os.environ["VAR_DIR"]).glob("db.sqlite3*")]
    return sum(value[:120].encode() in content for value in raw for content in files)
assert found()
hashes = list(Application.objects.values_list("email_hash", flat=True))
for application in Application.objects.all():
    erase(application=application)
assert found(), "in the log, as long as nobody empties it"
from volunteers import tasks
assert tasks.something_was_erased()
tasks.leave_no_log.func()
assert connection.connection is not None and found() == 0
call_command("rebuild_references_index", verbosity=0)
call_command("update_index", verbosity=0)
print("\\n".join(hashes))
"""
    environment = {
        **os.environ,
        "VAR_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "site_project.settings.development",
        "PYTHONPATH": str(ROOT),
    }
    environment.pop("DATABASE_URL", None)
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    hashes = ran.stdout.split()
    assert len(hashes) == 30
    with sqlite3.connect(tmp_path / "db.sqlite3") as database:
        database.execute("VACUUM")
    files = [
        path for path in tmp_path.rglob("*") if path.is_file() and path.name not in ("secret_key", "encryption_key")
    ]
    assert any(path.name == "db.sqlite3" for path in files)
    for path in files:
        content = path.read_bytes().lower()
        assert CANARY.encode() not in content, path
        assert not any(hashed.encode() in content for hashed in hashes), path
    assert CANARY not in ran.stderr


def test_the_page_search_of_the_admin_does_not_know_volunteers(application, admin_client):
    call_command("update_index", verbosity=0)
    response = admin_client.get("/admin/pages/search/", {"q": CANARY})
    assert response.status_code == 200
    assert f"{CANARY} " not in response.content.decode().replace(f'value="{CANARY}"', "")
