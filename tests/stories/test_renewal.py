"""She says yes once more: what she agreed to stays, only the days are new; and the story is there again."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from headless.gate import Audience
from stories import evidence
from stories.actions.record_basis import record_basis
from stories.actions.renew_consent import NothingToRenew, renew_consent
from stories.actions.withdraw_consent import withdraw_consent
from stories.models import Basis, Person
from stories.models.bases import today, years_after
from tests.factories.stories import PERSON, StoryIndexPageFactory, StoryPageFactory, is_live
from tests.published import document_of
from tests.stories.telling import NAME, but, canaries, consent, tell
from tests.stories.test_basis_in_the_admin import basis_url, editor_with, refused, text

pytestmark = pytest.mark.django_db
YES = {"how_obtained": "letter", "obtained_by": "Dora Hill"}


@pytest.fixture
def index(home):
    return StoryIndexPageFactory(parent=home, slug="stories")


def renew_url(page):
    return reverse("sc_stories_renew", args=[page.pk])


def test_what_she_agreed_to_is_what_it_was_and_the_days_are_new(index, admin_user):
    values = consent(own=but("face"), partners=["words"]) | {
        "ask_whom": "Vera",
        "is_client": True,
        "client_reason": "She asked for it.",
        "language": "Spanish",
        "read_back": True,
    }
    page = StoryPageFactory(parent=index, basis=values)
    before = Basis.objects.get()
    after = renew_consent(translation_key=page.translation_key, **YES, user=admin_user)
    for name in (
        "person",
        "reference",
        "covered",
        "name_kind",
        "public_name",
        "ask_whom",
        "is_client",
        "client_reason",
    ):
        assert getattr(after, name) == getattr(before, name)
    assert (after.valid_from, after.valid_until) == (today(), years_after(today(), 2))
    assert (after.how_obtained, after.obtained_by, after.recorded_by) == ("letter", "Dora Hill", admin_user)
    # It was explained in the language that it was; but whether it was read back is asked anew.
    assert (after.language, after.read_back, after.ended_at) == ("Spanish", False, None)
    before.refresh_from_db()
    assert before.obtained_by == "Cora Field" and Basis.objects.count() == 2
    entry = PageLogEntry.objects.get(page=page.pk, action="sc_stories.consent_renewed")
    assert (entry.user, entry.data) == (admin_user, {})


def test_a_story_that_lapsed_is_served_again_at_once_with_what_is_covered_and_no_more(index, client, monkeypatch):
    page = tell(index, "face", "offence")
    record_basis(translation_key=page.translation_key, **consent())
    page.save_revision().publish()
    less = consent(own=but("face"), partners=but("face", "offence")) | {"valid_until": today() + timedelta(days=5)}
    record_basis(translation_key=page.translation_key, **less)
    assert client.get(page.full_url).status_code == 200
    later = timezone.now() + timedelta(days=10)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert client.get(page.full_url).status_code != 200 and is_live(page)
    renew_consent(translation_key=page.translation_key, **YES)
    shown, theirs = client.get(page.full_url), str(document_of(page, Audience.PARTNER))
    assert shown.status_code == 200 and "Harmlessq" in theirs
    (face,), (offence,) = canaries("face"), canaries("offence")
    assert offence in shown.content.decode() and face not in shown.content.decode()
    assert offence not in theirs and face not in theirs


def test_a_draft_is_renewed_and_stays_a_draft(index):
    page = StoryPageFactory(parent=index, basis=PERSON, live=False)
    renew_consent(translation_key=page.translation_key, **YES)
    assert not is_live(page)


def test_a_woman_who_has_become_anonymous_gets_no_name_back(index):
    page = StoryPageFactory(parent=index, basis=consent())
    person = Person.objects.get()
    person.call(kind="anonymous", name="")
    person.save()
    after = renew_consent(translation_key=page.translation_key, **YES)
    assert (after.name_kind, after.public_name) == ("anonymous", "")
    assert all("name" not in elements for elements in after.covered.values())
    assert NAME not in str(vars(after))


def test_evidence_may_come_with_it(index):
    page = StoryPageFactory(parent=index, basis=PERSON)
    proof = evidence.File("yes.txt", b"Yes, two more years.")
    after = renew_consent(translation_key=page.translation_key, **YES, proof=proof)
    assert after.evidence.read() == b"Yes, two more years."


@pytest.mark.parametrize(
    ("basis", "then", "words"),
    [
        (None, lambda page: None, "Nothing is recorded yet"),
        ({"kind": "no_person", "nature": "sample"}, lambda page: None, "of no real person"),
        (PERSON, lambda page: withdraw_consent(translation_key=page.translation_key), "took her consent back"),
    ],
    ids=["nothing", "no person", "taken back"],
)
def test_what_cannot_be_renewed_is_refused(index, admin_client, basis, then, words):
    page = StoryPageFactory(parent=index, basis=basis, live=basis is not None)
    then(page)
    before = Basis.objects.count()
    with pytest.raises(NothingToRenew, match=words):
        renew_consent(translation_key=page.translation_key, **YES)
    assert Basis.objects.count() == before
    response = admin_client.get(renew_url(page), follow=True)
    assert words in response.content.decode() and renew_url(page) not in text(response)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"how_obtained": ""}, "how_obtained"),
        ({"how_obtained": "shouted"}, "how_obtained"),
        ({"obtained_by": "  "}, "obtained_by"),
        ({"valid_until": timezone.localdate() - timedelta(days=1)}, "valid_until"),
        ({"valid_until": timezone.localdate() + timedelta(days=1200)}, "valid_until"),
        ({"proof": evidence.File("x.exe", b"MZ\x90\x00")}, "proof"),
    ],
)
def test_what_is_missing_or_cannot_be_is_refused_by_its_field(index, values, field):
    page = StoryPageFactory(parent=index, basis=PERSON)
    with pytest.raises(ValidationError) as error:
        renew_consent(translation_key=page.translation_key, **YES | values)
    assert error.value.message_dict.keys() == {field} and Basis.objects.count() == 1


# --- In the admin -----------------------------------------------------------------------------------------------------


def form(page, **changes) -> dict:
    days = {"valid_from": str(today()), "valid_until": str(years_after(today(), 2))}
    return days | {"how_obtained": "letter", "obtained_by": "Dora", "language": "Spanish"} | changes


def test_the_form_proposes_two_years_and_says_what_stays(index, admin_client):
    page = StoryPageFactory(parent=index, title="Slow water", basis=PERSON)
    assert renew_url(page) in admin_client.get(basis_url(page)).content.decode()
    response = admin_client.get(renew_url(page))
    assert str(years_after(today(), 2)) in response.content.decode() and "What she agreed to stays" in text(response)
    assert "no-store" in response["Cache-Control"]
    sent = form(page, renewing=Basis.objects.get().pk)
    response = admin_client.post(renew_url(page), sent, follow=True)
    assert "The consent of “Slow water” is renewed." in response.content.decode() and Basis.objects.count() == 2


def test_what_was_typed_is_kept_where_something_is_wrong(index, admin_client):
    page = StoryPageFactory(parent=index, basis=PERSON)
    response = admin_client.post(renew_url(page), form(page, how_obtained="", valid_until="", obtained_by="Dora zkept"))
    assert response.status_code == 422 and "Dora zkept" in response.content.decode()
    assert set(response.context["form"].errors) == {"how_obtained", "valid_until"} and Basis.objects.count() == 1


def test_a_form_that_is_older_than_the_record_renews_nothing(index, admin_client):
    page = StoryPageFactory(parent=index, basis=consent())
    seen = Basis.objects.get().pk
    record_basis(translation_key=page.translation_key, **consent(own=["words"]))
    response = admin_client.post(renew_url(page), form(page, renewing=seen), follow=True)
    assert "nothing was renewed" in response.content.decode() and Basis.objects.count() == 2


def test_pressing_twice_renews_once(index, admin_client):
    page = StoryPageFactory(parent=index, basis=PERSON)
    sent = form(page, renewing=Basis.objects.get().pk)
    for _time in range(2):
        admin_client.post(renew_url(page), sent)
    assert Basis.objects.count() == 2


@pytest.mark.parametrize(
    ("permissions", "on_page"),
    [((), ("change_page", "publish_page")), (("add_basis", "view_basis"), ()), (("view_basis",), ("change_page",))],
)
def test_it_is_for_those_who_may_record_and_work_on_the_page(index, permissions, on_page):
    page = StoryPageFactory(parent=index, basis=PERSON)
    client = editor_with(page, *permissions, on_page=on_page)
    assert refused(client.get(renew_url(page))) and refused(client.post(renew_url(page), form(page)))
    assert Basis.objects.count() == 1
