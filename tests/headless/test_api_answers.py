"""What holds for every answer of the API: who asks, caches, browsers of other origins, errors, odd requests."""

import logging

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from headless.documents import addresses, store
from headless.endpoints.asking import normal_origin, site_of
from headless.gate import Audience
from headless.models import Document, FrontEnd
from stories.actions.withdraw_consent import withdraw_consent
from tests.factories.site_project import ContentPageFactory
from tests.factories.stories import PERSON, StoryIndexPageFactory, StoryPageFactory
from tests.published import document_of

ANY = ["/api/v1/stories", "/api/v1/search?q=bread", "/api/v1/resolve?path=/en/", "/api/v1/themes", "/api/v1/forms"]


@pytest.fixture
def story(home):
    return StoryPageFactory(parent=StoryIndexPageFactory(parent=home, slug="stories"), title="Bread", slug="bread")


@pytest.fixture
def own_only(story):
    """A story that partners may not have."""
    document_of(story)
    store.remove(Document.objects.filter(page_id=story.pk, audience=Audience.PARTNER))
    return story


# --- Who asks --------------------------------------------------------------------------------------------------------


def test_without_a_key_callers_get_what_partners_may_have(client, own_only):
    assert client.get("/api/v1/stories").json()["items"] == []
    assert client.get(f"/api/v1/stories/{own_only.pk}").status_code == 404
    assert client.get(f"/api/v1/pages/{own_only.pk}").status_code == 404
    assert client.get("/api/v1/resolve?path=/en/stories/bread/").status_code == 404
    assert client.get("/api/v1/search?q=bread").json()["items"] == []


def test_a_publishable_key_says_for_which_audience_one_reads(client, own_only):
    ours = FrontEnd.objects.create(name="Ours", audience="own")
    library = FrontEnd.objects.create(name="Library", audience="partner")

    def number(**options):
        return len(client.get("/api/v1/stories", **options).json()["items"])

    assert number(headers={"X-Publishable-Key": ours.key}) == 1
    assert number(query_params={"key": ours.key}) == 1
    assert number(headers={"X-Publishable-Key": library.key}) == 0


def test_an_unknown_key_is_refused_and_not_taken_for_none(client, story):
    for path in ANY:
        response = client.get(path, headers={"X-Publishable-Key": "pk_unknown"})
        assert response.status_code == 401
        assert response.headers["Content-Type"] == "application/problem+json"
        assert "pk_unknown" not in response.content.decode()


@pytest.mark.parametrize(
    "hosts",
    [
        [("a.example", 80, True)],
        [("a.example", 80, True), ("b.example", 80, False)],
        [("a.example", 80, True), ("b.example", 80, False), ("b.example", 8000, False)],
        [("a.example", 80, False), ("b.example", 443, False), ("b.example", 8000, False)],
        [("a.example", 8000, False), ("a.example", 80, True)],
        [],
    ],
)
def test_the_site_is_the_one_that_wagtail_finds(home, rf, settings, hosts):
    settings.ALLOWED_HOSTS = ["*"]
    Site.objects.all().delete()
    for hostname, port, is_default in hosts:
        Site.objects.create(hostname=hostname, port=port, is_default_site=is_default, root_page=home)
    for host in (
        "a.example",
        "A.example:8000",
        "b.example",
        "b.example:8000",
        "b.example:81",
        "c.example",
        "b.example:x",
    ):
        found = site_of(rf.get("/", headers={"host": host}))
        wanted = Site.find_for_request(rf.get("/", headers={"host": host}))
        assert (found and (found.id, found.root_url)) == (wanted and (wanted.pk, wanted.root_url)), host


def test_marks_of_addresses_are_filled_in_and_nothing_else_is_touched():
    text = f'"{addresses.PAGE}/en/ \ue0a2 {addresses.FILE}/media/x \uefff é {addresses.PAGE}"'
    body = addresses.as_stored(text)
    assert addresses.as_built(body).decode() == text
    assert addresses.with_origins(body, pages="http://p", files="http://f").decode() == (
        '"http://p/en/ \ue0a2 http://f/media/x \uefff é http://p"'
    )
    assert addresses.with_paths(body).decode() == '"/en/ \ue0a2 /media/x \uefff é "'


