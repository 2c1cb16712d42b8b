"""The code on a slip of paper: read however it is written, kept as a hash, valid for years."""

import math
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from wagtail.models import PageLogEntry

from stories import codes
from stories.actions.lift_anonymity import lift_anonymity
from stories.actions.make_code import make_code
from stories.actions.record_basis import record_basis
from stories.models import OwnCode, Person
from tests.factories.stories import PERSON, StoryIndexPageFactory, StoryPageFactory

ANONYMOUS = PERSON | {"name_kind": "anonymous", "public_name": ""}


@pytest.fixture
def person(db):
    return record_basis(translation_key=uuid4(), **PERSON).person


def test_a_code_has_more_than_sixty_random_bits_in_signs_that_nobody_takes_for_one_another():
    assert codes.LENGTH * math.log2(len(set(codes.ALPHABET))) >= 60
    assert not set("ILOU") & set(codes.ALPHABET)
    made = {codes.make() for _turn in range(300)}
    assert len(made) == 300 and set("".join(made)) == set(codes.ALPHABET)
    assert all(codes.normal(code) == code for code in made)


@pytest.mark.parametrize(
    "written",
    [
        "0101-ABCV-HJKM-XYZ9",
        "0101 abcv hjkm xyz9",
        "oiol-abcu-hjkm-xyz9",
        "  OLOI–ABCV—HJKM−XYZ9. ",
        "0\u00a0101\tABCV\nHJKMXYZ9",
        "０１０１ＡＢＣＶＨＪＫＭＸＹＺ９",
    ],
)
def test_it_is_understood_however_it_is_written(written):
    assert codes.normal(written) == "0101ABCVHJKMXYZ9"


@pytest.mark.parametrize("written", ["", "0101", "0101-ABCV-HJKM-XYZ99", "0101-ABCV-HJKM-XYZÄ", "٣" * 16])
def test_what_can_be_no_code_is_none(written):
    assert codes.normal(written) == ""


def test_on_paper_it_stands_in_four_groups():
    assert codes.grouped("0101ABCVHJKMXYZ9") == "0101-ABCV-HJKM-XYZ9"


def test_only_a_keyed_hash_of_it_is_kept(person):
    code = make_code(person=person)
    assert OwnCode.objects.find(code.lower().replace("-", " ")).person == person
    with connection.cursor() as cursor:
        rows = ""
        for table in ("sc_stories_owncode", "sc_stories_pepper", "sc_stories_person", "wagtailcore_pagelogentry"):
            cursor.execute(f"SELECT * FROM {table}")
            rows += str(cursor.fetchall())
    assert code not in rows and codes.normal(code) not in rows
    assert len(bytes(OwnCode.objects.get().hash)) == 32


def test_it_stays_valid_when_the_keys_are_replaced_and_the_old_one_is_taken_away(person, settings):
    code = make_code(person=person)
    new = "YW5vdGhlci1vbmUtZm9yLXRlc3RzLS0tLS0tLS0tLS0="
    old = settings.SECOND_CHANCES["ENCRYPTION_KEYS"]
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "ENCRYPTION_KEYS": [new, *old]}
    assert OwnCode.objects.find(code)
    call_command("second_chances_key", "--renew", verbosity=0)
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "ENCRYPTION_KEYS": [new]}
    assert OwnCode.objects.find(code).person == person


def test_another_one_makes_it_void(person):
    first = make_code(person=person)
    second = make_code(person=person)
    assert OwnCode.objects.find(first) is None and OwnCode.objects.find(second).person == person
    assert OwnCode.objects.count() == 1


def test_what_nobody_has_and_what_can_be_no_code_take_the_same_work(person, django_assert_num_queries):
    make_code(person=person)
    for text in (codes.make(), "hello", "", "x" * 100_000):
        with django_assert_num_queries(2):
            assert OwnCode.objects.find(text) is None


def test_making_it_stands_in_the_history_of_her_stories(home, django_user_model):
    user = django_user_model.objects.create_user(username="cora")
    page = StoryPageFactory(parent=StoryIndexPageFactory(parent=home), basis=PERSON)
    make_code(person=Person.objects.get(), user=user)
    assert PageLogEntry.objects.get(page=page.pk, action="sc_stories.code_made").user == user


def test_lifting_her_anonymity_publishes_nothing_and_gives_her_no_name(home):
    index = StoryIndexPageFactory(parent=home)
    page = StoryPageFactory(parent=index, basis=ANONYMOUS)
    person = Person.objects.get()
    lift_anonymity(person=person)
    person.refresh_from_db()
    assert not person.is_anonymous and (person.public_name, person.name_kind) == ("", "anonymous")
    lifted_at = lift_anonymity(person=person).lifted_at
    assert lifted_at == person.lifted_at
    assert PageLogEntry.objects.filter(page=page.pk, action="sc_stories.anonymity_lifted").count() == 1
    record_basis(translation_key=page.translation_key, **PERSON)
    assert Person.objects.get().public_name == "Ana"


# --- The slip ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def story(home):
    return StoryPageFactory(parent=StoryIndexPageFactory(parent=home), basis=PERSON, title="Slow water")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "words"), [("en", "Your story belongs to you"), ("es", 'lang="es"'), ("es", "/es/my-story/")]
)
def test_the_slip_is_shown_once_and_says_what_she_needs(admin_client, story, language, words):
    url = reverse("sc_stories_code", args=[story.pk])
    assert "shown once" in admin_client.get(url).content.decode() and not OwnCode.objects.exists()
    response = admin_client.post(url, {"language": language})
    slip = response.context["code"]
    assert OwnCode.objects.find(slip).person == Person.objects.get()
    html = response.content.decode()
    assert slip in html and words in html and f"/{language}/my-story/" in html
    assert "no-store" in response["Cache-Control"]
    again = admin_client.get(url).content.decode()
    assert slip not in again and "makes it void" in again


@pytest.mark.slow
def test_a_story_of_no_person_has_no_code(admin_client, home):
    page = StoryPageFactory(parent=StoryIndexPageFactory(parent=home))
    url = reverse("sc_stories_code", args=[page.pk])
    for response in (admin_client.get(url), admin_client.post(url, {"language": "en"})):
        assert response.status_code == 302
    assert not OwnCode.objects.exists()
