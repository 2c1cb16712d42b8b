"""What volunteers do in a browser, for several tests."""

import re
from html import unescape

from bs4 import BeautifulSoup
from django.core import mail as django_mail

from headless.jobs import outbox
from volunteers import guards
from volunteers.versions import digest_of, form_as_asked

GOOD = {"name": "Ana Sample", "email": "ana@example.org", "is_adult": "on", "agrees_to_privacy": "on"}


def soup_of(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def token_for(page) -> str:
    """What a copy of the form that is handed out now holds."""
    return guards.make_token(page.pk, digest_of(form_as_asked(page, page.form_class()())))


def open_form(client, page) -> tuple[str, dict]:
    """Where the form is sent, and what it sends unseen."""
    form = soup_of(client.get(page.get_url())).select_one("form[method=post]")
    return form["action"], {field["name"]: field["value"] for field in form.select("input[type=hidden]")}


def send_form(client, page, **answers):
    action, unseen = open_form(client, page)
    return client.post(action, {**unseen, **GOOD, **answers})


def mails_sent():
    """Let the worker come by; the mails that left since the last time."""
    django_mail.outbox.clear()
    outbox.deliver()
    return list(django_mail.outbox)


def link_in(text: str) -> str:
    """The way to the volunteer's own page, without the host."""
    return re.search(r"https?://[^/\s]+(/second-chances/sign-up/mine/[^/\s]+/)", unescape(text))[1]


def press(client, response, button: str, **fields):
    """Send the form that holds the button with these words."""
    soup = soup_of(response)
    found = next(form for form in soup.select("form") if form.button and form.button.text.strip() == button)
    values = {
        field["name"]: field.get("value", "")
        for field in found.select("input")
        if field["type"] not in ("checkbox", "radio")
    }
    address = found.get("action") or response.request["PATH_INFO"]
    return client.post(address, {**values, **fields}, headers={"referer": "http://testserver/"})


def open_own_page(client, link: str):
    """By the link, its button, and on to the page."""
    response = press(client, client.get(link), "Open my page")
    assert response.status_code == 302, response.content.decode()
    return client.get(response.url)
