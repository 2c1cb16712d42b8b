"""A volunteer fills in the form."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import get_language

from tests.factories.volunteers import SignUpPageFactory, add_question
from volunteers.models import Application

GOOD = {"name": "Ana Sample", "email": "ana@example.org", "is_adult": "on", "agrees_to_privacy": "on"}


@pytest.fixture
def page(home):
    page = SignUpPageFactory(parent=home, slug="mentor")
    add_question(page, "Why do you want to be a mentor?", "multiline")
    add_question(page, "Days", "checkboxes", choices="Monday\nTuesday", required=False)
    add_question(page, "From", "date", required=False)
    add_question(page, "How did you hear of us?", "radio", choices="A friend\nThe press")
    return page


@pytest.fixture
def client():
    """A browser that checks CSRF like a real one, and keeps what cookies it is given."""
    return Client(enforce_csrf_checks=True)


def fill(page, **changes):
    answers = {"why_do_you_want_to_be_a_mentor": "To listen.", "how_did_you_hear_of_us": "A friend"}
    return {name: value for name, value in {**GOOD, **answers, **changes}.items() if value is not None}


def soup_of(response):
    return BeautifulSoup(response.content, "html.parser")


def open_form(client, page):
    """Where the form is sent, and what it sends unseen."""
    form = soup_of(client.get(page.get_url())).select_one("form[method=post]")
    unseen = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
    return form["action"], unseen


def send(client, page, **changes):
    action, unseen = open_form(client, page)
    return client.post(action, {**unseen, **fill(page, **changes)})


def test_a_complete_form_is_stored_and_answered_with_what_happens_next(client, page):
    response = send(client, page, days=["Monday", "Tuesday"], **{"from": "2026-12-01"})
    assert response.status_code == 302
    assert response.url == "/en/mentor/thanks/"
    thanks = client.get(response.url)
    assert "What happens next" in thanks.content.decode()
    application = Application.objects.get()
    assert (application.name, application.email, application.language) == ("Ana Sample", "ana@example.org", "en")
    assert application.answers["days"] == ["Monday", "Tuesday"]
    assert application.answers["from"] == "2026-12-01"
    assert application.answers["is_adult"] is True


def test_the_questions_are_stored_as_they_were_asked(client, page):
    send(client, page)
    question = page.form_fields.first()
    question.label = "Changed later"
    question.save()
    application = Application.objects.get()
    asked = {answer.label: answer.values for answer in application.answers_as_asked()}
    assert asked["Why do you want to be a mentor?"] == ["To listen."]
    assert asked["Days"] == []
    assert application.form.questions[3]["choices"] == ["Monday", "Tuesday"]
    assert "We use what you send only" in application.form.privacy_text


def test_an_empty_form_comes_back_with_a_summary_and_a_message_beside_each_field(client, page):
    response = client.post(soup_of(client.get(page.get_url())).form["action"], {})
    assert response.status_code == 422
    soup = soup_of(response)
    assert soup.title.text.startswith("Error:")
    links = [link["href"] for link in soup.select("#error-summary a")]
    assert "#id_name" in links
    for link in links:
        assert soup.select_one(link), f"{link} leads nowhere"
    for name in ("name", "email", "is_adult", "agrees_to_privacy", "why_do_you_want_to_be_a_mentor"):
        field = soup.select_one(f"[name={name}]")
        assert field["aria-invalid"] == "true"
        assert f"id_{name}_error" in field["aria-describedby"].split()
        assert soup.select_one(f"#id_{name}_error")
    assert Application.objects.count() == 0


def test_everything_is_kept_when_the_form_comes_back(client, page):
    response = send(client, page, email="not an address", days=["Tuesday"])
    soup = soup_of(response)
    assert soup.select_one("[name=name]")["value"] == "Ana Sample"
    assert soup.select_one("[name=email]")["value"] == "not an address"
    assert soup.select_one("textarea").text.strip() == "To listen."
    assert soup.select_one("[name=days][value=Tuesday]").has_attr("checked")
    assert soup.select_one("[name=how_did_you_hear_of_us][value='A friend']").has_attr("checked")
    assert soup.select_one("[name=is_adult]").has_attr("checked")


@pytest.mark.parametrize("name", ["is_adult", "agrees_to_privacy", "name", "email"])
def test_what_every_sign_up_asks_cannot_be_left_out(client, page, name):
    response = send(client, page, **{name: None})
    assert response.status_code == 422
    assert Application.objects.count() == 0


def test_no_cookie_is_set_and_nothing_is_cached(client, page):
    response = send(client, page)
    assert not client.cookies
    assert "no-store" in response.headers["Cache-Control"]


def test_line_breaks_in_a_name_or_an_address_are_refused(client, page):
    response = send(client, page, email="ana@example.org\nBcc: all@example.org")
    assert response.status_code == 422


def test_answers_outside_the_choices_are_refused(client, page):
    assert send(client, page, how_did_you_hear_of_us="Made up").status_code == 422


def test_a_form_that_is_not_public_takes_nothing(client, page):
    action, unseen = open_form(client, page)
    page.unpublish()
    assert client.post(action, {**unseen, **fill(page)}).status_code == 404
    assert Application.objects.count() == 0


@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "raw_unicode_escape", "idna", "rot13", "base64", "no"])
def test_an_odd_charset_is_refused(client, page, charset):
    action = soup_of(client.get(page.get_url())).form["action"]
    body = b"--x\r\nContent-Disposition: form-data; name=name\r\n\r\n\\ud800 +2AA-\r\n--x--\r\n"
    response = client.generic("POST", action, body, content_type=f"multipart/form-data; boundary=x; charset={charset}")
    assert response.status_code == 400


MEGABYTE = b"x" * 1_000_000
HUGE = {
    "files": (
        b'--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n' + MEGABYTE + b"\r\n--x--\r\n",
        "multipart/form-data; boundary=x",
    ),
    "text": (b"name=" + MEGABYTE, "application/x-www-form-urlencoded"),
}


@pytest.mark.parametrize("kind", HUGE)
@pytest.mark.parametrize("address", ["{page}/", "{page}/link/", "mine/contact/", "mine/delete/", "mine/x/"])
def test_what_is_larger_than_a_form_is_refused_unread(client, page, kind, address, monkeypatch):
    def read(*args):
        raise AssertionError("it was read")

    monkeypatch.setattr("django.http.HttpRequest._load_post_and_files", read)
    body, content_type = HUGE[kind]
    client.cookies["csrftoken"] = "x" * 32
    address = f"/second-chances/sign-up/{address.format(page=page.pk)}"
    response = client.generic("POST", address, body, content_type=content_type, headers={"accept-language": "es"})
    assert response.status_code == 413
    assert soup_of(response).html["lang"] == "es"
    assert "no-store" in response.headers["Cache-Control"]


def test_what_a_host_finds_too_large_is_refused_alike(client, page, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = send(client, page, why_do_you_want_to_be_a_mentor="x" * 2000)
    assert response.status_code == 413
    assert "too much at once" in response.content.decode()


def test_files_are_not_kept_and_the_form_is_taken(client, page):
    action, unseen = open_form(client, page)
    file = SimpleUploadedFile("a.txt", b"x" * 100_000)
    assert client.post(action, {**unseen, **fill(page), "days": ["Monday"], "file": file}).status_code == 302
    assert Application.objects.get().answers["days"] == ["Monday"]


@pytest.mark.parametrize("number", ["0", "999", str(2**63), "9" * 40])
def test_a_number_that_is_no_sign_up_is_not_found(client, home, number):
    assert client.post(f"/second-chances/sign-up/{number}/", GOOD).status_code == 404


def test_a_form_behind_a_login_takes_what_those_send_who_may_see_it(client, admin_client, page):
    page.view_restrictions.create(restriction_type="login")
    action, unseen = open_form(admin_client, page)
    assert client.post(action, {**unseen, **fill(page)}).status_code == 404
    assert admin_client.post(action, {**unseen, **fill(page)}).status_code == 302
    assert Application.objects.count() == 1


def test_reloading_the_address_of_the_form_leads_back_to_the_page(client, page):
    action = soup_of(client.get(page.get_url())).form["action"]
    assert client.get(action).url == "/en/mentor/"


def test_the_spanish_form_speaks_spanish_whatever_the_browser_asks_for(client, page, home, spanish):
    home.copy_for_translation(spanish).save_revision().publish()
    translated = page.copy_for_translation(spanish)
    translated.save_revision().publish()
    translated.refresh_from_db()
    action = soup_of(client.get(translated.get_url())).form["action"]
    response = client.post(action, {}, headers={"accept-language": "en"})
    assert soup_of(response).html["lang"] == "es"
    assert response.headers["Content-Language"] == "es"
    assert get_language() == "en", "the language of one reader must not stay for the next"
    send(client, translated)
    assert Application.objects.get().language == "es"


def test_odd_text_comes_back_as_sent(client, page):
    odd = "<script>alert(1)</script> ${7*7} {{ 7*7 }} ' OR 1=1 -- \u202e \U0001f469\u200d\U0001f33e \\0 %s"
    send(client, page, why_do_you_want_to_be_a_mentor=odd)
    assert Application.objects.get().answers["why_do_you_want_to_be_a_mentor"] == odd
