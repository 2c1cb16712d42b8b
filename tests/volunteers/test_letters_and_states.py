"""Coordinators move applications, keep notes, and write to volunteers."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from headless.jobs.outbox import deliver
from headless.models import Mail
from tests.factories.staff import COORDINATOR, sign_in
from tests.factories.volunteers import ApplicationFactory, SignUpPageFactory
from tests.volunteers.coordinating import address, bulk_address, said, soup_of, state_of, text_of
from volunteers import audit, mails
from volunteers.actions.delete_details import delete_details
from volunteers.actions.keep_note import mark_of
from volunteers.actions.withdraw import withdraw
from volunteers.enums import State
from volunteers.models import LetterTemplate

KEY = "2f6b8d9e-8d6f-4a43-9a0e-1d3f0a6f6f01"


@pytest.fixture
def page(home):
    return SignUpPageFactory(parent=home, title="Become a mentor", reply_to="team@example.org")


@pytest.fixture
def application(page):
    return ApplicationFactory(page=page, name="Canary <i>Name</i>", email="canary@example.org")


@pytest.fixture
def coordinator(client, db):
    return sign_in(client, *COORDINATOR)


# --- The state ------------------------------------------------------------------------------------------------------


def test_the_state_is_changed_and_noted_and_the_volunteer_told_later(client, coordinator, application):
    response = client.post(address("state", application), {"state": "reading", "tell": "on"})
    assert response.url == address("inspect", application)
    assert state_of(application) == State.READING
    assert ModelLogEntry.objects.get(action=audit.STATE).user == coordinator
    mail = Mail.objects.get(kind=mails.NEWS)
    assert mail.due_at - mail.created_at >= mails.NEWS_WAIT * 0.99


def test_nobody_is_told_where_the_box_is_not_ticked(client, coordinator, application):
    client.post(address("state", application), {"state": "reading"})
    assert not Mail.objects.exists()


def test_the_box_is_ticked_beforehand(client, coordinator, application):
    box = soup_of(client.get(address("inspect", application))).select_one("#id_tell")
    assert box.has_attr("checked")


def test_closing_asks_how_it_ended_and_keeps_what_was_chosen(client, coordinator, application):
    response = client.post(address("state", application), {"state": "closed"})
    assert response.status_code == 422
    soup = soup_of(response)
    assert "Say how it ended" in soup.text
    assert soup.select_one("#id_state option[selected]")["value"] == "closed"
    assert not soup.select_one("#id_tell").has_attr("checked")
    assert state_of(application) == State.RECEIVED
    client.post(address("state", application), {"state": "closed", "decision": "not_now"})
    application.refresh_from_db()
    assert (application.state, application.decision) == (State.CLOSED, "not_now")


def test_a_page_that_comes_back_with_errors_is_a_reading_too(client, coordinator, application):
    client.post(address("state", application), {"state": "closed"})
    assert ModelLogEntry.objects.get().action == audit.READ


@pytest.mark.parametrize("state", ["withdrawn", "suspect", "nonsense", ""])
def test_a_state_that_is_not_for_coordinators_to_give_is_refused(client, coordinator, application, state):
    assert client.post(address("state", application), {"state": state}).status_code == 422
    assert state_of(application) == State.RECEIVED


def test_a_withdrawn_application_is_not_moved(client, coordinator, application):
    withdraw(application=application)
    response = client.post(address("state", application), {"state": "reading"})
    assert response.status_code == 422
    assert state_of(application) == State.WITHDRAWN


def test_what_stands_there_already_is_said_to_be_unchanged(client, coordinator, application):
    response = client.post(address("state", application), {"state": "received"})
    assert "Nothing was changed" in said(response)
    assert not ModelLogEntry.objects.exists()


def test_the_note_is_kept_word_for_word_and_the_history_does_not_tell_it(client, coordinator, application):
    client.post(address("note", application), {"note": "  Called <b>Monday</b>\n", "seen": mark_of("")})
    application.refresh_from_db()
    assert application.note == "  Called <b>Monday</b>\n"
    entry = ModelLogEntry.objects.get(action=audit.NOTE)
    assert "Monday" not in str(entry.data) + entry.label
    assert "<b>Monday" not in client.get(address("inspect", application)).content.decode()


def test_nothing_personal_is_added_once_the_details_are_deleted(client, coordinator, application):
    type(application).objects.update(state=State.CLOSED, decision="not_now")
    delete_details(application=application)
    client.post(address("note", application), {"note": "Canary again", "seen": mark_of("")})
    application.refresh_from_db()
    assert application.note == ""


@pytest.mark.parametrize("state", ["received", "reading", "written"])
def test_without_details_an_application_stays_closed_and_only_how_it_ended_is_corrected(
    client, coordinator, application, state
):
    type(application).objects.update(state=State.CLOSED, decision="not_now")
    delete_details(application=application)
    response = client.post(address("state", application), {"state": state})
    assert response.status_code == 422
    assert "nobody can be answered any more" in soup_of(response).text
    client.post(bulk_address("change_state", application), {"id": application.pk, "state": state})
    assert state_of(application) == State.CLOSED
    client.post(address("state", application), {"state": "closed", "decision": "welcomed"})
    application.refresh_from_db()
    assert (application.state, application.decision) == (State.CLOSED, "welcomed")


# --- Letters --------------------------------------------------------------------------------------------------------


def test_a_letter_goes_to_the_volunteer_as_it_was_written(client, coordinator, application, mailoutbox):
    response = client.post(
        address("letter", application), {"key": KEY, "subject": "Hello {name}", "text": " As typed\n{form}"}
    )
    assert response.url == address("inspect", application)
    assert state_of(application) == State.WRITTEN
    page = soup_of(client.get(response.url))
    assert "Hello {name}" in page.select_one("#mails-content").text
    deliver()
    (mail,) = mailoutbox
    assert (mail.to, mail.subject, mail.reply_to) == (["canary@example.org"], "Hello {name}", ["team@example.org"])
    assert mail.body == " As typed\r\n{form}" or mail.body == " As typed\n{form}"
    assert ModelLogEntry.objects.filter(action=audit.LETTER, user=coordinator).count() == 1


@pytest.fixture
def failed(application):
    return Mail.objects.create(
        kind=mails.ACKNOWLEDGEMENT,
        about=str(application.pk),
        key="1",
        state="failed",
        attempts=9,
        created_at=timezone.now() - timedelta(days=5),
        problem="The mail server does not accept the address.",
    )


def test_a_mail_that_failed_is_sent_again_to_the_address_as_it_is_now(
    client, coordinator, application, failed, mailoutbox
):
    application.email = "right@example.org"
    application.save()
    form = soup_of(client.get(address("inspect", application))).select_one("#mails-content form")
    assert form.button.text == "Send again: Confirmation that the form has arrived"
    response = client.post(form["action"])
    failed.refresh_from_db()
    assert (failed.state, failed.attempts, failed.problem) == ("queued", 0, "")
    deliver()
    (mail,) = mailoutbox
    assert mail.to == ["right@example.org"]
    assert mail.extra_headers["Message-ID"] == f"<{failed.pk}@localhost>"
    text = text_of(client.get(response.url))
    assert "had an e-mail sent again that had failed Confirmation that the form has arrived" in text
    assert ModelLogEntry.objects.get(action=audit.MAIL_AGAIN).user == coordinator
    assert "could not be sent" not in text
    assert "has not failed" in said(client.post(form["action"])), "a second click sends nothing"
    deliver()
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("why", ["withdrawn", "another's", "only viewing"])
def test_a_mail_is_not_sent_again_where_nobody_may_be_written_to(client, application, failed, why):
    if why == "withdrawn":
        withdraw(application=application)
    elif why == "another's":
        Mail.objects.update(about="1")
    sign_in(client, *(["view_application"] if why == "only viewing" else COORDINATOR))
    assert b"Send again" not in client.get(address("inspect", application)).content
    client.post(reverse("sc_applications:mail_again", args=[application.pk, failed.pk]))
    failed.refresh_from_db()
    assert failed.state == "failed"


def test_the_recipient_is_shown_before(client, coordinator, application):
    response = client.get(address("letter", application))
    assert "Canary <i>Name</i> <canary@example.org>" in soup_of(response).text
    assert "<i>Name" not in response.content.decode()
    assert "team@example.org" in response.content.decode()


def test_a_template_fills_the_letter_in_the_language_of_the_form(client, coordinator, application):
    type(application).objects.update(language="es")
    template = LetterTemplate.objects.create(
        title="Hablar", language="es", subject="Hola {name}", text="{form} / {sent} / {unknown} / {0} / {{ name }}"
    )
    soup = soup_of(client.get(address("letter", application) + f"?template={template.pk}"))
    assert soup.select_one("#id_subject")["value"] == "Hola Canary <i>Name</i>"
    text = soup.select_one("#id_text").text
    assert text.strip().startswith("Become a mentor / ")
    assert " de " in text  # 3 de mayo de 2027
    assert text.endswith("/ {unknown} / {0} / {{ name }}")


def test_a_name_that_looks_like_a_placeholder_stays_a_name(client, coordinator, page):
    application = ApplicationFactory(page=page, name="{form} {sent} {0.__class__}")
    template = LetterTemplate.objects.create(title="T", language="en", subject="{name}", text="{name}")
    soup = soup_of(client.get(address("letter", application) + f"?template={template.pk}"))
    assert soup.select_one("#id_subject")["value"] == "{form} {sent} {0.__class__}"


def test_templates_in_the_language_of_the_form_come_first(client, coordinator, application):
    type(application).objects.update(language="es")
    LetterTemplate.objects.create(title="English one", language="en", subject="S", text="T")
    LetterTemplate.objects.create(title="Spanish one", language="es", subject="S", text="T")
    LetterTemplate.objects.create(title="Lost language", language="xx", subject="S", text="T")
    groups = soup_of(client.get(address("letter", application))).select("#id_template optgroup")
    assert [group["label"] for group in groups] == ["Spanish", "English", "xx"]


@pytest.mark.parametrize("number", ["0", "999", "nonsense", "-1", "9" * 40, "²"])
def test_a_template_that_is_not_there_fills_in_nothing(client, coordinator, application, number):
    response = client.get(address("letter", application) + f"?template={number}")
    assert response.status_code == 200
    assert soup_of(response).select_one("#id_subject").get("value", "") == ""


@pytest.mark.parametrize("subject", ["One\r\nBcc: all@example.org", "One\nTwo", " ", ""])
def test_a_subject_that_is_no_line_is_refused_and_the_text_kept(client, coordinator, application, subject):
    response = client.post(address("letter", application), {"key": KEY, "subject": subject, "text": "Kept text"})
    assert response.status_code == 422
    assert "Kept text" in soup_of(response).select_one("#id_text").text
    assert not Mail.objects.filter(kind="volunteers.letter").exists()


def test_a_volunteer_who_withdrew_meanwhile_is_not_written_to(client, coordinator, application):
    withdraw(application=application)
    assert client.get(address("letter", application)).url == address("inspect", application)
    response = client.post(address("letter", application), {"key": KEY, "subject": "S", "text": "Kept text"})
    assert response.status_code == 422
    assert "Nobody can be written to here" in soup_of(response).text
    assert "Kept text" in soup_of(response).text
    assert not Mail.objects.filter(kind="volunteers.letter").exists()


def test_templates_are_kept_by_those_with_the_permission(client, page):
    add = reverse("sc_letter_templates:add")
    values = {"title": "Hello", "language": "es", "subject": "Hola {name}", "text": "Text"}
    sign_in(client, *COORDINATOR)
    assert client.post(add, values).status_code in (302, 403)
    assert not LetterTemplate.objects.exists()
    sign_in(client, "add_lettertemplate", username="writer")
    client.post(add, values)
    assert LetterTemplate.objects.get().language == "es"


def test_a_template_in_no_language_of_the_site_or_with_a_broken_subject_is_refused(admin_client):
    add = reverse("sc_letter_templates:add")
    admin_client.post(add, {"title": "T", "language": "xx", "subject": "S", "text": "T"})
    admin_client.post(add, {"title": "T", "language": "es", "subject": "S\nBcc: x", "text": "T"})
    assert not LetterTemplate.objects.exists()


def test_a_note_that_somebody_else_changed_meanwhile_is_not_overwritten_unread(client, coordinator, application):
    begun = mark_of("")
    client.post(address("note", application), {"note": "First words", "seen": begun})
    response = client.post(address("note", application), {"note": "Other words", "seen": begun})
    assert response.status_code == 422
    soup = soup_of(response)
    assert soup.select_one("[name=note]").text.strip() == "Other words"
    assert "First words" in soup.text
    application.refresh_from_db()
    assert application.note == "First words"
    client.post(address("note", application), {"note": "Both", "seen": soup.select_one("[name=seen]")["value"]})
    application.refresh_from_db()
    assert application.note == "Both"
