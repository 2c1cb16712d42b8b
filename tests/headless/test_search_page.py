"""The page on which readers search."""

import re

import pytest

from tests.factories.programs import ProgramIndexPageFactory, ProgramPageFactory
from tests.factories.stories import NO_PERSON, PERSON, StoryIndexPageFactory, StoryPageFactory

pytestmark = pytest.mark.slow


@pytest.fixture
def stories(home):
    return StoryIndexPageFactory(parent=home, slug="stories")


def search(client, query: str, path: str = "/en/search/"):
    response = client.get(path, {"q": query} if isinstance(query, str) else query)
    assert response.status_code == 200
    return response


def titles(response) -> list[str]:
    """Of what was found, but for the front page, whose cards say the same."""
    found = [re.sub("<[^>]+>", "", title) for title in re.findall(r"<h3>(.*?)</h3>", response.content.decode())]
    return [title for title in found if title != "Second Chances"]


def test_it_finds_and_marks_what_was_asked_for(stories, client):
    StoryPageFactory(parent=stories, title="The garden", standfirst="Nine square feet of <earth>.")
    StoryPageFactory(parent=stories, title="The bakery")
    response = search(client, "gardens")
    assert titles(response) == ["The garden"]
    assert "The <mark>garden</mark>" in response.content.decode()
    assert "&lt;earth&gt;" in response.content.decode()


def test_what_was_asked_for_is_kept_by_nobody(stories, client):
    response = search(client, "a name")
    assert "no-store" in response["Cache-Control"] and response["X-Robots-Tag"] == "noindex"
    assert not response.cookies


def test_it_shows_our_own_readers_what_is_for_our_own_site_and_never_what_is_not_public(stories, client):
    own = {**PERSON, "audience": "own"}
    StoryPageFactory(parent=stories, title="Lantern of ours", basis=own)
    StoryPageFactory(parent=stories, title="Lantern in a drawer", basis=NO_PERSON, live=False)
    assert titles(search(client, "lantern")) == ["Lantern of ours"]


def test_it_can_be_narrowed_down_to_one_kind_of_page(stories, home, client):
    StoryPageFactory(parent=stories, title="Lantern story")
    ProgramPageFactory(parent=ProgramIndexPageFactory(parent=home), title="Lantern program")
    assert set(titles(search(client, "lantern"))) == {"Lantern story", "Lantern program"}
    assert titles(search(client, {"q": "lantern", "type": "program"})) == ["Lantern program"]
    # A kind that there is not is no kind.
    assert len(titles(search(client, {"q": "lantern", "type": "nothing"}))) == 2


def test_what_follows_is_a_page_further(stories, client):
    for number in range(12):
        StoryPageFactory(parent=stories, title=f"Lantern {number}")
    first = search(client, {"q": "lantern", "type": "story"})
    assert len(titles(first)) == 10 and 'rel="next"' in first.content.decode()
    second = search(client, {"q": "lantern", "type": "story", "page": "2"})
    assert len(titles(second)) == 2 and 'rel="next"' not in second.content.decode()
    assert set(titles(first)).isdisjoint(titles(second))


@pytest.mark.parametrize("query", ["", "   ", "qqqzzzxxx", '"(', "a" * 5000, "<script>"])
def test_nothing_found_and_nothing_asked_are_pages_as_well(stories, client, query):
    html = search(client, query).content.decode()
    assert "<h1>Search</h1>" in html and "<script>" not in html.replace('<script type="module"', "")


def test_each_language_has_a_search_of_its_own(home, spanish, stories, client):
    StoryPageFactory(parent=stories, title="Lantern")
    response = search(client, "lantern", "/es/search/")
    html = response.content.decode()
    assert '<html lang="es">' in html and response["Content-Language"] == "es"
    assert "No se encontró nada" in html
    assert 'href="/en/search/?q=lantern" lang="en"' in html


def test_only_reading(stories, client):
    assert client.post("/en/search/", {"q": "x"}).status_code == 405


def test_a_host_site_has_it_below_the_plugin(stories, client):
    StoryPageFactory(parent=stories, title="Lantern")
    assert titles(search(client, "lantern", "/second-chances/search/")) == ["Lantern"]


def test_beyond_the_last_page_nobody_is_told_that_nothing_was_found(stories, client):
    StoryPageFactory(parent=stories, title="Lantern")
    response = client.get("/en/search/", {"q": "lantern", "page": "99"})
    assert (response.status_code, response["Location"]) == (302, "/en/search/?q=lantern")


def test_names_for_machines_are_no_words(stories, home, client):
    body = [
        (
            "call_to_action",
            {"action": "donate", "title": "Give", "text": "", "label": "Give", "url": "https://example.org/x"},
        )
    ]
    StoryPageFactory(parent=stories, title="Lantern", body=body)
    assert titles(search(client, "donate")) == [] and titles(search(client, "give")) == ["Lantern"]
