from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from .. import audit
from ..models import Proof, ProofLink

DAYS_PROPOSED = 14
DAYS_AT_MOST = 60


@sensitive_variables()
def make_proof_link(*, proof: Proof, days: int = DAYS_PROPOSED, user) -> tuple[ProofLink, str]:
    """A private link at which she sees this proof, and answers; with its secret, which nobody can be shown again.

    Effect: a line in the history of the page. Raises ValidationError for a number of days that is not from 1 to 60, and
    where she has answered already.
    """
    if not 1 <= days <= DAYS_AT_MOST:
        raise ValidationError({"days": _("Give a number of days from 1 to 60.")})
    with transaction.atomic():
        proof = Proof.objects.select_for_update().get(pk=proof.pk)
        if not proof.is_waiting:
            raise ValidationError({"days": _("She has answered this proof. Make a new one to ask her again.")})
        link, token = ProofLink.make(proof=proof, expires_at=timezone.now() + timedelta(days=days), made_by=user)
        audit.note(filter(None, [proof.page()]), audit.PROOF_LINK_MADE, user=user)
    return link, token
