from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from ..models import ProofLink


@sensitive_variables()
def open_proof_link(*, token: str) -> ProofLink | None:
    """The link of a secret, and None for every one that opens nothing. Effect: when it was first opened is noted."""
    link = ProofLink.objects.opened_by(token)
    if link:
        ProofLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=timezone.now())
    return link
