"""Sign-ups from elsewhere: the form as data, and the rules of the site's own form when it is sent."""

import json
import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from headless.models import FrontEnd, Mail
from tests.factories.site_project import make_site
from tests.factories.volunteers import SignUpPageFactory, add_question
from tests.published import document_of
from volunteers import proof_of_work
from volunteers.models import Application

from .browsing import mails_sent
from .test_proof_of_work import encode, solve

GOOD = {"name": "Ana Sample", "email": "ana@example.org", "is_adult": True, "agrees_to_privacy": True}


@pytest.fixture
def page(home):
    return SignUpPageFactory(parent=home, slug="mentor", promise_days=5)


def send(client, page, answers=GOOD, *, key=None, **options):
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(
        f"/api/v1/forms/{page.pk}/submissions",
        json.dumps(answers),
        content_type="application/json",
        headers=headers,
        **options,
    )


def errors_of(response) -> dict[str, str]:
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Cache-Control"] == "no-store"
    return {error["field"]: error["message"] for error in response.json()["errors"]}


def limits(settings, **values):
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, **values}


# --- The form as data ------------------------------------------------------------------------------------------------


def test_a_form_is_listed_with_everything_that_is_needed_to_show_it(client, page):
    add_question(page, "How did you hear of us?", "radio", choices="Friends\nNews", help_text="So we can thank them.")
    (form,) = client.get("/api/v1/forms").json()["items"]
    assert form["slug"] == "mentor" and form["url"] == "http://localhost/en/mentor/"
    assert [question["name"] for question in form["fields"]] == [
        "name",
        "email",
        "how_did_you_hear_of_us",
        "is_adult",
        "agrees_to_privacy",
    ]
    asked = form["fields"][2]
    assert asked["kind"] == "radio" and asked["choices"] == ["Friends", "News"] and asked["required"] is True
    assert asked["help"] == "So we can thank them." and "sensitive" not in asked
    response = client.get(f"/api/v1/forms/{page.pk}")
    assert response.json() == form
    assert "no-store" not in response.headers["Cache-Control"]


# --- Sent ------------------------------------------------------------------------------------------------------------


def test_a_form_that_was_sent_is_stored_confirmed_and_answered(client, page):
    page.thanks_text = f'<p>A coordinator reads your form. <a linktype="page" id="{page.pk}">Here</a></p>'
    page.save()
    response = send(client, page)
    assert response.status_code == 201
    (application,) = Application.objects.all()
    answer = response.json()
    assert 'href="http://localhost/en/' in answer["message_html"]
    assert answer["promise_days"] == 5 and "A coordinator reads your form" in answer["message_html"]
    assert answer["answer_by"][:19] == application.answer_by.isoformat()[:19]
    assert application.name == "Ana Sample" and application.answers == {"is_adult": True, "agrees_to_privacy": True}
    assert str(application.pk) not in response.content.decode()
    assert application.submission_key not in response.content.decode()
    assert len(mails_sent()) == 1
    assert response.headers["Cache-Control"] == "no-store"


def test_it_may_come_as_browsers_send_forms(client, page):
    answers = {"name": "Ana", "email": "ana@example.org", "is_adult": "on", "agrees_to_privacy": "on"}
    assert client.post(f"/api/v1/forms/{page.pk}/submissions", answers).status_code == 415  # multipart
    response = client.post(
        f"/api/v1/forms/{page.pk}/submissions",
        "name=Ana&email=ana%40example.org&is_adult=on&agrees_to_privacy=on",
        content_type="application/x-www-form-urlencoded",
    )
    assert response.status_code == 201


def test_answers_of_every_kind_are_taken(client, page):
    add_question(page, "About you", "multiline")
    add_question(page, "Days", "checkboxes", choices="Monday\nTuesday\nFriday")
    add_question(page, "Hours", "number")
    answers = {**GOOD, "about_you": "Two\nlines", "days": ["Monday", "Friday"], "hours": 3}
    assert send(client, page, answers).status_code == 201
    stored = Application.objects.get().answers
    assert (stored["about_you"], stored["days"], stored["hours"]) == ("Two\nlines", ["Monday", "Friday"], "3")


def test_the_same_key_gives_the_same_id_and_one_application(client, page):
    ids = {send(client, page, key="k-1").json()["id"] for _time in range(3)}
    assert len(ids) == 1
    assert Application.objects.count() == 1
    assert len(mails_sent()) == 1
    assert send(client, page, key="k-2").json()["id"] not in ids


