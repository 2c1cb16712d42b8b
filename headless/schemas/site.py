from .base import Data
from .pages import PageLink, Translation


class MenuItem(Data):
    """A page that staff show in menus, and those below it that they show there, too."""

    title: str
    url: str
    children: "tuple[MenuItem, ...]" = ()


class ShownMenuItem(MenuItem):
    """As one of our own pages shows it. current: it, or a page below it, is being read."""

    current: bool = False


class Organization(Data):
    """Who publishes the site, as far as staff have said so. What they have not is empty."""

    name: str
    email: str = ""
    telephone: str = ""
    #: For letters, as it stands on an envelope.
    address: str = ""
    #: Other places on the web that are the organization's own.
    links: tuple[str, ...] = ()

    @property
    def can_be_reached(self) -> bool:
        return bool(self.email or self.telephone or self.address)


class SiteData(Data):
    """What stands around every page."""

    name: str
    home_url: str
    menu: tuple[MenuItem, ...] = ()
    #: The languages in which there is a front page, this one included.
    locales: tuple[Translation, ...] = ()
    organization: Organization = Organization(name="")
    #: The one thing that the organization asks of readers, in the language of the page.
    next_step: PageLink | None = None