# --- Caches ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ANY)
def test_answers_say_how_long_they_hold_what_they_depend_on_and_whether_they_changed(client, story, path):
    response = client.get(path)
    assert response.status_code == 200
    assert "max-age=0" in response.headers["Cache-Control"] and "public" in response.headers["Cache-Control"]
    assert {"X-Publishable-Key", "Origin"} <= set(response.headers["Vary"].split(", "))
    assert "Cookie" not in response.headers["Vary"] and not response.cookies
    assert f"site-{story.get_site().pk}" in response.headers["Cache-Tag"].split()
    known = client.get(path, headers={"If-None-Match": response.headers["ETag"]})
    assert known.status_code == 304 and not known.content
    for name in ("ETag", "Cache-Control", "Cache-Tag", "Vary", "Link"):
        assert known.headers.get(name) == response.headers.get(name), name


def test_a_list_does_not_say_when_it_changed_for_it_cannot_know_what_left_it(client, story):
    assert "Last-Modified" in client.get(f"/api/v1/stories/{story.pk}").headers
    for path in ("stories", "themes", "search?q=bread", "forms"):
        assert "Last-Modified" not in client.get(f"/api/v1/{path}").headers
    again = client.get("/api/v1/stories", headers={"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"})
    assert again.status_code == 200


def test_what_leads_on_and_what_was_withdrawn_name_what_they_depend_on(client, story, home):
    Redirect.add_redirect("/old/", redirect_to=story)
    assert {"redirects", f"page-{story.pk}"} <= set(
        client.get("/api/v1/resolve?path=/old/").headers["Cache-Tag"].split()
    )
    hers = StoryPageFactory(parent=story.get_parent(), slug="hers", basis=PERSON)
    assert client.get("/api/v1/resolve?path=/en/stories/hers/").status_code == 404
    key = FrontEnd.objects.create(name="Ours", audience="own").key
    assert client.get("/api/v1/resolve?path=/en/stories/hers/", headers={"X-Publishable-Key": key}).status_code == 200
    withdraw_consent(translation_key=hers.translation_key)
    gone = client.get("/api/v1/resolve?path=/en/stories/hers/", headers={"X-Publishable-Key": key})
    assert gone.json() == {"type": "gone"}
    assert f"page-{hers.pk}" in gone.headers["Cache-Tag"].split()


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://www.example.org"}, {"X-Publishable-Key": "ours"}])
def test_who_asks_takes_one_query_however_they_say_it(client, story, headers):
    FrontEnd.objects.create(name="Ours", audience="own", origins="https://www.example.org", key="ours")
    client.get("/api/v1/stories", headers=headers)
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/api/v1/stories", headers=headers).status_code == 200
    assert len(queries) == 2, [query["sql"][:150] for query in queries]


def test_a_change_is_in_the_next_answer(client, story):
    before = client.get("/api/v1/stories")
    story.title = "Bread and salt"
    story.save_revision().publish()
    after = client.get("/api/v1/stories", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert after.json()["items"][0]["title"] == "Bread and salt"
    assert client.get("/api/v1/search?q=salt").json()["items"][0]["id"] == story.pk


def test_the_site_s_new_name_on_the_network_is_another_answer(client, story):
    before = client.get(f"/api/v1/stories/{story.pk}")
    site = story.get_site()
    site.hostname, site.port = "www.example.org", 443
    site.save()
    after = client.get(f"/api/v1/stories/{story.pk}")
    assert after.json()["url"] == "https://www.example.org/en/stories/bread/"
    assert after.headers["ETag"] != before.headers["ETag"]


def test_answers_do_not_vary_by_the_reader_s_language(client, story):
    response = client.get("/api/v1/stories", headers={"Accept-Language": "es"})
    assert "Accept-Language" not in response.headers["Vary"]
    assert "Content-Language" not in response.headers


def test_head_is_get_without_its_body(client, story):
    whole = client.get("/api/v1/stories")
    head = client.head("/api/v1/stories")
    assert head.status_code == 200 and not head.content
    assert head.headers["ETag"] == whole.headers["ETag"]
    assert head.headers["Content-Length"] == str(len(whole.content))


# --- Pages of other origins ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("origins", "origin", "allowed"),
    [
        ("https://www.example.org", "https://www.example.org", True),
        ("https://WWW.example.org:443", "https://www.example.org", True),
        ("http://a.example\nhttps://www.example.org\n", "https://www.example.org", True),
        ("https://www.example.org", "http://www.example.org", False),
        ("https://www.example.org", "https://www.example.org:8443", False),
        ("https://www.example.org", "https://example.org", False),
        ("https://www.example.org", "https://www.example.org.evil.example", False),
        ("https://www.example.org", "null", False),
        ("", "null", False),
        ("*", "https://www.example.org", False),
    ],
)
def test_only_pages_of_front_ends_may_read_in_a_browser(client, story, origins, origin, allowed):
    FrontEnd.objects.create(name="Front end", origins=origins)
    for path in ["/api/v1/stories", "/api/v1/stories?colour=red", "/api/v1/nowhere"]:
        response = client.get(path, headers={"Origin": origin})
        assert (response.headers.get("Access-Control-Allow-Origin") == origin) is allowed, path
        assert "Access-Control-Allow-Credentials" not in response.headers
        assert response.headers.get("Access-Control-Allow-Origin") != "*"


