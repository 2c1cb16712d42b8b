"""What publishing adds to the admin, page by page."""

from .draft_links import CloseDraftLink, DraftLinks, ShareButton
from .front_ends import FrontEndViewSet
from .webhooks import WebhookViewSet
from .webhooks_panel import WebhooksPanel

__all__ = ["CloseDraftLink", "DraftLinks", "FrontEndViewSet", "ShareButton", "WebhookViewSet", "WebhooksPanel"]
