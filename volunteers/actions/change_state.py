from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import audit, mails
from ..enums import BY_STAFF, Decision, State
from ..models import Application


class Refused(Exception):
    """The application cannot be moved there; the message says why, for people."""


def change_state(
    *, application: Application, state: str, decision: str = "", tell: bool = False, user=None
) -> Application:
    """Move an application to a state, the one door for coordinators.

    Refuses (Refused): withdrawn applications and those in the tray; a state that is not for staff to give; closing
    without a decision; any other state once the details are deleted, for nobody can answer then.
    Effects: state and time; the decision, which any other state takes away; a line in the audit trail; with `tell`, an
    e-mail to the volunteer after ten minutes, one for all changes until then.
    Moving it to where it is changes nothing but the decision.
    """
    if state not in BY_STAFF:
        raise Refused(_("Coordinators cannot give this state."))
    if state == State.CLOSED and decision not in Decision.values:
        raise Refused(_("Say how it ended: the decision is what is kept when the details are deleted."))
    with transaction.atomic():
        # Locked: two coordinators at the same moment are one after the other, and each leaves a line in the trail.
        current = Application.objects.select_for_update().get(pk=application.pk)
        if not current.is_moved_by_staff:
            raise Refused(_("It is withdrawn, or in the tray: it cannot be moved from there like this."))
        if not current.has_details and state != State.CLOSED:
            raise Refused(_("Its details are deleted: nobody can be answered any more, so it stays closed."))
        before = current.state
        decision = decision if state == State.CLOSED else ""
        if (before, current.decision) == (state, decision):
            return current
        current.decision = decision
        if before != state:
            current.state = state
            current.state_changed_at = timezone.now()
        current.save(update_fields=["state", "state_changed_at", "decision"])
        audit.note(current, audit.STATE, user=user, before=before, after=state, decision=decision)
        if before != state and current.has_details:
            # Not to be told: neither by a mail that still waits from an earlier change.
            (mails.queue_news if tell else mails.cancel_news)(current)
    return current
