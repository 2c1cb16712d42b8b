from .base import Data
from .pages import PageLink


class MenuItem(Data):
    title: str
    url: str
    #: This page, or one below it, is being read.
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
    organization: Organization = Organization(name="")
    #: The one thing that the organization asks of readers, in the language of the page.
    next_step: PageLink | None = None
