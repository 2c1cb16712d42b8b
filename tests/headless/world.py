"""A small site in two languages in which pages point at each other in every way there is, and what the public gets of it."""

import re
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from wagtail.blocks import StreamValue
from wagtail.models import Locale, Page, Site

from headless.documents import refresh
from headless.models import Document
from programs.models import Partner, ProgramPage
from site_project.models import ContentPage, HomePage
from stories.models import StoryIndexPage, StoryPage, Theme
from tests.conftest import run_after_commit
from tests.factories.programs import PartnerFactory, ProgramIndexPageFactory, ProgramPageFactory
from tests.factories.site_project import ContentPageFactory, SiteImageFactory
from tests.factories.stories import StoryIndexPageFactory, StoryPageFactory, ThemeFactory
from tests.factories.volunteers import SignUpPageFactory, add_question
from volunteers.models import SignUpPage


@dataclass
class World:
    home: HomePage
    stories: StoryIndexPage
    story: StoryPage
    other: StoryPage
    draft: StoryPage
    program: ProgramPage
    about: ContentPage
    contact: ContentPage
    sign_up: SignUpPage
    home_es: HomePage
    spanish: Locale
    theme: Theme
    partner: Partner
    image: object
    site: Site
    #: Set by the test.
    clock: object = None
    monkeypatch: object = None
    settings: object = None
    folder: object = None


def make_world(home: HomePage) -> World:
    """home: the root of the default site."""
    spanish = Locale.objects.get_or_create(language_code="es")[0]
    image = SiteImageFactory(title="A garden", file__width=300, file__height=200)
    theme, partner = ThemeFactory(name="Work", slug="work"), PartnerFactory(name="A bakery")
    stories = StoryIndexPageFactory(parent=home, slug="stories", show_in_menus=True)
    programs = ProgramIndexPageFactory(parent=home, slug="programs", show_in_menus=True)
    about = ContentPageFactory(parent=home, title="About", slug="about", show_in_menus=True)
    contact = ContentPageFactory(parent=about, title="Contact", slug="contact")
    program = ProgramPageFactory(parent=programs, title="Baking", provider=partner)
    sign_up = SignUpPageFactory(
        parent=home, title="Help us", slug="help", closes_at=timezone.now() + timedelta(days=30)
    )
    add_question(sign_up, "Which days?")
    other = StoryPageFactory(parent=stories, title="Other", hero_image=image, related_page=program)
    story = StoryPageFactory(parent=stories, title="Story", hero_image=image, hero_alt="A garden", related_page=contact)
    draft = StoryPageFactory(parent=stories, title="Draft", live=False)
    for page in (story, other):
        page.themes.set([theme])
        page.save()
    with_links(story, other, contact, draft, sign_up)
    with_links(about, story, program)
    home.action_page = sign_up
    home.action_label = "Help"
    home.save()
    home_es = home.copy_for_translation(spanish)
    home_es.slug, home_es.title = "inicio", "Inicio"
    home_es.save_revision().publish()
    for page in (about, contact):
        page.copy_for_translation(spanish).save_revision().publish()
    site = Site.objects.get()
    world = World(
        home,
        stories,
        story,
        other,
        draft,
        program,
        about,
        contact,
        sign_up,
        home_es,
        spanish,
        theme,
        partner,
        image,
        site,
    )
    run_after_commit()
    return world


def with_links(page, *targets: Page) -> None:
    """Give a page a body that links to others."""
    html = "".join(
        f'<p><a linktype="page" id="{target.pk}">Read {number}</a></p>' for number, target in enumerate(targets)
    )
    page.body = StreamValue(
        page._meta.get_field("body").stream_block, [{"type": "text", "value": html, "id": "1"}], is_lazy=True
    )
    page.save()


def run_worker() -> None:
    """What the worker does within seconds: no comparison with the tables."""
    run_after_commit()
    refresh.refresh.func()
    run_after_commit()


_LISTS = [
    "stories?facets=theme,year&limit=100",
    "stories?theme=work&sort=title",
    "programs?facets=kind,stage&limit=100",
    "forms",
    "themes",
    "stories?theme=working-life",
    "search?q=story",
    "search?q=bakery",
]
#: What differs each time: the token in a form, and in feeds the dates of pages that were never published by hand.
_TOKEN = re.compile(rb'(name="sc-token" value="|"date_(?:published|modified)": ")[^"]*')


def answers(addresses) -> dict[str, tuple[int, bytes]]:
    """What the public gets at these addresses now."""
    client = Client()
    found = {}
    for address in addresses:
        response = client.get(address)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        found[address] = (response.status_code, _TOKEN.sub(rb"\1", content))
    return found


def answers_at_once(addresses) -> dict[str, tuple[int, bytes]]:
    """What the public gets before anything is built, after the commit or by the worker. It leaves no trace."""
    waiting = list(connection.run_on_commit)
    with transaction.atomic():
        for _savepoints, function, _robust in waiting:
            if function.__module__.startswith("wagtail"):  # such as redirects from where a page was
                function()
        found = answers(addresses)
        transaction.set_rollback(True)
    connection.run_on_commit = waiting
    refresh._marked = {}
    return found


def addresses() -> set[str]:
    """Every address that a page has, public or not, and what is not a page."""
    found = {page.get_url() for page in Page.objects.filter(depth__gt=1)} - {None}
    paths = set(Document.objects.exclude(path="").values_list("path", flat=True))
    pages = {address.replace("http://localhost", "") for address in found} | paths
    numbers = Page.objects.filter(depth__gt=1).values_list("pk", flat=True)
    return (
        pages
        | {f"/api/v1/resolve?path={quote(path)}" for path in pages if path.startswith("/")}
        | {f"/api/v1/pages/{number}" for number in numbers}
        | {f"/api/v1/{rest}" for rest in _LISTS}
        | {f"/second-chances/feeds/{number}{rest}.json" for number in numbers for rest in ("", "/work")}
        | {"/sitemap.xml", "/en/nothing/", "/en/stories/?theme=work"}
        | {"/en/old/", "/api/v1/resolve?path=/en/old/"}
    )


def forget_documents() -> None:
    """As if nothing had ever been built."""
    Document.objects.all().delete()
    run_after_commit()
    refresh.add_missing()
    refresh.build_stale()
    run_after_commit()
