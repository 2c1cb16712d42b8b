"""What publishing adds to the admin, page by page."""

from .draft_links import CloseDraftLink, DraftLinks, ShareButton
from .front_ends import FrontEndViewSet

__all__ = ["CloseDraftLink", "DraftLinks", "FrontEndViewSet", "ShareButton"]
