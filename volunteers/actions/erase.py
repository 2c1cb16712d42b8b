from django.db import transaction

from .. import audit, mails
from ..models import Application, Erased


def erase(*, application: Application) -> None:
    """The volunteer deletes everything: answers, letters, mails, links. The audit trail keeps a number, and that it was.

    Nothing of it can be brought back, nor by an old backup (`Erased`). A second time does nothing.
    """
    with transaction.atomic():
        current = Application.objects.select_for_update().filter(pk=application.pk).first()
        if current is None:
            return
        audit.note(current, audit.ERASED)
        mails.delete(current)
        current.delete()
        Erased.remember(application.pk)
