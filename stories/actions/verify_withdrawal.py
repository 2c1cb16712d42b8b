from django.db import transaction
from django.utils import timezone

from .. import audit, gate
from ..models import Withdrawal


def verify_withdrawal(*, withdrawal: Withdrawal, user) -> Withdrawal:
    """Note that it was she who took her consent back: staff act first, and make sure afterwards.

    Effects: the moment and who made sure; a line in the history of the pages. What is noted already stays as it is.
    """
    with transaction.atomic():
        withdrawal = Withdrawal.objects.select_for_update().get(pk=withdrawal.pk)
        if withdrawal.verified_at is None:
            withdrawal.verified_at, withdrawal.verified_by = timezone.now(), user
            withdrawal.save(update_fields=["verified_at", "verified_by"])
            pages = gate.pages_standing_on(withdrawal.translation_key)
            audit.note((page for page in pages if not page.alias_of_id), audit.VERIFIED, user=user)
    return withdrawal
