"""Our site as it runs in production, on SQLite, for a benchmark."""

from site_project.settings.base import *  # noqa: F403
from site_project.settings.base import SECOND_CHANCES, STORAGES, env

SECRET_KEY = "only-for-a-benchmark"
DEBUG = False
ALLOWED_HOSTS = ["*"]
SECOND_CHANCES |= {
    "KEPT_ANSWERS": env.int("BENCH_KEPT_ANSWERS"),
    "ENCRYPTION_KEYS": ("b25seS1mb3ItdGVzdHMtLW9ubHktZm9yLXRlc3RzLS0=",),
}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
