from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from .. import audit
from ..enums import Decision
from ..identity_check import Together
from ..models import IdentityNote


def decide_identity(*, page: Page, together: Together, decision: str, user=None) -> IdentityNote:
    """Say that what stands together on this page may do so, and why.

    Effects: a row, so that nobody is asked the same again; a line in the history of the page, with the kinds of clues and without
    their words. It publishes nothing. Raises ValidationError where `decision` is none.
    """
    if decision not in Decision.values:
        raise ValidationError({"decision": _("Choose why these may stand together.")})
    with transaction.atomic():
        note = IdentityNote.objects.create(
            page_id=page.pk,
            revision_id=page.latest_revision_id,
            clues=together.clues,
            items=together.items,
            decision=decision,
            decided_by=user,
        )
        audit.note([page], audit.IDENTITY_DECIDED, user=user, clues=together.clues, decision=decision)
    return note
