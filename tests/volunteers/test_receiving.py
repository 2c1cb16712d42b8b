"""Stored once; answered; robots go to the tray, and nothing is lost."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from headless.models import Mail
from tests.factories.volunteers import ApplicationFactory, SignUpPageFactory, add_question
from volunteers import guards, queries
from volunteers.actions import receive_application as receiving
from volunteers.actions.accept_suspect import accept_suspect
from volunteers.actions.change_state import Refused, change_state
from volunteers.actions.write_letter import write_letter
from volunteers.models import Application, FormVersion

from .browsing import GOOD, mails_sent, open_form, send_form, soup_of, token_for


@pytest.fixture
def page(home):
    return SignUpPageFactory(parent=home, slug="mentor", promise_days=5)


def the_tray():
    return list(Application.objects.filter(state="suspect").values_list("suspicion", flat=True))


def limits(settings, **values):
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, **values}


# --- Once ------------------------------------------------------------------------------------------------------------


def test_a_form_sent_twice_is_stored_once_and_answered_alike(client, page):
    action, unseen = open_form(client, page)
    answers = [client.post(action, {**unseen, **GOOD}) for _time in range(3)]
    assert {(answer.status_code, answer.url) for answer in answers} == {(302, "/en/mentor/thanks/")}
    assert Application.objects.count() == 1
    assert len(mails_sent()) == 1


def test_sent_again_with_other_answers_it_comes_back_with_a_new_number(client, page):
    action, unseen = open_form(client, page)
    client.post(action, {**unseen, **GOOD})
    response = client.post(action, {**unseen, **GOOD, "name": "Ana Other"})
    assert response.status_code == 422
    form = soup_of(response).form
    assert form.select_one("[name=name]")["value"] == "Ana Other"
    unseen = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    assert client.post(action, {**unseen, **GOOD, "name": "Ana Other"}).status_code == 302
    assert Application.objects.count() == 2


def test_the_same_form_at_the_same_moment_is_stored_once(page, monkeypatch):
    """As two servers see it: neither finds the other's row before it writes its own."""
    form = page.form_class()(GOOD)
    assert form.is_valid()
    first = receiving.receive_application(page=page, form=form, key="k")
    looked = []

    def blind_once(*args):
        looked.append(args)
        return None if len(looked) == 1 else stored(*args)

    stored = receiving._stored
    monkeypatch.setattr(receiving, "_stored", blind_once)
    again = receiving.receive_application(page=page, form=form, key="k")
    assert again.again and again.application == first.application
    assert Application.objects.count() == 1


@pytest.mark.parametrize("change", ["", "x", "other-page", "cut"])
def test_a_form_that_we_did_not_hand_out_comes_back_with_everything_kept(client, page, home, change):
    action, unseen = open_form(client, page)
    token = unseen[guards.TOKEN]
    other = SignUpPageFactory(parent=home, slug="other")
    token = {"": "", "x": token + "x", "other-page": token_for(other), "cut": token[:10]}[change]
    response = client.post(action, {**GOOD, guards.TOKEN: token})
    assert response.status_code == 422
    assert soup_of(response).select_one("[name=name]")["value"] == "Ana Sample"
    assert "send it again" in soup_of(response).select_one("#error-summary").text
    assert not Application.objects.exists()


def test_form_and_answer_are_kept_by_no_cache(client, page):
    for address in (page.get_url(), page.thanks_url):
        assert "no-store" in client.get(address).headers["Cache-Control"]


def test_a_form_that_staff_changed_meanwhile_comes_back_to_be_looked_over(client, page):
    """What she agrees to is what she saw; no answer of hers is lost in silence."""
    question = add_question(page, "Town", required=False)
    action, unseen = open_form(client, page)
    question.delete()
    page.refresh_from_db()
    page.privacy_text = "<p>Something else.</p>"
    page.save()
    response = client.post(action, {**unseen, **GOOD, "town": "Here"})
    assert response.status_code == 422
    assert "changed this form" in soup_of(response).select_one("#error-summary").text
    assert not Application.objects.exists()
    unseen = {field["name"]: field["value"] for field in soup_of(response).form.select("input[type=hidden]")}
    assert client.post(action, {**unseen, **GOOD}).status_code == 302
    assert "Something else." in Application.objects.get().form.privacy_text


def test_a_form_that_came_back_keeps_its_age_or_may_be_sent_at_once(client, page, settings, monkeypatch):
    limits(settings, SIGN_UP_MIN_SECONDS=3600)
    action, unseen = open_form(client, page)
    response = client.post(action, {**unseen, **GOOD, "name": ""})
    assert soup_of(response).select_one(f"[name={guards.TOKEN}]")["value"] == unseen[guards.TOKEN], "the same copy"
    from_long_ago = time.time() - 10 * 24 * 3600
    with monkeypatch.context() as past:
        past.setattr("django.core.signing.time.time", lambda: from_long_ago)
        stale = token_for(page)
    response = client.post(action, {**GOOD, guards.TOKEN: stale})
    again = soup_of(response).select_one(f"[name={guards.TOKEN}]")["value"]
    assert client.post(action, {**GOOD, guards.TOKEN: again}).status_code == 302
    assert the_tray() == []


