"""Whoever fetches a document with a key is noted, once a day for each page, and not by what follows."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from headless.endpoints import fetched
from headless.models import Fetch, FrontEnd
from stories.actions.withdraw_consent import withdraw_consent
from tests.factories.stories import PERSON, StoryIndexPageFactory, StoryPageFactory
from tests.headless.world import run_worker

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_is_known(monkeypatch):
    monkeypatch.setattr(fetched, "_noted", fetched._Noted())


@pytest.fixture
def story(home):
    page = StoryPageFactory(
        parent=StoryIndexPageFactory(parent=home, slug="stories"), basis=PERSON | {"audience": "partners"}
    )
    run_worker()
    return page


@pytest.fixture
def library(db):
    return FrontEnd.objects.create(name="City library", audience="partner")


def get(address, front_end=None):
    headers = {"X-Publishable-Key": front_end.key} if front_end else {}
    return Client().get(f"/api/v1/{address}", headers=headers)


@pytest.mark.parametrize("address", ["pages/{pk}", "stories", "stories/{pk}", "search?q=story"])
def test_what_is_fetched_with_a_key_is_noted_once_a_day(story, library, address):
    address = address.format(pk=story.pk)
    for _turn in range(3):
        assert get(address, library).status_code == 200
    row = Fetch.objects.get(page_id=story.pk)
    today = timezone.localdate()
    assert (row.front_end, row.first_on, row.last_on) == (library, today, today)


def test_nobody_is_noted_who_shows_no_key(story):
    get(f"pages/{story.pk}")
    assert not Fetch.objects.exists()


def test_nor_is_what_was_not_answered_with(story, library):
    get("pages/999999", library)
    assert not Fetch.objects.exists()


def test_the_next_day_is_noted_in_the_same_row(story, library):
    yesterday = timezone.localdate() - timedelta(days=1)
    Fetch.objects.create(front_end=library, page_id=story.pk, first_on=yesterday, last_on=yesterday)
    get(f"pages/{story.pk}", library)
    row = Fetch.objects.get()
    assert (row.first_on, row.last_on) == (yesterday, timezone.localdate())


def test_what_is_noted_takes_no_query(story, library):
    get(f"pages/{story.pk}", library)
    with CaptureQueriesContext(connection) as queries:
        get(f"pages/{story.pk}", library)
    assert not any("fetch" in query["sql"].lower() for query in queries)


def test_a_database_that_cannot_write_keeps_nobody_from_an_answer(story, library, monkeypatch):
    def locked(*args):
        raise DatabaseError("locked")

    monkeypatch.setattr(fetched, "_write", locked)
    assert get(f"pages/{story.pk}", library).status_code == 200
    monkeypatch.undo()
    monkeypatch.setattr(fetched, "_noted", fetched._Noted())
    get(f"pages/{story.pk}", library)
    assert Fetch.objects.exists()


def test_who_fetched_a_story_is_told_of_when_it_is_withdrawn(story, library):
    get(f"pages/{story.pk}", library)
    recall = withdraw_consent(translation_key=story.translation_key).recalls.get()
    assert (recall.front_end, recall.name, recall.last_fetched_on) == (library, "City library", timezone.localdate())
