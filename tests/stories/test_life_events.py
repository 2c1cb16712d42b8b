"""Dates in her life on which she is asked again: noted, kept encrypted, closed once, and never lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from headless import roles
from headless.roles import Role
from stories.actions.close_life_event import AlreadyClosed, close_life_event
from stories.actions.note_life_event import note_life_event
from stories.models import LifeEvent, Person
from stories.models.bases import today, years_after
from tests.factories.staff import sign_in
from tests.factories.stories import NO_PERSON, PERSON, StoryIndexPageFactory, StoryPageFactory
from tests.stories.test_basis_in_the_admin import basis_url, editor_with, refused, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home):
    return StoryPageFactory(parent=StoryIndexPageFactory(parent=home, slug="stories"), basis=PERSON)


@pytest.fixture
def event(page) -> LifeEvent:
    return noted(page)


def noted(page, **values) -> LifeEvent:
    return note_life_event(**{"person": Person.objects.get(), "day": today(), "kind": "custody"} | values)


def note_url(page):
    return reverse("sc_stories_note_date", args=[page.pk])


def close_url(page, event):
    return reverse("sc_stories_close_date", args=[page.pk, event.pk])


def test_what_is_noted_beside_it_is_encrypted_and_the_history_says_only_that(page, admin_user):
    event = noted(page, kind="danger", note=" zhe comes out ", user=admin_user)
    assert LifeEvent.objects.get().note == "zhe comes out" and str(event) == f"Date in the life of a person {event.pk}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM sc_stories_lifeevent")
        assert "zhe" not in str(cursor.fetchone()[0])
    entry = PageLogEntry.objects.get(page=page.pk, action="sc_stories.date_noted")
    assert (entry.user, entry.data) == (admin_user, {})


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "birthday"}, "kind"),
        ({"kind": ""}, "kind"),
        ({"day": None}, "day"),
        ({"day": timezone.localdate() - timedelta(days=3)}, "day"),
        ({"day": years_after(timezone.localdate(), 10) + timedelta(days=3)}, "day"),
        ({"note": "x" * 501}, "note"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(page, values, field):
    with pytest.raises(ValidationError) as error:
        noted(page, **values)
    assert error.value.message_dict.keys() == {field} and not LifeEvent.objects.exists()


def test_it_is_closed_once_and_stays(page, event, admin_user):
    close_life_event(event=event, outcome="stands", asked_on=today(), user=admin_user)
    with pytest.raises(AlreadyClosed):
        close_life_event(event=LifeEvent.objects.get(), outcome="taken_back", asked_on=today())
    event = LifeEvent.objects.get()
    assert (event.outcome, event.closed_by) == ("stands", admin_user) and event.closed_at
    entry = PageLogEntry.objects.get(page=page.pk, action="sc_stories.date_closed")
    assert (entry.user, entry.data) == (admin_user, {})


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"outcome": ""}, "outcome"),
        ({"asked_on": None}, "asked_on"),
        ({"asked_on": timezone.localdate() + timedelta(days=2)}, "asked_on"),
    ],
)
def test_what_is_said_of_asking_has_to_be_whole(event, values, field):
    with pytest.raises(ValidationError) as error:
        close_life_event(**{"event": event, "outcome": "stands", "asked_on": today()} | values)
    assert error.value.message_dict.keys() == {field} and LifeEvent.objects.get().asked_on is None


def test_the_database_closes_none_by_half_and_keeps_her(event):
    with pytest.raises(IntegrityError), transaction.atomic():
        LifeEvent.objects.update(asked_on=today())
    with pytest.raises(IntegrityError), transaction.atomic():
        LifeEvent.objects.update(outcome="stands")
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.all().delete()


# --- In the admin -----------------------------------------------------------------------------------------------------


def test_staff_note_a_date_and_later_what_she_said(admin_client, page):
    assert note_url(page) in admin_client.get(basis_url(page)).content.decode()
    sent = {"day": str(today()), "kind": "work", "note": "zshe starts"}
    shown = text(admin_client.post(note_url(page), sent, follow=True))
    assert "A new job, or looking for one" in shown and "zshe starts" in shown and "We asked her" in shown
    event = LifeEvent.objects.get()
    assert "zshe starts" in text(admin_client.get(close_url(page, event)))
    answer = {"asked_on": str(today()), "outcome": "stands"}
    shown = text(admin_client.post(close_url(page, event), answer, follow=True))
    assert "Her consent stands as it is" in shown and "We asked her" not in shown
    # Pressed again, or by somebody else: the record stays as it is.
    response = admin_client.post(close_url(page, event), answer | {"outcome": "changed"}, follow=True)
    assert "Somebody has noted already" in response.content.decode() and LifeEvent.objects.get().outcome == "stands"
    assert admin_client.get(close_url(page, event)).status_code == 302


@pytest.mark.parametrize(
    ("outcome", "leads_to", "words"),
    [
        ("taken_back", "sc_stories_withdraw", "Withdraw the story here."),
        ("changed", "sc_stories_basis", "Record below what she agrees to now."),
    ],
)
def test_what_she_said_leads_to_where_it_is_done(admin_client, page, event, outcome, leads_to, words):
    response = admin_client.post(close_url(page, event), {"asked_on": str(today()), "outcome": outcome}, follow=True)
    assert response.redirect_chain[0][0] == reverse(leads_to, args=[page.pk])
    assert words in response.content.decode()


def test_what_was_typed_is_kept_where_something_is_wrong(admin_client, page, event):
    response = admin_client.post(note_url(page), {"day": "2001-01-01", "kind": "other", "note": "zkept"})
    assert response.status_code == 422 and "zkept" in response.content.decode()
    assert "This day is over" in response.content.decode() and LifeEvent.objects.count() == 1
    response = admin_client.post(close_url(page, event), {"asked_on": "31 May", "outcome": "stands"})
    assert response.status_code == 422 and "31 May" in response.content.decode()


def test_a_note_has_a_permission_of_its_own(page):
    roles.set_up()
    event = noted(page, note="zsecret")
    for role, may in ((Role.ADMINISTRATOR, True), (Role.STORY_REVIEWER, True), (Role.COMMUNICATIONS_EDITOR, False)):
        client = Client()
        sign_in(client, groups=[role.value], username=role.value)
        for url in (basis_url(page), close_url(page, event)):
            shown = text(client.get(url))
            assert ("zsecret" in shown) is may and "A case about her children" in shown


@pytest.mark.parametrize(
    ("permissions", "on_page"),
    [((), ("change_page", "publish_page")), (("add_basis", "view_lifeevent"), ()), (("view_basis",), ("change_page",))],
)
def test_noting_and_closing_is_for_those_who_record(page, event, permissions, on_page):
    client = editor_with(page, *permissions, on_page=on_page)
    for url in (note_url(page), close_url(page, event)):
        assert refused(client.get(url)) and refused(client.post(url, {"asked_on": str(today()), "outcome": "stands"}))
    assert LifeEvent.objects.get().asked_on is None


def test_a_date_is_found_at_her_stories_only(admin_client, page, event):
    another = PERSON | {"reference": "R-other"}
    other = StoryPageFactory(parent=page.get_parent(), basis=another)
    assert admin_client.get(close_url(other, event)).status_code == 404
    hers = StoryPageFactory(parent=page.get_parent(), basis=PERSON)
    assert "A case about her children" in text(admin_client.get(basis_url(hers)))
    assert admin_client.get(close_url(hers, event)).status_code == 200


def test_where_there_is_no_person_nothing_can_be_noted(admin_client, page):
    sample = StoryPageFactory(parent=page.get_parent(), basis=NO_PERSON)
    response = admin_client.get(note_url(sample), follow=True)
    assert "a date is noted for a person" in response.content.decode()
    admin_client.post(note_url(sample), {"day": str(today()), "kind": "other"})
    assert not LifeEvent.objects.exists()


def test_an_alias_leads_to_the_story_that_it_stands_on(admin_client, page, event):
    alias = page.create_alias(parent=page.get_parent(), update_slug="alias")
    assert admin_client.get(note_url(alias)).url == note_url(page)
    assert admin_client.get(close_url(alias, event)).url == basis_url(page)
