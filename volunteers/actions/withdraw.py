from django.db import transaction
from django.utils import timezone

from .. import audit, mails
from ..enums import State
from ..models import Application


def withdraw(*, application: Application) -> None:
    """The volunteer takes her application back. At once: nobody writes to her any more, and no link opens her page.

    The details are deleted when the page's time for that is over (`delete_details`). Withdrawing twice is once.
    """
    with transaction.atomic():
        current = Application.objects.select_for_update().get(pk=application.pk)
        if current.state == State.WITHDRAWN:
            return
        before, current.state = current.state, State.WITHDRAWN
        current.state_changed_at = timezone.now()
        current.save(update_fields=["state", "state_changed_at"])
        current.links.all().delete()
        mails.cancel(current)
        audit.note(current, audit.WITHDREW, before=before)
