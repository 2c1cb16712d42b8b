"""Every door by which a story can become public × every element × everything that the public can ask for.

The story shows the element in each way there is, with a canary in each (`telling`). It is looked for in all answers, for readers of
our own site and for partners: before she agreed, when she agreed to all but this, after she took it out, after she took all of
it back, after it was renewed without this, and after her consent lapsed; no worker lives. `make prove-consent` takes all pairs
and prints the table; the suite takes some.
"""

import json
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import APIToken, Locale, Page, Workflow
from wagtail.test.utils.form_data import rich_text, streamfield

from headless.documents import refresh
from headless.gate import Audience
from headless.models import FrontEnd
from stories.actions.record_basis import record_basis
from stories.actions.withdraw_consent import withdraw_consent
from stories.models import StoryPage
from tests.conftest import run_after_commit
from tests.factories.stories import StoryIndexPageFactory
from tests.stories import test_gate, test_gate_in_the_admin
from tests.stories.telling import ELEMENTS, NAME, but, canaries, canary, consent, tell
from tests.stories.test_elements import where

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.urls("tests.stories.api_v3_urls")]

#: What door × element × surface was asked and found, for the table.
COUNTED: dict[tuple[str, str], dict[str, int]] = {}


# --- Doors ------------------------------------------------------------------------------------------------------------


def the_editor(page, client, folder, element):
    shows = () if element == "name" else (element,)
    words = NAME if element == "name" else canary(element, "e")
    passage = {"text": rich_text(f"<p>{words}</p>"), "shows": shows}
    test_gate_in_the_admin.edit(
        client,
        page,
        title=page.title,
        slug=page.slug,
        standfirst=page.standfirst,
        standfirst_shows=shows,
        body=streamfield([("text", rich_text("<p>Harmlessq words.</p>")), ("passage", passage)]),
        **{"action-publish": "1"},
    )


def many_at_once(page, client, folder, element):
    test_gate_in_the_admin.bulk(client, page)


def a_plan(page, client, folder, element):
    test_gate.plan(page)
    call_command("publish_scheduled")


def a_workflow(page, client, folder, element):
    if not page.current_workflow_state:
        author = get_user_model().objects.get_or_create(username="author")[0]
        page.save_revision()
        Workflow.objects.get().start(page, author)
    test_gate_in_the_admin.approve(client, page)


def a_copy(page, client, folder, element):
    _live_by_force(page)
    page.copy(to=page.get_parent(), update_attrs={"slug": "copy"}, keep_live=True)


def an_alias(page, client, folder, element):
    _live_by_force(page)
    alias = page.create_alias(parent=page.get_parent(), update_slug="alias")
    page.save_revision()
    alias.save()


def a_translation(page, client, folder, element):
    spanish = Locale.objects.get_or_create(language_code="es")[0]
    parent = page.get_parent()
    for above in (parent.get_parent(), parent):
        if not above.has_translation(spanish):
            above.specific.copy_for_translation(spanish).save_revision().publish()
    translated = page.get_translation_or_none(spanish) or page.copy_for_translation(spanish)
    translated.save_revision().publish()


def wagtails_api(page, client, folder, element):
    user = get_user_model().objects.get_or_create(username="machine", is_superuser=True)[0]
    _token, secret = APIToken.create_token(user=user, name="test")
    client.post(f"/api/v3/pages/{page.pk}/actions/publish/", headers={"authorization": f"Bearer {secret}"})


def a_fixture(page, client, folder, element):
    """As it would be in a dump of a site where it was live."""
    page.live, page.has_unpublished_changes = True, False
    file = folder / "story.json"
    file.write_text(serializers.serialize("json", [page.page_ptr, page]).replace('"live": false', '"live": true'))
    call_command("loaddata", str(file), verbosity=0)


def the_database(page, client, folder, element):
    """Past every check, and then the worker's comparison comes along."""
    Page.objects.filter(pk=page.pk).update(live=True, first_published_at=timezone.now(), has_unpublished_changes=False)
    call_command("documents", "--check", "--mend", stdout=StringIO(), stderr=StringIO())


