"""What others are told by webhook of applications: that there is one, on which form, and nothing of who sent it."""

from django.utils.translation import gettext_lazy as _

from headless import events
from headless.documents import dependencies

from .models import Application

RECEIVED = "application.received"


def announce() -> None:
    events.announce_page(
        "form",
        published=_("A sign-up page is published"),
        updated=_("A published sign-up page changes"),
        unpublished=_("A sign-up page is no longer public"),
    )
    label = _("A volunteer sends a form (which form, and nothing of her)")
    events.announce_kind(RECEIVED, says=("type", "id", "tags"), label=label, own=True)


def application_received(application: Application) -> None:
    """Call it in the transaction that puts it before the coordinators."""
    events.record(
        kind=RECEIVED,
        data={"type": "form", "id": application.page_id, "tags": [dependencies.page(application.page_id)]},
    )
