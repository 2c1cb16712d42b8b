"""What stands around a page: the site's name and main menu, in the page's language."""

from wagtail.models import Page, Site

from ..schemas import MenuItem, SiteData
from . import dependencies
from .context import Build


def site_key(site_id: int, language: str) -> str:
    return f"site-{site_id}-{language}"


def build_site(site: Site, build: Build) -> SiteData:
    """The menu is made of the pages below home that have Wagtail's "show in menus".

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
    every = Page.objects.child_of(home).in_menu()
    build.depends_on(*(dependencies.page(pk) for pk in every.values_list("pk", flat=True)))
    return SiteData(
        name=site.site_name,
        home_url=build.address(home) or "/",
        menu=tuple(MenuItem(title=item.title, url=build.address(item)) for item in build.readable(every)),
    )
