"""What this app stores. It holds no content: that is the pages'."""

from .documents import Document, DocumentDependency, DocumentFacet, FrontEnd, Withdrawn
from .drafts import DraftLink, Preview
from .events import Event
from .fetches import Fetch
from .jobs import ScheduledJob, Worker
from .mail import Mail
from .pictures import PublicPicture
from .purges import Purge
from .site_settings import QuickExitMixin, SiteSettings, safety_panel
from .webhooks import Attempt, Delivery, Told, Webhook

__all__ = [
    "Attempt",
    "Delivery",
    "Document",
    "DocumentDependency",
    "DocumentFacet",
    "DraftLink",
    "Event",
    "Fetch",
    "FrontEnd",
    "Mail",
    "Preview",
    "PublicPicture",
    "Purge",
    "QuickExitMixin",
    "ScheduledJob",
    "SiteSettings",
    "Told",
    "Webhook",
    "Withdrawn",
    "Worker",
    "safety_panel",
]
