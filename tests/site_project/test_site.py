"""What a reader, a robot and an operator get from the stand-alone site beside its pages."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from django.utils.timezone import localtime
from wagtail.models import Page, Site

from site_project.models import FeaturedPage
from tests.factories.programs import ProgramIndexPageFactory
from tests.factories.site_project import ContentPageFactory, HomePageFactory
from tests.factories.stories import PERSON, StoryIndexPageFactory, StoryPageFactory
from tests.published import document_of

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def home_es(home, spanish):
    translated = home.copy_for_translation(spanish)
    translated.slug = "inicio"
    translated.title = "Segundas oportunidades"
    translated.save_revision().publish()
    return translated


@pytest.mark.parametrize(("asked", "given"), [("es-MX,es;q=0.9", "/es/"), ("en", "/en/"), ("de", "/en/"), ("", "/en/")])
def test_the_front_door_leads_to_the_readers_language(client, home_es, asked, given):
    response = client.get("/", headers={"accept-language": asked})
    assert response.url == given
    assert "Accept-Language" in response.headers["Vary"]
    assert client.get(given).status_code == 200


def test_the_menu_has_the_pages_shown_in_menus_and_says_where_the_reader_is(client, home):
    stories = StoryIndexPageFactory(parent=home, show_in_menus=True)
    ProgramIndexPageFactory(parent=home, show_in_menus=True, live=False)
    ContentPageFactory(parent=home, title="Not in the menu")
    story = StoryPageFactory(parent=stories)
    soup = BeautifulSoup(client.get(story.get_url()).content, "html.parser")
    links = soup.select(".sc-menu a")
    assert [link.text for link in links] == ["Stories"]
    assert links[0]["aria-current"] == "true"


def test_a_page_names_its_translations(client, home, home_es):
    soup = BeautifulSoup(client.get("/en/").content, "html.parser")
    assert soup.html["lang"] == "en"
    assert {link["hreflang"]: link["href"] for link in soup.select("link[hreflang]")} == {
        "en": "http://testserver/en/",
        "es": "http://testserver/es/",
        # For readers of any other language: the site's own.
        "x-default": "http://testserver/en/",
    }
    assert soup.select_one(".sc-languages a[lang=es]")["href"] == "/es/"
    assert BeautifulSoup(client.get("/es/").content, "html.parser").html["lang"] == "es"


def test_the_sitemap_has_both_languages_and_nothing_that_is_not_public(client, home, home_es):
    ContentPageFactory(parent=home, slug="draft-page", live=False)
    ContentPageFactory(parent=home, slug="private-page").view_restrictions.create(restriction_type="login")
    page = ContentPageFactory(parent=home, slug="about")
    page.copy_for_translation(home_es.locale).save_revision().publish()
    xml = client.get("/sitemap.xml").content.decode()
    for address in ("http://testserver/en/", "http://testserver/es/", "http://testserver/en/about/"):
        assert f"<loc>{address}</loc>" in xml
    assert 'hreflang="es" href="http://testserver/es/"' in xml
    assert "draft-page" not in xml
    assert "private-page" not in xml


def test_the_sitemap_says_when_a_page_was_last_published_and_in_which_languages_it_is(client, home, home_es):
    page = ContentPageFactory(parent=home, slug="about")
    page.save_revision().publish()
    page.refresh_from_db()
    spanish = page.copy_for_translation(home_es.locale)
    spanish.save_revision().publish()
    alone = ContentPageFactory(parent=home, slug="alone")
    draft = alone.copy_for_translation(home_es.locale)
    sitemap = ElementTree.fromstring(client.get("/sitemap.xml").content)
    urls = {url.findtext(f"{MAP}loc").removeprefix("http://testserver"): url for url in sitemap}
    assert set(urls) == {"/en/", "/es/", "/en/about/", spanish.get_url(), "/en/alone/"}
    assert draft.get_url() not in urls

    def alternates(path: str) -> dict[str, str]:
        links = urls[path].findall("{http://www.w3.org/1999/xhtml}link")
        return {link.get("hreflang"): link.get("href").removeprefix("http://testserver") for link in links}

    for path in ("/en/about/", spanish.get_url()):
        assert urls[path].findtext(f"{MAP}lastmod") == f"{localtime(page.last_published_at):%Y-%m-%d}"
        assert alternates(path) == {"en": "/en/about/", "es": spanish.get_url(), "x-default": "/en/about/"}
        # What a page says of itself is the same.
        head = BeautifulSoup(client.get(path).content, "html.parser").select("link[hreflang]")
        assert {link["hreflang"]: link["href"].removeprefix("http://testserver") for link in head} == alternates(path)
    assert alternates("/en/alone/") == {}


def test_the_sitemap_is_of_one_site(client, home, settings):
    elsewhere = HomePageFactory(parent=Page.objects.get(depth=1), slug="elsewhere")
    Site.objects.create(hostname="else.example", root_page=elsewhere)
    ContentPageFactory(parent=elsewhere, slug="theirs")
    ContentPageFactory(parent=home, slug="ours")
    assert b"theirs" not in client.get("/sitemap.xml").content
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "else.example"]
    xml = client.get("/sitemap.xml", headers={"host": "else.example"}).content
    assert b"theirs" in xml and b"ours/" not in xml


def test_what_caches_are_told_of_the_sitemap(client, home, settings, monkeypatch):
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "EDGE_CACHE_SECONDS": 86400 * 9}
    response = client.get("/sitemap.xml")
    assert "s-maxage=777600" in response.headers["Cache-Control"]
    assert {"all-story", "all-content"} <= set(response.headers["Cache-Tag"].split())
    assert response.headers["X-Robots-Tag"] == "noindex, noodp, noarchive"
    known = {"if-none-match": response.headers["ETag"]}
    assert client.get("/sitemap.xml", headers=known).status_code == 304
    today = timezone.localdate()
    basis = {**PERSON, "valid_from": today, "valid_until": today}
    StoryPageFactory(parent=StoryIndexPageFactory(parent=home, slug="stories"), slug="hers", basis=basis)
    response = client.get("/sitemap.xml", headers=known)
    assert response.status_code == 200 and b"/hers/" in response.content
    seconds = int(re.search(r"s-maxage=(\d+)", response.headers["Cache-Control"])[1])
    assert seconds <= 86400
    assert response.headers["X-Robots-Tag"] == "noindex, noodp, noarchive"
    assert client.post("/sitemap.xml").status_code == 405
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: tomorrow)
    assert b"/hers/" not in client.get("/sitemap.xml").content


@pytest.mark.parametrize("path", ["/en/nothing-here/", "/es/nada/", "/en/stories/?page=x", "/media/nothing.webp"])
def test_a_page_that_is_not_there_says_so_in_the_language_of_the_address(client, home, home_es, path):
    response = client.get(path)
    assert response.status_code == 404
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.html["lang"] == ("es" if path.startswith("/es/") else "en")
    assert soup.h1.text
    assert soup.select_one("main a")["href"] in ("/en/", "/es/")


def test_a_fault_gives_a_plain_page_and_no_traceback(client, home, monkeypatch):
    client.raise_request_exception = False

    def fail(*args, **kwargs):
        raise RuntimeError("canary of the fault")

    monkeypatch.setattr("site_project.documents.build_home", fail)
    monkeypatch.setattr("headless.documents.render.context", fail)
    response = client.get("/en/")
    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()
    assert "canary" not in response.content.decode()


def test_a_page_with_a_password_asks_for_it_in_our_own_look(client, home):
    page = ContentPageFactory(parent=home, title="Canary title")
    page.view_restrictions.create(restriction_type="password", password="open sesame")
    html = client.get(page.get_url()).content.decode()
    assert "Password needed" in html
    assert "site.css" in html
    assert "Canary" not in html
    form = BeautifulSoup(html, "html.parser").form
    data = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    assert client.post(form["action"], {**data, "password": "open sesame"}).url.endswith(page.get_url())
    assert "Canary title" in client.get(page.get_url()).content.decode()


def test_a_page_for_people_with_an_account_asks_them_to_sign_in(client, home, admin_user):
    page = ContentPageFactory(parent=home, title="Canary title")
    page.view_restrictions.create(restriction_type="login")
    html = client.get(page.get_url(), follow=True).content.decode()
    assert "site.css" in html
    form = BeautifulSoup(html, "html.parser").form
    data = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    response = client.post(form["action"], {**data, "username": "admin", "password": "password"}, follow=True)
    assert "Canary title" in response.content.decode()


def test_draft_and_restricted_pages_are_not_served(client, home):
    draft = ContentPageFactory(parent=home, slug="draft", live=False)
    assert client.get(draft.get_url()).status_code == 404
    private = ContentPageFactory(parent=home, slug="private", title="Canary title")
    private.view_restrictions.create(restriction_type="login")
    response = client.get(private.get_url())
    assert response.status_code == 302
    assert b"Canary" not in response.content


def test_public_pages_set_no_cookie_and_load_nothing_from_elsewhere(client, home):
    response = client.get("/en/")
    assert not response.cookies
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "Cookie" not in response.headers.get("Vary", "")
    soup = BeautifulSoup(response.content, "html.parser")
    for tag in soup.select("script[src], img[src], link[href]:not([rel=canonical]):not([rel=alternate])"):
        assert not (tag.get("src") or tag.get("href")).startswith(("http:", "https:", "//"))
    assert not soup.select("script:not([src], [type='application/ld+json']), style, [style]")


def test_health_and_readiness_answer(client, db):
    assert client.get("/health/live/").content == b"ok\n"
    assert client.get("/health/live/", headers={"host": "10.0.0.7:8000"}).content == b"ok\n"
    assert client.get("/health/ready/").status_code == 200


def test_what_is_due_is_published_and_what_has_ended_is_taken_down(client, home, monkeypatch):
    from datetime import timedelta

    from django.utils import timezone

    coming = ContentPageFactory(parent=home, slug="coming", live=False)
    coming.go_live_at = timezone.now() + timedelta(hours=1)
    coming.save_revision().publish()
    ending = ContentPageFactory(parent=home, slug="ending")
    ending.expire_at = timezone.now() + timedelta(hours=1)
    ending.save_revision().publish()
    assert client.get("/en/coming/").status_code == 404
    assert client.get("/en/ending/").status_code == 200
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    call_command("publish_scheduled", verbosity=0)
    assert client.get("/en/coming/").status_code == 200
    assert client.get("/en/ending/").status_code == 404


def test_while_the_database_is_away_readers_are_told_to_come_back(client, home, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("the database is starting up")

    monkeypatch.setattr("headless.endpoints.known._read", away)
    client.raise_request_exception = False
    response = client.get("/en/")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "60"
    assert "starting up" not in response.content.decode()


def test_robots_are_told_where_the_sitemap_is(client, home):
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert "Sitemap: http://testserver/sitemap.xml" in response.content.decode().splitlines()


@pytest.mark.parametrize(
    "path",
    [
        "/a%00b",
        "/media/a%00b",
        "/en/a%00b/",
        "/en/stories/a%00b/",
        "/en/?theme=a%00b",
        "/documents/1/a%00b",
        "/static/a%00b",
        "/admin/private-files/a%00b",
        "/second-chances/sign-up/mine/a%00b/",
    ],
)
def test_nothing_has_a_nul_in_its_address(client, home, path):
    assert client.get(path, follow=True).status_code == 404


def test_pages_travel_compressed_and_the_api_as_it_is(client, home):
    asking = {"accept-encoding": "gzip"}
    assert client.get("/en/", headers=asking)["Content-Encoding"] == "gzip"
    assert not client.get("/api/v1/pages/1", headers=asking).has_header("Content-Encoding")


def test_the_front_page_shows_chosen_stories_in_the_order_in_which_they_were_chosen(client, home):
    index = StoryIndexPageFactory(parent=home, slug="stories")
    first, second, third = (StoryPageFactory(parent=index, title=f"Story {number}") for number in range(3))
    home.featured = [FeaturedPage(page=page, sort_order=number) for number, page in enumerate((third, first, second))]
    home.save_revision().publish()
    cards = document_of(home).stories
    assert [card.title for card in cards] == ["Story 2", "Story 0", "Story 1"]
    html = client.get("/en/").content.decode()
    assert html.index("Story 2") < html.index("Story 0") < html.index("Story 1")
