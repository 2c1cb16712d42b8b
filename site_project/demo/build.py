"""The whole demo, in the order in which one part needs another."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from wagtail.actions.delete_page import DeletePageAction
from wagtail.models import Page, Site

from headless.models import SiteSettings

from . import content
from .applications import add_applications
from .entries import Entry, Revision
from .people import add_people
from .writer import Writer, key_of

SITE_NAME = "Second Chances"


class NotEmpty(Exception):
    """The site has content of its own."""


@dataclass(frozen=True)
class Result:
    #: How many of each were made, by the name of the type; empty if all was there.
    made: dict[str, int]
    #: The names of the users that were made.
    people: list[str]


def build(*, host: str, port: int, password: str, say: Callable[[str], None]) -> Result:
    """Make what is missing of the demo and set the address of the default site, all or nothing.

    Raises NotEmpty, before anything is written, if the default site's home page is neither Wagtail's welcome page nor
    the demo's own.
    """
    with _drawing_pool() as pool, transaction.atomic():
        site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
        welcome = _welcome_page(site)
        admin, people = add_people(password)
        writer = Writer(admin)
        if welcome:
            writer.draw_ahead(pool)
        _part(say, "Home pages", [content.HOME], writer.page)
        _set_site(site, writer.page(content.HOME), host, port)
        if welcome:
            DeletePageAction(welcome, user=admin).execute()
        lists = [*content.THEMES, *content.HELP_LINES, *content.PARTNERS]
        _part(say, "Themes, help lines and partners", lists, writer.snippet)
        for name, entries in content.PARTS.items():
            _part(say, name, entries, lambda item: _write(writer, item))
        _set_up(site, writer)
        say(f"Sample applications: {add_applications(user=admin)}")
    return Result(made=dict(writer.made), people=people)


@contextmanager
def _drawing_pool() -> Iterator[Executor]:
    pool = ThreadPoolExecutor(max_workers=1)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _part(say: Callable[[str], None], name: str, entries: list, write: Callable) -> None:
    for entry in entries:
        write(entry)
    say(f"{name}: {len(entries)}")


def _write(writer: Writer, item: Entry | Revision) -> None:
    if isinstance(item, Revision):
        writer.revise(item)
    else:
        writer.page(item)


def _welcome_page(site: Site) -> Page | None:
    """Wagtail's own first page, if it is the root of the site and nobody has touched it."""
    root = site.root_page if site.root_page_id else None
    if root is None or root.translation_key == key_of(content.HOME):
        return None
    if root.specific_class is Page and not root.get_children().exists() and root.latest_revision_id is None:
        return root
    raise NotEmpty(root.title)


def _set_site(site: Site, home: Page, host: str, port: int) -> None:
    """Point the default site at the demo's home page, if it is not there yet, and set its address."""
    if not site.root_page_id or site.root_page_id != home.pk:
        site.root_page = home
        site.site_name = SITE_NAME
    site.hostname, site.port = host, port
    site.full_clean()
    site.save()


def _set_up(site: Site, writer: Writer) -> None:
    """What staff set once for the whole site, unless they have."""
    if SiteSettings.objects.filter(site=site).exists():
        return
    settings = SiteSettings(
        site=site,
        organization_name="Second Chances (demonstration)",
        email="hello@example.org",
        telephone="555-0100",
        address="Second Chances (sample)\nP.O. Box 000\nAnytown",
        exit_urls="es https://www.weather.gov/wrn/en-espanol",
        next_step_page=writer.find("page", "become-a-mentor", writer.english),
    )
    settings.full_clean()
    settings.save()
