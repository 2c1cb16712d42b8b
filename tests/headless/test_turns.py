"""Many change documents at once: nobody is ended by the database because of another, and all is right in the end."""

import threading

import pytest
from django.db import OperationalError, connection, transaction

from headless.documents import check, refresh, store, turns
from headless.gate import Audience
from headless.models import Document
from stories.models import StoryPage
from tests.factories.stories import PERSON, StoryIndexPageFactory, StoryPageFactory, ThemeFactory

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("initial_data_kept"),
]

EDITORS, BUILDERS, TURNS = 3, 2, 3


@pytest.fixture
def stories(home):
    """They stand beside each other in the index, on the front page and below each other."""
    index, theme = StoryIndexPageFactory(parent=home, slug="stories"), ThemeFactory()
    made = []
    for number in range(EDITORS):
        story = StoryPageFactory(parent=index, title=f"Story {number}", basis=PERSON)
        story.themes.set([theme])
        story.save()
        made.append(story.pk)
    refresh.build_stale()
    return made


def in_threads(*functions) -> list[Exception]:
    """Run each in a thread of its own, with a connection of its own; what they raised."""
    raised: list[Exception] = []

    def run(function):
        try:
            function()
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[function]) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_editors_and_builders_at_once_get_in_nobodys_way(stories, caplog):
    over = threading.Event()

    def edit(mine):
        for turn in range(TURNS):
            for pk in mine:
                story = StoryPage.objects.get(pk=pk)
                story.title = f"Story {pk}, turn {turn}"
                story.save_revision().publish()

    def build():
        while not over.wait(0.1):
            refresh.build_stale(Document.objects.order_by("?"), seconds=1)

    builders = [threading.Thread(target=in_threads, args=[build]) for _number in range(BUILDERS)]
    for builder in builders:
        builder.start()
    raised = in_threads(*(lambda mine=stories[number::EDITORS]: edit(mine) for number in range(EDITORS)))
    over.set()
    for builder in builders:
        builder.join()

    assert raised == []
    assert "could not be built" not in caplog.text
    refresh.build_stale()
    assert list(check.differences()) == []
    titles = {row.title for row in Document.objects.filter(page__in=stories)}
    assert titles == {f"Story {pk}, turn {TURNS - 1}" for pk in stories}


def test_a_build_waits_for_an_editor_and_comes_back(stories, monkeypatch, caplog):
    """Only PostgreSQL lets anybody write meanwhile; there the build gives way."""
    monkeypatch.setattr(refresh, "_TRIES", 2)
    has_turn, may_end = threading.Event(), threading.Event()
    key = f"page-{stories[0]}"
    Document.objects.filter(key=key).update(stale=True)

    def edit():
        with transaction.atomic():
            turns.wait()
            has_turn.set()
            may_end.wait(20)

    editor = threading.Thread(target=in_threads, args=[edit])
    editor.start()
    has_turn.wait(20)
    if connection.vendor == "postgresql":
        assert refresh.build_one(key, "own") is False
        assert "waited too long for others" in caplog.text
        row = Document.objects.get(key=key, audience="own")
        assert row.stale and not refresh.due_rows(Document.objects.filter(pk=row.pk))[0].exists(), "it has a rest"
    may_end.set()
    editor.join()
    assert refresh.build_one(key, "own") is True


@pytest.mark.parametrize(("state", "busy"), [("55P03", True), ("40P01", True), ("53300", False), ("", False)])
def test_only_somebody_elses_lock_is_waited_for(state, busy):
    error, cause = OperationalError(), Exception()
    cause.sqlstate = state
    error.__cause__ = cause
    assert turns.is_busy(error) is busy


@pytest.mark.parametrize(("meanwhile", "times"), [("nothing", 1), ("a change", 2), ("a change and its build", 2)])
def test_what_has_come_to_depend_on_something_new_is_made_again_if_that_may_have_changed_meanwhile(
    stories, monkeypatch, meanwhile, times
):
    first, second, _third = stories
    story = StoryPage.objects.get(pk=first)
    story.related_page_id = second
    made = []

    def make(key, audience, now=None):
        document = store_make(key, audience, now)
        if key == f"page-{first}" and audience == Audience.OWN:
            made.append(document)
            if meanwhile != "nothing" and len(made) == 1:
                with monkeypatch.context() as patched:
                    if meanwhile == "a change":
                        patched.setattr(refresh, "build_stale", lambda *rows, **options: 0)
                    assert in_threads(rename) == []
        return document

    def rename():
        page = StoryPage.objects.get(pk=second)
        page.title = "Renamed"
        page.save()

    store_make = store.make
    monkeypatch.setattr(store, "make", make)
    story.save()
    title = "Story 1" if meanwhile == "nothing" else "Renamed"
    body = bytes(Document.objects.get(page_id=first, audience=Audience.OWN).body)
    assert f'"title":"{title}"'.encode() in body
    if connection.vendor == "sqlite":  # a server of PostgreSQL counts the transactions of all its databases together
        assert len(made) == times
    assert list(check.differences()) == []


def test_many_who_build_the_same_at_once_come_to_an_end(stories, monkeypatch):
    key, builders = f"page-{stories[0]}", 4
    store.mark_stale(Document.objects.filter(key=key))
    together, made = threading.Barrier(builders), []

    def make(key, audience, now=None):
        made.append(store_make(key, audience, now))
        if len(made) <= builders:
            together.wait(30)
        return made[-1]

    store_make = store.make
    monkeypatch.setattr(store, "make", make)
    assert in_threads(*[lambda: refresh.build_one(key, Audience.OWN)] * builders) == []
    assert len(made) == builders
    assert not Document.objects.filter(key=key, audience=Audience.OWN, stale=True).exists()


def test_what_may_be_read_again_while_nobody_knew_it_is_not_taken_away(stories, monkeypatch):
    story = StoryPage.objects.get(pk=stories[0])
    store.mark_stale(Document.objects.filter(page_id=story.pk))
    made = []

    def make(key, audience, now=None):
        if not made:  # a consent that has lapsed, and is renewed at this moment
            made.append(None)
            assert in_threads(lambda: store.mark_stale(Document.objects.filter(page_id=story.pk))) == []
            return None
        return store_make(key, audience, now)

    store_make = store.make
    monkeypatch.setattr(store, "make", make)
    store.build_and_store(f"page-{story.pk}", Audience.OWN)
    row = Document.objects.get(page_id=story.pk, audience=Audience.OWN)
    assert made == [None] and not row.stale and row.body
