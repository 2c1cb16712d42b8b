"""What stands around a story: how long it takes, what it speaks of, where to turn, and what to read next."""

import re
from datetime import date, timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from headless.documents import build
from stories.models import HelpLine
from tests.factories.stories import PERSON, StoryIndexPageFactory, StoryPageFactory, ThemeFactory
from tests.published import differences, document_of

pytestmark = pytest.mark.slow


@pytest.fixture
def index(home):
    return StoryIndexPageFactory(parent=home, slug="stories")


def help_line(home, name: str, *topics: str, **values) -> HelpLine:
    return HelpLine.objects.create(
        name=name, topics=list(topics), locale=home.locale, checked_on=date(2026, 11, 1), **values
    )


def html_of(client, page) -> str:
    response = client.get(page.get_url())
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (200, 1), (660, 3)])
def test_it_says_how_long_it_takes_to_read(index, client, words, minutes):
    body = [("text", f"<p>{'word ' * words}</p>")]
    story = StoryPageFactory(parent=index, body=body)
    assert document_of(story).reading_minutes == minutes
    assert f"{minutes} minute" in html_of(client, story)


def test_topics_stand_before_the_story_with_a_help_line_that_fits_below_it(index, home, client):
    help_line(home, "For everything", telephone="988")
    help_line(home, "For violence", "violence-at-home", telephone="1-800-000-0000", note="Day and night.")
    story = StoryPageFactory(parent=index, topics=["violence-at-home", "death"])
    document = document_of(story)
    assert [topic.label for topic in document.topics] == ["Violence at home", "A death"]
    assert [line.name for line in document.help_lines] == ["For violence"]
    html = html_of(client, story)
    assert "This story speaks of:" in html and "violence at home; a death." in html
    assert 'href="tel:18000000000"' in html and "Number checked on" in html
    assert html.index("This story speaks of:") < html.index("sc-body") < html.index("For violence")


def test_without_a_line_of_its_own_a_topic_has_the_one_for_everything(index, home):
    help_line(home, "For everything")
    help_line(home, "For violence", "violence-at-home")
    assert [line.name for line in document_of(StoryPageFactory(parent=index, topics=["racism"])).help_lines] == [
        "For everything"
    ]


def test_without_topics_there_is_neither(index, home, client):
    help_line(home, "For everything")
    story = StoryPageFactory(parent=index)
    assert document_of(story).help_lines == ()
    assert "Before you read" not in html_of(client, story)


def test_a_help_line_that_changes_comes_or_goes_changes_the_stories(index, home):
    story = StoryPageFactory(parent=index, topics=["death"])
    assert document_of(story).help_lines == ()
    line = help_line(home, "Somebody", telephone="1")
    assert not differences() and document_of(story).help_lines[0].telephone == "1"
    line.telephone = "2"
    line.save()
    assert not differences() and document_of(story).help_lines[0].telephone == "2"
    line.delete()
    assert not differences() and document_of(story).help_lines == ()


def test_a_help_line_is_no_word_to_find_the_story_by(index, home, client):
    help_line(home, "Zebrawood")
    document_of(StoryPageFactory(parent=index, topics=["death"]))
    assert client.get("/api/v1/search?q=Zebrawood").json()["items"] == []


def test_below_it_stand_the_newest_that_share_a_theme(index, client):
    theme = ThemeFactory()
    story = StoryPageFactory(parent=index, themes=[theme], date=date(2026, 1, 9))
    others = [
        StoryPageFactory(parent=index, themes=[theme], date=date(2026, 1, day), title=f"Of the same {day}")
        for day in range(1, 6)
    ]
    StoryPageFactory(parent=index, date=date(2026, 2, 1), title="Of something else")
    html = html_of(client, story).split("more-stories")[-1]
    assert re.findall(r"Of the same \d", html) == ["Of the same 5", "Of the same 4", "Of the same 3"]
    assert "Of something else" not in html
    assert len(others) == 5


def test_caches_are_told_of_the_stories_below_it(index, client):
    """Nothing of a story that is taken back may live on at the foot of another."""
    story = StoryPageFactory(parent=index)
    until = timezone.localdate() + timedelta(days=1)
    other = StoryPageFactory(parent=index, basis={**PERSON, "valid_until": until, "audience": "own"})
    with override_settings(SECOND_CHANCES={"EDGE_CACHE_SECONDS": 10**9}):
        response = client.get(story.get_url())
    assert f"document-{other.pk}" in response["Cache-Tag"].split()
    assert int(re.search(r"s-maxage=(\d+)", response["Cache-Control"])[1]) <= 2 * 24 * 60 * 60


@pytest.mark.parametrize("number", [1, 6])
def test_a_story_takes_three_queries_however_many_others_there_are(index, client, number, django_assert_num_queries):
    theme = ThemeFactory()
    story = StoryPageFactory(parent=index, themes=[theme])
    for _count in range(number):
        StoryPageFactory(parent=index, themes=[theme])
    html_of(client, story)
    with django_assert_num_queries(3):
        html_of(client, story)


def test_a_draft_shows_its_topics_in_the_preview(index, home):
    help_line(home, "For everything")
    assert build(StoryPageFactory.build(topics=["death"], locale=home.locale), draft=True).topics[0].value == "death"