def test_an_origin_is_a_scheme_a_host_and_a_port():
    assert normal_origin("https://Example.org:443") == "https://example.org"
    assert normal_origin("http://[2001:DB8::1]:8080") == "http://[2001:db8::1]:8080"
    assert normal_origin("https://bücher.example") == "https://xn--bcher-kva.example"
    for none in (
        "",
        "null",
        "https://*.example.org",
        "https://a b.example",
        "*",
        "example.org",
        "https://",
        "https://e.org/",
        "https://a@e.org",
        "ftp://e.org",
        "https://e:x",
    ):
        assert normal_origin(none) == "", none


# --- Errors ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/api/v1/nowhere", 404),
        ("get", "/api/v1/stories/abc", 404),
        ("get", "/api/v1/stories/", 404),
        ("get", "/api/v1/stories/0", 404),
        ("get", f"/api/v1/stories/{'9' * 5000}", 404),
        ("get", f"/api/v1/pages/{2**63}", 404),
        ("get", "/api/v1/\0", 404),
        ("get", "/api/v1/%ff%fe", 404),
        ("post", "/api/v1/stories", 405),
        ("delete", "/api/v1/stories", 405),
        ("patch", "/api/v1/pages/1", 405),
        ("get", "/api/v1/forms/1/submissions", 405),
        ("get", "/api/v1/search", 422),
        ("get", "/api/v1/resolve", 422),
        ("get", "/api/v1/search?q=a%00b", 422),
        ("get", "/api/v1/search?q=" + "a" * 201, 422),
        ("get", "/api/v1/search?q=a&type=secret", 422),
        ("get", "/api/v1/stories?" + "&".join(f"theme={n}" for n in range(10_000)), 422),
        ("get", "/api/v1/stories?" + "&".join(f"f{n}=1" for n in range(10_000)), 422),
        ("get", "/api/v1/stories?" + "&".join(f"f{n}=1" for n in range(10_002)), 400),
        ("get", "/api/v1/stories?cursor=" + "A" * 5000, 422),
        ("get", "/api/v1/openapi.json?x=1", 422),
    ],
)
def test_every_error_is_a_problem_document(client, story, method, path, status):
    response = getattr(client, method)(path)
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Cache-Control"] == "no-store"
    problem = response.json()
    assert set(problem) == {"type", "title", "status", "detail", "errors"} and problem["status"] == status
    assert len(problem["errors"]) <= 50
    if status == 405:
        assert "GET" in response.headers["Allow"] or "POST" in response.headers["Allow"]


@pytest.mark.parametrize(
    ("body", "status"), [(b"x" * 10_000_000, 413), (b"\xff\xfe", 400), (b'{"a":' * 100_000, 400), (b"", 200)]
)
def test_a_body_where_none_belongs_is_refused(client, story, body, status):
    response = client.generic("GET", "/api/v1/stories", body, content_type="application/json")
    assert response.status_code == status


@pytest.mark.parametrize("query", ["q=%ff", "q=bread&%c3%28=1", "q=%e2%82"])
def test_a_query_that_is_no_text_is_refused(client, story, query):
    response = client.get(f"/api/v1/search?{query}")
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"