def test_without_a_key_each_request_counts(client, page):
    assert send(client, page).json()["id"] != send(client, page).json()["id"]
    assert Application.objects.count() == 2


def test_a_key_that_comes_with_other_answers_is_refused(client, page):
    send(client, page, key="k-1")
    response = send(client, page, {**GOOD, "name": "Bea"}, key="k-1")
    assert response.status_code == 422
    assert "with other answers" in errors_of(response)["Idempotency-Key"]


@pytest.mark.parametrize("key", ["two words", "é", "x" * 256])
def test_what_is_no_key_is_refused(client, page, key):
    response = send(client, page, key=key)
    assert response.status_code == 422 and "Idempotency-Key" in errors_of(response)


@pytest.mark.usefixtures("initial_data_kept")
@pytest.mark.django_db(transaction=True)
def test_forty_at_once_with_one_key_all_get_the_same_id(settings):
    # The limits that a site begins with: one sending counts once, by however many ways it arrives.
    limits(settings, SIGN_UPS_PER_ADDRESS="20/3600", SIGN_UPS_PER_EMAIL="3/86400")
    page = SignUpPageFactory(parent=make_site(), slug="mentor")
    assert document_of(page)
    answers = []

    def one():
        try:
            answers.append(send(Client(), page, key="one-key"))
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} == {201}
    assert len(answers) == 40 and len({answer.json()["id"] for answer in answers}) == 1
    assert Application.objects.get().state == "received"
    assert Mail.objects.count() == 1


# --- What must be corrected ------------------------------------------------------------------------------------------


def test_each_field_has_the_message_that_the_site_shows(client, page):
    response = send(client, page, {"name": " ", "email": "ana", "is_adult": False})
    assert response.status_code == 422
    assert errors_of(response) == {
        "name": "Tell us your name.",
        "email": "This e-mail address is not complete. It should look like name@example.org.",
        "is_adult": "You can volunteer with us once you are 18. Tick the box if you are.",
        "agrees_to_privacy": "Without your agreement we may not keep your form. Tick the box to agree.",
    }
    assert not Application.objects.exists()


def test_messages_are_in_the_language_of_the_form(client, home, spanish):
    page = SignUpPageFactory(parent=home.copy_for_translation(spanish), slug="mentora", locale=spanish)
    home.get_translation(spanish).save_revision().publish()
    response = send(client, page, {})
    assert response.status_code == 422
    assert "Tell us your name." not in errors_of(response).values()


def test_questions_that_the_form_does_not_have_are_named_and_nothing_that_was_sent_is_repeated(client, page):
    response = send(client, page, {**GOOD, "colour": "canary-red", "email": "canary", "<b>": "x"})
    assert set(errors_of(response)) == {"colour", "email", "?b?"}
    assert "canary" not in response.content.decode()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", True),
        ("name", 5),
        ("name", ["Ana"]),
        ("name", None),
        ("name", {"first": "Ana"}),
        ("name", "\ud800"),
        ("name", "a\0b"),
        ("email", [1]),
        ("is_adult", 1),
        ("is_adult", ["on"]),
    ],
)
def test_answers_of_the_wrong_shape_are_named(client, page, name, value):
    response = send(client, page, {**GOOD, name: value})
    assert response.status_code == 422
    assert list(errors_of(response)) == [name]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"null", "application/json", 400),
        (b'{"name": NaN}', "application/json", 400),
        (b'{"name": ' + b"9" * 5000 + b"}", "application/json", 400),
        (b'{"a":' * 100_000, "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"", "application/json", 411),
        (b"x" * 1_000_001, "application/json", 413),
        (b"x" * 10_000_000, "application/json", 413),
        (b"<name/>", "application/xml", 415),
        (b"{}", "application/json; charset=utf-16", 415),
        (b"name=\xff", "application/x-www-form-urlencoded", 400),
        (b"name=%ff", "application/x-www-form-urlencoded", 422),
        (b"&".join(b"a%d=1" % n for n in range(10_001)), "application/x-www-form-urlencoded", 400),
    ],
)
def test_bodies_that_cannot_be_read_are_refused(client, page, body, kind, status):
    response = client.post(f"/api/v1/forms/{page.pk}/submissions", body, content_type=kind)
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    assert not Application.objects.exists()


def test_what_comes_in_pieces_is_refused_instead_of_lost(client, page):
    response = client.post(
        f"/api/v1/forms/{page.pk}/submissions",
        json.dumps(GOOD),
        content_type="application/json",
        headers={"transfer-encoding": "chunked"},
        CONTENT_LENGTH="",
    )
    assert response.status_code == 411
    assert response.headers["Content-Type"] == "application/problem+json"


