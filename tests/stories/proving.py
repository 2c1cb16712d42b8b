"""A story with her consent, and its proofs, for tests."""

from io import BytesIO

from pypdf import PdfReader
from wagtail.models import Site

from headless.models import SiteSettings
from stories.actions.make_proof import make_proof
from stories.actions.record_basis import record_basis
from stories.models import Proof, StoryPage, sealed
from tests.stories.telling import but, consent, tell

ADDRESS = "R. Alvarez\nP.O. Box 1180\nOakland, CA 94604"


def story_of_hers(index, *elements: str, own=None, **values) -> StoryPage:
    """A draft that shows these elements, and her consent to all but her face on our own site, and to words on partners'."""
    settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    settings.organization_name, settings.proof_address = "Open Doors", ADDRESS
    settings.save()
    page = tell(index, *elements)
    given = consent(own=but("face") if own is None else own, partners=["words"]) | {"ask_whom": "Cora Field, 555 0100"}
    record_basis(translation_key=page.translation_key, **(given | values))
    return page


def prove(page: StoryPage, language: str = "en") -> Proof:
    return make_proof(page=page, language=language, user=None)


def reader(proof: Proof) -> PdfReader:
    return PdfReader(BytesIO(sealed.read(proof.pdf)))


def text_of(proof: Proof) -> str:
    """What stands on the paper, in one line."""
    return " ".join(" ".join(page.extract_text() for page in reader(proof).pages).split())


def without_paper(monkeypatch) -> None:
    """Proofs without the seconds that their layout takes."""
    monkeypatch.setattr("stories.actions.make_proof.make_pdf", lambda *args, **kwargs: b"%PDF-1.7\n%%EOF\n")
