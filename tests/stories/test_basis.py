"""Recording the basis of a story, and what happens when a consent is taken back."""

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from headless.documents import refresh
from headless.enums import Element
from headless.gate import ALWAYS, Audience
from stories import gate, queries
from stories.actions.record_basis import record_basis
from stories.actions.withdraw_consent import NothingToWithdraw, withdraw_consent
from stories.enums import Place
from stories.models import Basis
from tests.factories.stories import NO_PERSON, PERSON, StoryIndexPageFactory, StoryPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(home):
    return StoryIndexPageFactory(parent=home, slug="stories")


@pytest.fixture
def user(db):
    return get_user_model().objects.create_user(username="cora")


@pytest.fixture
def told(monkeypatch):
    """What documents are told, in order."""
    calls = []
    monkeypatch.setattr(refresh, "pages_changed", lambda ids: calls.append(("changed", sorted(ids))))
    monkeypatch.setattr(
        refresh, "pages_withdrawn", lambda ids, audiences: calls.append(("withdrawn", sorted(ids), list(audiences)))
    )
    return calls


def periods_of(page):
    return queries.story_periods([page]).get(page.pk)


# --- What counts ------------------------------------------------------------------------------------------------------


def test_without_a_basis_a_story_may_never_be_read(index):
    assert periods_of(StoryPageFactory(parent=index, basis=None, live=False)) is None


@pytest.mark.parametrize("nature", ["sample", "composite", "editorial"])
def test_a_story_of_no_real_person_may_always_be_read_by_everybody(index, nature):
    page = StoryPageFactory(parent=index, basis={"kind": "no_person", "nature": nature})
    assert periods_of(page) == ALWAYS


@pytest.mark.parametrize(
    ("audience", "readers"), [("own", {Audience.OWN}), ("partners", {Audience.OWN, Audience.PARTNER})]
)
def test_a_consent_covers_the_audience_she_agreed_to(index, audience, readers):
    page = StoryPageFactory(parent=index, basis=PERSON | {"audience": audience})
    assert periods_of(page).keys() == readers


def test_days_begin_and_end_where_the_site_is_whatever_the_visitors_time_zone(index, settings):
    settings.TIME_ZONE = "America/New_York"
    year = timezone.localdate().year + 1
    days = {"valid_from": date(year, 1, 2), "valid_until": date(year, 7, 3)}
    page = StoryPageFactory(parent=index, live=False, basis=PERSON | days)
    new_york = ZoneInfo("America/New_York")
    with timezone.override("Asia/Tokyo"):
        period = periods_of(page)[Audience.OWN]
    assert period.start == datetime(year, 1, 2, tzinfo=new_york)
    assert period.end == datetime(year, 7, 4, tzinfo=new_york)


def test_translations_and_aliases_stand_on_the_same_basis(index, home, spanish):
    page = StoryPageFactory(parent=index, basis=PERSON)
    for parent in (home, index):
        parent.copy_for_translation(spanish)
    translated = page.copy_for_translation(spanish)
    alias = page.create_alias(parent=index, update_slug="alias")
    second = alias.create_alias(parent=index, update_slug="alias-of-alias")
    pages = [page, translated, alias, second]
    found = queries.current_bases([*Page.objects.filter(pk__in=[p.pk for p in pages])])
    assert found == dict.fromkeys([p.pk for p in pages], queries.current_basis(page))


def test_aliases_in_a_circle_stand_on_nothing(index):
    one, two = StoryPageFactory(parent=index), StoryPageFactory(parent=index)
    Page.objects.filter(pk=one.pk).update(alias_of=two)
    Page.objects.filter(pk=two.pk).update(alias_of=one)
    assert queries.story_periods([*Page.objects.filter(pk__in=[one.pk, two.pk])]) == {}


@pytest.mark.parametrize("number", [1, 3, 20])
def test_the_bases_of_many_stories_are_one_query(index, django_assert_num_queries, number):
    pages = [StoryPageFactory(parent=index) for _n in range(number)]
    with django_assert_num_queries(1):
        assert len(queries.story_periods(pages)) == number


# --- Recording --------------------------------------------------------------------------------------------------------


def test_a_consent_lasts_two_years_from_today_unless_told_otherwise():
    basis = record_basis(translation_key=uuid4(), **PERSON)
    today = timezone.localdate()
    assert basis.valid_from == today and timedelta(729) <= basis.valid_until - today <= timedelta(731)
    assert basis.covered.keys() == {"own"} and set(basis.covered["own"]) == set(Element.values)


