"""HTML answers: how few queries they take, and what caches are told."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import parse_http_date

from headless.documents import refresh, store
from headless.models import Document
from stories.actions.record_basis import record_basis
from stories.actions.withdraw_consent import withdraw_consent
from tests.conftest import run_after_commit
from tests.factories.programs import ProgramIndexPageFactory, ProgramPageFactory
from tests.factories.site_project import ContentPageFactory
from tests.factories.stories import PERSON, StoryIndexPageFactory, StoryPageFactory, ThemeFactory, lapse
from tests.factories.volunteers import SignUpPageFactory, add_question
from tests.published import document_of


@pytest.fixture(params=[3, 20])
def site(home, image, request):
    stories = StoryIndexPageFactory(parent=home, slug="stories", show_in_menus=True)
    theme = ThemeFactory()
    for number in range(request.param):
        story = StoryPageFactory(parent=stories, slug=f"story-{number}")
        story.themes.set([theme])
        story.save()
    programs = ProgramIndexPageFactory(parent=home, slug="programs")
    for number in range(request.param):
        ProgramPageFactory(parent=programs, slug=f"program-{number}")
    ContentPageFactory(parent=home, slug="about")
    add_question(SignUpPageFactory(parent=home, slug="help"), "Which days?")
    return home


PATHS = ["", "about/", "help/", "programs/", "programs/program-0/"]
PATHS += ["stories/", "stories/?theme=theme-0", "stories/?page=2", "stories/story-0/"]


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS)
def test_a_page_takes_three_queries_at_most_however_much_there_is(client, site, path):
    client.get(f"/en/{path}")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/en/{path}").status_code == 200
    assert len(queries) <= 3, [query["sql"][:150] for query in queries]


def test_an_answer_names_its_validator_and_what_it_is_made_of(client, home):
    page = ContentPageFactory(parent=home, slug="about")
    response = client.get("/en/about/")
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert f"page-{page.pk}" in response.headers["Cache-Tag"].split()
    assert parse_http_date(response.headers["Last-Modified"]) <= timezone.now().timestamp()
    again = client.get("/en/about/", headers={"if-none-match": response.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    page.title = "Another title"
    page.save()
    assert client.get("/en/about/", headers={"if-none-match": response.headers["ETag"]}).status_code == 200


def test_a_form_is_kept_by_no_cache(client, home):
    SignUpPageFactory(parent=home, slug="help")
    assert client.get("/en/help/").headers["Cache-Control"] == "private, no-store"


def test_nothing_stays_fresh_beyond_the_end_of_a_consent(client, home, settings, monkeypatch):
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "BROWSER_CACHE_SECONDS": 600, "EDGE_CACHE_SECONDS": 86400 * 9}
    story = StoryPageFactory(parent=StoryIndexPageFactory(parent=home, slug="stories"), slug="hers")
    today = timezone.localdate()
    record_basis(
        translation_key=story.translation_key,
        kind="person",
        reference="R-1",
        public_name="M.",
        obtained_by="A coordinator",
        valid_from=today,
        valid_until=today,
        audience="own",
    )
    end = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    headers = client.get("/en/stories/hers/").headers["Cache-Control"]
    left = (end - timezone.now()).total_seconds()
    seconds = {
        name: int(value) for name, _sign, value in (part.strip().partition("=") for part in headers.split(",")) if value
    }
    assert left - 60 < seconds["s-maxage"] <= left + 1
    assert seconds["max-age"] == min(600, seconds["s-maxage"])
    assert client.get("/en/stories/hers/").headers["X-Robots-Tag"] == "noarchive"
    assert client.get("/en/").headers["Cache-Control"] == headers  # it shows her story's card
    monkeypatch.setattr("django.utils.timezone.now", lambda: end)
    assert client.get("/en/stories/hers/").status_code == 404
    assert b"hers" not in client.get("/en/").content


def test_what_was_taken_back_answers_410_and_says_nothing_of_it(client, home):
    story = StoryPageFactory(
        parent=StoryIndexPageFactory(parent=home, slug="stories"),
        title="Canary title",
        slug="canary-slug",
        basis={"kind": "person", "reference": "R-1", "obtained_by": "A coordinator", "public_name": "Canary name"},
    )
    assert client.get("/en/stories/canary-slug/").status_code == 200
    withdraw_consent(translation_key=story.translation_key)
    response = client.get("/en/stories/canary-slug/")
    assert response.status_code == 410
    assert "No longer here" in response.content.decode()
    assert "anary" not in response.content.decode().replace("canary-slug", "")
    run_after_commit()
    assert client.get("/en/stories/").content.count(b"anary") == 0


def test_an_address_with_letters_of_another_alphabet_is_found_directly(client, home):
    page = ContentPageFactory(parent=home, slug="años")
    assert page.get_url() == "/en/a%C3%B1os/"
    assert client.get("/en/años/").status_code == 200
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page.get_url()).status_code == 200
    assert len(queries) <= 2
    answer = client.get("/api/v1/resolve", {"path": "/en/años/"}).json()
    assert answer["document"]["url"].endswith("/en/a%C3%B1os/")
    assert client.get("/api/v1/resolve", {"path": page.get_url()}).json() == answer


def test_behind_a_password_neither_a_lapsed_consent_nor_a_broken_picture_is_shown(client, home, image):
    index = StoryIndexPageFactory(parent=home, slug="stories")
    story = StoryPageFactory(parent=index, slug="hers", title="Canary title", hero_image=image, basis=PERSON)
    story.view_restrictions.create(restriction_type="password", password="open sesame")
    session = client.session
    session["passed_page_view_restrictions"] = [story.view_restrictions.get().pk]
    session.save()
    html = client.get("/en/stories/hers/").content.decode()
    assert "Canary title" in html
    assert "/media/" not in html
    lapse(story)
    assert client.get("/en/stories/hers/").status_code == 404


def test_a_page_that_is_unpublished_while_another_is_built_is_not_named(client, home, monkeypatch):
    index = StoryIndexPageFactory(parent=home, slug="stories")
    other = ContentPageFactory(parent=home, title="Canary title")
    story = StoryPageFactory(parent=index, slug="hers", basis=PERSON)
    run_after_commit()
    make = store.make

    def unpublish_meanwhile(key, audience, now=None):
        made = make(key, audience, now)
        if key == f"page-{story.pk}" and other.live:
            other.unpublish()
        return made

    monkeypatch.setattr(store, "make", unpublish_meanwhile)
    story.related_page = other
    story.save()
    assert b"Canary" not in client.get("/en/stories/hers/").content


def test_in_a_host_that_routes_through_wagtail_answers_have_their_validator_too(home, rf):
    page = ContentPageFactory(parent=home, slug="about")
    run_after_commit()
    first = page.serve(rf.get("/en/about/"))
    assert page.serve(rf.get("/en/about/", headers={"if-none-match": first.headers["ETag"]})).status_code == 304


def test_in_a_host_that_routes_through_wagtail_an_answer_takes_one_query(home, rf):
    page = ContentPageFactory(parent=home, slug="about")
    run_after_commit()
    request = rf.get("/")
    page.serve(request)
    with CaptureQueriesContext(connection) as queries:
        assert page.serve(request).status_code == 200
    assert len(queries) == 1, [query["sql"][:150] for query in queries]


def test_a_session_of_nobody_costs_one_query_more(client, home):
    ContentPageFactory(parent=home, slug="about")
    client.get("/en/about/")
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/en/about/", headers={"cookie": f"sessionid={'x' * 32}"})
    assert response.status_code == 200 and "public" in response.headers["Cache-Control"]
    assert len(queries) <= 4, [query["sql"][:150] for query in queries]


def test_an_address_where_nothing_is_takes_few_queries_beside_those_for_the_site(client, home):
    client.get("/en/nothing/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/en/nothing/").status_code == 404
    asked = [query["sql"][:150] for query in queries if "FROM wagtailcore_site" not in query["sql"].replace('"', "")]
    assert len(asked) <= 6, asked


def test_staff_get_pages_for_themselves_alone(client, home, admin_user):
    ContentPageFactory(parent=home, slug="about")
    client.force_login(admin_user)
    assert client.get("/en/about/").headers["Cache-Control"] == "private, no-store"


def test_a_picture_ends_with_the_story_that_shows_it(client, home, image):
    story = StoryPageFactory(parent=StoryIndexPageFactory(parent=home), hero_image=image, basis=PERSON)
    picture = document_of(story).hero.fallback.url
    assert client.get(picture).headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    lapse(story)
    Document.objects.filter(page_id=story.pk).update(valid_until=timezone.now())  # with the worker dead
    assert client.get(picture).status_code == 404


def test_what_was_taken_back_after_it_had_lapsed_answers_410_too(client, home):
    story = StoryPageFactory(parent=StoryIndexPageFactory(parent=home, slug="stories"), slug="hers", basis=PERSON)
    story.save_revision().publish()
    lapse(story)
    refresh.pages_changed([story.pk])
    assert client.get("/en/stories/hers/").status_code == 404
    withdraw_consent(translation_key=story.translation_key)
    assert client.get("/en/stories/hers/").status_code == 410
    assert client.get("/en/stories/hers/", headers={"cookie": "sessionid=x"}).status_code == 410
    # It was for our own site alone: partners learn nothing of it.
    assert client.get(f"/api/v1/stories/{story.pk}").status_code == 404


@pytest.mark.parametrize("path", ["//[", "http://[", "%00", "/a%00b/", "/en/%2500/"])
def test_odd_paths_are_resolved_to_nothing(client, home, path):
    assert client.get("/api/v1/resolve", {"path": path}).status_code in (404, 422)


def test_a_list_goes_on_where_one_of_its_rows_cannot_be_built(client, home, monkeypatch, caplog):
    index = StoryIndexPageFactory(parent=home)
    pages = [StoryPageFactory(parent=index, title=f"Story {number}") for number in range(5)]
    run_after_commit()
    build_and_store = store.build_and_store

    def fail(key, audience):
        if key == f"page-{pages[1].pk}":
            raise OSError("no such disk")
        return build_and_store(key, audience)

    monkeypatch.setattr(store, "build_and_store", fail)
    pages[1].save()
    found, cursor, asked = [], "", 0
    while cursor is not None and asked < 9:
        answer = client.get("/api/v1/stories", {"limit": 2, "sort": "title", **({"cursor": cursor} if cursor else {})})
        found += [item["title"] for item in answer.json()["items"]]
        cursor, asked = answer.json()["next"], asked + 1
    assert found == ["Story 0", "Story 2", "Story 3", "Story 4"]
    assert caplog.text.count("no such disk") <= 4  # it is not tried again for each reader


def test_a_long_title_in_another_alphabet_can_be_paged(client, home):
    index = StoryIndexPageFactory(parent=home)
    for number in range(3):
        StoryPageFactory(parent=index, title=f"{number}{'я' * 200}", slug=f"story-{number}")
    first = client.get("/api/v1/stories", {"limit": 1, "sort": "title"}).json()
    second = client.get("/api/v1/stories", {"limit": 1, "sort": "title", "cursor": first["next"]})
    assert second.json()["items"][0]["slug"] == "story-1"


def test_a_theme_that_is_renamed_has_its_new_name_everywhere_at_once(client, home, monkeypatch):
    monkeypatch.setattr(refresh, "build_later", lambda: None)
    theme = ThemeFactory(name="Work", slug="work")
    story = StoryPageFactory(parent=StoryIndexPageFactory(parent=home))
    story.themes.set([theme])
    story.save()
    assert b"Work" in client.get("/en/").content
    theme.name = "Labour"
    theme.save()
    assert b"Labour" in client.get("/en/").content
    assert b">Work<" not in client.get("/en/").content