def _live_by_force(page):
    """Where the original is live, Wagtail makes its copies so."""
    page.live = True


def _plain(door: Callable) -> Callable:
    def through(page, client, folder, element):
        door(page)

    through.__name__ = door.__name__
    return through


DOORS = [
    *map(_plain, test_gate.DOORS),
    the_editor,
    many_at_once,
    a_plan,
    a_workflow,
    a_copy,
    an_alias,
    a_translation,
    wagtails_api,
    a_fixture,
    the_database,
]


# --- Surfaces ---------------------------------------------------------------------------------------------------------


def ask(client, path: str, **options) -> str:
    """The whole answer, as text: what is public stands in headers, too."""
    response = client.get(path, **options)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return "\n".join(f"{name}: {value}" for name, value in response.headers.items()) + content.decode(errors="replace")


def surfaces(client, element: str, *, own: bool) -> dict[str, str]:
    """All that this audience can ask for, of every story there is."""
    index = StoryPage.objects.order_by("pk").first().get_parent()
    audience = Audience.OWN if own else Audience.PARTNER
    key = FrontEnd.objects.get_or_create(name=audience, defaults={"audience": audience})[0].key
    addresses = {
        "JSON list": "/api/v1/stories?limit=100&facets=theme,year",
        "themes": "/api/v1/themes",
        "search, harmless word": "/api/v1/search?q=harmlessq",
    }
    pages = [page.specific for page in StoryPage.objects.all()]
    for page in pages:
        path = page.get_url()
        addresses |= {
            f"JSON detail {page.pk}": f"/api/v1/stories/{page.pk}",
            f"JSON page {page.pk}": f"/api/v1/pages/{page.pk}",
            f"what is at {page.pk}": f"/api/v1/resolve?path={path}",
        }
        if own:
            addresses[f"HTML page {page.pk}"] = path
    if own:
        addresses |= {"HTML list": index.get_url(), "home": "/en/", "HTML search": "/en/search/?q=harmlessq"}
        addresses |= {"sitemap": "/sitemap.xml", "sitemap of stories": "/sitemap.xml?p=1", "robots": "/robots.txt"}
        addresses |= {"a page that is not there": "/en/stories/nothing/"}
    else:
        addresses |= {kind: reverse(f"sc_feeds:{kind}", args=[index.pk]) for kind in ("atom", "rss", "json")}
    headers = {"x-publishable-key": key}
    found = {name: ask(client, address, headers=headers) for name, address in addresses.items()}
    for page in pages:  # an address is asked for by whoever knows it; what answers must not repeat what it holds
        found = {name: text.replace(page.get_url(), "") for name, text in found.items()} if not page.live else found
    words = [NAME] if element == "name" else [canary(element, part) for part in ("s", 1, 2, "5c", "e")]
    for word in words:  # the answer repeats what was asked
        found[f"search, {word}"] = json.dumps(
            client.get(f"/api/v1/search?q={word}", headers=headers).json().get("items")
        )
    return found


def hits(client, door: Callable, element: str, phase: str) -> list[str]:
    """Where the element is to be seen. No worker runs."""
    run_after_commit()
    found: list[str] = []
    for own in (True, False):
        asked = surfaces(client, element, own=own)
        reader = "own" if own else "partner"
        seen = [f"{reader}: {name}" for name in where(asked, canaries(element))]
        counted = COUNTED.setdefault((door.__name__, element), {})
        counted[f"{phase}, asked"] = counted.get(f"{phase}, asked", 0) + len(asked)
        counted[f"{phase}, seen"] = counted.get(f"{phase}, seen", 0) + len(seen)
        found += seen
    return found


def pictures() -> set[str]:
    run_after_commit()
    storage = storages["public_pictures"]
    return set(storage.listdir("pictures")[1]) if storage.exists("pictures") else set()


# --- The walk ---------------------------------------------------------------------------------------------------------


