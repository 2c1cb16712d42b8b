from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import audit, gate
from ..models import Recall


def note_recall(*, recall: Recall, done_on: date | None = None, user=None) -> Recall:
    """Note on which day (today unless given) a use elsewhere was recalled: the post deleted, the partner told.

    Effects: the day and who did it; a line in the history of the pages. What is noted already stays as it is. Raises
    ValidationError for a day to come, or before the withdrawal.
    """
    done_on = done_on or timezone.localdate()
    if not timezone.localdate(recall.withdrawal.at) <= done_on <= timezone.localdate():
        raise ValidationError({"done_on": _("Give a day between the withdrawal and today.")})
    with transaction.atomic():
        recall = Recall.objects.select_for_update(of=("self",)).select_related("withdrawal").get(pk=recall.pk)
        if recall.done_on is None:
            recall.done_on, recall.done_by = done_on, user
            recall.save(update_fields=["done_on", "done_by"])
            pages = gate.pages_standing_on(recall.withdrawal.translation_key)
            audit.note((page for page in pages if not page.alias_of_id), audit.RECALLED, user=user)
    return recall
