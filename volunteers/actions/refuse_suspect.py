from django.db import transaction
from django.utils import timezone

from .. import audit
from ..enums import Decision, State
from ..models import Application


def refuse_suspect(*, application: Application, user=None) -> Application:
    """Close an application in the tray: no person wrote it. Nobody is told.

    Its details are deleted in the page's time, like those of every closed one; until then it can be opened again. One that
    is not in the tray is left as it is.
    """
    with transaction.atomic():
        current = Application.objects.select_for_update().get(pk=application.pk)
        if current.state != State.SUSPECT:
            return current
        current.state, current.decision = State.CLOSED, Decision.SPAM
        current.state_changed_at = timezone.now()
        current.save(update_fields=["state", "state_changed_at", "decision"])
        audit.note(
            current, audit.STATE, user=user, before=State.SUSPECT, after=State.CLOSED, decision=Decision.SPAM.value
        )
    return current
