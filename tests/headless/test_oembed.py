"""A pasted address becomes a frame, where partners may read what is there; of the rest nothing is said."""

import re
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Site

from stories.actions.withdraw_consent import withdraw_consent
from tests.factories.programs import ProgramIndexPageFactory, ProgramPageFactory
from tests.factories.stories import PERSON, StoryIndexPageFactory, StoryPageFactory, lapse
from tests.factories.volunteers import SignUpPageFactory

HERE = "/second-chances/oembed"
SITE = "http://localhost"


@pytest.fixture
def index(home):
    return StoryIndexPageFactory(parent=home, slug="stories")


@pytest.fixture
def shared(index, image):
    return StoryPageFactory(
        parent=index, slug="shared", title="Hers & <mine>", hero_image=image, basis={**PERSON, "audience": "partners"}
    )


def ask(client, path, **query):
    return client.get(HERE, {"url": path if "://" in path else f"{SITE}{path}", **query})


def test_a_story_is_described_with_a_frame_that_may_do_little(client, shared):
    response = ask(client, "/en/stories/shared/")
    assert response.status_code == 200 and response.headers["Content-Type"] == "application/json; charset=utf-8"
    said = response.json()
    assert (said["version"], said["type"], said["title"]) == ("1.0", "rich", "Hers & <mine>")
    frame = BeautifulSoup(said["html"], "html.parser").iframe
    assert frame["src"] == f"{SITE}/second-chances/embed/story/{shared.pk}/" and frame["title"] == "Hers & <mine>"
    assert "allow-same-origin" not in frame["sandbox"] and "allow-scripts" in frame["sandbox"]
    assert re.fullmatch(rf"{SITE}/media/pictures/\S+\.jpeg", said["thumbnail_url"]) and said["thumbnail_width"] <= 700
    assert f"document-{shared.pk}" in response.headers["Cache-Tag"]
    assert ask(client, "/en/stories/shared/", maxwidth="300", maxheight="250").json()["width"] == 300
    known = client.get(HERE, {"url": f"{SITE}/en/stories/shared/"}, headers={"If-None-Match": response.headers["ETag"]})
    assert known.status_code == 304


def test_the_same_as_xml(client, shared):
    response = ask(client, "/en/stories/shared/", format="xml")
    assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    assert root.tag == "oembed" and root.findtext("title") == "Hers & <mine>"
    assert root.findtext("html").startswith("<iframe ")


def test_the_frame_of_the_description_can_be_shown_anywhere(client, shared):
    src = BeautifulSoup(ask(client, "/en/stories/shared/").json()["html"], "html.parser").iframe["src"]
    shown = client.get(src.removeprefix(SITE), headers={"Sec-Fetch-Dest": "iframe", "Referer": "https://any.example/"})
    assert shown.status_code == 200 and "frame-ancestors 'self' *" in shown.headers["Content-Security-Policy"]


def test_of_what_partners_may_not_read_nothing_is_said_and_all_refusals_are_alike(client, home, index):
    StoryPageFactory(parent=index, slug="hers", basis=PERSON)
    StoryPageFactory(parent=index, slug="draft", live=False, basis={**PERSON, "audience": "partners"})
    private = StoryPageFactory(parent=index, slug="private", basis={**PERSON, "audience": "partners"})
    private.view_restrictions.create(restriction_type="password", password="x")
    lapse(StoryPageFactory(parent=index, slug="lapsed", basis={**PERSON, "audience": "partners"}))
    SignUpPageFactory(parent=home, slug="help")
    addresses = [f"/en/stories/{slug}/" for slug in ("hers", "draft", "private", "lapsed", "nothing")]
    answers = [
        ask(client, path)
        for path in [*addresses, "/en/help/", "/en/", "https://other.example/en/", "javascript:1", "//["]
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_what_was_withdrawn_is_gone(client, shared):
    assert ask(client, "/en/stories/shared/").status_code == 200
    withdraw_consent(translation_key=shared.translation_key, channel="staff")
    response = ask(client, "/en/stories/shared/")
    assert response.status_code == 410 and b"mine" not in response.content


def test_sizes_and_formats_that_are_none_are_refused(client, shared):
    assert ask(client, "/en/stories/shared/", maxwidth="wide").status_code == 400
    assert ask(client, "/en/stories/shared/", format="yaml").status_code == 501
    assert client.get(HERE).status_code == 404
    assert client.post(HERE).status_code == 405


def links_in(response) -> dict[str, str]:
    head = BeautifulSoup(response.content, "html.parser").head
    return {
        link["type"]: link["href"]
        for link in head.find_all("link", rel="alternate")
        if "oembed" in link.get("type", "")
    }


def test_pages_that_partners_may_read_say_where_they_are_described(client, home, index, shared):
    StoryPageFactory(parent=index, slug="hers", basis=PERSON)
    program = ProgramPageFactory(parent=ProgramIndexPageFactory(parent=home, slug="programs"), slug="school")
    response = client.get("/en/stories/shared/", headers={"host": "localhost"})
    links = links_in(response)
    assert set(links) == {"application/json+oembed", "text/xml+oembed"}
    assert quote(f"{SITE}/en/stories/shared/", safe="") in links["application/json+oembed"]
    assert client.get(links["application/json+oembed"].removeprefix(SITE)).json()["type"] == "rich"
    assert f'<{links["text/xml+oembed"]}>; rel="alternate"; type="text/xml+oembed"' in response.headers["Link"]
    assert links_in(client.get(program.get_url()))
    hers = client.get("/en/stories/hers/")
    assert hers.status_code == 200 and "oembed" not in hers.content.decode() and "Link" not in hers.headers


def test_a_site_that_was_renamed_is_found_by_its_name(client, shared):
    Site.objects.update(hostname="www.example.org", port=443)
    assert ask(client, "https://www.example.org/en/stories/shared/?utm=1#part").status_code == 200
    assert ask(client, "http://localhost/en/stories/shared/").status_code == 404
