"""The proof on paper: what she reads on it, and what must not be there."""

import socket
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry

from headless.models import PublicPicture
from stories import checks
from stories.actions.make_proof import NothingToShow, make_proof
from stories.actions.record_basis import record_basis
from stories.actions.withdraw_consent import withdraw_consent
from stories.gate import current_basis
from stories.models import Proof, sealed
from stories.proofs import paper
from stories.proofs.standing import proofs_of
from stories.proofs.words import language_for
from tests.factories.stories import NO_PERSON, StoryIndexPageFactory, StoryPageFactory
from tests.stories.proving import prove, reader, story_of_hers, text_of
from tests.stories.telling import NAME, canaries

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(home):
    return StoryIndexPageFactory(parent=home, slug="stories")


@pytest.fixture
def no_network(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("A proof reached for the network.")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize("language", ["en", "es"])
def test_it_holds_all_that_she_needs_to_answer_and_nothing_that_is_not_covered(index, language, no_network):
    proof = prove(story_of_hers(index, "face", "name", "place"), language)
    text = text_of(proof)
    with translation.override(language):
        for said in (
            _("I agree."),
            _("Please change it."),
            _("I do not want it published."),
            _("Sign here"),
            _("Date"),
            _("your story, in words"),
            _("On our website"),
            _("How long?"),
        ):
            assert str(said) in text
    for shown in (f"{NAME}’s slow water", "Harmlessq words.", "zplaceq1", "Cora Field, 555 0100", "P.O. Box 1180"):
        assert shown in text
    assert not [word for word in canaries("face") if word in text.lower()]
    assert "SAMPLE" not in text and proof.mark in reader(proof).pages[-1].extract_text()
    with translation.override(language):
        assert f"1 {translation.pgettext('page 1 of 4', 'of')} {len(reader(proof).pages)}" in text


def test_it_is_tagged_in_its_language_and_says_outside_nothing(index):
    page = story_of_hers(index, "name")
    pdf = reader(prove(page, "es"))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"] and pdf.trailer["/Root"]["/Lang"] == "es"
    assert NAME not in str(pdf.metadata) and "water" not in str(pdf.metadata)
    # A third of the first page is seen through the window of an envelope.
    seen: list[str] = []
    height = float(pdf.pages[0].mediabox.height)
    pdf.pages[0].extract_text(
        visitor_text=lambda text, cm, tm, *rest: seen.append(text) if cm[5] + tm[5] * cm[3] > height * 2 / 3 else None
    )
    outside = "".join(seen)
    assert "P.O. Box 1180" in outside and "Open Doors" not in outside and NAME not in outside


def test_paper_is_letter_or_a4(index, settings):
    page = story_of_hers(index)
    assert [round(float(side)) for side in reader(prove(page)).pages[0].mediabox[2:]] == [612, 792]
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "PROOF_PAPER": "A4"}
    assert [round(float(side)) for side in reader(prove(page)).pages[0].mediabox[2:]] == [595, 842]
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "PROOF_PAPER": "A5; } body { color: red"}
    assert [error.id for error in checks.paper_is_known(None)] == ["sc_stories.E002"]


def test_a_sample_says_so_on_each_page(index):
    page = StoryPageFactory(parent=index, basis=NO_PERSON, live=False, title="Made up")
    page.save_revision()
    pages = reader(prove(page)).pages
    assert all("SAMPLE. This tells of no real person." in sheet.extract_text() for sheet in pages)


def test_making_it_publishes_nothing_and_is_noted(index, admin_user):
    page = story_of_hers(index, "place")
    proof = make_proof(page=page, language="en", user=admin_user)
    assert proof.revision == page.latest_revision and proof.basis.translation_key == page.translation_key
    assert not PublicPicture.objects.exists() and not storages["default"].exists("pictures")
    page.refresh_from_db()
    assert not page.live
    assert PageLogEntry.objects.get(action="sc_stories.proof_made").user == admin_user


def test_neither_the_storage_nor_the_database_says_anything(index):
    proof = prove(story_of_hers(index, "name"))
    for name in (proof.pdf, proof.content):
        content = sealed.storage().open(name).read()
        assert b"%PDF" not in content and NAME.encode() not in content
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM sc_stories_proof")
        assert NAME not in str(cursor.fetchall())
    assert NAME not in str(proof) and sealed.read(proof.pdf).startswith(b"%PDF-")


def test_without_a_consent_that_counts_there_is_nothing_to_show(index):
    page = StoryPageFactory(parent=index, basis=None, live=False)
    page.save_revision()
    with pytest.raises(NothingToShow, match="Record first what she agreed to"):
        prove(page)
    page = story_of_hers(index)
    withdraw_consent(translation_key=page.translation_key)
    with pytest.raises(NothingToShow, match="took her consent back"):
        prove(page)
    assert not Proof.objects.exists()


def test_her_name_is_left_out_where_she_did_not_agree_to_it(index):
    page = story_of_hers(index, "name", own=["words"])
    text = text_of(prove(page))
    assert NAME not in text
    assert "Your name is not shown to readers." in text and "woman’s slow water" in text


@pytest.mark.parametrize(
    ("said", "language"), [("Spanish", "es"), ("español", "es"), ("ES", "es"), ("English", "en"), ("Quechua", "en")]
)
def test_it_speaks_the_language_of_her_consent(index, said, language):
    page = story_of_hers(index, language=said)
    assert language_for(current_basis(page), page) == language


def test_addresses_in_a_story_are_not_fetched(index, no_network):
    fetcher = paper._fetcher({"1": b"x"})
    for url in (
        "https://example.org/x.png",
        Path("/etc/passwd").as_uri(),
        "picture:2",
        "data:text/plain,x",
        "http://127.0.0.1/",
    ):
        with pytest.raises(ValueError, match="fetches nothing"):
            fetcher.fetch(url)


def test_a_server_without_the_libraries_is_warned(monkeypatch):
    assert checks.proofs_can_be_printed(None) == []
    monkeypatch.setattr(paper, "find_library", lambda name: None)
    (warning,) = checks.proofs_can_be_printed(None)
    assert warning.id == "sc_stories.W001" and "libpango-1.0-0" in warning.hint


def test_what_is_renewed_unchanged_needs_no_new_proof_and_what_shows_more_does(index):
    page = story_of_hers(index, "place")
    prove(page)
    same = {"kind": "person", "reference": "R-014", "public_name": NAME, "obtained_by": "Cora Field"}
    covered = {"own": ["words", "name", "voice", "place", "offence", "children"]}
    record_basis(translation_key=page.translation_key, **same, covered=covered)
    page.refresh_from_db()
    assert [item.is_stale for item in proofs_of(page)] == [False]
    record_basis(translation_key=page.translation_key, **same, covered={"own": [*covered["own"], "face"]})
    assert [item.is_stale for item in proofs_of(page)] == [True]


def test_making_a_pdf_lets_no_half_picture_pass_elsewhere(index):
    from PIL import ImageFile

    prove(story_of_hers(index))
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False
