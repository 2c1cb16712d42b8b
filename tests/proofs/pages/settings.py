"""`make run`'s own settings, with static files as a server has them: named by their content, and compressed."""

from site_project.settings.development import *  # noqa: F403
from site_project.settings.development import STORAGES

STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = False
