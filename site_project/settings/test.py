"""What the tests run on: no secrets, weak password hashes, tasks run at once, files in a folder that is thrown away."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import SECOND_CHANCES, STORAGES, env

DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105
SECOND_CHANCES |= {
    "ENCRYPTION_KEYS": ("b25seS1mb3ItdGVzdHMtLW9ubHktZm9yLXRlc3RzLS0=",),
    "SIGN_UP_MIN_SECONDS": 0,
    "SIGN_UPS_PER_ADDRESS": "100000/60",
    "SIGN_UPS_PER_EMAIL": "100000/60",
}
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

VAR_DIR = Path(tempfile.mkdtemp(prefix="second-chances-test-"))
if not env("DATABASE_URL", default=""):
    # A file, not memory: the tests in a real browser and with threads share it.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}  # noqa: F405
STORAGES["default"]["OPTIONS"]["location"] = str(VAR_DIR / "private")
STORAGES["public_pictures"]["OPTIONS"]["location"] = str(VAR_DIR / "public")
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
