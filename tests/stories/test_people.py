"""The woman whose story it is: found by her reference, and anonymous until she says otherwise herself."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from stories.actions.record_basis import record_basis
from stories.models import Basis, Person
from tests.factories.stories import PERSON

pytestmark = pytest.mark.django_db

ANONYMOUS = PERSON | {"name_kind": "anonymous", "public_name": ""}


def test_one_reference_is_one_woman_however_it_is_written_and_how_many_stories_she_has():
    one = record_basis(translation_key=uuid4(), **PERSON)
    two = record_basis(translation_key=uuid4(), **PERSON | {"reference": " r-014 "})
    other = record_basis(translation_key=uuid4(), **PERSON | {"reference": "R-15"})
    assert one.person == two.person != other.person
    assert Person.objects.with_reference("R-014").get() == one.person


def test_she_is_called_as_was_agreed_last_and_what_was_agreed_before_is_kept():
    record_basis(translation_key=uuid4(), **PERSON)
    record_basis(translation_key=uuid4(), **PERSON | {"public_name": "M.", "name_kind": "initial"})
    person = Person.objects.get()
    assert (person.public_name, person.name_kind) == ("M.", "initial")
    assert [basis.public_name for basis in Basis.objects.order_by("pk")] == ["Ana", "M."]


def test_she_is_found_after_a_change_of_keys(settings):
    record_basis(translation_key=uuid4(), **PERSON)
    new = "YW5vdGhlci1vbmUtZm9yLXRlc3RzLS0tLS0tLS0tLS0="
    old = settings.SECOND_CHANCES["ENCRYPTION_KEYS"]
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "ENCRYPTION_KEYS": [new, *old]}
    assert Person.objects.with_reference("R-014").exists()
    call_command("second_chances_key", "--renew", verbosity=0)
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "ENCRYPTION_KEYS": [new]}
    assert Person.objects.with_reference("R-014").get().reference == "R-014"


def test_once_anonymous_she_stays_so_in_every_story_of_hers():
    record_basis(translation_key=uuid4(), **PERSON)
    key = uuid4()
    record_basis(translation_key=key, **ANONYMOUS)
    for again in (key, uuid4()):
        with pytest.raises(ValidationError) as refused:
            record_basis(translation_key=again, **PERSON)
        assert refused.value.message_dict.keys() == {"name_kind"}
    assert Person.objects.get().is_anonymous and Person.objects.get().public_name == ""
    record_basis(translation_key=key, **ANONYMOUS)


@pytest.mark.parametrize(
    "values",
    [
        {"public_name": "Ana"},
        {"name_kind": "first_name"},
        {"name_kind": "first_name", "public_name": "Ana"},
        {"anonymous_since": None},
    ],
)
def test_the_database_keeps_her_anonymous(values):
    record_basis(translation_key=uuid4(), **ANONYMOUS)
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.update(**values)


def test_nor_does_a_save_in_a_shell_forget_it():
    record_basis(translation_key=uuid4(), **ANONYMOUS)
    person = Person.objects.get()
    person.anonymous_since, person.name_kind, person.public_name = None, "first_name", "Ana"
    with pytest.raises(ValidationError, match="stays so"):
        person.save()
    assert Person.objects.get().is_anonymous


def test_what_she_lifted_she_may_be_called_by_again():
    record_basis(translation_key=uuid4(), **ANONYMOUS)
    Person.objects.update(lifted_at=timezone.now())
    record_basis(translation_key=uuid4(), **PERSON)
    assert Person.objects.get().public_name == "Ana"
    record_basis(translation_key=uuid4(), **ANONYMOUS)
    assert Person.objects.get().is_anonymous


def test_her_text_for_logs_names_nobody():
    record_basis(translation_key=uuid4(), **PERSON)
    text = f"{Person.objects.get()} {Person.objects.get()!r}"
    assert "Ana" not in text and "014" not in text
