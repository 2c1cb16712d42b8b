"""What programs get of stories: whole documents, by filters, page by page, in one query."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from headless.documents import refresh
from headless.endpoints.answers import SOME_FIELDS
from tests.factories.stories import StoryIndexPageFactory, StoryPageFactory, ThemeFactory
from tests.published import document_of

pytestmark = pytest.mark.slow

LIST = "/api/v1/stories"


@pytest.fixture
def index(home):
    return StoryIndexPageFactory(parent=home, slug="stories")


@pytest.fixture
def work(db):
    return ThemeFactory(name="Work", slug="work")


def make(index, *themes, **values):
    story = StoryPageFactory(parent=index, **values)
    if themes:
        story.themes.set(themes)
        story.save_revision().publish()
    return story


def get(client, path=LIST, **parameters):
    response = client.get(path, parameters)
    assert response.status_code == 200, response.content
    return response.json()


def titles(client, **parameters):
    return [item["title"] for item in get(client, **parameters)["items"]]


def test_a_list_gives_whole_documents_with_addresses_of_the_site(client, index, image):
    story = make(index, title="Bread", hero_image=image, body=[("text", "<p>Early.</p>")])
    (item,) = get(client)["items"]
    document = document_of(story).model_dump(mode="json")
    assert item["url"] == "http://localhost/en/stories/bread/" == f"http://localhost{document['url']}"
    assert item["body"] == [{**document["body"][0], "html": "<p>Early.</p>"}]
    assert item["hero"]["renditions"][0]["url"].startswith("http://localhost/media/")
    assert set(item) == set(document)
    assert get(client, f"{LIST}/{item['id']}") == item


@pytest.mark.parametrize("number", [3, 20])
def test_a_list_takes_one_query_beside_the_site_and_one_more_for_facets(client, index, work, number):
    for _time in range(number):
        make(index, work, body=[("text", "<p>Words.</p>")])
    get(client)
    for parameters, queries in (
        ({"limit": 20}, 2),
        ({"theme": "work", "sort": "title", "year": str(date.today().year)}, 2),
        ({"facets": "theme,year"}, 3),
    ):
        with CaptureQueriesContext(connection) as captured:
            assert len(get(client, **parameters)["items"]) == number
        assert len(captured) == queries, [query["sql"] for query in captured]


@pytest.mark.parametrize(("parameters", "number"), [({}, 2), ({"limit": "1"}, 2)])
def test_a_detail_takes_one_query_beside_the_site(client, index, parameters, number):
    story = make(index)
    get(client)
    with CaptureQueriesContext(connection) as captured:
        get(client, f"{LIST}/{story.pk}")
    assert len(captured) == number


def test_filters_take_several_values_repeated_or_with_commas(client, index, work):
    family = ThemeFactory(name="Family", slug="family")
    make(index, work, title="Work")
    make(index, family, title="Family")
    make(index, title="Neither")
    assert titles(client, theme="work") == ["Work"]
    assert sorted(titles(client, theme=["work", "family"])) == sorted(titles(client, theme="work,family"))
    assert len(titles(client, theme="work,family")) == 2
    assert titles(client, theme="unheard-of") == []


def test_ranges_of_days_include_both_ends(client, index):
    for day in (1, 2, 3, 4):
        make(index, title=f"Day {day}", date=date(2026, 3, day))
    assert titles(client, date_from="2026-03-02", date_to="2026-03-03") == ["Day 3", "Day 2"]
    assert titles(client, date_to="2026-03-01") == ["Day 1"]
    assert titles(client, year="2025") == []


def test_moments_are_taken_with_any_zone(client, index):
    story = make(index)
    story.first_published_at = datetime(2026, 3, 8, 12, tzinfo=UTC)
    story.save()
    for value, found in (
        ("2026-03-08T12:00:00Z", 1),
        ("2026-03-08T14:00:00+02:00", 1),
        ("2026-03-08T12:00:00.5Z", 0),
        ("2026-03-08", 1),
        ("2026-03-09", 0),
        ("0001-01-01T00:00:00+10:00", 1),
    ):
        assert len(titles(client, published_from=value)) == found, value


@pytest.mark.parametrize("sort", ["-date", "date", "title", "-title", "published_at", "-published_at", "-updated_at"])
def test_pages_follow_each_other_without_gap_or_double_whatever_the_sort(client, index, sort):
    for number in range(7):
        make(index, title=f"Story {number % 3}", slug=f"story-{number}", date=date(2026, 1, 1 + number % 2))
    wanted = [item["id"] for item in get(client, sort=sort)["items"]]
    found, cursor = [], None
    while True:
        page = get(client, sort=sort, limit=2, **({"cursor": cursor} if cursor else {}))
        found += [item["id"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert found == wanted
    assert len(set(found)) == 7


def test_a_page_stays_put_while_others_publish(client, index):
    for day in (1, 2, 3, 4):
        make(index, title=f"Day {day}", date=date(2026, 3, day))
    first = get(client, limit=2)
    make(index, title="New", date=date(2026, 3, 9))
    assert [item["title"] for item in get(client, limit=2, cursor=first["next"])["items"]] == ["Day 2", "Day 1"]


def test_links_lead_to_the_next_page_and_the_first(client, index):
    for day in (1, 2, 3):
        make(index, date=date(2026, 3, day))
    response = client.get(LIST, {"limit": 2})
    following, first = response.headers["Link"].split(", ")
    assert following.endswith('; rel="next"') and first == f'<http://testserver{LIST}?limit=2>; rel="first"'
    address = following[1:].split(">")[0].removeprefix("http://testserver")
    assert len(client.get(address).json()["items"]) == 1


def test_facets_are_counted_only_if_asked_for(client, index, work):
    make(index, work, date=date(2026, 1, 1))
    make(index, work, date=date(2025, 1, 1))
    make(index, date=date(2025, 1, 1))
    assert get(client)["facets"] is None
    facets = get(client, facets="theme")["facets"]
    assert facets == {"theme": [{"value": "work", "label": "Work", "count": 2}]}
    both = get(client, facets="theme,year", year="2025")["facets"]
    assert both["theme"][0]["count"] == 1
    # A facet's own choice does not narrow its own counts.
    assert {item["value"]: item["count"] for item in both["year"]} == {"2025": 2, "2026": 1}


def test_some_fields_come_with_number_type_slug_and_address(client, index):
    story = make(index, title="Bread")
    response = client.get(LIST, {"fields": "title,date"})
    assert response.headers["Content-Type"] == SOME_FIELDS
    assert list(response.json()["items"][0]) == ["type", "id", "title", "slug", "url", "date"]
    one = client.get(f"{LIST}/{story.pk}", {"fields": "standfirst"})
    assert list(one.json()) == ["type", "id", "slug", "url", "standfirst"]
    assert one.headers["ETag"] != client.get(f"{LIST}/{story.pk}").headers["ETag"]


def test_lists_hold_one_language_when_asked(client, index, spanish):
    story = make(index, title="Bread")
    assert len(titles(client, locale="en")) == 1
    assert titles(client, locale="es") == []
    assert document_of(story).locale == "en"


@pytest.mark.parametrize(
    ("parameters", "named"),
    [
        ({"colour": "red"}, "colour"),
        ({"fields": "title,secret"}, "fields"),
        ({"locale": "tlh"}, "locale"),
        ({"sort": "-id"}, "sort"),
        ({"limit": "0"}, "limit"),
        ({"limit": "101"}, "limit"),
        ({"limit": ["1", "2"]}, "limit"),
        ({"cursor": "nonsense"}, "cursor"),
        ({"cursor": "é"}, "cursor"),
        ({"year": "next"}, "year"),
        ({"theme": "a\0b"}, "theme"),
        ({"theme": ""}, "theme"),
        ({"theme": ",".join(map(str, range(51)))}, "theme"),
        ({"facets": "author"}, "facets"),
        ({"date_from": "2026-03-08T12:00:00Z"}, "date_from"),
        ({"date_to": "2026-02-30"}, "date_to"),
        ({"published_to": "soon"}, "published_to"),
    ],
)
def test_what_is_not_documented_is_refused_by_name(client, index, parameters, named):
    response = client.get(LIST, parameters)
    assert response.status_code == 422
    assert response.headers["Content-Type"] == "application/problem+json"
    assert [error["field"] for error in response.json()["errors"]] == [named]


def test_a_cursor_of_another_list_is_refused(client, index):
    for _time in range(3):
        make(index)
    cursor = get(client, limit=1)["next"]
    for other in ({"sort": "title"}, {"year": "2026"}, {"locale": "en"}):
        response = client.get(LIST, {"cursor": cursor, **other})
        assert response.status_code == 422
        assert "another list" in response.json()["errors"][0]["message"]


def test_themes_are_those_of_published_stories_with_a_number_that_stays(client, index, work):
    ThemeFactory(name="Unused", slug="unused")
    family = ThemeFactory(name="Family", slug="family")
    draft = make(index, family)
    draft.unpublish()
    story = make(index, work, title="Bread")
    (row,) = get(client, "/api/v1/themes")["items"]
    assert row == {
        "id": work.pk,
        "name": "Work",
        "slug": "work",
        "url": "http://localhost/en/stories/?theme=work",
        "locale": "en",
        "count": 1,
    }
    assert get(client, f"{LIST}/{story.pk}")["themes"][0]["id"] == work.pk


def test_themes_come_page_by_page(client, index):
    for name in ("Home", "Learning", "Work"):
        make(index, ThemeFactory(name=name, slug=name.lower()))
    first = get(client, "/api/v1/themes", limit=2)
    assert [row["name"] for row in first["items"]] == ["Home", "Learning"]
    (last,) = get(client, "/api/v1/themes", limit=2, cursor=first["next"])["items"]
    assert last["name"] == "Work"


def test_themes_are_sorted_by_name_or_number(client, index):
    learning, family = ThemeFactory(name="Learning", slug="learning"), ThemeFactory(name="family", slug="family")
    make(index, learning)
    make(index, learning, family)

    def names(**asked):
        return [row["name"] for row in get(client, "/api/v1/themes", **asked)["items"]]

    assert names() == names(sort="count") == ["family", "Learning"]
    assert names(sort="-name") == names(sort="-count") == ["Learning", "family"]


def test_of_themes_some_fields_come_alone(client, index, work):
    make(index, work)
    response = client.get("/api/v1/themes", {"fields": "name"})
    assert response.headers["Content-Type"] == "application/vnd.second-chances.fields+json"
    (row,) = response.json()["items"]
    assert set(row) == {"id", "slug", "url", "name"}


@pytest.mark.parametrize("sort", ["name", "-name", "count", "-count"])
def test_pages_of_themes_stay_put_while_others_publish(client, index, sort):
    for name in ("Home", "Learning", "Work"):
        make(index, ThemeFactory(name=name, slug=name.lower()))
    first = get(client, "/api/v1/themes", limit=2, sort=sort)
    for name in ("Art", "Zeal"):
        make(index, ThemeFactory(name=name, slug=name.lower()))
    second = get(client, "/api/v1/themes", sort=sort, cursor=first["next"])
    seen = [row["name"] for row in first["items"] + second["items"]]
    assert {"Home", "Learning", "Work"} <= set(seen) and len(seen) == len(set(seen))


def test_a_story_that_is_not_public_is_not_there(client, index):
    story = make(index)
    assert client.get(f"{LIST}/{story.pk}").status_code == 200
    story.unpublish()
    response = client.get(f"{LIST}/{story.pk}")
    assert response.status_code == 404
    assert titles(client) == []
    assert client.get(f"{LIST}/{index.pk}").status_code == 404
    assert client.get(f"{LIST}/{2**70}").status_code == 404


def test_a_withdrawn_story_is_gone(client, index):
    story = make(index)
    get(client)
    with transaction.atomic():
        refresh.pages_withdrawn([story.pk])
        story.unpublish()
    assert client.get(f"{LIST}/{story.pk}").status_code == 410
