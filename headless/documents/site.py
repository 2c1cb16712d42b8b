"""What stands around a page: the site's name, main menu and languages, in the page's language."""

from wagtail.models import Page, Site

from ..schemas import MenuItem, Organization, SiteData
from . import dependencies, site_settings
from .context import Build


def site_key(site_id: int, language: str) -> str:
    return f"site-{site_id}-{language}"


def build_site(site: Site, build: Build) -> SiteData:
    """The menu is made of the pages below home that have Wagtail's "show in menus", and below each of those in turn.

    build: of the home page in the language that is wanted, or of the site's root page where it has none.
    """
    home = build.page
    build.depends_on(
        dependencies.site(site.pk),
        dependencies.translations(home.translation_key),
        dependencies.page(home.pk),
        dependencies.children(home.pk),
    )
    if not home.live:
        home = site.root_page
        build.depends_on(dependencies.page(home.pk), dependencies.children(home.pk))
    settings = site_settings.of(site.pk)
    build.depends_on(dependencies.settings(site.pk))
    return SiteData(
        name=site.site_name,
        home_url=build.address(home) or "/",
        menu=_menu(home, build),
        locales=build.in_languages(home.get_translations(inclusive=True)),
        organization=Organization(
            name=settings.organization_name or site.site_name,
            email=settings.email,
            telephone=settings.telephone,
            address=settings.address,
            links=tuple(settings.lines_of_links()),
        ),
        next_step=build.link(settings.next_step_page_id),
    )


def _menu(home: Page, build: Build) -> tuple[MenuItem, ...]:
    """A page that readers cannot open is not there, nor is what stands below it."""
    every = Page.objects.descendant_of(home).in_menu().order_by("path")
    for pk in every.values_list("pk", flat=True):
        build.depends_on(dependencies.page(pk), dependencies.children(pk))
    below: dict[str, list[Page]] = {}
    for page in build.readable(every):
        below.setdefault(page.path[: -Page.steplen], []).append(page)

    def items(path: str) -> tuple[MenuItem, ...]:
        return tuple(
            MenuItem(title=build.title_of(page), url=build.address(page), children=items(page.path))
            for page in below.get(path, ())
        )

    return items(home.path)