@pytest.mark.parametrize("sent", ["", "junk", "forged"])
def test_what_never_had_the_form_gets_no_token_that_may_come_back_at_once(client, page, settings, sent):
    limits(settings, SIGN_UP_MIN_SECONDS=3600)
    token = {"": "", "junk": "a:b:c", "forged": token_for(page)[:-3] + "abc"}[sent]
    action = f"/second-chances/sign-up/{page.pk}/"
    response = client.post(action, {**GOOD, guards.TOKEN: token})
    assert response.status_code == 422
    token = soup_of(response).select_one(f"[name={guards.TOKEN}]")["value"]
    assert client.post(action, {**GOOD, guards.TOKEN: token}).status_code == 302
    assert the_tray() == ["too_fast"]


# --- Answered ----------------------------------------------------------------------------------------------------------


def test_page_and_mail_say_by_when_and_mean_the_same(client, page):
    page.acknowledgement_text = "Good to hear from you."
    page.reply_to = "coordinator@example.org"
    page.save()
    response = client.get(send_form(client, page).url)
    assert "We answer within 5 days." in response.content.decode()
    (mail,) = mails_sent()
    application = Application.objects.get()
    assert mail.to == ["ana@example.org"] and mail.reply_to == ["coordinator@example.org"]
    assert "Hello Ana Sample," in mail.body and "Good to hear from you." in mail.body
    due = timezone.localtime(application.answer_by)
    assert f"by {due:%b}" in mail.body.replace(".", "") or str(due.day) in mail.body
    assert timedelta(days=4) < application.answer_by - timezone.now() <= timedelta(days=5)


@pytest.mark.parametrize("name", ["Ana <b>", "Ana {{ 7 }} {name}", "Ana & Co", "=cmd|' /C calc'!A0"])
def test_odd_names_stand_in_the_mail_as_they_were_written(client, page, name):
    send_form(client, page, name=name)
    (mail,) = mails_sent()
    assert f"Hello {name}," in mail.body
    assert name not in str(mail.message()["Subject"]) + str(mail.message()["To"])


def test_news_of_several_changes_come_in_one_mail_that_says_how_it_stands_then(client, page):
    send_form(client, page)
    mails_sent()
    application = Application.objects.get()
    change_state(application=application, state="reading", tell=True)
    change_state(application=application, state="written", tell=True)
    assert mails_sent() == [], "ten minutes are left to think again"
    Mail.objects.update(due_at=timezone.now())
    (mail,) = mails_sent()
    assert "We have written to you" in mail.body


def test_that_a_form_waits_again_is_told_as_well(client, page):
    send_form(client, page)
    mails_sent()
    application = Application.objects.get()
    for state in ("reading", "received"):
        change_state(application=application, state=state, tell=True)
        Mail.objects.update(due_at=timezone.now())
        (mail,) = mails_sent()
    assert mail.subject == "Your form “Become a mentor”: received"
    assert "waits to be read" in mail.body


def test_what_is_not_to_be_told_is_not_told_by_an_earlier_mail(client, page):
    send_form(client, page)
    mails_sent()
    application = Application.objects.get()
    change_state(application=application, state="reading", tell=True)
    change_state(application=application, state="closed", decision="spam", tell=False)
    Mail.objects.update(due_at=timezone.now())
    assert mails_sent() == []


def test_a_letter_moves_the_application_and_is_in_the_trail(client, page, admin_user):
    send_form(client, page)
    for _click in range(2):
        write_letter(application=Application.objects.get(), subject="Tea?", text="On Monday?", key="1", user=admin_user)
    application = Application.objects.get()
    assert application.state == "written"
    assert [(mail.subject, mail.body) for mail in mails_sent()].count(("Tea?", "On Monday?")) == 1
    assert set(ModelLogEntry.objects.values_list("action", flat=True)) == {
        "sc_volunteers.letter",
        "sc_volunteers.state",
    }


def test_closing_needs_a_decision(page):
    application = ApplicationFactory(page=page)
    with pytest.raises(Refused, match="how it ended"):
        change_state(application=application, state="closed")
    assert change_state(application=application, state="closed", decision="welcomed").decision == "welcomed"
    assert change_state(application=application, state="reading").decision == ""


@pytest.mark.parametrize("state", ["withdrawn", "suspect"])
def test_withdrawn_ones_and_suspects_are_not_moved_by_staff(page, state):
    with pytest.raises(Refused):
        change_state(application=ApplicationFactory(page=page, state=state), state="reading")
    with pytest.raises(Refused):
        change_state(application=ApplicationFactory(page=page), state=state)


