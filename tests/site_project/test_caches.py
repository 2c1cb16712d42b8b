"""What caches are told of every answer of the stand-alone site."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from headless.models import Document
from stories.actions.withdraw_consent import withdraw_consent
from tests.factories.site_project import ContentPageFactory
from tests.factories.stories import PERSON, StoryIndexPageFactory, StoryPageFactory
from tests.factories.volunteers import SignUpPageFactory
from tests.published import document_of


@pytest.fixture
def story(home, image, settings):
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "BROWSER_CACHE_SECONDS": 600, "EDGE_CACHE_SECONDS": 86400}
    return StoryPageFactory(
        parent=StoryIndexPageFactory(parent=home, slug="stories"), slug="hers", hero_image=image, basis=PERSON
    )


def seconds_of(response) -> dict[str, int]:
    parts = (part.strip().partition("=") for part in response.headers["Cache-Control"].split(","))
    return {name: int(value) for name, _sign, value in parts if value}


def test_every_answer_says_how_long_it_may_be_kept(client, home, story):
    SignUpPageFactory(parent=home, slug="help")
    private = ContentPageFactory(parent=home, slug="private")
    private.view_restrictions.create(restriction_type="password", password="x")
    Redirect.objects.create(old_path="/en/old", redirect_page=story)
    for path, status in {
        "/": 302,
        "/en/": 200,
        "/en/stories/hers/": 200,
        "/en/help/": 200,
        "/en/private/": 200,
        "/en/old/": 301,
        "/en": 301,
        "/en/nothing/": 404,
        "/media/nothing.webp": 404,
        "/sitemap.xml": 200,
        "/health/live/": 200,
        "/api/v1/openapi.json": 200,
        "/api/v1/docs": 200,
        "/api/v1/nothing": 404,
        "/api/nothing": 302,
    }.items():
        response = client.get(path)
        assert response.status_code == status, path
        assert response.headers.get("Cache-Control"), path
        assert "Vary" in response.headers or path == "/health/live/", path
        if status == 200 and "no-store" not in response.headers["Cache-Control"]:
            assert "Cache-Tag" in response.headers or path.startswith("/api/v1/"), path
            known = client.get(path, headers={"If-None-Match": response.headers["ETag"]})
            assert known.status_code == 304 and not known.content, path
            for name in ("ETag", "Cache-Control", "Cache-Tag", "X-Robots-Tag"):
                assert known.headers.get(name) == response.headers.get(name), (path, name)


def test_what_is_not_there_is_asked_for_again(client, story):
    for path in ("/en/nothing/", "/media/nothing.webp"):
        assert seconds_of(client.get(path)) == {"max-age": 0, "s-maxage": 0}


def test_a_redirect_is_kept_by_its_name(client, story):
    Redirect.objects.create(old_path="/en/old", redirect_page=story)
    response = client.get("/en/old/")
    assert response.status_code == 301
    assert seconds_of(response)["s-maxage"] == 86400
    assert {"redirects", f"page-{story.pk}"} <= set(response.headers["Cache-Tag"].split())


def test_what_was_withdrawn_is_asked_for_again(client, story):
    assert client.get("/en/stories/hers/").status_code == 200
    withdraw_consent(translation_key=story.translation_key)
    response = client.get("/en/stories/hers/")
    assert response.status_code == 410
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert response.headers["Cache-Tag"]


def test_a_picture_has_a_validator_and_the_names_of_what_shows_it(client, story):
    picture = document_of(story).hero.fallback.url
    response = client.get(picture)
    assert f"document-{story.pk}" in response.headers["Cache-Tag"].split()
    assert "Accept-Language" not in response.headers["Vary"] and "Last-Modified" in response.headers
    known = client.get(picture, headers={"If-None-Match": response.headers["ETag"]})
    assert known.status_code == 304
    assert known.headers["Cache-Control"] == response.headers["Cache-Control"]


def test_the_sitemap_is_never_fresh_beyond_the_end_of_what_it_lists(client, story):
    document_of(story)
    assert seconds_of(client.get("/sitemap.xml"))["s-maxage"] == 86400
    Document.objects.filter(page_id=story.pk).update(valid_until=timezone.now() + timedelta(seconds=60))
    response = client.get("/sitemap.xml")
    assert 50 <= seconds_of(response)["s-maxage"] <= 60
    assert b"/en/stories/hers/" in response.content
    assert "Accept-Language" not in response.headers["Vary"]
    assert "all-story" in response.headers["Cache-Tag"].split()


def test_the_sitemap_is_asked_for_again_when_something_comes(client, story):
    document_of(story)
    Document.objects.filter(page_id=story.pk).update(valid_from=timezone.now() + timedelta(seconds=60))
    response = client.get("/sitemap.xml")
    assert 50 <= seconds_of(response)["s-maxage"] <= 60
    assert b"/en/stories/hers/" not in response.content