def test_the_newest_counts_and_nothing_is_overwritten(index, user):
    page = StoryPageFactory(parent=index, basis=PERSON)
    record_basis(translation_key=page.translation_key, user=user, **NO_PERSON)
    rows = Basis.objects.filter(translation_key=page.translation_key)
    assert [row.kind for row in rows] == ["no_person", "person"]
    assert queries.current_basis(page) == rows[0]
    assert rows[0].recorded_by == user


def test_all_pages_that_stand_on_it_are_built_anew(index, told):
    page = StoryPageFactory(parent=index)
    alias = page.create_alias(parent=index, update_slug="alias")
    other = StoryPageFactory(parent=index)
    told.clear()
    record_basis(translation_key=page.translation_key, **PERSON)
    assert told == [("changed", sorted([page.pk, alias.pk]))]
    assert other.pk not in told[0][1]


def test_it_is_noted_who_recorded_it_and_nothing_personal(index, user):
    page = StoryPageFactory(parent=index, basis=None, live=False)
    record_basis(translation_key=page.translation_key, user=user, **PERSON)
    entry = PageLogEntry.objects.get(page=page.pk, action="sc_stories.basis_recorded")
    assert entry.user == user and "Recorded the basis" in entry.message
    assert not any(word in str(entry.data) for word in ("R-014", "Ana", "Cora"))


def test_what_is_confidential_is_encrypted():
    said = {"ask_whom": "Dora Field, 555 0100", "is_client": True, "client_reason": "She asked us to."}
    record_basis(translation_key=uuid4(), **PERSON, **said)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reference, obtained_by, ask_whom, client_reason FROM sc_stories_basis")
        row = " ".join(cursor.fetchone())
        cursor.execute("SELECT reference, reference_hash FROM sc_stories_person")
        row += " ".join(map(str, cursor.fetchone()))
    assert not any(word in row for word in ("R-014", "r-014", "Cora", "Dora", "asked us"))
    basis = Basis.objects.get()
    assert (basis.ask_whom, basis.client_reason) == ("Dora Field, 555 0100", "She asked us to.")


def test_a_consent_to_nothing_on_our_own_site_makes_nothing_public_there(index):
    page = StoryPageFactory(parent=index, basis=None, live=False)
    record_basis(translation_key=page.translation_key, **PERSON, covered={"print": ["words", "name"], "own": ["face"]})
    assert periods_of(page) is None
    assert "does not cover her story, in words" in gate.why_not_public(page)


@pytest.mark.parametrize("place", ["partners", "social", "print", "fundraising"])
@pytest.mark.parametrize("element", Element.values)
def test_what_is_covered_at_one_place_is_covered_at_no_other(element, place):
    basis = record_basis(translation_key=uuid4(), **PERSON, covered={"own": ["words"], place: [element]})
    assert basis.covers(element, place)
    assert [other for other in Place.values if basis.covers(element, other)] == (
        ["own", place] if element == "words" else [place]
    )


def test_whether_a_story_is_public_does_not_hang_on_the_key_of_what_is_encrypted(index, settings):
    page = StoryPageFactory(parent=index, basis=PERSON)
    another = ["YW5vdGhlci1vbmUtZm9yLXRlc3RzLS0tLS0tLS0tLS0="]
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "ENCRYPTION_KEYS": another}
    assert periods_of(page)


