"""Who did what to an application, in Wagtail's own log: it outlives the application, and holds no personal data."""

from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import get_active_log_context
from wagtail.models import ModelLogEntry

from .models import Application

READ = "sc_volunteers.read"
READ_SENSITIVE = "sc_volunteers.read_sensitive"
STATE = "sc_volunteers.state"
NOTE = "sc_volunteers.note"
LETTER = "sc_volunteers.letter"
MAIL_AGAIN = "sc_volunteers.mail_again"
ACCEPT = "sc_volunteers.accept"
EXPORT = "sc_volunteers.export"
OPENED = "sc_volunteers.opened"
CORRECTED = "sc_volunteers.corrected"
DOWNLOADED = "sc_volunteers.downloaded"
WITHDREW = "sc_volunteers.withdrew"
ERASED = "sc_volunteers.erased"
FORGOTTEN = "sc_volunteers.forgotten"

#: How each reads in a list of what happened; the person comes before it.
WORDS = {
    READ: _("read the application"),
    READ_SENSITIVE: _("read the sensitive answers"),
    STATE: _("changed the state"),
    NOTE: _("changed the private note"),
    LETTER: _("wrote to the volunteer"),
    MAIL_AGAIN: _("had an e-mail sent again that had failed"),
    ACCEPT: _("took it out of the tray"),
    EXPORT: _("exported it"),
    OPENED: _("opened her own page"),
    CORRECTED: _("corrected her contact data"),
    DOWNLOADED: _("downloaded her data"),
    WITHDREW: _("withdrew"),
    ERASED: _("deleted it"),
    FORGOTTEN: _("deleted the details: their time was over"),
}
#: Nobody signed in: the volunteer herself, by her link.
BY_VOLUNTEER = {OPENED, CORRECTED, DOWNLOADED, WITHDREW, ERASED}


def note(application: Application, action: str, *, user=None, **data) -> None:
    """Write down what happened. data: plain values, nothing personal; states, columns, counts."""
    # Without what Wagtail's `save` looks up before, and without a transaction around this one row.
    _entry(application, action, user, data).save_base(force_insert=True)


def note_all(applications: QuerySet, action: str, *, user=None, **data) -> list[UUID]:
    """The same for many, in few queries; their numbers, in the order of the query."""
    found = list(applications.only("pk", "submitted_at"))
    entries = [_entry(application, action, user, data) for application in found]
    with transaction.atomic():
        ModelLogEntry.objects.bulk_create(entries, batch_size=500)
    return [application.pk for application in found]


def _entry(application: Application, action: str, user, data: dict) -> ModelLogEntry:
    """What `wagtail.log_actions.log` would write; that validates each entry with two queries more."""
    return ModelLogEntry(
        content_type=ContentType.objects.get_for_model(Application),
        object_id=str(application.pk),
        label=str(application),
        action=action,
        timestamp=timezone.now(),
        uuid=get_active_log_context().uuid,
        user=user,
        data=data,
    )
