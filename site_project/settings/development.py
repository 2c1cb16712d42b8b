"""`make run`: one machine, one person, nothing to set up. `DEBUG=1` shows Django's own error pages."""

from collections.abc import Callable

from cryptography.fernet import Fernet
from django.core.management.utils import get_random_secret_key

from .base import *  # noqa: F403
from .base import SECOND_CHANCES, STORAGES, VAR_DIR, env

DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]


def _kept(name: str, make: Callable[[], str]) -> str:
    """What is in this file in `var/`, made on the first start: it survives a restart, and is not in the repository."""
    path = VAR_DIR / name
    if not path.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(make())
    return path.read_text()


SECRET_KEY = _kept("secret_key", get_random_secret_key)
SECOND_CHANCES |= {
    "ENCRYPTION_KEYS": (_kept("encryption_key", lambda: Fernet.generate_key().decode()),),
    # Whoever tries the site out sends many forms from one machine.
    "SIGN_UPS_PER_ADDRESS": "6000/60",
    "SIGN_UPS_PER_EMAIL": "6000/60",
    "LINKS_PER_ASKER": "6000/60",
    "LINKS_PER_EMAIL": "6000/60",
    "CORRECTIONS_PER_APPLICATION": "6000/60",
    "SIGN_UP_MIN_SECONDS": 0,
}

# Static files straight from the source folders: no collectstatic, and an edit shows on reload.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
if env("EMAIL_URL", default=""):
    vars().update(env.email("EMAIL_URL"))
