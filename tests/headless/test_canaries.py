"""Nothing that is not public is in any public answer: a site with a canary in every private place, and every address there is."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page, PageViewRestriction, Site

from headless.api.reference import schema
from headless.documents import refresh
from headless.feeds.formats import FORMATS
from headless.models import FrontEnd, PublicPicture
from programs.models import Partner
from stories.actions.withdraw_consent import withdraw_consent
from stories.models import StoryIndexPage, Theme
from tests.conftest import run_after_commit

from .canaries import BEGINNING, FEED_READER, LIBRARY, NEIGHBOUR, NOBODY, OURS, SITE
from .canary_site import Garden, Planted
from .crawler import Crawler, Leak, filled, patterns

# Really committed, as readers find it.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("initial_data_kept"),
]

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
FEEDS = "/second-chances/feeds/"
GOOD = {"name": "Ana Sample", "email": "ana@example.com", "is_adult": True, "agrees_to_privacy": True}
API_ROOTS = [f"/api/v1/{name}" for name in ("stories", "programs", "forms", "themes", "search?q=z")]
#: What must have been visited at least, so that nothing is proved by a crawler that stands still.
LEAST = {OURS: 4000, NOBODY: 4000, LIBRARY: 500, NEIGHBOUR: 300, FEED_READER: 300, SITE: 2500}
BAD_BODIES = [
    (b"", JSON),
    (b"{", JSON),
    (b"[]", JSON),
    (b"{}", JSON),
    (b'{"name": 3, "email": "no", "nothing": true, "which_days": ["a"]}', JSON),
    (b"\xff", FORM),
    (b"name=&email=no", FORM),
    (b"x", "text/plain"),
]


@pytest.fixture
def site(home, monkeypatch) -> Planted:
    """Three days after everything was planted: a consent has lapsed and a page expired. No worker has run since."""
    planted = Garden(home).plant()
    real = timezone.now
    monkeypatch.setattr("django.utils.timezone.now", lambda: real() + timedelta(days=3))
    monkeypatch.setattr(refresh, "build_later", lambda: None)
    return planted


def readers_of(site: Planted) -> dict[str, Crawler]:
    words = site.canaries
    return {
        OURS: Crawler(OURS, words, key=site.keys[OURS], prefix="/api/"),
        NOBODY: Crawler(NOBODY, words, prefix="/api/"),
        LIBRARY: Crawler(LIBRARY, words, key=site.keys[LIBRARY], prefix="/api/"),
        NEIGHBOUR: Crawler(NEIGHBOUR, words, host=site.sites["other"].hostname),
        FEED_READER: Crawler(FEED_READER, words, prefix=FEEDS),
        # HTML, files and the sitemap are the same for everybody, whatever key is shown.
        SITE: Crawler(SITE, words, but=("/api/", FEEDS)),
    }


# --- Addresses --------------------------------------------------------------------------------------------------------


def paths_of_pages(site: Planted) -> set[str]:
    """The address of each page, public or not, as it is or would be, in each language, and without one."""
    paths = set(site.old_paths)
    for page in Page.objects.filter(depth__gt=1):
        below = page.url_path.strip("/").split("/")
        for words in (below, below[1:]):
            path = "/".join(words)
            paths |= {f"/{language}/{path}/" for language, _name in settings.LANGUAGES} | {f"/{path}/"}
    paths |= {path.replace("//", "/") for path in paths}
    return {path.replace("//", "/") for path in paths}


def addresses_of_pages(site: Planted) -> Iterator[str]:
    slugs = [*Theme.objects.values_list("slug", flat=True), "nothing"]
    for path in paths_of_pages(site):
        yield path
        yield f"{path}thanks/"
    for language, _name in settings.LANGUAGES:
        yield from (f"/{language}/stories/?page={number}" for number in ("1", "2", "3", "99", "x"))
        yield from (f"/{language}/stories/?theme={slug}" for slug in slugs)
        yield from (f"/{language}/stories/?theme={slug}&page=2" for slug in slugs)
        yield from (f"/{language}/programs/?{name}=x" for name in ("kind", "stage", "page", "q"))
        yield from (f"/{language}/_util/login/?next={quote(path)}" for path in ("/", *sorted(site.old_paths)[:5]))
    yield from site.private_paths


def addresses_of_feeds(site: Planted) -> Iterator[str]:
    """Of each page, public or not, and of each theme, in each format."""
    slugs = [*Theme.objects.values_list("slug", flat=True), "nothing"]
    indexes = set(StoryIndexPage.objects.values_list("pk", flat=True))
    for number in Page.objects.values_list("pk", flat=True):
        for format in FORMATS:
            yield f"{FEEDS}{number}.{format}"
            for slug in slugs if number in indexes else slugs[-1:]:
                yield f"{FEEDS}{number}/{quote(slug)}.{format}"


def numbers_of_everything() -> list[int]:
    """Of each row that an address may name by its number, and some that nothing has. Not each number up to the last: where other
    tests came before, a server of PostgreSQL counts on from theirs."""
    tables = (
        Page,
        get_image_model(),
        get_document_model(),
        Collection,
        Site,
        Theme,
        Partner,
        FrontEnd,
        get_user_model(),
    )
    found = {pk for model in tables for pk in model._default_manager.order_by().values_list("pk", flat=True)}
    return sorted(found | {0, max(found) + 1})


def addresses_of_patterns(site: Planted) -> set[str]:
    """Whatever the resolver knows, so that a new address is found by itself, with the numbers and words of everything."""
    words = [word for name, word in site.canaries.words.items() if name.endswith(("slug", "file", "file name", "key"))]
    words += [f"{word}/" for word in words] + sorted(path.lstrip("/") for path in site.private_paths)
    numbers = numbers_of_everything()
    few = [site.story.get_parent().pk, site.story.pk, site.own_story.pk, site.hidden["draft story"].pk]
    few += PageViewRestriction.objects.values_list("pk", flat=True)
    return {address for pattern in patterns() for address in filled(pattern, numbers, few, words)}


def addresses_of_the_api(site: Planted) -> Iterator[str]:
    """Every address of the API's description, with every parameter in turn, and each value it may have."""
    numbers = list(Page.objects.order_by("pk").values_list("pk", flat=True))
    few = [site.story.pk, site.own_story.pk, site.sign_up.pk, *(page.pk for page in site.hidden.values())]
    slugs = [word for name, word in site.canaries.words.items() if name.endswith("slug")]
    for path, operations in schema()["paths"].items():
        if "get" not in operations:
            continue
        parameters = [item for item in operations["get"].get("parameters", ()) if item["in"] == "query"]
        needed = {item["name"]: "lanterns" for item in parameters if item["required"]}
        places = [path.replace("{page_id}", str(number)) for number in numbers] if "{" in path else [path]
        yield from (f"{place}?{urlencode(needed)}" if needed else place for place in places)
        places = [path.replace("{page_id}", str(number)) for number in few] if "{" in path else [path]
        for item in parameters:
            for value in values_of(item, [*slugs, "hope", "lanterns"]):
                yield from (f"{place}?{urlencode({**needed, item['name']: value})}" for place in places)
        names = {item["name"] for item in parameters}
        facets = next((item["schema"]["items"]["enum"] for item in parameters if item["name"] == "facets"), None)
        for sort in next((item["schema"]["enum"] for item in parameters if item["name"] == "sort"), [""]):
            wanted = {"limit": 2, "sort": sort, "facets": facets and ",".join(facets), **needed}
            yield f"{path}?{urlencode({name: value for name, value in wanted.items() if value and name in names})}"