def pairs() -> list[tuple[Callable, str]]:
    if os.environ.get("SC_ALL_DOORS"):
        return [(door, element) for door in DOORS for element in ELEMENTS]
    # The plainest doors are tried with every element in `test_elements`.
    others = DOORS[len(test_gate.DOORS) :]
    return [(door, ELEMENTS[number % len(ELEMENTS)]) for number, door in enumerate(others)]


@pytest.fixture
def index(home):
    return StoryIndexPageFactory(parent=home, slug="stories")


@pytest.fixture
def nobody_works(monkeypatch):
    monkeypatch.setattr(refresh, "build_later", lambda: None)


def agree(page, **covered) -> None:
    record_basis(translation_key=page.translation_key, **consent(**covered))
    for copy in StoryPage.objects.exclude(translation_key=page.translation_key):
        record_basis(translation_key=copy.translation_key, **consent(**covered))


def take_back(page) -> None:
    for key in set(StoryPage.objects.values_list("translation_key", flat=True)):
        withdraw_consent(translation_key=key)


@pytest.mark.parametrize(("door", "element"), pairs(), ids=lambda value: getattr(value, "__name__", value))
def test_nothing_comes_through_any_door_that_she_did_not_agree_to(
    admin_client, client, index, door, element, tmp_path, nobody_works, monkeypatch
):
    page = tell(index, element)

    def through():
        fresh = StoryPage.objects.get(pk=page.pk)
        try:
            door(fresh, admin_client, tmp_path, element)
        except ValidationError:
            return  # refused in words, which other tests read

    through()
    assert hits(client, door, element, "before") == []
    assert pictures() == set()

    agree(page, own=but(element), partners=but(element))
    through()
    assert hits(client, door, element, "without it") == []

    agree(page)
    through()
    StoryPage.objects.get(pk=page.pk).save_revision().publish()  # doors that make drafts do so with her consent, too
    shown = hits(client, door, element, "with it")
    assert {f"own: JSON detail {page.pk}", f"partner: JSON detail {page.pk}", "own: JSON list"} <= set(shown)
    files = pictures()

    agree(page, own=but(element), partners=but(element))
    assert hits(client, door, element, "taken out") == []
    assert element == "name" or not files or pictures() < files
    through()
    assert hits(client, door, element, "taken out, and again") == []

    agree(page)
    assert hits(client, door, element, "with it again")
    take_back(page)
    for path in (page.get_url(), f"/api/v1/stories/{page.pk}"):
        assert client.get(path).status_code == 410, path
    assert hits(client, door, element, "taken back") == []
    assert pictures() == set()
    through()
    assert hits(client, door, element, "taken back, and again") == []

    agree(page, own=but(element), partners=but(element))
    through()
    assert hits(client, door, element, "renewed without it") == []

    agree(page)
    StoryPage.objects.get(pk=page.pk).save_revision().publish()
    assert hits(client, door, element, "renewed with it")
    later = timezone.now() + timedelta(days=3 * 366)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert hits(client, door, element, "lapsed") == []
    through()
    assert hits(client, door, element, "lapsed, and again") == []


def test_the_table():
    """Printed by `make prove-consent`: what was asked, and where the element was seen."""
    phases = list(dict.fromkeys(name.rpartition(",")[0] for counted in COUNTED.values() for name in counted))
    lines = ["", "| door | element | " + " | ".join(phases) + " |", "|" + "---|" * (len(phases) + 2)]
    for (door, element), counted in COUNTED.items():
        cells = [f"{counted.get(f'{phase}, seen', 0)} of {counted.get(f'{phase}, asked', 0)}" for phase in phases]
        lines.append(f"| {door} | {element} | {' | '.join(cells)} |")
    sys.stdout.write("\n".join([*lines, ""]))
    forbidden = [
        number
        for counted in COUNTED.values()
        for name, number in counted.items()
        if name.endswith(", seen") and "with it" not in name.replace("without it", "")
    ]
    assert sum(forbidden) == 0
