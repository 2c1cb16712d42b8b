"""Caches in front of the site: what they are told to forget, and for how long they may keep an answer."""

import threading
from contextlib import suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone

from headless import cache, checks, edge
from headless.documents import dependencies
from headless.models import Document, FrontEnd, Purge
from stories.actions.check_withdrawals import check_withdrawals
from stories.actions.withdraw_consent import withdraw_consent
from stories.enums import Trace, TraceState
from tests.factories.site_project import ContentPageFactory
from tests.factories.stories import PERSON, StoryIndexPageFactory, StoryPageFactory

pytestmark = pytest.mark.slow

DAY = 24 * 60 * 60


class Cache:
    """Remembers what it was told to forget; answers with `statuses` in turn, then with 200."""

    def __init__(self):
        self.forgot: list[set[str]] = []
        self.statuses: list[int] = []
        #: Called while the cache forgets.
        self.meanwhile = lambda: None

    def __enter__(self):
        cache = self

        class Handler(BaseHTTPRequestHandler):
            def do_PURGE(self):
                status = cache.statuses.pop(0) if cache.statuses else 200
                if status == 200:
                    cache.forgot.append(set(self.headers["xkey-purge"].split()))
                cache.meanwhile()
                with suppress(OSError):
                    self.send_response(status)
                    if status == 302:
                        self.send_header("Location", cache.address)
                    self.send_header("Content-Length", "0")
                    self.end_headers()

            def log_message(self, format, *args):
                """Not into the test's output."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}/"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *args):
        self._server.shutdown()
        self._server.server_close()

    @property
    def all_forgotten(self) -> set[str]:
        return set().union(*self.forgot)


@pytest.fixture
def configure(settings):
    def configure(**values):
        settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, **values}

    return configure


@pytest.fixture
def varnish(configure):
    with Cache() as started:
        configure(EDGE_PURGE_ADDRESSES=(started.address,), EDGE_CACHE_SECONDS=600, EDGE_STALE_SECONDS=DAY)
        yield started


@pytest.fixture
def index(home):
    return StoryIndexPageFactory(parent=home, slug="stories")


@pytest.fixture
def told(varnish, index):
    """A cache that has forgotten whatever was done so far."""
    Purge.objects.all().delete()
    return varnish


def let_time_pass() -> None:
    Purge.objects.update(due_at=timezone.now())


# --- What is forgotten ------------------------------------------------------------------------------------------------


def test_what_a_change_concerns_is_forgotten_and_nothing_else(told, index):
    other = StoryPageFactory(parent=index, slug="other", basis=PERSON)
    story = StoryPageFactory(parent=index, slug="hers", basis=PERSON)
    Purge.objects.all().delete()
    story.title = "Another title"
    story.save_revision().publish()
    edge.tell()
    assert {f"document-{story.pk}", "all-story"} <= told.all_forgotten
    assert f"document-{other.pk}" not in told.all_forgotten


def test_pages_that_do_not_show_a_story_stay_when_it_changes_though_its_index_is_in_their_menu(
    told, client, home, index
):
    index.show_in_menus = True
    index.save()
    other = ContentPageFactory(parent=home, slug="about")
    story = StoryPageFactory(parent=index, slug="hers", basis=PERSON)
    kept = set(client.get(other.get_url()).headers["Cache-Tag"].split())
    Purge.objects.all().delete()
    story.title = "Another title"
    story.save_revision().publish()
    edge.tell()
    assert kept >= {f"document-{other.pk}", dependencies.site(home.get_site().pk)}
    assert not kept & told.all_forgotten
    index.title = "Another name in the menu"
    index.save_revision().publish()
    client.get(index.get_url())
    let_time_pass()
    edge.tell()
    assert kept & told.all_forgotten


def test_every_page_forgets_when_what_stands_around_it_changes(told, home):
    site = home.get_site()
    site.site_name = "Another name"
    site.save()
    edge.tell()
    assert dependencies.site(site.pk) in told.all_forgotten


def test_without_a_cache_nothing_is_noted(index, configure):
    StoryPageFactory(parent=index, slug="hers", basis=PERSON)
    assert not Purge.objects.exists()


def test_what_is_rolled_back_is_not_told(told):
    with suppress(ZeroDivisionError), transaction.atomic():
        edge.forget("document-7")
        raise ZeroDivisionError
    assert edge.tell() == 0 and edge.has_forgotten("document-7")


def test_a_document_that_begins_is_told_though_nothing_is_written_then(told, index):
    story = StoryPageFactory(parent=index, slug="hers", basis=PERSON)
    Purge.objects.all().delete()
    Document.objects.filter(page=story).update(valid_from=timezone.now() - timedelta(seconds=5))
    edge.forget_what_began()
    edge.tell()
    assert told.all_forgotten == {f"document-{story.pk}", "all-story"}


def test_after_an_upgrade_all_pages_are_forgotten(told, home):
    call_command("documents", "--rebuild", stdout=StringIO(), stderr=StringIO())
    assert Purge.objects.filter(tag=dependencies.site(home.get_site().pk)).exists()


def test_answers_say_whose_key_and_whose_origin_they_are_for_and_are_forgotten_with_it(told, client, index):
    front_end = FrontEnd.objects.create(name="Ours", audience="own", origins="https://a.example")
    Purge.objects.all().delete()
    plain = client.get("/api/v1/stories")
    theirs = client.get("/api/v1/stories", headers={"X-Publishable-Key": front_end.key, "Origin": "https://a.example"})
    asked_for = set(theirs.headers["Cache-Tag"].split()) - set(plain.headers["Cache-Tag"].split())
    assert asked_for == {f"front-end-{front_end.pk}", "front-ends"}
    front_end.origins = ""
    front_end.save()
    edge.tell()
    assert asked_for <= told.all_forgotten


# --- Telling ----------------------------------------------------------------------------------------------------------


def test_a_cache_is_told_again_for_what_was_on_its_way(told):
    edge.forget("document-7")
    assert (edge.tell(), edge.tell()) == (1, 0), "Not at once."
    for _turn in range(2):
        assert not edge.has_forgotten("document-7")
        let_time_pass()
        edge.tell()
    assert edge.has_forgotten("document-7")
    for _turn in range(2):
        let_time_pass()
        edge.tell()
    assert told.forgot == [{"document-7"}] * 4 and not Purge.objects.exists()


@pytest.mark.parametrize("status", [302, 404, 405, 503])
def test_a_cache_that_has_not_done_it_is_told_later(told, caplog, status):
    told.statuses = [status, status]
    edge.forget("document-7", "all-story")
    assert edge.tell() == 0
    first = Purge.objects.get(tag="document-7").due_at
    let_time_pass()
    assert edge.tell() == 0
    row = Purge.objects.get(tag="document-7")
    assert row.attempts == 2 and row.due_at > first and not edge.has_forgotten("document-7")
    assert f"it answers {status}" in caplog.text
    let_time_pass()
    assert edge.tell() == 2
    assert told.forgot == [{"document-7", "all-story"}]


def test_a_cache_that_is_away_holds_up_no_other(told, configure):
    away = "http://127.0.0.1:9/"
    configure(EDGE_PURGE_ADDRESSES=(away, told.address))
    edge.forget("document-7")
    assert edge.tell() == 1 and told.forgot == [{"document-7"}]
    for _turn in range(2):
        let_time_pass()
        edge.tell()
    assert not edge.has_forgotten("document-7")
    configure(EDGE_PURGE_ADDRESSES=(told.address,))
    assert edge.has_forgotten("document-7"), "It is no longer in front of the site."


def test_what_changes_while_a_cache_forgets_is_told_anew(told):
    edge.forget("document-7")
    row = Purge.objects.get()
    row.changed_at -= timedelta(seconds=1)
    edge._tell(told.address, _AsItWas(row))
    assert Purge.objects.get().done == 0
    assert edge.tell() == 1


class _AsItWas:
    """What was due, as it was read before the change."""

    def __init__(self, row):
        self.turns = [[row], []]

    def order_by(self, *names):
        return self.turns.pop(0)


def test_many_tags_are_told_in_several_requests(told):
    tags = {f"document-{number}" for number in range(150)}
    edge.forget(*tags)
    assert edge.tell() == 150
    assert told.all_forgotten == tags and max(map(len, told.forgot)) <= 60


def test_what_no_cache_can_have_any_more_is_given_up(told):
    edge.forget("document-7", "document-8")
    Purge.objects.filter(tag="document-7").update(changed_at=timezone.now() - timedelta(days=3))
    Purge.objects.create(edge="http://gone.example/", tag="document-9")
    edge._give_up_what_is_too_old()
    assert list(Purge.objects.values_list("tag", flat=True)) == ["document-8"]


def test_the_thread_of_the_worker_goes_on_after_a_fault(told, monkeypatch):
    stop, turns = threading.Event(), []
    monkeypatch.setattr(edge, "LOOK_EVERY", 0.01)
    monkeypatch.setattr(edge, "forget_what_began", lambda: None)
    monkeypatch.setattr(edge, "_give_up_what_is_too_old", lambda: None)
    # The thread would take a connection of its own, and see nothing of this test.
    monkeypatch.setattr(edge, "close_old_connections", lambda: None)

    def tell():
        turns.append(1)
        if len(turns) == 1:
            raise OSError("The database is away.")
        stop.set()

    monkeypatch.setattr(edge, "tell", tell)
    edge.run(stop)
    assert len(turns) == 2


# --- How long an answer may be kept -----------------------------------------------------------------------------------


def parts_of(ends_in: float | None) -> dict[str, int]:
    now = timezone.now()
    text = cache.policy(now, now + timedelta(seconds=ends_in) if ends_in is not None else None)
    parts = (part.strip().partition("=") for part in text.split(","))
    return {name: int(value or 1) for name, _sign, value in parts}


@pytest.mark.parametrize(
    ("ends_in", "edge_keeps", "stale"),
    [
        (None, 600, DAY),
        (DAY * 3, 600, DAY),
        (1000.9, 600, 399),
        (601.2, 600, 0),
        (300.5, 299, 0),
        (0.5, 0, 0),
        (0, 0, 0),
    ],
)
def test_nothing_is_kept_or_stale_beyond_the_end_of_a_consent(varnish, ends_in, edge_keeps, stale):
    parts = parts_of(ends_in)
    assert (parts["s-maxage"], parts.get("stale-if-error", 0)) == (edge_keeps, stale)
    assert ends_in is None or edge_keeps + stale <= ends_in
    # What may be given out stale must not say that it may not; everything else says so.
    assert ("must-revalidate" in parts) == (not stale)
    assert parts.get("stale-while-revalidate", 0) == min(stale, 5)


def test_nothing_is_stale_where_no_cache_is_told(configure):
    configure(EDGE_CACHE_SECONDS=600)
    assert "stale-if-error" not in parts_of(None)


def test_an_answer_whose_tags_do_not_fit_is_kept_by_no_cache(varnish):
    response = HttpResponse()
    cache.describe(response, [], tags=[f"document-{number}" for number in range(2000)])
    assert len(response.headers["Cache-Tag"]) <= cache.LONGEST_TAGS
    assert "s-maxage=0" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("values", "ids"),
    [
        ({"EDGE_PURGE_ADDRESSES": ("http://127.0.0.1:6082/",), "EDGE_STALE_SECONDS": 60}, []),
        ({"EDGE_PURGE_ADDRESSES": ("127.0.0.1:6082", "gopher://cache.example/")}, ["sc_headless.E015"] * 2),
        ({"EDGE_STALE_SECONDS": 60}, ["sc_headless.E016"]),
    ],
)
def test_settings_that_cannot_work_are_named(configure, values, ids):
    configure(**values)
    assert [found.id for found in checks.edges_are_told(None)] == ids


# --- A consent is taken back ------------------------------------------------------------------------------------------


def test_the_certificate_says_that_caches_have_forgotten_once_they_have(told, index):
    story = StoryPageFactory(parent=index, slug="hers", basis=PERSON)
    Purge.objects.all().delete()
    told.statuses = [503] * 20
    withdrawal = withdraw_consent(translation_key=story.translation_key)

    def look():
        withdrawal.items.update(due_at=timezone.now())
        let_time_pass()
        check_withdrawals(withdrawal=withdrawal)
        return withdrawal.items.get(kind=Trace.CACHE)

    item = look()
    assert (item.page_id, item.state, item.problem) == (story.pk, TraceState.OPEN, "told")
    told.statuses = []
    for _turn in range(2):
        assert look().state == TraceState.OPEN, "What was on its way may be there still."
    assert look().state == TraceState.DONE
    assert f"document-{story.pk}" in told.all_forgotten


def test_browsers_that_were_told_so_are_waited_for_beside_the_cache(told, index, configure):
    configure(BROWSER_CACHE_SECONDS=60)
    story = StoryPageFactory(parent=index, slug="hers", basis=PERSON)
    withdrawal = withdraw_consent(translation_key=story.translation_key)
    waits, is_told = withdrawal.items.filter(kind=Trace.CACHE).order_by("page_id")
    assert waits.due_at == withdrawal.at + timedelta(seconds=60)
    assert (is_told.page_id, is_told.due_at) == (story.pk, withdrawal.at)