def test_a_form_that_staff_change_has_a_new_version_and_old_answers_keep_theirs(client, page):
    send_form(client, page)
    send_form(client, page, email="b@example.org")
    add_question(page, "Town", required=False)
    send_form(client, page, town="Here")
    assert list(FormVersion.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    first, second, third = Application.objects.order_by("submitted_at")
    assert first.form == second.form != third.form
    assert "Town" not in [answer.label for answer in first.answers_as_asked()]


# --- Sensitive ---------------------------------------------------------------------------------------------------------


def test_sensitive_answers_are_kept_apart(client, page):
    add_question(page, "Convicted?", required=False, sensitive=True)
    send_form(client, page, convicted="Yes, in 2001.")
    application = Application.objects.get()
    assert "convicted" not in application.answers
    assert application.sensitive_answers == {"convicted": "Yes, in 2001."}
    shown = {answer.name: answer.values for answer in application.answers_as_asked()}
    assert shown["convicted"] is None
    assert {a.name: a.values for a in application.answers_as_asked(sensitive=True)}["convicted"] == ["Yes, in 2001."]


# --- Robots ------------------------------------------------------------------------------------------------------------


def test_what_fills_in_the_hidden_field_goes_to_the_tray_with_the_same_answer(client, page):
    assert send_form(client, page, **{guards.TRAP: "http://spam.example"}).url == page.thanks_url
    assert the_tray() == ["honeypot"]
    assert mails_sent() == [], "its address may be somebody else's"


def test_what_comes_back_at_once_goes_to_the_tray(client, page, settings):
    limits(settings, SIGN_UP_MIN_SECONDS=3)
    assert send_form(client, page).url == page.thanks_url
    assert the_tray() == ["too_fast"]


def test_a_page_may_ask_for_proof_and_without_script_the_form_waits_in_the_tray(client, page):
    page.proof_of_work = True
    page.save()
    response = client.get(page.get_url())
    assert "noscript" in response.content.decode()
    assert send_form(client, page).url == page.thanks_url
    assert the_tray() == ["no_proof"]


def test_many_forms_with_one_address_go_to_the_tray_whether_it_is_known_or_not(client, page, settings):
    limits(settings, SIGN_UPS_PER_EMAIL="2/3600")
    assert {send_form(client, page).url for _time in range(4)} == {page.thanks_url}
    assert the_tray() == ["many", "many"]
    assert len(mails_sent()) == 2


def test_many_forms_from_one_connection_are_put_off_with_everything_kept(client, page, settings):
    limits(settings, SIGN_UPS_PER_ADDRESS="1/3600")
    assert send_form(client, page).status_code == 302
    response = send_form(client, page, name="Second Person")
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 3601
    assert soup_of(response).select_one("[name=name]")["value"] == "Second Person"
    assert "minutes" in soup_of(response).select_one("#error-summary").text


def test_a_person_is_taken_out_of_the_tray_and_answered(client, page):
    send_form(client, page, **{guards.TRAP: "x"})
    Application.objects.update(submitted_at=timezone.now() - timedelta(days=30), answer_by=timezone.now())
    accept_suspect(application=Application.objects.get())
    application = Application.objects.get()
    assert application.state == "received" and not application.is_late
    assert len(mails_sent()) == 1
    accept_suspect(application=application)
    assert mails_sent() == []


# --- Closed, full, searched --------------------------------------------------------------------------------------------


def test_a_closed_form_takes_nothing_and_says_so(client, page):
    action, unseen = open_form(client, page)
    page.closes_at = timezone.now() - timedelta(minutes=1)
    page.save()
    assert "This sign-up is closed." in client.get(page.get_url()).content.decode()
    assert soup_of(client.get(page.get_url())).select_one("form[method=post]") is None
    response = client.post(action, {**unseen, **GOOD})
    assert response.status_code == 410
    assert not Application.objects.exists()


def test_a_full_disk_is_a_plain_page_and_not_a_traceback(client, page, monkeypatch):
    action, unseen = open_form(client, page)

    def full(**kwargs):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("volunteers.actions.take_form.receive_application", full)
    response = client.post(action, {**unseen, **GOOD})
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert "could not be stored" in response.content.decode()
    assert "disk" not in response.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [("ana", 1), ("SAM", 1), ("sample an", 1), ("ana@exa", 1), ("anna", 0), ("", 1), ("!!!", 1), ("an other", 0)],
)
def test_coordinators_find_by_beginnings_of_name_and_address(page, query, found):
    ApplicationFactory(page=page, name="Aña Sample", email="ana@example.org")
    assert queries.search(Application.objects.all(), query).count() == found


def test_reading_a_form_twice_at_once_does_not_share_its_number(page):
    tokens = set()
    threads = [threading.Thread(target=lambda: tokens.add(guards.make_token(page.pk, "0" * 64))) for _n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(tokens) == 8


def test_the_sign_up_works_without_any_cookie(page):
    client = Client(enforce_csrf_checks=True)
    assert send_form(client, page).status_code == 302
    assert not client.cookies
