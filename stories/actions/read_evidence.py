from headless.encryption import Unreadable

from .. import audit
from ..models import Evidence, StoryPage


class EvidenceIsGone(Exception):
    """The file is not in the storage, or its key is not among ours any more."""


def read_evidence(*, evidence: Evidence, page: StoryPage, user) -> bytes:
    """The file as it came. Effect: a line in the history of the page that it was read, and by whom. Raises EvidenceIsGone."""
    try:
        content = evidence.read()
    except (OSError, Unreadable) as error:
        raise EvidenceIsGone from error
    audit.note([page], audit.EVIDENCE_READ, user=user)
    return content
