from django.db import transaction
from django.utils import timezone

from .. import audit
from ..models import ProofLink


def revoke_proof_link(*, link: ProofLink, user) -> None:
    """From now on the link opens nothing, also where it is open. Once; again changes nothing. A line in the page's history."""
    with transaction.atomic():
        if ProofLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now()):
            audit.note(filter(None, [link.proof.page()]), audit.PROOF_LINK_REVOKED, user=user)
