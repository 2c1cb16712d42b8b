"""What goes wrong is reported without what somebody wrote."""

import logging
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.utils.log import AdminEmailHandler

from tests.factories.staff import COORDINATOR, sign_in
from tests.factories.volunteers import ApplicationFactory, SignUpPageFactory, add_question
from volunteers.links import make_token
from volunteers.models import Application

from .browsing import open_form
from .coordinating import address, bulk_address

CANARY = "zqxjcanary"
KEY = "7e7370a6-980f-4a22-9b5c-a698bc24426b"


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
    "where",
    ["volunteers.models.ApplicationTerm.objects.bulk_create", "headless.jobs.outbox.Mail.objects.get_or_create"],
)
def test_an_error_in_a_sign_up_is_reported_without_its_answers(client, page, reports, monkeypatch, where):
    broken(monkeypatch, where)
    client.raise_request_exception = False
    action, unseen = open_form(client, page)
    words = {"name": f"{CANARY} one", "email": f"{CANARY}@example.org", "why": CANARY}
    response = client.post(action, {**unseen, **words, "is_adult": "on", "agrees_to_privacy": "on"})
    assert response.status_code == 500
    (report,) = reports
    assert "out of order" in report and "receive_application" in report
    assert CANARY not in report


def broken(monkeypatch, where):
    def fail(*args, **kwargs):
        raise DatabaseError("out of order")

    monkeypatch.setattr(where, fail)


@pytest.fixture
def application(page):
    return ApplicationFactory(page=page, name=f"{CANARY} name", email=f"{CANARY}@example.org", note=f"{CANARY} note")


#: What takes or shows text in the admin: what breaks, the address, and what is sent; nothing: it is only shown.
IN_THE_ADMIN = {
    "note": ("viewsets.changes.keep_note", "note", {"note": CANARY, "seen": "x"}),
    "note-shown": ("viewsets.changes.mark_of", "note", {"note": CANARY, "seen": "x"}),
    "letter": ("viewsets.letters.write_letter", "letter", {"subject": CANARY, "text": CANARY, "key": KEY}),
    "letter-shown": ("viewsets.letters.ChooseTemplateForm", "letter", None),
    "state": ("viewsets.changes.change_state", "state", {"state": "reading", "other": CANARY}),
    "accept": ("viewsets.changes.accept_suspect", "accept", {"other": CANARY}),
    "sensitive": ("viewsets.detail.wait_of", "sensitive", {"other": CANARY}),
    "detail": ("viewsets.detail.StateForm", "inspect", None),
    "detail-rendered": ("models.Application.get_state_display", "inspect", None),
    "search": ("viewsets.listing.keep_term", "index", {"term": CANARY}),
    "list-rendered": ("viewsets.columns._form_of", "index", None),
    "tray-search": ("viewsets.listing.keep_term", "tray", {"term": CANARY}),
    "export": ("viewsets.export._file", "export", {"columns": "name", "format": "xlsx", "term": CANARY}),
    "bulk": ("viewsets.bulk.change_state", "change_state", {"state": "reading", "other": CANARY}),
    "bulk-accept": ("viewsets.bulk.accept_suspect", "accept-bulk", {"other": CANARY}),
    "template": (
        "models.LetterTemplate.save",
        "template",
        {"title": CANARY, "language": "en", "subject": "S", "text": CANARY},
    ),
}


@pytest.mark.parametrize("case", IN_THE_ADMIN)
def test_an_error_in_the_admin_is_reported_without_what_coordinators_read_and_write(
    client, application, reports, monkeypatch, case
):
    where, name, sent = IN_THE_ADMIN[case]
    sign_in(client, *COORDINATOR, "add_lettertemplate")
    if name in ("accept", "accept-bulk", "tray"):
        Application.objects.update(state="suspect")
    if name == "template":
        url = reverse("sc_letter_templates:add")
    elif name in ("change_state", "accept-bulk"):
        url = bulk_address(name.removesuffix("-bulk"), application)
    else:
        url = address(name, application if name not in ("index", "tray", "export") else None)
    broken(monkeypatch, f"volunteers.{where}")
    client.raise_request_exception = False
    response = client.get(url) if sent is None else client.post(url, sent)
    assert response.status_code == 500
    (report,) = reports
    assert "out of order" in report
    assert CANARY not in report


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("atomic", [False, True])
def test_an_error_behind_a_link_is_reported_without_the_link(client, application, reports, monkeypatch, method, atomic):
    monkeypatch.setitem(connection.settings_dict, "ATOMIC_REQUESTS", atomic)
    link = application.links.create(mail_id=uuid4(), expires_at=timezone.now() + timedelta(days=1))
    token = make_token(link.pk)
    broken(
        monkeypatch, "volunteers.views.own_page.open_link" if method == "post" else "volunteers.views.own_page._respond"
    )
    client.raise_request_exception = False
    getattr(client, method)(f"/second-chances/sign-up/mine/{token}/")
    (report,) = reports
    assert "out of order" in report and "/mine/…/" in report
    assert token not in report and str(link.pk) not in report


def test_an_error_on_her_own_page_is_reported_without_what_opened_it(client, application, reports, monkeypatch):
    """The browser says by which link she came, and its cookie opens the page for an hour."""
    link = application.links.create(mail_id=uuid4(), expires_at=timezone.now() + timedelta(days=1))
    token = make_token(link.pk)
    client.post(f"/second-chances/sign-up/mine/{token}/")
    cookie = client.cookies["sc-own-page"].value
    broken(monkeypatch, "volunteers.views.own_page._steps")
    client.raise_request_exception = False
    for send, path in ((client.get, "mine/"), (client.post, "mine/contact/")):
        reports.clear()
        send(
            f"/second-chances/sign-up/{path}",
            {"name": CANARY, "email": CANARY},
            headers={"referer": f"http://testserver/second-chances/sign-up/mine/{token}/"},
        )
        (report,) = reports
        assert "out of order" in report and "/mine/…/" in report
        assert token not in report and cookie not in report
        assert send == client.get or CANARY not in report


def test_the_report_would_show_what_nobody_has_marked(reports):
    request = RequestFactory().post("/", {"name": CANARY})
    try:
        raise ValueError("unmarked")
    except ValueError as error:
        details = {"request": request, "status_code": 500}
        logging.getLogger("django.request").error("x", exc_info=error, extra=details)
    assert CANARY in reports[0]
