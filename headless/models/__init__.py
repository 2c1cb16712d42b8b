"""What this app stores. It holds no content: that is the pages'."""

from .documents import Document, DocumentDependency, DocumentFacet, FrontEnd, Withdrawn
from .drafts import DraftLink, Preview
from .events import Event
from .fetches import Fetch
from .jobs import ScheduledJob, Worker
from .mail import Mail
from .pictures import PublicPicture
from .site_settings import QuickExitMixin, SiteSettings, safety_panel

__all__ = [
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
    "QuickExitMixin",
    "ScheduledJob",
    "SiteSettings",
    "Withdrawn",
    "Worker",
    "safety_panel",
]
