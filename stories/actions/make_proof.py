from django.db import transaction
from django.utils.translation import gettext as _

from .. import audit, gate, shown
from ..models import Proof, StoryPage
from ..proofs.content import as_it_will_appear
from ..proofs.paper import make_pdf


class NothingToShow(Exception):
    """There is no proof to make; the message says why, and what to do."""


def make_proof(*, page: StoryPage, language: str, user) -> Proof:
    """Make the paper on which she sees her story before it is published: of the newest draft, as its basis lets it appear.

    language: in which it speaks to her; the story itself stays in its own. Effects: the PDF and its content are stored,
    encrypted, as she will see them; a line in the history of the page. It publishes nothing, and sends nothing.
    Raises NothingToShow where no consent counts, and `paper.PaperIsMissing`.
    """
    basis = gate.current_basis(page)
    if basis is None:
        raise NothingToShow(_("Record first what she agreed to: the proof tells her what is shown of her, and where."))
    if basis.ended_at:
        raise NothingToShow(_("She took her consent back. Record a new one before you make a proof."))
    draft = page.get_latest_revision_as_object()
    content = as_it_will_appear(draft)
    # Before the transaction: laying out pages takes seconds, and nobody should wait for that with a write of his own.
    mark = Proof.make_mark()
    pdf = make_pdf(content, basis=basis, page=page, language=language, mark=mark)
    with transaction.atomic():
        proof = Proof.keep(
            pdf=pdf,
            content=content.dump(),
            mark=mark,
            translation_key=page.translation_key,
            locale=page.locale.language_code,
            language=language,
            revision=page.latest_revision,
            fingerprint=shown.fingerprint(draft, basis),
            basis=basis,
            made_by=user,
        )
        audit.note([page], audit.PROOF_MADE, user=user)
    return proof
