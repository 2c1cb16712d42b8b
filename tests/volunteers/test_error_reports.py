"""What goes wrong is reported without what somebody wrote."""

import logging

import pytest
from django.db import DatabaseError
from django.test import RequestFactory
from django.utils.log import AdminEmailHandler

from tests.factories.volunteers import SignUpPageFactory, add_question

from .browsing import open_form

CANARY = "zqxjcanary"


class Reports(AdminEmailHandler):
    """Django's mails to administrators, with every local variable of every frame, kept here."""

    def __init__(self):
        super().__init__(include_html=True)
        self.said = []

    def send_mail(self, subject, message, *args, **kwargs):
        self.said.append(f"{subject}\n{message}\n{kwargs.get('html_message', '')}")


@pytest.fixture
def reports(settings):
    settings.ADMINS = [("Admin", "admin@example.org")]
    handler = Reports()
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    yield handler.said
    logger.removeHandler(handler)


@pytest.fixture
def page(home):
    page = SignUpPageFactory(parent=home, slug="mentor")
    add_question(page, "Why?", "multiline", required=False)
    return page


@pytest.mark.parametrize(
    "broken",
    ["volunteers.models.ApplicationTerm.objects.bulk_create", "headless.jobs.outbox.Mail.objects.get_or_create"],
)
def test_an_error_in_a_sign_up_is_reported_without_its_answers(client, page, reports, monkeypatch, broken):
    def fail(*args, **kwargs):
        raise DatabaseError("out of order")

    monkeypatch.setattr(broken, fail)
    client.raise_request_exception = False
    action, unseen = open_form(client, page)
    words = {"name": f"{CANARY} one", "email": f"{CANARY}@example.org", "why": CANARY}
    response = client.post(action, {**unseen, **words, "is_adult": "on", "agrees_to_privacy": "on"})
    assert response.status_code == 500
    (report,) = reports
    assert "out of order" in report and "receive_application" in report
    assert CANARY not in report


def test_the_report_would_show_what_nobody_has_marked(reports):
    request = RequestFactory().post("/", {"name": CANARY})
    try:
        raise ValueError("unmarked")
    except ValueError as error:
        details = {"request": request, "status_code": 500}
        logging.getLogger("django.request").error("x", exc_info=error, extra=details)
    assert CANARY in reports[0]
