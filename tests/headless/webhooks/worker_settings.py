"""For a worker in a process of its own: receivers of tests are on this machine."""

from site_project.settings.test import *  # noqa: F403
from site_project.settings.test import SECOND_CHANCES

SECOND_CHANCES |= {"WEBHOOK_PRIVATE_NETWORKS": ("127.0.0.0/8",)}