def values_of(parameter: dict, words: list[str]) -> list[str]:
    kind = parameter["schema"]
    if kind.get("type") == "array":
        choices = kind["items"].get("enum")
        return [*choices, ",".join(choices), "nothing"] if choices else [*words, "2026", ",".join(words[:40])]
    if "enum" in kind:
        return [*kind["enum"], "nothing"]
    if kind.get("type") == "integer":
        return [str(kind["minimum"]), str(kind["maximum"]), "x"]
    by_name = {"locale": ["en", "es", "xx"], "cursor": ["x", "MQ"], "key": ["pk_nothing"]}
    if parameter["name"] in by_name:
        return by_name[parameter["name"]]
    if parameter["name"].endswith(("_from", "_to")):
        return ["2000-01-01", "2100-01-01", "x"]
    return words


def resolved(site: Planted) -> Iterator[str]:
    for path in paths_of_pages(site):
        for locale in ("", "en", "es"):
            yield f"/api/v1/resolve?{urlencode({'path': path, **({'locale': locale} if locale else {})})}"


# --- Asking -----------------------------------------------------------------------------------------------------------


def search_for_everything(reader: Crawler) -> None:
    """For each canary, its beginnings, and misspellings of it. To find a page by a word that it does not show is a leak, too."""
    for name, word in reader.canaries.words.items():
        texts = {word}
        if reader.is_forbidden(name) and word.isalpha():
            texts |= {word[:BEGINNING], word[:-3], word[:6] + word[7] + word[6] + word[8:], f"{word[:-1]}q"}
        for text in sorted(texts):
            address = f"/api/v1/search?{urlencode({'q': text})}"
            answer = reader.ask("GET", address)
            if answer and reader.is_forbidden(name) and json.loads(answer[1])["items"]:
                found = answer[1][:300].decode()
                if any(is_near(text, near) for near in words_in(answer[1])):
                    continue  # a typing error of a word that is public
                reader.leaks.append(Leak(f"{name} (found by this word)", reader.reader, address, found))


