"""The pages on which staff withdraw a story, read the certificate, and tick off what no program can take back."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from headless import roles
from headless.roles import Role
from stories.actions.note_use import note_use
from stories.actions.record_basis import record_basis
from stories.actions.withdraw_consent import withdraw_consent
from stories.enums import Trace, TraceState
from stories.models import Basis, Use, Withdrawal, WithdrawalItem
from tests.conftest import run_after_commit
from tests.factories.staff import sign_in
from tests.factories.stories import PERSON, StoryIndexPageFactory, StoryPageFactory, is_live

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def story(home):
    index = StoryIndexPageFactory(parent=home, slug="stories")
    return StoryPageFactory(parent=index, basis=PERSON, title="Slow water", slug="slow-water")


@pytest.fixture
def coordinator(db):
    """Answers the telephone, and has nothing to do with stories."""
    roles.set_up()
    client = Client()
    sign_in(client, groups=[Role.VOLUNTEER_COORDINATOR.value], username="dora")
    return client


def withdraw_url(page):
    return reverse("sc_stories_withdraw", args=[page.pk])


def certificate_url(withdrawal):
    return reverse("sc_stories_withdrawal", args=[withdrawal.pk])


def text(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ").split())


def test_whoever_answers_the_telephone_withdraws_in_two_clicks(coordinator, story):
    found = text(coordinator.get(reverse("sc_stories_withdrawals"), {"q": "slow"}))
    assert "Slow water" in found and "Withdraw now" in found
    assert "Act now." in text(coordinator.get(withdraw_url(story)))
    response = coordinator.post(withdraw_url(story), {"channel": "telephone"}, follow=True)
    withdrawal = Withdrawal.objects.get()
    assert response.redirect_chain == [(certificate_url(withdrawal), 302)]
    assert not is_live(story) and withdrawal.by.username == "dora"


def test_a_draft_is_not_named_to_her(coordinator, story):
    draft = StoryPageFactory(parent=story.get_parent(), basis=PERSON, live=False, title="Hushed", slug="hushed")
    draft.first_published_at = None
    draft.save()
    assert "Hushed" not in text(coordinator.get(reverse("sc_stories_withdrawals")))
    assert coordinator.get(withdraw_url(draft)).url == reverse("wagtailadmin_home")
    assert coordinator.post(withdraw_url(draft), {"channel": "letter"}).url == reverse("wagtailadmin_home")
    assert not Withdrawal.objects.exists()


def test_a_part_of_it(admin_client, story):
    form = BeautifulSoup(admin_client.get(withdraw_url(story)).content, "html.parser").select("[name=elements]")
    assert {box["value"] for box in form} == {"name", "face", "voice", "place", "offence", "children"}
    response = admin_client.post(withdraw_url(story), {"channel": "letter", "elements": ["face", "voice"]}, follow=True)
    assert "stays without what she took back" in response.content.decode()
    assert "Her face, Her voice" in text(response) and "By letter" in text(response)
    assert is_live(story) and Basis.objects.count() == 2


def test_the_second_of_two_is_told_and_sees_the_same_certificate(admin_client, coordinator, story):
    for client in (coordinator, admin_client):
        assert client.get(withdraw_url(story)).status_code == 200
    coordinator.post(withdraw_url(story), {"channel": "telephone"})
    response = admin_client.post(withdraw_url(story), {"channel": "telephone"}, follow=True)
    withdrawal = Withdrawal.objects.get()
    assert response.redirect_chain == [(certificate_url(withdrawal), 302)]
    assert "Nothing was done a second time" in response.content.decode()
    assert admin_client.get(withdraw_url(story)).url == certificate_url(withdrawal)


def test_it_must_be_said_how_she_said_so(admin_client, story):
    response = admin_client.post(withdraw_url(story), {"channel": "by rumour", "elements": ["face"]})
    assert response.status_code == 422 and is_live(story)
    box = BeautifulSoup(response.content, "html.parser").select_one("[name=elements][value=face]")
    assert box.has_attr("checked")


def test_the_certificate_says_what_is_gone_and_names_nobody(admin_client, story):
    withdrawal = withdraw_consent(translation_key=story.translation_key)
    run_after_commit()
    WithdrawalItem.objects.filter(state=TraceState.OPEN).update(state=TraceState.DONE, settled_at=timezone.now())
    shown = text(admin_client.get(certificate_url(withdrawal)))
    total = withdrawal.items.count()
    assert f"All {total} are settled, the last one" in shown and "By telephone" in shown
    assert withdrawal.items.get(kind=Trace.ADDRESS).what in shown
    assert not any(word in shown for word in ("Slow water", "slow-water", "Ana", "R-014"))


def test_what_is_open_is_said_with_its_reason_and_attempts(admin_client, story):
    withdrawal = withdraw_consent(translation_key=story.translation_key)
    run_after_commit()
    WithdrawalItem.objects.filter(kind=Trace.ADDRESS).update(
        state=TraceState.OPEN, settled_at=None, problem="answers", attempts=7
    )
    shown = text(admin_client.get(certificate_url(withdrawal)))
    total = withdrawal.items.count()
    assert f"{total - 1} of {total} are settled" in shown
    assert "Not yet The address does not say yet that it is gone. 7" in shown
    assert f"{total - 1} of {total}" in text(admin_client.get(reverse("sc_stories_withdrawals")))


def test_that_it_was_she_is_noted_afterwards(admin_client, admin_user, story):
    withdrawal = withdraw_consent(translation_key=story.translation_key)
    assert "I have made sure" in text(admin_client.get(certificate_url(withdrawal)))
    shown = text(admin_client.post(reverse("sc_stories_verify_withdrawal", args=[withdrawal.pk]), follow=True))
    withdrawal.refresh_from_db()
    assert withdrawal.verified_by == admin_user and "I have made sure" not in shown


def test_uses_are_noted_beside_the_consent_and_ticked_off_on_the_certificate(admin_client, admin_user, story):
    url = reverse("sc_stories_note_use", args=[story.pk])
    wrong = admin_client.post(url, {"use-kind": "social", "use-where": "", "use-description": "Her portrait"})
    assert wrong.status_code == 422 and "Say where it is" in text(wrong) and "Her portrait" in wrong.content.decode()
    admin_client.post(url, {"use-kind": "social", "use-where": "example.org/post/1", "use-used_on": "2026-02-03"})
    assert "example.org/post/1" in text(admin_client.get(reverse("sc_stories_basis", args=[story.pk])))
    withdrawal = withdraw_consent(translation_key=story.translation_key)
    recall = withdrawal.recalls.get()
    assert "example.org/post/1" in text(admin_client.get(certificate_url(withdrawal)))
    tick = reverse("sc_stories_note_recall", args=[withdrawal.pk, recall.pk])
    wrong = admin_client.post(tick, {f"recall-{recall.pk}-done_on": "2001-01-01"}, follow=True)
    assert "between the withdrawal and today" in wrong.content.decode()
    shown = text(admin_client.post(tick, {f"recall-{recall.pk}-done_on": ""}, follow=True))
    assert "1 of 1 are done" in shown and "Done on" in shown
    recall.refresh_from_db()
    assert recall.done_by == admin_user


def test_where_it_was_used_is_for_those_who_may_read_the_consent(coordinator, story):
    note_use(translation_key=story.translation_key, kind="print", where="A brochure about Ana")
    withdrawal = withdraw_consent(translation_key=story.translation_key)
    shown = text(coordinator.get(certificate_url(withdrawal)))
    assert "Print: brochure" in shown and "about Ana" not in shown and "Done on" not in shown
    for name, numbers in (
        ("sc_stories_verify_withdrawal", [withdrawal.pk]),
        ("sc_stories_note_recall", [withdrawal.pk, withdrawal.recalls.get().pk]),
    ):
        assert coordinator.post(reverse(name, args=numbers)).url == reverse("wagtailadmin_home")
    assert coordinator.post(reverse("sc_stories_note_use", args=[story.pk])).url == reverse("wagtailadmin_home")
    assert Use.objects.count() == 1


def test_the_certificate_outlives_the_page(admin_client, story):
    withdrawal = withdraw_consent(translation_key=story.translation_key)
    story.delete()
    run_after_commit()
    assert admin_client.get(certificate_url(withdrawal)).status_code == 200
    item = withdrawal.items.get(kind=Trace.ADDRESS)
    assert item.state == TraceState.DONE  # by what the address would say


def test_who_noted_it_is_not_called_herself_when_the_account_is_gone(admin_client, coordinator, story):
    coordinator.post(withdraw_url(story), {"channel": "telephone"})
    withdrawal = Withdrawal.objects.get()
    withdrawal.by.delete()
    shown = text(admin_client.get(certificate_url(withdrawal)))
    assert "Noted by a colleague whose account was deleted" in shown and "herself" not in shown


def test_a_code_can_be_made_by_those_only_who_may(coordinator, story):
    assert coordinator.post(reverse("sc_stories_code", args=[story.pk]), {"language": "en"}).url == reverse(
        "wagtailadmin_home"
    )
    record_basis(translation_key=story.translation_key, **PERSON)
    editor = Client()
    sign_in(editor, groups=[Role.COMMUNICATIONS_EDITOR.value], username="ed")
    assert editor.post(reverse("sc_stories_code", args=[story.pk]), {"language": "en"}).url == reverse(
        "wagtailadmin_home"
    )
