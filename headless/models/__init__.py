"""What this app stores. It holds no content: that is the pages'."""

from .documents import Document, DocumentDependency, DocumentFacet, FrontEnd, Withdrawn
from .jobs import ScheduledJob, Worker
from .mail import Mail
from .pictures import PublicPicture

__all__ = [
    "Document",
    "DocumentDependency",
    "DocumentFacet",
    "FrontEnd",
    "Mail",
    "PublicPicture",
    "ScheduledJob",
    "Withdrawn",
    "Worker",
]
