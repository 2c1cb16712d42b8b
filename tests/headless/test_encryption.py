"""Personal data at rest: unreadable without the key, readable through a change of keys."""

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.core.management import call_command, execute_from_command_line
from django.db import connection

from headless import encryption
from tests.factories.volunteers import ApplicationFactory, SignUpPageFactory
from volunteers import queries
from volunteers.models import Application

CANARY = "Zzcanary Ñandú"


@pytest.fixture
def application(home):
    return ApplicationFactory(
        page=SignUpPageFactory(parent=home),
        name=CANARY,
        email="canary@example.org",
        answers={"why": CANARY},
        sensitive_answers={"conviction": CANARY},
        note=CANARY,
    )


def with_keys(settings, *keys):
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "ENCRYPTION_KEYS": keys}


def everything_stored() -> str:
    """Every row of every table, as it lies in the database."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_the_database_holds_nothing_that_a_thief_could_read(application):
    stored = everything_stored()
    assert str(application.pk.hex) in stored.replace("-", ""), "the row itself must be there"
    assert "canary" not in stored.casefold()


def test_what_was_encrypted_is_read_back(application):
    again = Application.objects.get()
    assert (again.name, again.email, again.note) == (CANARY, "canary@example.org", CANARY)
    assert again.answers == {"why": CANARY}
    assert again.sensitive_answers == {"conviction": CANARY}


@pytest.mark.parametrize("lookup", ["name", "name__contains", "answers__why", "email__in"])
def test_looking_for_encrypted_text_is_refused_not_answered_with_nothing(application, lookup):
    with pytest.raises(FieldError):
        Application.objects.filter(**{lookup: [CANARY]}).exists()


def test_a_key_is_replaced_while_the_site_runs(application, settings):
    old, new = settings.SECOND_CHANCES["ENCRYPTION_KEYS"][0], Fernet.generate_key().decode()
    with_keys(settings, new, old)
    assert Application.objects.get().name == CANARY
    assert queries.search(Application.objects.all(), "zzcan").exists(), "found while both keys are there"
    call_command("second_chances_key", "--renew", verbosity=0)
    with_keys(settings, new)
    again = Application.objects.get()
    assert again.name == CANARY
    assert again.answers == {"why": CANARY}
    assert queries.search(Application.objects.all(), "zzcan").exists()
    assert again.email_hash == encryption.keyed_hash("canary@example.org", purpose="email").hex()


def test_without_its_key_data_is_an_error_and_not_ciphertext(application, settings):
    with_keys(settings, Fernet.generate_key().decode())
    with pytest.raises(encryption.Unreadable):
        Application.objects.get()


@pytest.mark.parametrize("keys", [(), ("no key",)])
def test_without_a_usable_key_nothing_is_stored(settings, keys):
    with_keys(settings, *keys)
    with pytest.raises(ImproperlyConfigured, match="second_chances_key"):
        encryption.encrypt("something")


def test_hashes_of_different_purposes_cannot_be_compared():
    assert encryption.keyed_hash("a", purpose="email") != encryption.keyed_hash("a", purpose="term")


def test_a_new_key_is_made_where_there_is_none_yet(capsys, settings):
    with_keys(settings)
    execute_from_command_line(
        ["manage.py", "second_chances_key"]
    )  # with the system checks, one of which misses the key
    Fernet(capsys.readouterr().out.strip())
