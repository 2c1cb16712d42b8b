"""Coordinators find applications: the list with its filters and its search, the tray, and the dashboard."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from headless.models import Mail
from tests.factories.staff import COORDINATOR, sign_in
from tests.factories.volunteers import ApplicationFactory, SignUpPageFactory
from tests.volunteers.coordinating import INDEX, address, days, names_in, soup_of, text_of
from volunteers import audit, mails
from volunteers.enums import State


@pytest.fixture
def page(home):
    return SignUpPageFactory(parent=home, title="Become a mentor")


@pytest.fixture
def coordinator(client, db):
    return sign_in(client, *COORDINATOR)


@pytest.fixture
def application(page):
    return ApplicationFactory(page=page, name="Canary <script>alert(1)</script>", email="canary@example.org")


# --- The list --------------------------------------------------------------------------------------------------------


def test_the_list_says_who_waits_and_how_long_and_those_come_first_the_oldest_on_top(client, coordinator, page):
    ApplicationFactory(page=page, name="New One", submitted_at=days(0), answer_by=days(7))
    ApplicationFactory(page=page, name="Late One", submitted_at=days(-10), answer_by=days(-2.5))
    ApplicationFactory(page=page, name="Answered One", submitted_at=days(-20), state=State.WRITTEN)
    ApplicationFactory(page=page, name="Reading One", submitted_at=days(-3.1), answer_by=days(4), state=State.READING)
    assert names_in(client) == ["Late One", "Reading One", "New One", "Answered One"]
    soup = soup_of(client.get(INDEX))
    rows = [" ".join(row.text.split()) for row in soup.select("table.listing tbody tr")]
    assert "Become a mentor, version" in rows[0]
    assert "Late by 2 days" in rows[0]
    assert "3 days, promised by" in rows[1]
    assert "Since today, promised by" in rows[2]
    assert rows[3].endswith("–")
    assert [tag.text.strip() for tag in soup.select(".sc-late")] == ["Late by 2 days"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?waiting=late", ["Late"]),
        ("?waiting=soon", ["Soon"]),
        ("?waiting=in_time", ["Soon", "Calm"]),
        ("?state=received&state=written", ["Late", "Soon", "Answered"]),
        ("?state=reading", ["Calm"]),
        ("?language=es", ["Calm"]),
        ("?mail=failed", ["Soon"]),
        ("?submitted_at_from={week}", ["Soon", "Calm", "Answered"]),
        ("?submitted_at_to={week}", ["Late"]),
    ],
)
def test_the_list_is_narrowed_by_filters(client, coordinator, page, query, found):
    ApplicationFactory(page=page, name="Late", submitted_at=days(-10), answer_by=days(-1))
    soon = ApplicationFactory(page=page, name="Soon", submitted_at=days(-5), answer_by=days(1))
    ApplicationFactory(
        page=page, name="Calm", submitted_at=days(-4), answer_by=days(5), state=State.READING, language="es"
    )
    ApplicationFactory(page=page, name="Answered", submitted_at=days(-3), answer_by=days(-1), state=State.WRITTEN)
    Mail.objects.create(kind=mails.ACKNOWLEDGEMENT, about=str(soon.pk), key="1", state="failed")
    Mail.objects.create(kind=mails.LINKS, about="0" * 64, key="2", state="failed")
    assert names_in(client, query.format(week=days(-7).date().isoformat())) == found


def test_the_list_can_show_one_form(client, coordinator, application, home):
    other = SignUpPageFactory(parent=home, title="Write letters")
    ApplicationFactory(page=other, name="Somebody Else")
    assert names_in(client, f"?page={other.pk}") == ["Somebody Else"]


def test_fifty_stand_on_a_page(client, coordinator, page):
    ApplicationFactory.create_batch(51, page=page, form=ApplicationFactory(page=page).form)
    assert len(names_in(client)) == 50
    assert len(names_in(client, "?p=2")) == 2


# --- Searching -------------------------------------------------------------------------------------------------------


def test_the_beginning_of_a_name_finds_and_stands_in_no_address(client, coordinator, application, page):
    ApplicationFactory(page=page, name="Somebody Else", email="else@example.org")
    response = client.post(INDEX + "?state=received", {"term": "cana"})
    assert response.url == INDEX + "?state=received"
    assert names_in(client, "?state=received") == ["Canary <script>alert(1)</script>"]
    assert names_in(client, path=address("index_results")) == ["Canary <script>alert(1)</script>"]
    response = client.get(INDEX)
    assert soup_of(response).select_one("#id_term")["value"] == "cana"
    assert "q=" not in response.content.decode()


def test_a_word_of_an_address_finds(client, coordinator, application, page):
    ApplicationFactory(page=page, name="Somebody Else", email="lighthouse@example.org")
    client.post(INDEX, {"term": "LIGHTH"})
    assert names_in(client) == ["Somebody Else"]


def test_the_search_ends_when_it_is_cleared(client, coordinator, application, page):
    ApplicationFactory(page=page, name="Somebody Else")
    client.post(INDEX, {"term": "canary"})
    client.post(INDEX, {"term": ["canary", ""]})  # the button comes after the box
    assert len(names_in(client)) == 2


def test_what_is_looked_for_is_encrypted_in_the_session(client, coordinator, application):
    client.post(INDEX, {"term": "canary"})
    assert "canary" not in str(dict(client.session))


def test_a_term_in_the_address_is_ignored(client, coordinator, application):
    assert len(names_in(client, "?q=nobody")) == 1
    assert "nobody" not in soup_of(client.get(INDEX + "?q=nobody")).select_one("#id_term").attrs.get("value", "")


def test_wagtails_own_export_gives_nothing_away(client, coordinator, application):
    response = client.get(INDEX + "?export=csv")
    assert response.headers["Content-Type"].startswith("text/html")


# --- The tray --------------------------------------------------------------------------------------------------------


def test_the_tray_is_a_list_of_its_own_that_says_why(client, coordinator, application, page):
    ApplicationFactory(page=page, name="Suspect", state=State.SUSPECT, suspicion="too_fast")
    assert names_in(client) == ["Canary <script>alert(1)</script>"]
    assert names_in(client, path=address("tray")) == ["Suspect"]
    assert "faster than a person types" in text_of(client.get(address("tray")))


def test_a_person_is_taken_out_of_the_tray(client, coordinator, page):
    suspect = ApplicationFactory(page=page, name="Ana", state=State.SUSPECT, suspicion="too_fast")
    response = client.post(address("accept", suspect))
    assert response.url == address("inspect", suspect)
    suspect.refresh_from_db()
    assert suspect.state == State.RECEIVED
    assert Mail.objects.get().kind == mails.ACKNOWLEDGEMENT
    assert "took it out of the tray" in text_of(client.get(response.url))


def test_what_no_person_wrote_is_closed_with_a_line_in_its_history(client, coordinator, page):
    suspect = ApplicationFactory(page=page, name="Robot", state=State.SUSPECT, suspicion="too_fast")
    buttons = [
        button.text for button in soup_of(client.get(address("inspect", suspect))).select("#state-content button")
    ]
    assert buttons == ["A person wrote this", "No person wrote this"]
    response = client.post(address("refuse", suspect))
    text = text_of(client.get(response.url))
    assert "from “In the tray of suspects” to “Closed”: No person wrote this" in text
    assert names_in(client, path=address("tray")) == []
    assert not Mail.objects.exists()
    client.post(address("refuse", suspect))
    assert ModelLogEntry.objects.filter(action=audit.STATE).count() == 1


# --- The dashboard ---------------------------------------------------------------------------------------------------
def test_the_dashboard_counts_who_waits(client, coordinator, page, home):
    other = SignUpPageFactory(parent=home, title="Write letters")
    late = ApplicationFactory(page=page, name="Canary", submitted_at=days(-12.5), answer_by=days(-5))
    ApplicationFactory(page=page, name="Canary", submitted_at=days(-1), answer_by=days(6))
    ApplicationFactory(page=other, name="Canary", submitted_at=days(-2), answer_by=days(5))
    ApplicationFactory(page=other, name="Canary", state=State.SUSPECT)
    ApplicationFactory(page=other, name="Canary", state=State.WRITTEN)
    Mail.objects.create(kind=mails.NEWS, about=str(late.pk), key="1", state="failed")
    Mail.objects.create(kind="other.mail", about="1", key="2", state="failed")
    response = client.get(reverse("wagtailadmin_home"))
    panel = soup_of(response).select_one("#sc-waiting-section")
    text = " ".join(panel.text.split())
    assert "3 people wait for an answer" in text
    assert "1 of them longer than promised" in text
    assert "The longest wait is 12 days." in text
    assert "1 form in the tray" in text
    assert "1 e-mail could not be sent" in text
    assert panel.select_one(f'a[href="{INDEX}?waiting=late"]')
    assert [title.text for title in panel.select("svg title")] == ["1 in time, 1 late", "1 in time, 0 late"]
    assert "Canary" not in response.content.decode()


def test_the_dashboard_says_that_nobody_waits(client, coordinator, page):
    assert "Nobody waits for an answer." in text_of(client.get(reverse("wagtailadmin_home")))


def test_what_is_deleted_when_is_shown_before(client, coordinator, page):
    application = ApplicationFactory(page=page, name="Ana", state=State.CLOSED, decision="welcomed")
    type(application).objects.update(state_changed_at=days(-165))
    text = text_of(client.get(address("retention")))
    assert "every six hours" in text
    assert "Become a mentor 6 months 0 1" in text


@pytest.mark.parametrize("name", ["index", "tray"])
@pytest.mark.parametrize(
    "query", ["page=99999999999999999999", "submitted_at_to=9999-12-31", "submitted_at_from=9999-12-31"]
)
def test_odd_filters_are_no_error_page(client, coordinator, application, name, query):
    assert client.get(f"{reverse(f'sc_applications:{name}')}?{query}").status_code == 200