def test_a_host_that_is_not_ours_is_a_problem_document(client, story):
    response = client.get("/api/v1/stories", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    assert "evil" not in response.content.decode()


def test_a_fault_of_ours_says_nothing_of_itself(client, story, monkeypatch, caplog):
    def broken(*args, **kwargs):
        raise RuntimeError("canary")

    monkeypatch.setattr("headless.documents.read.page_of", broken)
    client.raise_request_exception = False
    with caplog.at_level(logging.ERROR, "django.request"):
        response = client.get("/api/v1/stories")
    assert response.status_code == 500
    assert response.headers["Content-Type"] == "application/problem+json"
    assert "canary" not in response.content.decode()
    assert "Internal Server Error" in caplog.text


def test_a_database_that_is_away_is_a_problem_that_passes(client, story, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("canary")

    monkeypatch.setattr("headless.endpoints.asking.site_of", away)
    response = client.get("/api/v1/stories")
    assert response.status_code == 503 and response.headers["Retry-After"] == "60"
    assert "canary" not in response.content.decode()


# --- Pages of every type ---------------------------------------------------------------------------------------------


def test_a_page_is_found_by_its_number_whatever_its_type(client, story, home):
    assert client.get(f"/api/v1/pages/{story.pk}").json() == client.get(f"/api/v1/stories/{story.pk}").json()
    assert client.get(f"/api/v1/pages/{home.pk}").json()["type"] == "home"


def test_an_address_leads_to_a_page_with_its_document(client, story):
    found = client.get("/api/v1/resolve", {"path": "/en/stories/bread/"}).json()
    assert found == {"type": "page", "document": client.get(f"/api/v1/stories/{story.pk}").json()}
    for other in ("/en/stories/bread", "en/stories/bread/", "/en/stories/bread/?x=1"):
        assert client.get("/api/v1/resolve", {"path": other}).json() == found


def test_an_address_is_found_in_a_language_if_one_is_named(client, story):
    assert client.get("/api/v1/resolve", {"path": "/stories/bread/", "locale": "en"}).status_code == 200
    assert client.get("/api/v1/resolve", {"path": "/en/stories/bread/", "locale": "es"}).status_code == 404


def test_an_address_leads_on_where_staff_made_a_redirect(client, story):
    Redirect.add_redirect("/old/", redirect_to=story)
    Redirect.add_redirect("/away/", redirect_to="https://example.org/", is_permanent=False)
    assert client.get("/api/v1/resolve?path=/old/").json() == {
        "type": "redirect",
        "location": "http://localhost/en/stories/bread/",
        "permanent": True,
    }
    assert client.get("/api/v1/resolve?path=/away").json() == {
        "type": "redirect",
        "location": "https://example.org/",
        "permanent": False,
    }


def test_the_front_door_leads_to_the_front_page_as_on_the_site(client, story, home):
    found = client.get("/api/v1/resolve?path=/").json()
    assert found == {"type": "redirect", "location": "http://localhost/en/", "permanent": False}
    assert client.get("/api/v1/resolve?path=/&locale=en").json()["type"] == "page"


def test_a_redirect_to_a_page_of_the_host_s_own_type_leads_there(client, story, home):
    page = home.add_child(instance=Page(title="Ours", slug="ours"))
    Redirect.add_redirect("/old/", redirect_to=page)
    found = client.get("/api/v1/resolve?path=/old/").json()
    assert found == {"type": "redirect", "location": "http://localhost/en/ours/", "permanent": True}
    page.unpublish()
    assert client.get("/api/v1/resolve?path=/old/").status_code == 404


def test_a_redirect_to_what_is_not_public_tells_nothing(client, story):
    Redirect.add_redirect("/old/", redirect_to=story)
    PageViewRestriction.objects.create(page=story, restriction_type="login")
    response = client.get("/api/v1/resolve?path=/old/")
    assert response.status_code == 404 and "bread" not in response.content.decode()


def test_search_marks_what_it_found(client, story, home):
    ContentPageFactory(parent=home, title="About us", slug="about", intro="We bake bread.")
    answer = client.get("/api/v1/search", {"q": "bread", "type": "story,content"}).json()
    assert [item["title"] for item in answer["items"]] == ["Bread", "About us"]
    assert answer["items"][0] == {
        "type": "story",
        "id": story.pk,
        "slug": "bread",
        "url": "http://localhost/en/stories/bread/",
        "locale": "en",
        "title": "Bread",
        "title_html": "<mark>Bread</mark>",
        "snippet_html": answer["items"][0]["snippet_html"],
    }
    assert "<mark>bread</mark>" in answer["items"][1]["snippet_html"]
    only = client.get("/api/v1/search", {"q": "bread", "type": "content"}).json()
    assert [item["type"] for item in only["items"]] == ["content"]


def test_search_comes_page_by_page(client, story, home):
    for number in range(3):
        ContentPageFactory(parent=home, title=f"Bread {number}", slug=f"bread-{number}")
    asked = {"q": "bread", "limit": 3, "type": ["story", "content"]}
    first = client.get("/api/v1/search", asked).json()
    second = client.get("/api/v1/search", {**asked, "cursor": first["next"]}).json()
    assert len(first["items"]) == 3 and len(second["items"]) == 1 and second["next"] is None
    assert len({item["id"] for item in first["items"] + second["items"]}) == 4


# --- What it says of itself ------------------------------------------------------------------------------------------


def test_the_description_for_people_lists_every_operation(client, story):
    text = client.get("/api/v1/docs").content.decode()
    schema = client.get("/api/v1/openapi.json").json()
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            assert f"<code>{method.upper()} {path}</code>" in text
            assert operation["summary"] in text
    assert "<script" not in text
