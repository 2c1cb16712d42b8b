"""The page of an application: what was sent, and what has happened since."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from headless.models import Mail
from tests.factories.staff import COORDINATOR, sign_in
from tests.factories.volunteers import ApplicationFactory, SignUpPageFactory, add_question
from tests.volunteers.coordinating import address, names_in, soup_of, text_of
from volunteers import audit, mails
from volunteers.actions.change_state import change_state
from volunteers.actions.delete_details import delete_details
from volunteers.actions.withdraw import withdraw


@pytest.fixture
def page(home):
    return SignUpPageFactory(parent=home, title="Become a mentor")


@pytest.fixture
def application(page):
    add_question(page, "Why?", "multiline")
    add_question(page, "In prison?", "multiline", sensitive=True)
    return ApplicationFactory(
        page=page,
        name="Canary <script>alert(1)</script>",
        email="canary@example.org",
        answers={"why": "To listen", "is_adult": True, "agrees_to_privacy": True},
        sensitive_answers={"in_prison": "Sealed answer"},
    )


@pytest.fixture
def coordinator(client, db):
    return sign_in(client, *COORDINATOR)


def test_the_page_shows_what_was_asked_then(client, coordinator, application):
    question = application.page.form_fields.first()
    question.label = "Changed later"
    question.save()
    text = text_of(client.get(address("inspect", application)))
    assert "Why?" in text
    assert "To listen" in text
    assert "Changed later" not in text
    assert f"version {application.form.number}" in text
    assert "As it stood." in text


def test_each_reading_is_noted_with_the_person_and_a_glance_at_the_headers_is_not(client, coordinator, application):
    client.head(address("inspect", application))
    assert not ModelLogEntry.objects.exists()
    client.get(address("inspect", application))
    entry = ModelLogEntry.objects.get()
    assert (entry.action, entry.user, entry.object_id) == (audit.READ, coordinator, str(application.pk))
    assert "Canary" not in entry.label


def test_sensitive_answers_are_shown_on_request_and_that_is_noted(client, coordinator, application):
    html = client.get(address("inspect", application)).content.decode()
    assert "Not shown: sensitive" in html
    assert "Sealed answer" not in html
    response = client.post(address("sensitive", application))
    assert "Sealed answer" in response.content.decode()
    assert ModelLogEntry.objects.filter(action=audit.READ_SENSITIVE, user=coordinator).count() == 1
    assert client.get(address("sensitive", application)).url == address("inspect", application)


def test_who_may_not_read_sensitive_answers_never_gets_them(client, application):
    sign_in(client, "view_application", "handle_application")
    assert "Show the sensitive answers" not in client.get(address("inspect", application)).content.decode()
    assert client.post(address("sensitive", application)).status_code in (302, 403)
    errors = client.post(address("state", application), {"state": "nonsense"})
    assert b"Sealed answer" not in errors.content


def test_the_history_begins_with_the_arrival_and_says_who_did_what(client, coordinator, application):
    change_state(application=application, state="closed", decision="welcomed", user=coordinator)
    audit.note(application, audit.OPENED)
    audit.note(application, audit.FORGOTTEN)
    audit.note(application, audit.EXPORT, user=coordinator, columns=["Name", "Why?"], count=12)
    soup = soup_of(client.get(address("inspect", application)))
    rows = [" ".join(cell.text.split()) for cell in soup.select("#trail-content tbody tr")]
    assert "The volunteer sent the form" in rows[0]
    assert "Cora changed the state from “Received” to “Closed”: Became a volunteer" in rows[1]
    assert "The volunteer opened her own page" in rows[2]
    assert "The site, by itself deleted the details" in rows[3]
    assert "Cora exported it with 12 applications in the file; Name, Why?" in rows[4]
    assert "Cora read the application" in rows[5]


def test_a_long_history_shows_the_arrival_and_the_newest(client, coordinator, application):
    for number in range(203):
        audit.note(application, audit.NOTE if number < 3 else audit.READ, user=coordinator)
    text = text_of(client.get(address("inspect", application)))
    assert "sent the form" in text
    assert "4 lines are left out here" in text
    assert "changed the private note" not in text


def test_a_mail_that_failed_is_conspicuous(client, coordinator, application):
    values = {"about": str(application.pk), "kind": mails.ACKNOWLEDGEMENT, "key": "1"}
    Mail.objects.create(
        **values, state="failed", attempts=9, problem="The mail server does not accept the address.", text="Text <b>"
    )
    response = client.get(address("inspect", application))
    soup = soup_of(response)
    assert "could not be sent" in soup.select_one(".help-critical").text
    row = " ".join(soup.select_one("#mails-content tbody tr").text.split())
    assert "Confirmation that the form has arrived" in row
    assert "could not be sent The mail server does not accept the address." in row
    assert "Text <b>" in row
    assert "<b>" not in response.content.decode()


def test_a_withdrawn_application_says_why_nothing_can_be_done(client, coordinator, application):
    withdraw(application=application)
    text = text_of(client.get(address("inspect", application)))
    assert "The volunteer has withdrawn it." in text
    assert "Change the state" not in text
    assert "Write to the volunteer" not in text


def test_an_application_without_details_says_so_and_keeps_its_history(client, coordinator, application):
    change_state(application=application, state="closed", decision="not_now")
    delete_details(application=application)
    text = text_of(client.get(address("inspect", application)))
    assert "were deleted on" in text
    assert "Not a match for now" in text
    assert "deleted the details" in text
    assert "Canary" not in text
    assert names_in(client) == ["Details deleted"]


def test_an_application_that_is_gone_is_not_found(client, coordinator, application):
    url = address("inspect", application)
    application.delete()
    assert client.get(url).status_code == 404


def test_the_site_history_has_words_for_it_and_leads_there(client, coordinator, application):
    change_state(application=application, state="reading", user=coordinator)
    response = client.get(reverse("wagtailadmin_reports:site_history"))
    assert "Changed the state (from “Received” to “Being read”)" in text_of(response)
    assert address("inspect", application) in response.content.decode()
    assert "Canary" not in response.content.decode()
