"""What stands around a page: the site's name and main menu, in the page's language."""

from wagtail.models import Page

from ..schemas import MenuItem, SiteData
from .context import address, public


def build_site(page: Page) -> SiteData:
    """The site that a page is on. The menu is made of the pages below home that have Wagtail's "show in menus"."""
    site = page.get_site()
    if site is None:
        return SiteData(name="", home_url="/")
    home = site.root_page.get_translation_or_none(page.locale) if page.locale_id else None
    home = home if home and home.live else site.root_page
    items = public(home.get_children()).in_menu()
    return SiteData(
        name=site.site_name,
        home_url=address(home) or "/",
        menu=tuple(
            MenuItem(title=item.title, url=address(item), current=bool(page.path) and page.path.startswith(item.path))
            for item in items
        ),
    )