def words_in(answer: bytes) -> list[str]:
    """Of an answer in JSON, where a line break is written with a letter, which is no part of the next word."""
    return re.findall(r"[a-z]+", answer.decode().replace("\\n", " "))


def is_near(asked: str, word: str) -> bool:
    """Whether PostgreSQL's search may take one word for the other: by their parts of three letters, as pg_trgm has it."""
    one, other = ({f"  {text} "[i : i + 3] for i in range(len(text) + 1)} for text in (asked, word))
    return asked != word and len(one & other) / len(one | other) > 0.3


def send_everything(reader: Crawler, site: Planted, known: set[str]) -> None:
    """Other methods, and forms that are right and wrong."""
    for address in sorted(filter(reader.goes_to, known)):
        if reader.seen.get(address) == 404 and "/forms/" not in address and "/sign-up/" not in address:
            continue
        reader.ask("HEAD", address)
        reader.ask("OPTIONS", address, headers={"Origin": "https://else.example"})
        reader.ask("DELETE", address)
        reader.ask("POST", address, b"{}", content_type=JSON)
    for page_id in (site.sign_up.pk, site.hidden["draft sign-up"].pk, site.story.pk):
        for address in (f"/api/v1/forms/{page_id}/submissions", f"/second-chances/sign-up/{page_id}/"):
            if reader.goes_to(address):
                for content, kind in (*BAD_BODIES, (json.dumps(GOOD).encode(), JSON)):
                    reader.ask("POST", address, content, content_type=kind)
                reader.ask("POST", address, urlencode({**GOOD, "is_adult": "on"}).encode(), content_type=FORM)


def visit_everything(site: Planted) -> dict[str, Crawler]:
    readers = readers_of(site)
    known = addresses_of_patterns(site)
    pages = {*addresses_of_pages(site), *addresses_of_feeds(site)}
    every = {*addresses_of_the_api(site), *resolved(site)}
    for name, reader in readers.items():
        # A partner's key reads what nobody's reads, and the other site has few pages: not every parameter again.
        whole = name in (OURS, NOBODY)
        reader.go({*pages, *(known if name != NEIGHBOUR else API_ROOTS), *(every if whole else ())})
        if whole:
            search_for_everything(reader)
        if name != NEIGHBOUR:
            send_everything(reader, site, known)
            readers[SITE].elsewhere |= reader.elsewhere
        if name == SITE:
            reader.go(reader.elsewhere)
    return readers


# --- Tests ------------------------------------------------------------------------------------------------------------


def test_nothing_that_is_not_public_is_in_any_public_answer(site, record_property):
    readers = visit_everything(site)
    for name, reader in readers.items():
        record_property(f"addresses visited with {name}", len(reader.seen))
        answers = ", ".join(f"{number} × {status}" for status, number in sorted(reader.statuses.items()))
        print(f"\n{name}: {len(reader.seen)} addresses; {answers}", end="")  # noqa: T201
    assert_controls(readers, site)
    leaks = [leak for reader in readers.values() for leak in reader.leaks]
    assert not leaks, f"{len(leaks)} leaks:\n" + "\n".join(map(str, leaks[:60]))