TODAY = timezone.localdate


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": ""}, "kind"),
        ({"kind": "hearsay"}, "kind"),
        ({"kind": "no_person"}, "nature"),
        ({"kind": "no_person", "nature": "real"}, "nature"),
        (PERSON | {"reference": " "}, "reference"),
        (PERSON | {"public_name": ""}, "public_name"),
        (PERSON | {"public_name": "x" * 121}, "public_name"),
        (PERSON | {"obtained_by": ""}, "obtained_by"),
        (PERSON | {"audience": "everybody"}, "audience"),
        (PERSON | {"covered": {}}, "covered"),
        (PERSON | {"covered": {"own": []}}, "covered"),
        (PERSON | {"covered": {"everywhere": ["words"]}}, "covered"),
        (PERSON | {"covered": {"own": ["words", "shoe size"]}}, "covered"),
        (PERSON | {"name_kind": "nickname"}, "name_kind"),
        (PERSON | {"name_kind": "anonymous"}, "public_name"),
        (PERSON | {"name_kind": "anonymous", "public_name": "", "covered": {"own": ["words", "name"]}}, "covered"),
        (PERSON | {"how_obtained": "by rumour"}, "how_obtained"),
        (PERSON | {"is_client": True}, "client_reason"),
        (PERSON | {"is_client": True, "client_reason": "  "}, "client_reason"),
        (PERSON | {"valid_from": date(2020, 1, 1), "valid_until": date(2019, 1, 1)}, "valid_until"),
        (PERSON | {"valid_from": date(2020, 1, 1), "valid_until": date(2021, 1, 1)}, "valid_until"),
        (PERSON | {"valid_from": date(1, 1, 1), "valid_until": date(9999, 12, 31)}, "valid_from"),
        (PERSON | {"valid_until": date(2190, 1, 1)}, "valid_until"),
    ],
)
def test_what_is_missing_or_cannot_be_is_refused_by_its_field(values, field):
    with pytest.raises(ValidationError) as refused:
        record_basis(translation_key=uuid4(), **values)
    assert list(refused.value.message_dict) == [field]
    assert not Basis.objects.exists()


def test_three_years_are_the_most_also_from_a_leap_day():
    record_basis(translation_key=uuid4(), **PERSON, valid_from=date(2048, 2, 29), valid_until=date(2051, 2, 28))
    with pytest.raises(ValidationError):
        record_basis(translation_key=uuid4(), **PERSON, valid_from=date(2048, 2, 29), valid_until=date(2051, 3, 1))


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "person"},
        {"kind": "no_person"},
        {"kind": "no_person", "nature": "sample", "public_name": "Ana"},
        {"kind": "no_person", "nature": "sample", "ended_at": timezone.now},
        {"kind": "other", "nature": "sample"},
    ],
)
def test_the_database_refuses_what_is_neither_one_nor_the_other(values):
    values = {name: value() if callable(value) else value for name, value in values.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Basis.objects.create(translation_key=uuid4(), **values)


# --- Taken back -------------------------------------------------------------------------------------------------------


def test_a_consent_that_is_taken_back_withdraws_the_story_everywhere(index, home, spanish, user, told):
    page = StoryPageFactory(parent=index, basis=PERSON)
    for parent in (home, index):
        parent.copy_for_translation(spanish).save_revision().publish()
    translated = page.copy_for_translation(spanish)
    translated.save_revision().publish()
    alias = page.create_alias(parent=index, update_slug="alias")
    planned = page.save_revision(approved_go_live_at=timezone.now() + timedelta(days=1))
    other = StoryPageFactory(parent=index, basis=PERSON)
    told.clear()

    withdraw_consent(translation_key=page.translation_key, user=user)

    numbers = [page.pk, translated.pk, alias.pk]
    assert told[0] == ("withdrawn", sorted(numbers), [Audience.OWN])  # who could read it
    assert not Page.objects.filter(pk__in=numbers, live=True).exists()
    planned.refresh_from_db()
    assert planned.approved_go_live_at is None
    assert queries.story_periods([page, translated, alias]) == {}
    assert PageLogEntry.objects.get(page=page.pk, action="sc_stories.basis_ended").user == user
    other.refresh_from_db()
    assert other.live and periods_of(other)


def test_it_can_be_taken_back_once_and_only_from_a_person(index):
    page = StoryPageFactory(parent=index, basis=PERSON)
    withdraw_consent(translation_key=page.translation_key)
    ended_at = Basis.objects.get().ended_at
    with pytest.raises(NothingToWithdraw):
        withdraw_consent(translation_key=page.translation_key)
    assert Basis.objects.get().ended_at == ended_at
    for key in (uuid4(), StoryPageFactory(parent=index).translation_key):
        with pytest.raises(NothingToWithdraw):
            withdraw_consent(translation_key=key)


def test_a_new_consent_publishes_nothing_by_itself(index):
    page = StoryPageFactory(parent=index, basis=PERSON)
    withdraw_consent(translation_key=page.translation_key)
    record_basis(translation_key=page.translation_key, **PERSON)
    page.refresh_from_db()
    assert not page.live and periods_of(page)
    page.save_revision().publish()
    page.refresh_from_db()
    assert page.live
