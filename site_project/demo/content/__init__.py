"""The texts of the demo: our own words, English and Spanish. Every story is a sample, and says so."""

from .lists import HELP_LINES, PARTNERS, THEMES
from .programs import PROGRAMS
from .sign_ups import SIGN_UPS
from .site_pages import FRONT_PAGE, HOME, SECTIONS, SITE_PAGES
from .stories import STORIES

#: In the order in which they are made: what is pointed at comes first.
PARTS = {
    "Sections": SECTIONS,
    "Sign-ups": SIGN_UPS,
    "Pages": SITE_PAGES,
    "Programs": PROGRAMS,
    "Stories": STORIES,
    "Front page": [FRONT_PAGE],
}

__all__ = ["HELP_LINES", "HOME", "PARTNERS", "PARTS", "THEMES"]
