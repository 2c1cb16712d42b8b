"""Whatever somebody writes comes back exactly as she wrote it."""

import pytest

from tests.data.naughty_strings import naughty_strings
from tests.factories.volunteers import SignUpPageFactory, add_question
from volunteers import guards
from volunteers.models import Application

from .browsing import GOOD, soup_of, token_for


@pytest.fixture
def page(home):
    page = SignUpPageFactory(parent=home, slug="mentor")
    add_question(page, "Line", "singleline", required=False)
    add_question(page, "Text", "multiline", required=False)
    add_question(page, "Secret", "multiline", required=False, sensitive=True)
    return page


def send(client, page, **answers):
    return client.post(f"/second-chances/sign-up/{page.pk}/", {**GOOD, guards.TOKEN: token_for(page), **answers})


def test_there_are_515_of_them_and_no_two_are_alike():
    texts = naughty_strings()
    assert len(texts) == len(set(texts)) == 515


@pytest.mark.slow
@pytest.mark.parametrize("part", range(5))
def test_each_comes_back_from_every_field_exactly_as_sent(client, page, part):
    texts = naughty_strings()[part * 103 : (part + 1) * 103]
    for text in texts:
        name = text if text.strip() else "Ana"
        assert send(client, page, name=name, line=text, text=text, secret=text).status_code == 302, repr(text)
    stored = [
        (
            application.name,
            application.answers["line"],
            application.answers["text"],
            application.sensitive_answers["secret"],
        )
        for application in Application.objects.order_by("submitted_at")
    ]
    assert stored == [(text if text.strip() else "Ana", text, text, text) for text in texts]


def test_a_name_of_spaces_is_no_name_and_is_kept(client, page):
    response = send(client, page, name="\u3000 ")
    assert response.status_code == 422
    assert soup_of(response).select_one("[name=name]")["value"] == "\u3000 "


def test_nothing_is_made_of_nul(client, page):
    assert send(client, page, line="a\0b").status_code == 422