def assert_controls(readers: dict[str, Crawler], site: Planted) -> None:
    """What is public was read, and what is for our own site was read there: the crawler sees what there is to see."""
    for name, reader in readers.items():
        assert len(reader.seen) >= LEAST[name], f"{name}: only {len(reader.seen)} addresses"
        assert reader.statuses[200] >= 20 and not [status for status in reader.statuses if status >= 500]
    stories = site.story.get_parent().pk
    for format in FORMATS:
        for place in (stories, f"{stories}/hope"):
            assert readers[FEED_READER].seen[f"{FEEDS}{place}.{format}"] == 200
    own = f"/api/v1/stories/{site.own_story.pk}"
    assert (readers[OURS].seen[own], readers[NOBODY].seen[own], readers[LIBRARY].seen[own]) == (200, 404, 404)
    for name in (OURS, NOBODY, LIBRARY):
        assert readers[name].seen[f"/api/v1/stories/{site.story.pk}"] == 200
    for story in (site.story, site.own_story, site.leaving):
        assert readers[SITE].seen[story.get_url().replace("http://localhost", "")] == 200
    title = site.canaries.words["own story: title"]
    own_reader = Crawler(NOBODY, site.canaries)
    own_reader.ask("GET", site.own_story.get_url().replace("http://localhost", ""))
    assert [leak for leak in own_reader.leaks if leak.canary == "own story: title"], f"{title} is not noticed"
    assert [
        path for path, status in readers[SITE].seen.items() if path.startswith("/media/pictures/") and status == 200
    ]


def test_what_is_taken_back_is_gone_from_every_address_it_had(site):
    """No worker runs: `build_later` does nothing."""
    title, slug = "farewell", "/stories/farewell/"
    addresses = {
        OURS: [
            "/api/v1/stories?limit=100",
            f"/api/v1/stories/{site.leaving.pk}",
            f"/api/v1/stories/{site.leaving.pk}?fields=title",
            f"/api/v1/pages/{site.leaving.pk}",
            f"/api/v1/resolve?path=/en{slug}",
            f"/api/v1/search?q={title}",
            "/api/v1/stories?facets=theme,year&sort=title",
        ],
        SITE: [f"/en{slug}", "/en/", "/en/stories/", "/en/stories/?page=2", "/en/about-us/", "/sitemap.xml"],
    }
    addresses[NOBODY] = addresses[LIBRARY] = addresses[OURS]
    addresses[FEED_READER] = [f"{FEEDS}{site.leaving.get_parent().pk}.{format}" for format in FORMATS]
    files = files_of_nobody_else(site.leaving)
    addresses[SITE] += files
    told = set()
    for name, reader in readers_of(site).items():
        for address in addresses.get(name, ()):
            status, content = reader.ask("GET", address)
            assert status == 200
            told |= {address} if title in content.decode("latin-1").lower() else set()
    assert files
    assert {
        *addresses[FEED_READER],
        f"/en{slug}",
        "/sitemap.xml",
        f"/api/v1/search?q={title}",
        f"/api/v1/pages/{site.leaving.pk}",
    } <= told

    withdraw_consent(translation_key=site.leaving.translation_key)
    run_after_commit()

    for name, reader in readers_of(site).items():
        for address in addresses.get(name, ()):
            status, content = reader.ask("GET", address)
            gone = status in (404, 410) or b'{"type":"gone"}' in content
            assert gone or address not in files, f"{name} still gets the file {address}"
            about_it = str(site.leaving.pk) in address or slug in address
            assert gone or not about_it, f"{name} still gets {address}"
            text = content.decode("latin-1").lower()
            assert title not in text, f"{name} still reads of it at {address}"


def files_of_nobody_else(page: Page) -> list[str]:
    shown = PublicPicture.objects.exclude(document__page=page).values("file")
    names = PublicPicture.objects.filter(document__page=page).exclude(file__in=shown).values_list("file", flat=True)
    return sorted({f"/media/{name}" for name in names})