def test_a_form_that_was_changed_since_it_was_shown_comes_back(client, page):
    version = client.get(f"/api/v1/forms/{page.pk}").json()["version"]
    assert send(client, page, {**GOOD, "sc-version": version}).status_code == 201
    page.privacy_text = "<p>Other words.</p>"
    page.save_revision().publish()
    response = send(client, page, {**GOOD, "sc-version": version})
    assert "We have changed this form" in errors_of(response)["sc-version"]


# --- Robots, limits, storage -----------------------------------------------------------------------------------------


def test_what_stands_in_the_trap_goes_to_the_tray_with_the_same_answer(client, page):
    response = send(client, page, {**GOOD, "sc-website": "http://example.org"})
    assert response.status_code == 201 and set(response.json()) == set(send(client, page).json())
    assert sorted(Application.objects.values_list("suspicion", flat=True)) == ["", "honeypot"]


def test_too_many_from_one_connection_must_wait_and_one_that_is_stored_is_answered_alike(client, page, settings):
    limits(settings, SIGN_UPS_PER_ADDRESS="2/3600")
    first = send(client, page, key="a")
    assert send(client, page, key="b").status_code == 201
    assert send(client, page, key="a").json() == first.json()
    response = send(client, page, key="c")
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 3601
    assert "That was too often" in response.json()["detail"]
    assert Application.objects.count() == 2


def test_many_with_one_address_go_to_the_tray(client, page, settings):
    limits(settings, SIGN_UPS_PER_EMAIL="2/86400")
    for _time in range(3):
        assert send(client, page).status_code == 201
    assert sorted(Application.objects.values_list("suspicion", flat=True)) == ["", "", "many"]


def test_a_form_that_asks_for_work_takes_it_from_the_puzzle_and_else_goes_to_the_tray(client, page, monkeypatch):
    monkeypatch.setattr(proof_of_work, "TRIES", 3)
    page.proof_of_work = True
    page.save_revision().publish()
    response = client.get(f"/api/v1/forms/{page.pk}/challenge")
    assert response.headers["Cache-Control"] == "no-store"
    assert send(client, page, {**GOOD, "altcha": encode(solve(response.json()))}).status_code == 201
    assert Application.objects.get().suspicion == ""
    assert send(client, page).status_code == 201
    assert Application.objects.filter(suspicion="no_proof").count() == 1


def test_a_closed_form_takes_nothing(client, page):
    page.closes_at = timezone.now() - timedelta(minutes=1)
    page.save_revision().publish()
    assert client.get(f"/api/v1/forms/{page.pk}").json()["is_open"] is False
    response = send(client, page)
    assert response.status_code == 409
    assert "closed" in response.json()["detail"]
    assert not Application.objects.exists()


def test_a_form_that_is_not_public_takes_nothing(client, page):
    page.unpublish()
    assert send(client, page).status_code == 404
    assert client.get(f"/api/v1/forms/{page.pk}/challenge").status_code == 404
    assert not Application.objects.exists()


def test_a_full_disk_is_a_problem_that_passes(client, page, monkeypatch):
    def full(**kwargs):
        raise OperationalError("database or disk is full: canary")

    monkeypatch.setattr("volunteers.actions.take_form.receive_application", full)
    response = send(client, page)
    assert response.status_code == 503 and response.headers["Retry-After"] == "60"
    assert "canary" not in response.content.decode()


def test_no_cookie_is_read_or_set_and_no_token_needed(page):
    client = Client(enforce_csrf_checks=True)
    document_of(page)
    response = send(client, page)
    assert response.status_code == 201
    assert not client.cookies and "Cookie" not in response.headers["Vary"]


def test_a_browser_may_send_it_from_the_pages_of_a_front_end_alone(client, page):
    FrontEnd.objects.create(name="Library", origins="https://library.example.org")
    url = f"/api/v1/forms/{page.pk}/submissions"
    asked = {"Origin": "https://library.example.org", "Access-Control-Request-Method": "POST"}
    response = client.options(url, headers=asked)
    assert response.status_code == 204
    assert response.headers["Access-Control-Allow-Origin"] == "https://library.example.org"
    assert "POST" in response.headers["Access-Control-Allow-Methods"]
    assert "Idempotency-Key" in response.headers["Access-Control-Allow-Headers"]
    stranger = client.options(url, headers={**asked, "Origin": "https://example.com"})
    assert stranger.status_code == 204
    assert not [name for name in stranger.headers if name.startswith("Access-Control")]
