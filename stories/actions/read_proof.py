from headless.encryption import Unreadable

from .. import audit
from ..models import Proof, StoryPage, sealed


class ProofIsGone(Exception):
    """The file is not in the storage, or its key is not among ours any more."""


def read_proof(*, proof: Proof, page: StoryPage, user) -> bytes:
    """The PDF exactly as she sees it. Effect: a line in the history of the page. Raises ProofIsGone."""
    try:
        content = sealed.read(proof.pdf)
    except (OSError, Unreadable) as error:
        raise ProofIsGone from error
    audit.note([page], audit.PROOF_READ, user=user)
    return content
