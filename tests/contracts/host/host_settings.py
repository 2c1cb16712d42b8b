"""What the owner of a fresh Wagtail site adds to its settings: the README's installation, and two apps of her own."""

from hostsite.settings.dev import *  # noqa: F403
from hostsite.settings.dev import INSTALLED_APPS

INSTALLED_APPS = [
    "hostsite_apps.library",
    "hostsite_apps.stories",
    "volunteers",
    "programs",
    "stories",
    "headless",
    *INSTALLED_APPS,
]
ROOT_URLCONF = "host_urls"
WAGTAILIMAGES_IMAGE_MODEL = "library.HostImage"
SECOND_CHANCES = {"ENCRYPTION_KEYS": ["b25seS1mb3ItdGVzdHMtLW9ubHktZm9yLXRlc3RzLS0="], "SIGN_UP_MIN_SECONDS": 0}
