"""A volunteer's own page: by a link, without an account."""

import json
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from headless.checks import rates_can_be_read
from headless.models import Mail
from tests.factories.volunteers import ApplicationFactory, SignUpPageFactory, add_question
from volunteers import mails, tasks
from volunteers.actions.change_state import change_state
from volunteers.actions.correct_contact import correct_contact
from volunteers.actions.withdraw import withdraw
from volunteers.actions.write_letter import write_letter
from volunteers.models import AccessLink, Application
from volunteers.search_terms import hash_of_email

from .browsing import link_in, mails_sent, open_own_page, press, send_form, soup_of


@pytest.fixture
def client():
    """A browser that checks CSRF like a real one."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def page(home):
    page = SignUpPageFactory(parent=home, slug="mentor")
    add_question(page, "Why?", "multiline", required=False)
    add_question(page, "Ever convicted?", "singleline", required=False, sensitive=True)
    return page


@pytest.fixture
def link(client, page):
    """The link in the acknowledgement of a form that Ana sent."""
    response = send_form(client, page, why="To listen.", ever_convicted="Yes, in 2001.")
    assert response.status_code == 302, response.content.decode()
    (mail,) = mails_sent()
    return link_in(mail.body)


def ask(client, page, email="ana@example.org"):
    address = f"/second-chances/sign-up/{page.pk}/link/"
    return press(client, client.get(address), "Send me the link", email=email)


def test_the_page_shows_what_she_sent_and_where_it_stands(client, link):
    soup = soup_of(open_own_page(client, link))
    assert "To listen." in soup.text and "Yes, in 2001." in soup.text
    assert soup.select_one("[aria-current=step]").text.strip() == "Received"
    assert "You hear from us by" in soup.text


@pytest.mark.parametrize("state", ["reading", "written", "closed"])
def test_the_page_follows_the_state(client, link, state):
    application = Application.objects.get()
    change_state(application=application, state=state, decision="not_now" if state == "closed" else "")
    soup = soup_of(open_own_page(client, link))
    application.refresh_from_db()
    assert soup.select_one("[aria-current=step]").text.strip() == application.get_state_display()
    assert "Not a match" not in soup.text, "the decision is for staff"


def test_who_is_late_says_so(client, link):
    Application.objects.update(answer_by=timezone.now() - timedelta(days=1))
    assert "we are late" in soup_of(open_own_page(client, link)).text


def test_looking_at_the_link_opens_nothing(client, link):
    response = client.get(link)
    assert "To listen." not in response.content.decode()
    assert client.get("/second-chances/sign-up/mine/").status_code == 410
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in response.headers["Cache-Control"]


def test_another_site_cannot_press_the_button(client, link):
    assert client.post(link).status_code == 403


def test_the_link_is_not_in_the_log(link, caplog):
    assert Client(enforce_csrf_checks=True).post(link).status_code == 403
    assert "/mine/…/" in caplog.text, "something was said about it"
    assert link.split("/")[-2] not in caplog.text


def test_the_address_after_opening_holds_no_secret(client, link):
    response = press(client, client.get(link), "Open my page")
    assert response.url == "/second-chances/sign-up/mine/"
    cookie = response.cookies["sc-own-page"]
    assert cookie["httponly"] and cookie["samesite"] == "Strict" and cookie["path"] == response.url
    assert "no-store" in client.get(response.url).headers["Cache-Control"]


def test_the_link_of_the_acknowledgement_works_for_thirty_days_and_more_than_once(client, link):
    open_own_page(client, link)
    open_own_page(Client(), link)
    AccessLink.objects.update(expires_at=timezone.now() + timedelta(days=30), created_at=timezone.now())
    assert AccessLink.objects.get().expires_at - timezone.now() <= timedelta(days=30)
    AccessLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(link).status_code == 410


def test_a_link_that_was_asked_for_works_once_and_for_fifteen_minutes(client, link, page):
    ask(client, page)
    (mail,) = mails_sent()
    again = link_in(mail.body)
    assert again != link
    client.get(again)  # a mail program that looks into it
    assert "To listen." in open_own_page(client, again).content.decode()
    assert Client().get(again).status_code == 410
    assert client.get("/second-chances/sign-up/mine/").status_code == 200, "it stays open where it was opened"
    asked = AccessLink.objects.get(single_use=True)
    assert timedelta(minutes=14) < asked.expires_at - asked.created_at <= timedelta(minutes=15)


def test_a_link_can_be_asked_for_again_as_soon_as_the_first_has_left(client, link, page):
    ask(client, page)
    ask(client, page)
    (first,) = mails_sent()
    open_own_page(Client(), link_in(first.body))
    ask(client, page)
    (second,) = mails_sent()
    assert "To listen." in open_own_page(Client(), link_in(second.body)).content.decode()


def test_fifteen_minutes_count_from_the_moment_at_which_the_mail_leaves(client, link, page, monkeypatch):
    ask(client, page)
    monkeypatch.setattr("headless.jobs.outbox._message", raise_away)
    assert mails_sent() == []
    later = timedelta(hours=2)
    Mail.objects.update(created_at=timezone.now() - later, due_at=timezone.now())
    AccessLink.objects.filter(single_use=True).update(expires_at=timezone.now() - later)
    monkeypatch.undo()
    (mail,) = mails_sent()
    asked = AccessLink.objects.get(single_use=True)
    assert timedelta(minutes=14) < asked.expires_at - timezone.now() <= timedelta(minutes=15)
    assert client.get(link_in(mail.body)).status_code == 200


def test_a_link_that_nobody_waits_for_any_more_is_not_sent(client, link, page):
    ask(client, page)
    Mail.objects.update(created_at=timezone.now() - timedelta(hours=7))
    assert mails_sent() == []


def raise_away(*args):
    raise ConnectionRefusedError


def test_the_answer_to_asking_is_the_same_for_known_and_unknown_addresses(client, link, page):
    def without_token(response):
        soup = soup_of(response)
        for field in soup.select("input[name=csrfmiddlewaretoken]"):
            field["value"] = ""
        return response.status_code, str(soup)

    known, unknown = ask(client, page), ask(client, page, email="nobody@example.org")
    assert without_token(known) == without_token(unknown)
    assert Mail.objects.filter(kind="volunteers.links").count() == 2, "the same work is done for both"
    assert [mail.to for mail in mails_sent()] == [["ana@example.org"]]


def test_an_address_is_known_in_whatever_letters_it_is_written(client, link, page):
    ask(client, page, email=" ANA@Example.org ")
    assert len(mails_sent()) == 1


@pytest.mark.parametrize("likeness", ["\u212a", "\u017f"])
def test_an_address_that_only_looks_alike_is_another(client, page, likeness):
    """The signs for kelvin and for a long s become "k" and "s" where letters are made small."""
    plain = {"\u212a": "k", "\u017f": "s"}[likeness]
    response = send_form(client, page, email=f"{likeness}im@example.org", name="Stranger")
    assert response.status_code == 422
    assert "without accents" in soup_of(response).select_one("#error-summary").text
    assert ask(client, page, email=f"{likeness}im@example.org").status_code == 422
    send_form(client, page, email=f"{plain}im@example.org", name="Kim")
    # As it was stored before such letters were refused: with the same hash, and newer.
    victim = Application.objects.get()
    ApplicationFactory(page=page, form=victim.form, email=f"{likeness}im@example.org", email_hash=victim.email_hash)
    mails_sent()
    ask(client, page, email=f"{plain.upper()}im@example.org")
    (mail,) = mails_sent()
    assert mail.to == [f"{plain}im@example.org"]
    assert mail.body.count("/mine/") == 1
    assert "Kim" in open_own_page(Client(), link_in(mail.body)).content.decode()
    assert hash_of_email(f"{likeness}im@example.org") != victim.email_hash


def test_an_address_is_corrected_to_letters_that_others_read_alike_never(client, link):
    response = press(client, open_own_page(client, link), "Save", name="Ana", email="\u212aim@example.org")
    assert response.status_code == 422
    assert Application.objects.get().email == "ana@example.org"


def test_one_form_after_another_is_in_one_mail(client, link, page):
    send_form(client, page)
    mails_sent()
    ask(client, page)
    (mail,) = mails_sent()
    assert mail.body.count("/mine/") == 2


def test_contact_data_are_corrected(client, link, page):
    own = open_own_page(client, link)
    response = press(client, own, "Save", name="Ana B. Sample", email="new@example.org")
    assert "Corrected" in client.get(response.url).content.decode()
    write_letter(application=Application.objects.get(), subject="Hello", text="Hello", key="1")
    assert {tuple(mail.to) for mail in mails_sent()} == {("new@example.org",)}


def test_after_a_correction_the_link_that_went_to_the_wrong_address_opens_nothing(client, link):
    stranger = Client()
    open_own_page(stranger, link)
    own = open_own_page(client, link)
    press(client, own, "Save", name="Ana Sample", email="new@example.org")
    assert Client().get(link).status_code == 410
    assert client.get("/second-chances/sign-up/mine/").status_code == 200, "where she corrected it, it stays open"
    assert stranger.get("/second-chances/sign-up/mine/").status_code == 410
    (mail,) = mails_sent()
    assert mail.to == ["new@example.org"]
    assert Client().get(link_in(mail.body)).status_code == 200


@pytest.mark.parametrize("kind", ["acknowledgement", "news", "links"])
def test_an_address_that_is_corrected_while_a_mail_is_written_leaves_the_old_one_without_a_link(
    client, link, page, monkeypatch, kind
):
    own_page = mails._own_page

    def after_a_correction(application, mail, **options):
        monkeypatch.setattr(mails, "_own_page", own_page)
        correct_contact(link=AccessLink.objects.get(), name="Ana", email="new@example.org")
        return own_page(application, mail, **options)

    if kind == "acknowledgement":
        Mail.objects.update(state="queued")
    elif kind == "news":
        change_state(application=Application.objects.get(), state="reading", tell=True)
        Mail.objects.update(due_at=timezone.now())
    else:
        ask(client, page)
    monkeypatch.setattr(mails, "_own_page", after_a_correction)
    first = mails_sent()
    Mail.objects.update(due_at=timezone.now())
    sent = [*first, *mails_sent()]
    assert {tuple(mail.to) for mail in sent} == {("new@example.org",)}
    assert len(sent) == (1 if kind == "links" else 2)
    assert all(Client().get(link_in(mail.body)).status_code == 200 for mail in sent)


def test_corrections_cannot_be_used_to_send_mails_to_many(client, link):
    own = open_own_page(client, link)
    answers = [press(client, own, "Save", name="Ana", email=f"n{n}@example.org").status_code for n in range(7)]
    assert answers == [302] * 5 + [429] * 2


def test_a_correction_with_errors_keeps_what_was_written(client, link):
    response = press(client, open_own_page(client, link), "Save", name="Ana B. Sample", email="not an address")
    assert response.status_code == 422
    soup = soup_of(response)
    assert soup.select_one("[name=email]")["value"] == "not an address"
    assert soup.select_one("[name=email]")["aria-invalid"] == "true"
    assert Application.objects.get().email == "ana@example.org"


def test_withdrawing_ends_links_mails_and_the_open_page(client, link, page):
    own = open_own_page(client, link)
    write_letter(application=Application.objects.get(), subject="Hello", text="Hello", key="1")
    response = press(client, own, "Withdraw my form", **{"withdraw_form-sure": "on"})
    assert "withdrawn" in response.content.decode()
    assert Application.objects.get().state == "withdrawn"
    assert mails_sent() == []
    assert client.get(link).status_code == 410
    assert client.get("/second-chances/sign-up/mine/").status_code == 410
    ask(client, page)
    assert mails_sent() == []


@pytest.mark.parametrize("button", ["Withdraw my form", "Delete everything"])
def test_nothing_ends_without_the_tick(client, link, button):
    response = press(client, open_own_page(client, link), button)
    assert response.status_code == 422
    assert "Nothing was changed" in response.content.decode()
    assert Application.objects.get().state == "received"


def test_a_page_that_was_open_is_closed_by_withdrawing_elsewhere(client, link):
    open_own_page(client, link)
    withdraw(application=Application.objects.get())
    assert client.get("/second-chances/sign-up/mine/").status_code == 410


def test_deleting_leaves_nothing(client, link):
    response = press(client, open_own_page(client, link), "Delete everything", **{"erase_form-sure": "on"})
    assert "deleted" in response.content.decode()
    assert not Application.objects.exists()
    assert not Mail.objects.exists()
    assert client.get(link).status_code == 410


def test_she_downloads_all_of_it(client, link):
    response = press(client, open_own_page(client, link), "Download my data")
    assert "attachment" in response.headers["Content-Disposition"]
    assert "no-store" in response.headers["Cache-Control"]
    data = json.loads(response.content)
    answers = {answer["question"]: answer["answer"] for answer in data["answers"]}
    assert answers["Why?"] == ["To listen."] and answers["Ever convicted?"] == ["Yes, in 2001."]
    assert data["mails"][0]["subject"] == "We have your form"


def test_the_page_can_be_closed_on_a_shared_device(client, link):
    press(client, open_own_page(client, link), "Close this page")
    assert client.get("/second-chances/sign-up/mine/").status_code == 410
    assert client.get(link).status_code == 200


@pytest.mark.parametrize("token", ["x", "A" * 43, "A" * 44, "ñ", "A" * 5000, "=" * 44, "....", "%00"])
def test_made_up_links_open_nothing(client, link, token):
    assert client.get(f"/second-chances/sign-up/mine/{token}/").status_code in (404, 410)


def test_one_cookie_does_not_open_another_page(client, link, page):
    open_own_page(client, link)
    client.cookies["sc-own-page"] = client.cookies["sc-own-page"].value.replace(":", "x:", 1)
    assert client.get("/second-chances/sign-up/mine/").status_code == 410


def test_the_copy_for_staff_has_no_link(client, link):
    copy = Mail.objects.get().text
    assert "Hello Ana Sample," in copy and "/mine/…/" in copy
    assert link.split("/")[-2] not in copy


def test_in_spanish_everything_is_spanish(client, page, home, spanish):
    home.copy_for_translation(spanish).save_revision().publish()
    translated = page.copy_for_translation(spanish)
    translated.save_revision().publish()
    translated.refresh_from_db()
    send_form(client, translated)
    (mail,) = mails_sent()
    assert mail.subject == "Hemos recibido tu formulario"
    response = client.get(link_in(mail.body))
    assert soup_of(response).html["lang"] == "es"
    assert "Abrir mi página" in response.content.decode()


def test_after_the_page_is_unpublished_the_link_can_still_be_asked_for(client, link, page):
    page.save_revision().publish()
    page.refresh_from_db()
    page.unpublish()
    assert "on its way" in ask(client, page).content.decode()
    assert len(mails_sent()) == 1


def closed_to_readers(page, how):
    if how == "on no site":
        page.move(Page.get_first_root_node(), "last-child")
    else:
        page.view_restrictions.create(restriction_type=how, password="secret")
    if how == "password":
        page.title = "For members alone"
        page.save_revision().publish()


@pytest.mark.parametrize("how", ["password", "login", "on no site"])
def test_what_is_hers_stays_hers_when_the_page_is_closed_to_readers(client, link, page, how):
    closed_to_readers(page, how)
    response = ask(client, page)
    assert "on its way" in response.content.decode()
    (mail,) = mails_sent()
    own = open_own_page(client, link_in(mail.body))
    assert "To listen." in own.content.decode()
    assert press(client, own, "Save", name="", email="x").status_code == 422
    assert press(client, own, "Download my data").status_code == 200
    response = press(client, own, "Delete everything", **{"erase_form-sure": "on"})
    assert response.status_code == 200
    assert "Everything is deleted" in response.content.decode()
    assert not Application.objects.exists()


def test_nothing_of_a_page_that_is_closed_to_readers_is_told_there(client, link, page):
    closed_to_readers(page, "password")
    for response in (client.get(f"/second-chances/sign-up/{page.pk}/link/"), open_own_page(client, link)):
        assert response.status_code == 200
        assert "For members alone" not in response.content.decode()
        assert page.get_url() not in response.content.decode()


def test_requests_for_links_are_forgotten_after_a_day(client, link, page):
    ask(client, page, email="nobody@example.org")
    ask(client, page)
    mails_sent()
    Mail.objects.filter(kind="volunteers.links").update(created_at=timezone.now() - timedelta(days=2))
    tasks.delete_due.enqueue()
    assert not Mail.objects.filter(kind="volunteers.links").exists()
    assert Mail.objects.filter(kind="volunteers.acknowledgement").exists()


def test_one_mailbox_gets_few_links_and_the_answer_does_not_change(client, link, page):
    answers, sent = set(), 0
    for _time in range(9):
        answers.add(ask(client, page).status_code)
        sent += len(mails_sent())
    assert answers == {200}
    assert sent == 5


def test_a_stranger_who_asks_too_often_keeps_nobody_from_her_link(client, link, page):
    for _time in range(9):
        ask(client, page)
        mails_sent()
    her = Client(REMOTE_ADDR="192.0.2.7")
    assert ask(her, page).status_code == 200
    assert len(mails_sent()) == 1


@pytest.mark.parametrize("name", ["LINKS_PER_ASKER", "LINKS_PER_EMAIL", "CORRECTIONS_PER_APPLICATION"])
def test_a_site_sets_these_limits_itself(client, link, page, settings, name):
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, name: "1/3600"}
    if name == "CORRECTIONS_PER_APPLICATION":
        own = open_own_page(client, link)
        answers = [press(client, own, "Save", name=f"Ana {n}", email="ana@example.org") for n in range(2)]
        assert [answer.status_code for answer in answers] == [302, 429]
    else:
        sent = 0
        for number in range(3):
            assert (
                ask(Client(REMOTE_ADDR=f"192.0.2.{1 if name.endswith('ASKER') else number}"), page).status_code == 200
            )
            sent += len(mails_sent())
        assert sent == 1
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, name: "often"}
    assert [error.id for error in rates_can_be_read(None)] == ["sc_headless.E008"]


def test_links_are_sent_between_two_keys(client, link, page, settings):
    old, new = settings.SECOND_CHANCES["ENCRYPTION_KEYS"][0], Fernet.generate_key().decode()
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "ENCRYPTION_KEYS": (new, old)}
    ask(client, page)
    (mail,) = mails_sent()
    assert Client().get(link_in(mail.body)).status_code == 200


@pytest.mark.parametrize("address", ["mine/", "{page}/link/"])
def test_a_database_that_is_away_is_said_plainly(client, link, page, address, monkeypatch, caplog):
    open_own_page(client, link)

    def away(*args, **kwargs):
        raise OperationalError(f"cannot store {link}")

    monkeypatch.setattr("volunteers.models.AccessLink.objects.select_related", away)
    monkeypatch.setattr("volunteers.views.own_page.find_page", away)
    response = client.get(f"/second-chances/sign-up/{address.format(page=page.pk)}")
    assert response.status_code == 503
    assert "could not be stored" in response.content.decode()
    assert link.split("/")[-2] not in caplog.text
