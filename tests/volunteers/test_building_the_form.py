"""Staff build the form: what a volunteer could not answer is refused beside the field, and nothing is lost."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from tests.factories.volunteers import SignUpPageFactory, add_question


@pytest.fixture
def page(home):
    return SignUpPageFactory(parent=home)


def question(label, field_type="singleline", **values):
    return {"label": label, "field_type": field_type, "required": "on", "choices": "", **values}


def save(admin_client, page, questions):
    data = nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "intro": rich_text("<p>Kept introduction</p>"),
            "privacy_text": rich_text("<p>Privacy</p>"),
            "thanks_text": rich_text("<p>Thanks</p>"),
            "submit_label": "",
            "thanks_title": "",
            "promise_days": "7",
            "retention_months": "6",
            "form_fields": inline_formset(questions),
            "comments": inline_formset([]),
            "action-publish": "Publish",
        }
    )
    return admin_client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)


def test_questions_are_stored_in_order(admin_client, page):
    response = save(admin_client, page, [question("Town"), question("Days", "checkboxes", choices="Monday\nTuesday")])
    assert response.status_code == 302
    page.refresh_from_db()
    assert list(page.form_class()().fields) == ["name", "email", "town", "days", "is_adult", "agrees_to_privacy"]


@pytest.mark.parametrize(
    ("questions", "message"),
    [
        ([question("Town"), question("Town")], "conflicts with another field"),
        ([question("Email")], "Every sign-up asks this already"),
        ([question("ALTCHA")], "The site uses this word itself"),
        ([question("Colour", "radio", choices="Red")], "at least two"),
        ([question("Colour", "dropdown", choices=" , ,")], "at least two"),
        ([question("!!!")], "at least one letter"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_beside_it(admin_client, page, questions, message):
    response = save(admin_client, page, questions)
    assert response.status_code == 200
    html = response.content.decode()
    assert message in BeautifulSoup(html, "html.parser").text
    assert "Kept introduction" in html
    page.refresh_from_db()
    assert page.form_fields.count() == 0


def test_no_label_hides_a_question_and_no_box_is_ticked_beforehand(home):
    page = SignUpPageFactory(parent=home)
    for label in ("Field order", "Clean", "Errors", "Questions", "Fields"):
        add_question(page, label)
    add_question(page, "May we call you?", "checkbox", default_value="no", required=False)
    form = page.form_class()()
    assert {"field_order", "clean", "errors", "questions", "fields"} <= set(form.fields)
    assert not form["may_we_call_you"].value()
    assert len(form.questions()) == 10


def test_choices_may_stand_on_lines_or_between_commas(home):
    page = SignUpPageFactory(parent=home)
    add_question(page, "One", "radio", choices="A, B,, A")
    add_question(page, "Two", "dropdown", choices="A, with comma\nB\n\n")
    fields = page.form_class()().fields
    assert [value for value, _label in fields["one"].choices] == ["A", "B"]
    assert [value for value, _label in fields["two"].choices] == ["", "A, with comma", "B"]
