"""Feeds: the newest of what partners may read, in three formats, and nothing else."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, Site

from headless.documents import refresh
from headless.feeds import views
from stories.actions.withdraw_consent import withdraw_consent
from stories.models import StoryPage
from tests.conftest import run_after_commit
from tests.data.naughty_strings import naughty_strings
from tests.factories.programs import ProgramIndexPageFactory, ProgramPageFactory
from tests.factories.site_project import ContentPageFactory, HomePageFactory
from tests.factories.stories import PERSON, StoryIndexPageFactory, StoryPageFactory, ThemeFactory, lapse

pytestmark = pytest.mark.slow

ATOM, DC, SELF = "{http://www.w3.org/2005/Atom}", "{http://purl.org/dc/elements/1.1/}", "self"
TYPES = {"atom": "application/atom+xml", "rss": "application/rss+xml", "json": "application/feed+json"}
EVERY_FORMAT = pytest.mark.parametrize("format", TYPES)
FOR_PARTNERS = {**PERSON, "audience": "partners"}


@dataclass
class Entry:
    id: str
    title: str
    url: str
    summary: str
    published: datetime
    topics: list[str]
    picture: str
    author: str = ""


@dataclass
class Feed:
    title: str
    address: str
    url: str
    language: str
    entries: list[Entry]

    @property
    def titles(self) -> list[str]:
        return [entry.title for entry in self.entries]


def parsed(format: str, content: bytes) -> Feed:
    return {"atom": parsed_atom, "rss": parsed_rss, "json": parsed_json}[format](content)


def parsed_atom(content: bytes) -> Feed:
    feed = ElementTree.fromstring(content)
    assert feed.tag == f"{ATOM}feed" and feed.findtext(f"{ATOM}id") and feed.findtext(f"{ATOM}updated")

    def link(node, rel: str) -> str:
        return next((item.get("href") for item in node.findall(f"{ATOM}link") if item.get("rel") == rel), "")

    return Feed(
        title=feed.findtext(f"{ATOM}title"),
        address=link(feed, SELF),
        url=link(feed, "alternate"),
        language=feed.get("{http://www.w3.org/XML/1998/namespace}lang"),
        entries=[
            Entry(
                id=node.findtext(f"{ATOM}id"),
                title=node.findtext(f"{ATOM}title") or "",
                url=link(node, "alternate"),
                summary=in_html(node.find(f"{ATOM}summary")),
                published=datetime.fromisoformat(node.findtext(f"{ATOM}published")),
                topics=[item.get("term") for item in node.findall(f"{ATOM}category")],
                picture=link(node, "enclosure"),
                author=node.findtext(f"{ATOM}author/{ATOM}name"),
            )
            for node in feed.findall(f"{ATOM}entry")
        ],
    )


def in_html(node) -> str:
    assert node.get("type") == "html"
    return BeautifulSoup(node.text or "", "html.parser").text


def parsed_rss(content: bytes) -> Feed:
    channel = ElementTree.fromstring(content).find("channel")
    assert channel.findtext("description") and channel.findtext("lastBuildDate")
    return Feed(
        title=channel.findtext("title"),
        address=channel.find(f"{ATOM}link").get("href"),
        url=channel.findtext("link"),
        language=channel.findtext("language"),
        entries=[
            Entry(
                id=node.findtext("guid"),
                title=node.findtext("title") or "",
                url=node.findtext("link"),
                summary=BeautifulSoup(node.findtext("description") or "", "html.parser").text,
                published=parsedate_to_datetime(node.findtext("pubDate")),
                topics=[item.text for item in node.findall("category")],
                picture=node.find("enclosure").get("url") if node.find("enclosure") is not None else "",
                author=node.findtext(f"{DC}creator"),
            )
            for node in channel.findall("item")
        ],
    )


def parsed_json(content: bytes) -> Feed:
    feed = json.loads(content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert all(item["content_text"] for item in feed["items"])
    return Feed(
        title=feed["title"],
        address=feed["feed_url"],
        url=feed["home_page_url"],
        language=feed["language"],
        entries=[
            Entry(
                id=item["id"],
                title=item.get("title", ""),
                url=item["url"],
                summary=item.get("summary", ""),
                published=datetime.fromisoformat(item["date_published"]),
                topics=item.get("tags", []),
                picture=item.get("image", ""),
                author=feed["authors"][0]["name"],
            )
            for item in feed["items"]
        ],
    )


@pytest.fixture
def index(home):
    return StoryIndexPageFactory(parent=home, slug="stories", title="Stories")


@pytest.fixture
def hope():
    return ThemeFactory(name="Hope", slug="hope")


def story_of(index, *themes, **values) -> StoryPage:
    """A story that was published as editors do it."""
    story = StoryPageFactory(parent=index, live=False, **values)
    story.themes.set(themes)
    story.save_revision().publish()
    story.refresh_from_db()
    return story


def path_of(page, format: str = "atom", theme: str = "") -> str:
    return f"/second-chances/feeds/{page.pk}/{theme}.{format}" if theme else f"/second-chances/feeds/{page.pk}.{format}"


def feed_at(client, *place) -> Feed:
    response = client.get(path_of(*place))
    assert response.status_code == 200
    return parsed(place[1] if len(place) > 1 else "atom", response.content)


@EVERY_FORMAT
def test_an_entry_says_what_a_reader_wants_to_know(client, index, hope, image, format):
    story = story_of(
        index,
        hope,
        title="Bread & roses",
        standfirst="She <baked>.",
        slug="bread",
        hero_image=image,
        basis=FOR_PARTNERS,
    )
    response = client.get(path_of(index, format))
    assert response.headers["Content-Type"] == f"{TYPES[format]}; charset=utf-8"
    feed = parsed(format, response.content)
    assert feed.title == "Stories – Second Chances"
    assert (feed.address, feed.url) == (f"http://localhost{path_of(index, format)}", "http://localhost/en/stories/")
    assert feed.language == "en"
    (entry,) = feed.entries
    assert (entry.title, entry.summary) == ("Bread & roses", "She <baked>.")
    assert entry.url == "http://localhost/en/stories/bread/"
    assert entry.id == f"tag:localhost,{story.first_published_at:%Y-%m-%d}:page-{story.pk}"
    assert abs(entry.published - story.first_published_at) < timedelta(seconds=1)
    assert entry.topics == ["Hope"]
    assert entry.author == "Second Chances"
    assert entry.picture.startswith("http://localhost/media/pictures/") and entry.picture.endswith(".jpeg")


@EVERY_FORMAT
def test_the_id_of_a_story_stays_when_its_address_changes(client, index, format):
    story = story_of(index, slug="before")
    (before,) = feed_at(client, index, format).entries
    story.slug = "after"
    story.save_revision().publish()
    (after,) = feed_at(client, index, format).entries
    assert before.url != after.url
    assert (before.id, before.published) == (after.id, after.published)


@EVERY_FORMAT
def test_only_what_partners_may_read_is_in_a_feed(client, index, hope, format):
    story_of(index, hope, title="For all", basis=FOR_PARTNERS)
    story_of(index, hope, title="Ours alone", basis={**PERSON, "audience": "own"})
    lapsed = story_of(index, hope, title="Lapsed", basis=FOR_PARTNERS)
    ended = story_of(index, hope, title="Taken back", basis=FOR_PARTNERS)
    StoryPageFactory(parent=index, title="Draft", live=False)
    story_of(index, hope, title="Behind a password").view_restrictions.create(restriction_type="login")
    lapse(lapsed)
    run_after_commit()
    withdraw_consent(translation_key=ended.translation_key)
    for theme in ("", "hope"):
        assert feed_at(client, index, format, theme).titles == ["For all"]


@EVERY_FORMAT
def test_a_story_is_gone_at_the_moment_its_consent_ends_though_no_worker_runs(client, index, format, monkeypatch):
    today = timezone.localdate()
    story_of(index, title="Hers", basis={**FOR_PARTNERS, "valid_from": today, "valid_until": today})
    assert feed_at(client, index, format).titles == ["Hers"]
    assert client.get(path_of(index, format)).headers["X-Robots-Tag"] == "noarchive"
    monkeypatch.setattr(refresh, "build_later", lambda: None)
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: tomorrow)
    assert feed_at(client, index, format).titles == []


def test_what_is_stale_is_built_before_it_is_given_out(client, index, monkeypatch):
    story = story_of(index, title="Before")
    assert feed_at(client, index).titles == ["Before"]
    monkeypatch.setattr(refresh, "build_later", lambda: None)
    StoryPage.objects.filter(pk=story.pk).update(title="After")
    refresh.store.touch(f"page-{story.pk}")
    assert feed_at(client, index).titles == ["After"]


@EVERY_FORMAT
def test_a_theme_has_a_feed_of_its_own(client, index, hope, format):
    work = ThemeFactory(name="Würde & Arbeit", slug="würde")
    story_of(index, hope, title="Of hope")
    story_of(index, hope, work, title="Of both")
    story_of(index, title="Of nothing")
    assert feed_at(client, index, format).titles == ["Of nothing", "Of both", "Of hope"]
    feed = feed_at(client, index, format, "würde")
    assert feed.titles == ["Of both"]
    assert feed.title == "Würde & Arbeit – Stories – Second Chances"
    assert feed.url == "http://localhost/en/stories/?theme=w%C3%BCrde"
    assert feed.address == f"http://localhost/second-chances/feeds/{index.pk}/w%C3%BCrde.{format}"
    assert client.get(feed.address.replace("http://localhost", "")).status_code == 200


@EVERY_FORMAT
def test_each_language_has_its_feed_in_its_own_words(client, home, index, hope, spanish, format):
    story = story_of(index, hope, title="Bread")
    home.copy_for_translation(spanish).save_revision().publish()
    index_es = index.copy_for_translation(spanish)
    index_es.title = "Historias"
    index_es.save_revision().publish()
    theme = hope.copy_for_translation(spanish)
    theme.name, theme.slug = "Esperanza", "esperanza"
    theme.save()
    translated = story.copy_for_translation(spanish)
    translated.title, translated.standfirst = "Pan", "Cómo empezó."
    translated.save_revision().publish()
    response = client.get(path_of(index_es, format), headers={"accept-language": "en"})
    assert response.headers["Content-Language"] == "es"
    assert "Accept-Language" not in response.headers.get("Vary", "")
    feed = parsed(format, response.content)
    assert (feed.title, feed.language, feed.titles) == ("Historias – Second Chances", "es", ["Pan"])
    assert feed.entries[0].summary == "Ejemplo. Cómo empezó."
    assert feed.entries[0].topics == ["Esperanza"]
    assert feed_at(client, index, format).titles == ["Bread"]
    assert feed_at(client, index_es, format, "esperanza").titles == ["Pan"]


@EVERY_FORMAT
def test_programs_have_a_feed_and_samples_say_what_they_are(client, home, format):
    index = ProgramIndexPageFactory(parent=home, slug="programs", intro="<p>What we <b>do</b>.</p>")
    for title, is_sample in (("Letters", False), ("Made up", True)):
        ProgramPageFactory(
            parent=index, live=False, title=title, summary="Twice a week.", is_sample=is_sample
        ).save_revision().publish()
    feed = feed_at(client, index, format)
    assert [(entry.title, entry.summary) for entry in feed.entries] == [
        ("Made up", "Sample. Twice a week."),
        ("Letters", "Twice a week."),
    ]
    assert client.get(path_of(index, format, "hope")).status_code == 404


@EVERY_FORMAT
def test_a_feed_without_entries_is_one_and_stays_the_same(client, index, format):
    first, second = (client.get(path_of(index, format)) for _time in range(2))
    assert parsed(format, first.content).entries == []
    assert first.content == second.content


def test_a_feed_has_the_newest_thirty(client, index, monkeypatch):
    assert views.NEWEST == 30
    monkeypatch.setattr(views, "NEWEST", 3)
    for number in range(5):
        story_of(index, title=str(number))
    assert feed_at(client, index).titles == ["4", "3", "2"]


def test_whatever_somebody_has_pasted_the_feed_can_be_read(client, index):
    texts = naughty_strings()
    for start in range(0, len(texts), 40):
        some = texts[start : start + 40]
        story_of(index, slug=f"story-{start}", title=" ".join(some)[:255], standfirst="".join(some)[:300])
    for format in TYPES:
        feed = feed_at(client, index, format)
        assert len(feed.entries) == -(-len(texts) // 40)
        assert any("Ñandú" in entry.summary for entry in feed.entries)


@EVERY_FORMAT
def test_what_caches_are_told(client, index, hope, format):
    story = story_of(index, hope)
    response = client.get(path_of(index, format))
    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    tags = response.headers["Cache-Tag"].split()
    assert {"all-story", f"document-{index.pk}", f"document-{story.pk}", f"site-{Site.objects.get().pk}"} <= set(tags)
    assert parsedate_to_datetime(response.headers["Last-Modified"]) <= timezone.now()
    assert "Set-Cookie" not in response.headers and "Cookie" not in response.headers.get("Vary", "")
    etag = response.headers["ETag"]
    known = client.get(path_of(index, format), headers={"if-none-match": etag})
    assert (known.status_code, known.content, known.headers["ETag"]) == (304, b"", etag)
    others = {client.get(path_of(index, name)).headers["ETag"] for name in TYPES if name != format}
    others.add(client.get(path_of(index, format, "hope")).headers["ETag"])
    assert len(others) == 3 and etag not in others
    story_of(index)
    assert client.get(path_of(index, format), headers={"if-none-match": etag}).status_code == 200
    head = client.head(path_of(index, format))
    assert (head.status_code, head.content) == (200, b"")


def test_a_change_of_the_sites_name_is_another_answer(client, index):
    etag = client.get(path_of(index)).headers["ETag"]
    site = Site.objects.get()
    site.site_name = "Another name"
    site.save()
    response = client.get(path_of(index), headers={"if-none-match": etag})
    assert response.status_code == 200 and b"Another name" in response.content


@EVERY_FORMAT
def test_there_is_no_feed_of_anything_else(client, home, index, hope, format):
    story_of(index, hope, basis={**PERSON, "audience": "own"})
    about = ContentPageFactory(parent=home)
    draft = StoryIndexPageFactory(parent=home, slug="draft", live=False)
    members = StoryIndexPageFactory(parent=home, slug="members")
    members.view_restrictions.create(restriction_type="login")
    elsewhere = HomePageFactory(parent=Page.objects.get(depth=1))
    Site.objects.create(hostname="else.example", root_page=elsewhere)
    theirs = StoryIndexPageFactory(parent=elsewhere)
    for page in (home, about, draft, members, theirs):
        assert client.get(path_of(page, format)).status_code == 404
    for theme in ("nothing", "hope"):
        assert client.get(path_of(index, format, theme)).status_code == 404
    for number in ("0", "9" * 30, "9" * 5000, "x"):
        assert client.get(f"/second-chances/feeds/{number}.{format}").status_code == 404
    assert client.get(f"/second-chances/feeds/{index.pk}.xml").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_a_feed_is_read_and_nothing_else(index, method):
    run_after_commit()
    response = getattr(Client(enforce_csrf_checks=True), method)(path_of(index))
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("number", [3, 20])
def test_a_feed_takes_three_queries_however_much_there_is(client, index, hope, image, number):
    for _time in range(number):
        story_of(index, hope, hero_image=image)
    for path in [path_of(index, format, theme) for format in TYPES for theme in ("", "hope")]:
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        assert len(queries) <= 3, [query["sql"][:150] for query in queries]


def test_pages_that_list_others_say_where_their_feeds_are(client, home, index, hope):
    story = story_of(index, hope)
    programs = ProgramIndexPageFactory(parent=home, slug="programs")

    def links(path: str) -> dict[str, str]:
        soup = BeautifulSoup(client.get(path).content, "html.parser")
        found = {link["type"]: link["href"] for link in soup.select("head link[rel=alternate][type]")}
        return {kind: address for kind, address in found.items() if not kind.endswith("oembed")}

    for path, page, theme in (
        ("/en/stories/", index, ""),
        ("/en/stories/?page=2", index, ""),
        ("/en/stories/?theme=hope", index, "hope"),
        ("/en/programs/", programs, ""),
    ):
        found = links(path)
        assert found == {
            media_type: f"http://testserver{path_of(page, format, theme)}" for format, media_type in TYPES.items()
        }
        for media_type, address in found.items():
            response = client.get(address.replace("http://testserver", ""))
            assert response.status_code == 200 and response.headers["Content-Type"].startswith(media_type)
    assert links("/en/stories/?theme=nothing") == {}
    assert links(story.get_url()) == {}
    title = BeautifulSoup(client.get("/en/stories/?theme=hope").content, "html.parser").select_one("link[type*=atom]")
    assert title["title"] == "Hope – Stories – Second Chances (Atom)"
