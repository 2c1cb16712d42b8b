"""What coordinators do in Wagtail's admin: one module for each thing they do."""

from .applications import ApplicationViewSet
from .bulk import AcceptInBulk, ChangeStateInBulk, RefuseInBulk
from .dashboard import WaitingPanel
from .keeping import keep_in_api, why_kept
from .letter_templates import LetterTemplateViewSet
from .menu import volunteers_menu
from .permissions import VIEW, ReadOnlyPolicy
from .words import detail_of

__all__ = [
    "VIEW",
    "AcceptInBulk",
    "ApplicationViewSet",
    "ChangeStateInBulk",
    "LetterTemplateViewSet",
    "ReadOnlyPolicy",
    "RefuseInBulk",
    "WaitingPanel",
    "detail_of",
    "keep_in_api",
    "volunteers_menu",
    "why_kept",
]
