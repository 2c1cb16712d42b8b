from .base import Data


class MenuItem(Data):
    title: str
    url: str
    #: This page, or one below it, is being read.
    current: bool = False


class SiteData(Data):
    """What stands around every page."""

    name: str
    home_url: str
    menu: tuple[MenuItem, ...] = ()
