"""Answers of the API that are given again: without a query, and never a moment too long."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from headless.endpoints import fetched, unchanged
from headless.models import Document, Fetch, FrontEnd
from tests.factories.programs import ProgramIndexPageFactory, ProgramPageFactory
from tests.factories.site_project import make_site
from tests.factories.stories import StoryIndexPageFactory, StoryPageFactory

# Within a test's transaction nothing is kept.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("initial_data_kept"),
]

LIST = "/api/v1/stories"


@pytest.fixture
def story(initial_data_kept):
    return StoryPageFactory(
        parent=StoryIndexPageFactory(parent=make_site(), slug="stories"), title="Bread", slug="bread"
    )


@pytest.fixture
def ask(story):
    """Asks, and says how many queries that took."""
    client = Client()

    def get(path=LIST, **options):
        with CaptureQueriesContext(connection) as asked:
            response = client.get(path, **options)
        # What the database says of itself reads no table.
        response.queries = [query["sql"] for query in asked if "pg_current_snapshot" not in query["sql"]]
        return response

    for path in (LIST, f"{LIST}/{story.pk}"):  # what is not built yet is built
        get(path)
    return get


def given_again(ask, path=LIST, **options):
    """The answer that took no query. Asked for more than once: a server of PostgreSQL numbers the transactions of all its
    databases together, so that another test, in a database of its own, may have committed one in between."""
    for _time in range(50):
        response = ask(path, **options)
        if not response.queries:
            return response
    raise AssertionError(f"It is made anew each time: {response.queries}")


def elsewhere(do) -> None:
    """In another thread: by another connection to the database, as another process would."""

    def work():
        do()
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


@pytest.mark.parametrize("path", [LIST, f"{LIST}?facets=theme&limit=3", "/api/v1/search?q=bread", "/api/v1/themes"])
def test_the_same_answer_again_takes_no_query(ask, path):
    first = ask(path)
    again = given_again(ask, path)
    assert (again.content, dict(again.headers)) == (first.content, dict(first.headers))
    assert ask(path, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_what_somebody_else_publishes_is_in_the_next_answer(ask, story):
    assert ask().json()["items"][0]["title"] == "Bread"

    def rename():
        story.title = "Salt"
        story.save_revision().publish()

    elsewhere(rename)
    assert ask().json()["items"][0]["title"] == "Salt"
    ask()
    story.unpublish()
    assert ask().json()["items"] == []


def test_what_was_written_past_everything_counts_too(ask):
    ask(), ask()
    elsewhere(Document.objects.all().delete)
    assert ask().json()["items"] == []


def test_it_ends_with_the_first_document_that_ends_begins_or_is_due(ask, monkeypatch):
    in_an_hour = timezone.now() + timedelta(hours=1)
    for column in ("valid_from", "valid_until", "rebuild_at"):
        before = Document.objects.filter(type="story").values_list("pk", column)[0]
        Document.objects.filter(pk=before[0]).update(**{column: in_an_hour})
        given_again(ask, "/api/v1/themes")
        with monkeypatch.context() as clock:
            clock.setattr(timezone, "now", lambda: in_an_hour)
            assert ask("/api/v1/themes").queries, column
            clock.setattr(timezone, "now", lambda: in_an_hour - timedelta(seconds=1))
            given_again(ask, "/api/v1/themes")
        Document.objects.filter(pk=before[0]).update(**{column: before[1]})


def test_who_asks_where_and_for_what_makes_another_answer(ask, story):
    ours = FrontEnd.objects.create(name="Ours", audience="own", origins="https://a.example")
    Document.objects.filter(page_id=story.pk, audience="partner").delete()
    for _time in range(2):
        assert ask().json()["items"] == []
        assert len(ask(headers={"X-Publishable-Key": ours.key}).json()["items"]) == 1
        assert len(ask(f"{LIST}?key={ours.key}").json()["items"]) == 1
        assert ask(headers={"X-Publishable-Key": "nobody's"}).status_code == 401
        assert ask(f"{LIST}?limit=0").status_code == 422
        assert "Access-Control-Allow-Origin" not in ask().headers
        origin = ask(headers={"Origin": "https://a.example"})
        assert origin["Access-Control-Allow-Origin"] == "https://a.example"
        body = ask(f"{LIST}/{story.pk}", headers={"X-Publishable-Key": ours.key}).json()
        assert body["url"].startswith("http://localhost/")
    elsewhere(ours.delete)
    assert ask(headers={"X-Publishable-Key": ours.key}).status_code == 401


def test_what_is_fetched_with_a_key_is_not_given_again_over_midnight(ask, monkeypatch):
    key = {"X-Publishable-Key": FrontEnd.objects.create(name="Ours").key}
    given_again(ask, headers=key)
    given_again(ask)
    tomorrow = fetched.today() + timedelta(days=1)
    monkeypatch.setattr(fetched, "today", lambda: tomorrow)
    given_again(ask)
    assert ask(headers=key).queries
    assert set(Fetch.objects.values_list("last_on", flat=True)) == {tomorrow}


def test_a_site_that_is_renamed_is_known_at_once(ask, story):
    address = f"{LIST}/{story.pk}"
    assert ask(address).json()["url"].startswith("http://localhost/")
    elsewhere(lambda: Site.objects.update(hostname="new.example"))
    assert ask(address).json()["url"].startswith("http://new.example/")


def test_nothing_is_kept_within_a_transaction(ask, rf):
    with transaction.atomic():
        request = rf.get(LIST)
        assert unchanged.get(request, "word") is None
        unchanged.keep(request, "word", 1)
        assert unchanged.get(request, "word") is None


def test_not_more_than_there_is_room_for(ask, rf, settings):
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "KEPT_ANSWERS": 10}
    FrontEnd.objects.create(name="Something is written")
    request = rf.get(LIST)
    unchanged.get(request, "large")
    unchanged.keep(request, "large", "x", size=11)
    unchanged.keep(request, "small", "x", size=5)
    assert unchanged.get(request, "large") is None and unchanged.get(request, "small") == "x"


def test_a_page_takes_three_queries_at_most_where_something_is_chosen_too(ask, story):
    index = ProgramIndexPageFactory(parent=story.get_parent().get_parent(), slug="programs")
    ProgramPageFactory(parent=index, stages=["in-custody"])
    for path, most in (("/en/programs/", 2), ("/en/programs/?stage=in-custody", 3), ("/en/stories/bread/", 2)):
        ask(path)
        # Another test's transaction (see `given_again`) makes it look up the site once more: one query, never two.
        numbers = []
        while len(numbers) < 50 and min(numbers, default=most + 1) > most:
            response = ask(path)
            assert response.status_code == 200
            numbers.append(len(response.queries))
        assert min(numbers) <= most and max(numbers) <= most + 1, (numbers, response.queries)
