"""Proofs in the admin: made, opened, sent as a link and answered by those who may, each noted."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, Workflow, WorkflowPage, WorkflowTask

from headless import roles
from headless.roles import Role
from stories.actions.record_answer import record_answer
from stories.models import Basis, Proof, ProofLink, SheSeesItFirst, sealed
from stories.proofs import paper
from tests.factories.staff import sign_in
from tests.factories.stories import StoryIndexPageFactory, StoryPageFactory, is_live
from tests.stories.proving import prove, story_of_hers, without_paper
from tests.stories.telling import NAME, blocks_showing, body
from tests.stories.test_basis_in_the_admin import basis_url, editor_with, refused

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def no_paper(monkeypatch):
    without_paper(monkeypatch)


@pytest.fixture
def page(home):
    return story_of_hers(StoryIndexPageFactory(parent=home, slug="stories"))


@pytest.fixture
def proof(page):
    return prove(page)


def new_url(page) -> str:
    return reverse("sc_stories_make_proof", args=[page.pk])


def url_of(proof, page, name="sc_stories_proof") -> str:
    return reverse(name, args=[page.pk, proof.pk])


def text(response) -> str:
    return response.content.decode()


def answer(**values):
    given = {"answer": "approved", "channel": "letter", "answered_on": timezone.localdate().isoformat(), "note": ""}
    return given | values


def test_it_is_found_from_the_story_and_from_its_basis_and_made_with_one_button(admin_client, admin_user, page):
    editor = text(admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    assert new_url(page) in editor and new_url(page) in text(admin_client.get(basis_url(page)))
    form = admin_client.get(new_url(page)).context["form"]
    assert form.initial == {"language": "en"}
    response = admin_client.post(new_url(page), {"language": "es"}, follow=True)
    proof = Proof.objects.get()
    assert (proof.language, proof.made_by) == ("es", admin_user)
    assert response.redirect_chain == [(url_of(proof, page), 302)] and "The proof is made" in text(response)
    html = text(admin_client.get(basis_url(page)))
    assert url_of(proof, page) in html and "Waits for her answer since" in html
    # Made in the evening of the organisation's day, which in UTC is over already.
    Proof.objects.update(made_at=datetime(2026, 3, 5, 2, tzinfo=UTC))
    assert "Waits for her answer since March 4, 2026." in text(admin_client.get(basis_url(page)))


def test_without_a_consent_or_libraries_it_is_said_what_to_do(admin_client, page, monkeypatch):
    def missing(*args, **kwargs):
        raise paper.PaperIsMissing

    monkeypatch.setattr("stories.actions.make_proof.make_pdf", missing)
    response = admin_client.post(new_url(page), {"language": "en"})
    assert response.status_code == 422 and "libpango-1.0-0" in text(response)
    bare = StoryPageFactory(parent=page.get_parent(), basis=None, live=False)
    bare.save_revision()
    assert new_url(bare) not in text(admin_client.get(basis_url(bare)))
    response = admin_client.post(new_url(bare), {"language": "en"})
    assert response.status_code == 422 and "Record first what she agreed to" in text(response)
    assert admin_client.post(new_url(page), {"language": "tlh"}).status_code == 422
    assert not Proof.objects.exists()


def test_what_the_proof_leaves_out_is_told_before(admin_client, page):
    page.body = body(page, *blocks_showing("face")[:1])
    page.save_revision()
    assert "Her face" in text(admin_client.get(new_url(page)))


@pytest.mark.parametrize(
    ("role", "may"),
    [(Role.COMMUNICATIONS_EDITOR, True), (Role.STORY_REVIEWER, True), (Role.VOLUNTEER_COORDINATOR, False)],
)
def test_those_who_record_and_read_consents_may(page, proof, role, may):
    roles.set_up()
    client = Client()
    sign_in(client, groups=[role.value])
    for address in (new_url(page), url_of(proof, page), url_of(proof, page, "sc_stories_proof_file")):
        response = client.get(address)
        assert response.status_code == 200 if may else refused(response)


@pytest.mark.parametrize(
    ("given", "on_page"),
    [(["add_basis"], ["change_page"]), (["view_basis"], ["change_page"]), (["add_basis", "view_basis"], [])],
)
def test_both_permissions_are_needed_and_the_page_s_own(page, proof, given, on_page):
    client = editor_with(page, *given, on_page=on_page)
    for address in (new_url(page), url_of(proof, page), url_of(proof, page, "sc_stories_proof_file")):
        assert refused(client.get(address))
    for name in ("sc_stories_answer_proof", "sc_stories_proof_link"):
        assert refused(client.post(url_of(proof, page, name), answer(days=3)))
    proof.refresh_from_db()
    assert proof.is_waiting and not ProofLink.objects.exists()


def test_no_proof_is_found_at_another_story_or_without_signing_in(admin_client, client, page, proof):
    other = StoryPageFactory(parent=page.get_parent())
    for name in ("sc_stories_proof", "sc_stories_proof_file"):
        assert admin_client.get(url_of(proof, other, name)).status_code == 404
        assert client.get(url_of(proof, page, name)).status_code == 302
    for name in ("sc_stories_answer_proof", "sc_stories_proof_link"):
        assert admin_client.post(url_of(proof, other, name), answer(days=3)).status_code == 404
        assert admin_client.get(url_of(proof, page, name)).status_code == 405
    proof.refresh_from_db()
    assert proof.is_waiting and not ProofLink.objects.exists()


def test_the_pdf_is_what_was_kept_and_each_opening_is_noted(admin_client, admin_user, page, proof):
    response = admin_client.get(url_of(proof, page, "sc_stories_proof_file"))
    assert response.content == sealed.read(proof.pdf) and response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="proof-{proof.pk}.pdf"'
    assert "no-store" in response["Cache-Control"] and response["X-Content-Type-Options"] == "nosniff"
    assert PageLogEntry.objects.get(page=page.pk, action="sc_stories.proof_read").user == admin_user
    sealed.storage().delete(proof.pdf)
    assert "This file cannot be read" in text(
        admin_client.get(url_of(proof, page, "sc_stories_proof_file"), follow=True)
    )
    assert PageLogEntry.objects.filter(action="sc_stories.proof_read").count() == 1


def test_an_answer_by_letter_is_recorded_and_only_once(admin_client, admin_user, page, proof):
    address = url_of(proof, page, "sc_stories_answer_proof")
    response = admin_client.post(address, answer(answer="changes", note="The town, zplease."), follow=True)
    assert "Her answer is recorded" in text(response) and "The town, zplease." in text(response)
    assert "Record her answer" not in text(response)
    response = admin_client.post(address, answer(), follow=True)
    assert "recorded already" in text(response)
    proof.refresh_from_db()
    assert (proof.state, proof.recorded_by) == ("changes", admin_user)
    assert "zplease" not in text(admin_client.get(basis_url(page)))


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(admin_client, page, proof):
    address = url_of(proof, page, "sc_stories_answer_proof")
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    response = admin_client.post(address, answer(answered_on=tomorrow, note="Kept words"))
    assert response.status_code == 422
    assert "yet to come" in text(response) and "Kept words" in text(response)
    assert admin_client.post(address, {}).status_code == 422
    response = admin_client.post(address, answer(answer="changes"))
    assert "Write down what should be changed." in text(response)


def test_a_no_is_a_withdrawal(admin_client, admin_user, page, proof):
    admin_client.post(url_of(proof, page, "sc_stories_answer_proof"), answer(answer="withdrawn"))
    assert Basis.objects.get(translation_key=page.translation_key).ended_by == admin_user


def test_the_link_is_shown_once_and_can_be_closed(admin_client, page, proof):
    address = url_of(proof, page, "sc_stories_proof_link")
    response = admin_client.post(address, {"days": 7})
    link = response.context["new_link"]
    assert link in text(response) and "no-store" in response["Cache-Control"] and NAME not in link
    html = text(admin_client.get(url_of(proof, page)))
    assert link not in html and "Never opened" in html
    assert Client().get(link).status_code == 200
    kept = ProofLink.objects.get()
    admin_client.post(reverse("sc_stories_revoke_link", args=[page.pk, proof.pk, kept.pk]))
    assert Client().get(link).status_code == 410
    assert "Closed on" in text(admin_client.get(url_of(proof, page)))
    actions = set(PageLogEntry.objects.filter(page=page.pk).values_list("action", flat=True))
    assert {"sc_stories.proof_link_made", "sc_stories.proof_link_revoked"} <= actions


@pytest.mark.parametrize("days", ["0", "61", "x", ""])
def test_days_that_cannot_be_are_refused(admin_client, page, proof, days):
    response = admin_client.post(url_of(proof, page, "sc_stories_proof_link"), {"days": days})
    assert response.status_code == 422 and not ProofLink.objects.exists()


def test_a_story_that_has_changed_asks_for_a_new_proof(admin_client, page, proof):
    record_answer(proof=proof, answer="approved", channel="letter")
    draft = page.get_latest_revision_as_object()
    draft.title = "Another title"
    draft.save_revision()
    for address in (basis_url(page), url_of(proof, page)):
        assert "She said yes to an older version" in text(admin_client.get(address))


def test_submitting_a_story_waits_for_her_in_the_editor(admin_client, page, proof):
    workflow = Workflow.objects.create(name="Hers")
    WorkflowTask.objects.create(workflow=workflow, task=SheSeesItFirst.objects.create(name="She sees it first"))
    WorkflowPage.objects.create(page=page.get_parent(), workflow=workflow)
    workflow.start(page, None)
    html = text(admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    assert "Back to the writer" in html and "Go on: she said yes" not in html
    admin_client.post(url_of(proof, page, "sc_stories_answer_proof"), answer())
    assert is_live(page)
