"""Exports: the chosen columns of what the list shows, noted, and harmless when they are opened."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from tests.factories.staff import COORDINATOR, sign_in
from tests.factories.volunteers import ApplicationFactory, FormVersionFactory, SignUpPageFactory, add_question
from tests.volunteers.spreadsheet_readers import ZERO_WIDTH, is_inert, read_csv, read_xlsx
from volunteers import audit
from volunteers.enums import State
from volunteers.models import Application


@pytest.fixture
def page(home):
    page = SignUpPageFactory(parent=home, title="Become a mentor")
    add_question(page, "Why?", "multiline")
    add_question(page, "Days", "checkboxes", choices="Monday\nTuesday")
    add_question(page, "In prison?", "multiline", sensitive=True)
    return page


@pytest.fixture
def application(page):
    return ApplicationFactory(
        page=page,
        name="Ana",
        email="ana@example.org",
        note="A private word",
        answers={"why": "To listen,\nand to learn", "days": ["Monday", "Tuesday"], "is_adult": True},
        sensitive_answers={"in_prison": "Sealed answer"},
    )


@pytest.fixture
def coordinator(client, db):
    return sign_in(client, *COORDINATOR)


EXPORT = "/admin/applications/export/"
EVERYTHING = ["number", "form", "version", "state", "decision", "sent", "promised", "name", "email", "language", "note"]
QUESTIONS = ["plain:Why?", "plain:Days"]


def export(client, kind="csv", query="", **values):
    values = {"columns": ["name"], "format": kind, **values}
    return client.post(EXPORT + query, values)


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def rows_of(response, kind="csv") -> list[list[str]]:
    if kind == "csv":
        return read_csv(body(response))
    return [[value or "" for value, _type in row] for row in read_xlsx(body(response))]


def offered(client, query="") -> dict[str, bool]:
    """The columns that can be chosen, and whether they are ticked."""
    soup = BeautifulSoup(client.get(EXPORT + query).content, "html.parser")
    return {box["value"]: box.has_attr("checked") for box in soup.select("input[type=checkbox]")}


# --- Harmless --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("payload", ["=1+1", "\t=1+1", f"{ZERO_WIDTH}@SUM(1)", "＝1+1"], ids=ascii)
def test_whatever_a_volunteer_or_an_editor_writes_is_guarded_in_every_column(client, coordinator, page, kind, payload):
    form = FormVersionFactory(page=page, title=payload)
    form.questions = [{**question, "label": payload + question["name"]} for question in form.questions]
    form.save()
    Application.objects.all().delete()
    ApplicationFactory(
        page=page,
        form=form,
        name=payload,
        email=payload,
        language=payload[:12],
        note=payload,
        answers={"why": payload, "days": ["Monday", payload]},
        sensitive_answers={"in_prison": payload},
    )
    response = export(
        client,
        kind,
        columns=EVERYTHING,
        questions=[f"plain:{payload}why", f"plain:{payload}days"],
        sensitive=[f"sensitive:{payload}in_prison"],
    )
    header, row = rows_of(response, kind)
    assert len(header) == len(row) == 14
    assert all(is_inert(cell) for cell in header + row)
    # In CSV, what stands behind a tab is guarded as well.
    assert row[12] in (f"Monday; '{payload}", f"Monday; '{payload}".replace("\t", "\t'"))
    assert sum(payload.strip() in cell for cell in row) == 8


# --- What is in it --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_holds_the_chosen_columns_in_order(client, coordinator, application, kind):
    response = export(client, kind, columns=["email", "name", "state", "version"], questions=QUESTIONS)
    assert response.status_code == 200
    assert rows_of(response, kind) == [
        ["Version of the form", "State", "Name", "E-mail address", "Why?", "Days"],
        [
            str(application.form.number),
            "Received",
            "Ana",
            "ana@example.org",
            "To listen,\nand to learn",
            "Monday; Tuesday",
        ],
    ]
    assert response.headers["Content-Disposition"].startswith('attachment; filename="applications-')
    assert "no-store" in response.headers["Cache-Control"]


def test_questions_of_all_forms_are_offered_by_their_words(client, coordinator, application, page, home):
    old = FormVersionFactory(page=page, questions=[{"name": "why", "label": "Why, then?", "kind": "multiline"}])
    ApplicationFactory(page=page, form=old, name="Bea", answers={"why": "Before"}, submitted_at=timezone.now())
    values = offered(client)
    assert {"plain:Why?", "plain:Why, then?", "plain:Days"} <= set(values)
    rows = rows_of(export(client, questions=["plain:Why?", "plain:Why, then?"]))
    found = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert found == [
        {"Name": "Ana", "Why?": "To listen,\nand to learn", "Why, then?": ""},
        {"Name": "Bea", "Why?": "", "Why, then?": "Before"},
    ]


def test_the_note_and_sensitive_answers_are_not_ticked_beforehand(client, coordinator, application):
    values = offered(client)
    assert values["note"] is False
    assert values["sensitive:In prison?"] is False
    assert all(values[value] for value in values if value not in ("note", "sensitive:In prison?"))


def test_sensitive_answers_are_in_it_for_those_who_may_read_them_and_ask(client, coordinator, application):
    assert rows_of(export(client, sensitive=["sensitive:In prison?"]))[1] == ["Ana", "Sealed answer"]
    assert b"Sealed" not in body(export(client, columns=EVERYTHING, questions=QUESTIONS))


def test_sensitive_answers_are_not_in_it_for_others_whatever_they_send(client, application):
    sign_in(client, "view_application", "export_application")
    assert not any(value.startswith("sensitive:") for value in offered(client))
    sent = {"sensitive": ["sensitive:In prison?"]}
    assert b"Sealed" not in body(export(client, **sent))
    response = export(client, questions=["sensitive:In prison?"])
    assert response.status_code == 422
    assert b"Sealed" not in response.content


@pytest.mark.parametrize(
    "values", [{"columns": []}, {"columns": ["password"]}, {"format": "exe"}, {"questions": ["plain:No"]}]
)
def test_an_export_that_makes_no_sense_is_refused_and_not_noted(client, coordinator, application, values):
    assert client.post(EXPORT, {"columns": ["name"], "format": "csv", **values}).status_code == 422
    assert not ModelLogEntry.objects.exists()


def test_the_file_holds_what_the_list_shows(client, coordinator, application, page):
    ApplicationFactory(page=page, name="Bea", state=State.READING)
    ApplicationFactory(page=page, name="Suspect", state=State.SUSPECT)
    assert rows_of(export(client, query="?state=reading"))[1:] == [["Bea"]]
    assert [row[0] for row in rows_of(export(client))[1:]] == ["Ana", "Bea"]
    link = BeautifulSoup(client.get("/admin/applications/?state=reading&p=1").content, "html.parser")
    assert link.select_one(f'a[href="{EXPORT}?state=reading"]')


def test_the_search_of_the_list_holds_for_the_file_and_is_in_no_address(client, coordinator, application, page):
    ApplicationFactory(page=page, name="Bea")
    client.post("/admin/applications/", {"term": "bea"})
    soup = BeautifulSoup(client.get(EXPORT).content, "html.parser")
    assert "Only those found by “bea”" in " ".join(soup.text.split())
    hidden = soup.select_one("input[name=term]")["value"]
    client.post("/admin/applications/", {"term": ""})  # in another tab
    assert rows_of(export(client, term=hidden))[1:] == [["Bea"]]


def test_filters_that_make_no_sense_export_nothing(client, coordinator, application):
    response = export(client, query="?state=nonsense")
    assert response.url == "/admin/applications/"
    assert not ModelLogEntry.objects.exists()


def test_details_that_were_deleted_leave_a_row_without_them(client, coordinator, application):
    Application.objects.update(
        details_deleted_at=timezone.now(), name="", email="", answers={}, state=State.CLOSED, decision="welcomed"
    )
    rows = rows_of(export(client, columns=["state", "decision", "name"], questions=QUESTIONS))
    assert rows[1] == ["Closed", "Became a volunteer", "", "", ""]


def test_the_words_of_the_file_are_in_the_language_of_the_reader(client, coordinator, application):
    UserProfile.objects.create(user=coordinator, preferred_language="es")
    label = next(question["label"] for question in application.form.questions if question["name"] == "is_adult")
    assert rows_of(export(client, columns=[], questions=[f"plain:{label}"]))[1] == ["Sí"]


# --- Noted ----------------------------------------------------------------------------------------------------------


def test_each_application_in_it_gets_a_line_with_columns_and_number(client, coordinator, application, page):
    other = ApplicationFactory(page=page, name="Bea")
    left_out = ApplicationFactory(page=page, name="Cleo", state=State.READING)
    export(client, query="?state=received", columns=["name", "email"], sensitive=["sensitive:In prison?"])
    entries = ModelLogEntry.objects.filter(action=audit.EXPORT)
    assert {entry.object_id for entry in entries} == {str(application.pk), str(other.pk)}
    assert {entry.user for entry in entries} == {coordinator}
    assert entries[0].data == {"columns": ["Name", "E-mail address", "In prison?"], "count": 2, "sensitive": True}
    assert not ModelLogEntry.objects.filter(object_id=str(left_out.pk)).exists()
    html = client.get(reverse("sc_applications:inspect", args=[application.pk])).content.decode()
    assert "with 2 applications in the file; with sensitive answers; Name, E-mail address, In prison?" in html


def test_what_is_noted_at_once_is_what_is_noted_for_one(client, coordinator, application):
    export(client)
    audit.note(application, audit.EXPORT, user=coordinator, columns=["Name"], count=1, sensitive=False)
    first, second = ModelLogEntry.objects.order_by("pk")
    for field in ModelLogEntry._meta.concrete_fields:
        if field.name not in ("id", "timestamp", "uuid"):
            assert getattr(first, field.attname) == getattr(second, field.attname), field.name
    assert first.uuid
