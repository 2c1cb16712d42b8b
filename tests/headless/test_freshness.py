"""What readers get while others change things and no worker runs: what is right now, and all of it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.models import PageViewRestriction

from headless.documents import refresh, store
from headless.gate import Audience
from headless.models import Document, FrontEnd
from stories.models import StoryPage
from tests.factories.site_project import ContentPageFactory
from tests.factories.stories import StoryIndexPageFactory, StoryPageFactory, ThemeFactory

pytestmark = pytest.mark.slow


@pytest.fixture
def index(home):
    return StoryIndexPageFactory(parent=home, slug="stories")


@pytest.fixture
def nobody_builds(monkeypatch):
    """Neither the worker nor the request that changes something."""
    monkeypatch.setattr(refresh, "_build_now", lambda page_ids: None)
    monkeypatch.setattr(refresh, "build_later", lambda: None)


@pytest.fixture
def ours(db):
    return {"X-Publishable-Key": FrontEnd.objects.create(name="Ours", audience="own").key}


def themed(index, theme, **values):
    story = StoryPageFactory(parent=index, **values)
    story.themes.set([theme])
    story.save()
    return story


def titles(client, **asked) -> list[str]:
    return sorted(item["title"] for item in client.get("/api/v1/stories", {"limit": 100, **asked}).json()["items"])


# --- What comes to depend on something new ----------------------------------------------------------------------------


def test_what_shows_a_new_page_is_not_away_until_it_was_built_twice(client, home, index, nobody_builds):
    StoryPageFactory(parent=index, title="First")
    assert client.get(f"/api/v1/pages/{home.pk}").status_code == 200
    StoryPageFactory(parent=index, title="Second")
    response = client.get(f"/api/v1/pages/{home.pk}")
    assert response.status_code == 200
    assert {story["title"] for story in response.json()["stories"]} == {"First", "Second"}
    assert client.get("/api/v1/resolve?path=/en/").json()["document"] == response.json()


def test_a_story_is_not_away_when_what_it_links_to_gets_a_translation(client, home, index, spanish, nobody_builds):
    page = ContentPageFactory(parent=home, slug="about")
    home.copy_for_translation(spanish).save_revision().publish()
    index.copy_for_translation(spanish).save_revision().publish()
    story = StoryPageFactory(parent=index, title="Bread", related_page=page)
    translated = story.copy_for_translation(spanish)
    translated.save_revision().publish()
    assert titles(client, locale="es") == ["Bread"]
    page.copy_for_translation(spanish).save_revision().publish()
    assert titles(client, locale="es") == ["Bread"]
    related = client.get(f"/api/v1/stories/{translated.pk}").json()["related"]
    assert related["id"] == page.get_translation(spanish).pk


def test_what_is_changed_again_and_again_is_answered_with_all_the_same(client, index, monkeypatch):
    story = StoryPageFactory(parent=index, title="Bread")
    client.get("/api/v1/stories")
    make = store.make

    def change_meanwhile(key, audience, now=None):
        made = make(key, audience, now)
        store.mark_stale(Document.objects.filter(key=key))
        return made

    monkeypatch.setattr(store, "make", change_meanwhile)
    monkeypatch.setattr(refresh, "_build_now", lambda page_ids: None)
    monkeypatch.setattr(refresh, "build_later", lambda: None)
    # Otherwise the list would build for as long as a reader waits.
    monkeypatch.setattr(refresh, "PATIENCE", 0.01)
    story.title = "Salt"
    story.save()
    assert titles(client) == ["Salt"]
    assert client.get(f"/api/v1/stories/{story.pk}").json()["title"] == "Salt"
    assert client.get("/api/v1/search?q=salt").json()["items"][0]["title"] == "Salt"
    assert Document.objects.filter(page_id=story.pk, stale=True).exists()


@pytest.mark.parametrize("was_public", [True, False])
def test_a_slow_build_does_not_bring_back_what_was_taken_away_meanwhile(client, index, monkeypatch, was_public):
    story = StoryPageFactory(parent=index, standfirst="Old words")
    client.get("/api/v1/stories")
    if not was_public:
        story.unpublish()
        story = StoryPage.objects.get(pk=story.pk)
    make, others = store.make, [True]

    def publish_meanwhile(key, audience, now=None):
        made = make(key, audience, now)
        if key == f"page-{story.pk}" and others:
            others.clear()
            StoryPage.objects.get(pk=story.pk).unpublish()
            page = StoryPage.objects.get(pk=story.pk)
            page.standfirst = "New words"
            page.save_revision().publish()
            for each in Audience:
                store.build_and_store(key, each)
        return made

    monkeypatch.setattr(store, "make", publish_meanwhile)
    story.save_revision().publish()
    assert client.get(f"/api/v1/stories/{story.pk}").json()["standfirst"] == "New words"
    assert b"Old words" not in client.get(story.get_url()).content
    assert not others


# --- What is counted, filtered and sorted -----------------------------------------------------------------------------


def test_a_theme_that_is_renamed_is_renamed_in_every_list_at_once(client, index, nobody_builds):
    theme = ThemeFactory(name="Work", slug="work")
    for number in range(12):
        themed(index, theme, title=f"Story {number}")
    assert [row["name"] for row in client.get("/api/v1/themes").json()["items"]] == ["Work"]
    theme.name, theme.slug = "Labour", "labour"
    theme.save()
    (row,) = client.get("/api/v1/themes").json()["items"]
    assert (row["name"], row["slug"], row["count"]) == ("Labour", "labour", 12)
    assert row["url"].endswith("/en/stories/?theme=labour")
    theme.name, theme.slug = "Wages", "wages"
    theme.save()
    facets = client.get("/api/v1/stories?limit=1&facets=theme").json()["facets"]
    assert facets["theme"] == [{"value": "wages", "label": "Wages", "count": 12}]
    theme.name, theme.slug = "Trade", "trade"
    theme.save()
    assert len(titles(client, theme="trade")) == 12 and titles(client, theme="wages") == []
    theme.name, theme.slug = "Craft", "craft"
    theme.save()
    text = client.get("/en/stories/").content
    assert b"Craft" in text and b"Trade" not in text
    theme.name = "Skill"
    theme.save()
    document = client.get(f"/api/v1/pages/{index.pk}").json()
    assert [(theme["name"], theme["count"]) for theme in document["themes"]] == [("Skill", 12)]


def test_themes_are_there_where_no_page_lists_the_stories(client, index):
    themed(index, ThemeFactory(name="Work", slug="work"))
    index.unpublish()
    (row,) = client.get("/api/v1/themes").json()["items"]
    assert (row["name"], row["count"]) == ("Work", 1)


def test_a_reader_waits_for_a_while_only(client, index, nobody_builds, monkeypatch):
    theme = ThemeFactory(name="Work", slug="work")
    themed(index, theme, title="Bread")
    themed(index, theme, title="Salt")
    titles(client)
    monkeypatch.setattr(refresh, "PATIENCE", 0.000001)
    theme.name = "Labour"
    theme.save()
    assert titles(client) == ["Bread", "Salt"]
    response = client.get("/api/v1/stories?sort=title").json()
    assert {theme["name"] for story in response["items"] for theme in story["themes"]} == {"Labour"}


# --- What has not been built yet --------------------------------------------------------------------------------------


def test_a_branch_that_is_opened_is_there_at_once_for_everybody(client, home, index, ours, nobody_builds):
    stories = [StoryPageFactory(parent=index, title=f"Bread {number:02}", slug=f"s{number}") for number in range(12)]
    restriction = PageViewRestriction.objects.create(page=index, restriction_type="login")
    for headers in ({}, ours):
        assert client.get("/api/v1/stories", headers=headers).json()["items"] == []
    restriction.delete()
    assert Document.objects.filter(page_id=stories[-1].pk, body=b"").count() == 2
    for headers in ({}, ours):
        last = stories[-1]
        assert client.get(f"/api/v1/stories/{last.pk}", headers=headers).status_code == 200
        restriction = PageViewRestriction.objects.create(page=index, restriction_type="login")
        restriction.delete()
        found = client.get("/api/v1/resolve?path=/en/stories/s11/", headers=headers).json()
        assert found["document"]["id"] == last.pk
        restriction = PageViewRestriction.objects.create(page=index, restriction_type="login")
        restriction.delete()
        assert len(client.get("/api/v1/search?q=bread&type=story", headers=headers).json()["items"]) == 12
        restriction = PageViewRestriction.objects.create(page=index, restriction_type="login")
        restriction.delete()
        first = client.get("/api/v1/stories?sort=title&limit=5", headers=headers).json()
        assert [item["title"] for item in first["items"]] == [f"Bread {number:02}" for number in range(5)]
        restriction = PageViewRestriction.objects.create(page=index, restriction_type="login")
        restriction.delete()
        assert client.get(f"/api/v1/pages/{index.pk}", headers=headers).json()["count"] == 12


def test_a_page_that_was_moved_is_found_where_it_is_now(client, home, index, nobody_builds):
    story = StoryPageFactory(parent=index, slug="hers")
    assert client.get("/api/v1/resolve?path=/en/stories/hers/").status_code == 200
    index.slug = "voices"
    index.save()
    found = client.get("/api/v1/resolve?path=/en/voices/hers/").json()["document"]
    assert found["id"] == story.pk and found["url"].endswith("/en/voices/hers/")
    before = client.get("/api/v1/resolve?path=/en/stories/hers/").json()
    assert (before["type"], before["location"]) == ("redirect", found["url"])


# --- The index of search ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM sc_document_search",
        {
            "sqlite": "UPDATE sc_document_search SET words = 'nothing'",
            "postgresql": "UPDATE sc_document_search SET tsv = ''::tsvector",
        },
    ],
    ids=["lost", "outdated"],
)
@pytest.mark.parametrize("cure", [["--rebuild"], ["--check", "--mend"]], ids=" ".join)
def test_what_search_lost_is_found_and_mended(client, home, harm, cure):
    ContentPageFactory(parent=home, slug="about", intro="We bake bread.")
    assert len(client.get("/api/v1/search?q=bread").json()["items"]) == 1
    with connection.cursor() as cursor:
        cursor.execute(harm if isinstance(harm, str) else harm[connection.vendor])
    assert client.get("/api/v1/search?q=bread").json()["items"] == []
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("documents", "--check", stdout=out, stderr=StringIO())
    assert "search does not find it" in out.getvalue()
    call_command("documents", *cure, stdout=StringIO(), stderr=StringIO())
    assert len(client.get("/api/v1/search?q=bread").json()["items"]) == 1
