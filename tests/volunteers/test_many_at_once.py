"""Coordinators move many applications at once: those they see, and no others."""

import pytest
from wagtail.models import ModelLogEntry

from headless.models import Mail
from tests.factories.staff import COORDINATOR, sign_in
from tests.factories.volunteers import ApplicationFactory, SignUpPageFactory
from tests.volunteers.coordinating import bulk_address, said, soup_of, state_of
from volunteers import audit, mails
from volunteers.actions.withdraw import withdraw
from volunteers.enums import State
from volunteers.viewsets import bulk


@pytest.fixture
def page(home):
    return SignUpPageFactory(parent=home, title="Become a mentor")


@pytest.fixture
def coordinator(client, db):
    return sign_in(client, *COORDINATOR)


@pytest.fixture
def application(page):
    return ApplicationFactory(page=page, name="Canary <i>Name</i>", email="canary@example.org")


def test_those_that_can_be_moved_are_moved_and_the_others_named_with_the_reason(client, coordinator, page):
    first, second, gone = (ApplicationFactory(page=page, name=f"Number {number}") for number in range(3))
    withdraw(application=gone)
    url = bulk_address("change_state", first, second, gone, query="next=/admin/applications/")
    soup = soup_of(client.get(url))
    assert "Number 2: The volunteer has withdrawn it." in " ".join(soup.text.split())
    numbers = [field["value"] for field in soup.select("input[name=id]")]
    assert set(numbers) == {str(first.pk), str(second.pk)}
    response = client.post(url, {"id": numbers, "state": "closed", "decision": "not_now", "tell": "on"})
    assert response.url == "/admin/applications/"
    assert "2 applications are now “Closed”." in said(response)
    assert [state_of(application) for application in (first, second, gone)] == ["closed", "closed", "withdrawn"]
    assert ModelLogEntry.objects.filter(action=audit.STATE, user=coordinator).count() == 2
    assert Mail.objects.filter(kind=mails.NEWS).count() == 2


@pytest.mark.parametrize(
    ("path", "actions"),
    [("/admin/applications/", ["change_state"]), ("/admin/applications/tray/", ["accept", "refuse"])],
)
def test_each_list_offers_what_can_be_done_with_a_selection(client, coordinator, page, path, actions):
    ApplicationFactory(page=page, state=State.SUSPECT if "tray" in path else State.RECEIVED)
    soup = soup_of(client.get(path))
    buttons = soup.select("[data-bulk-action-footer] [data-bulk-action-button]")
    assert [button["href"] for button in buttons] == [bulk_address(action).rstrip("?") for action in actions]
    for box in soup.select("[data-bulk-action-checkbox]"):
        assert soup.select_one(f"#{box['aria-describedby']}")


def test_no_state_is_chosen_beforehand_for_many(client, coordinator, application):
    url = bulk_address("change_state", application)
    assert soup_of(client.get(url)).select_one("#id_state option[selected]")["value"] == ""
    client.post(url, {"id": str(application.pk), "state": ""})
    assert state_of(application) == State.RECEIVED


def test_all_in_the_list_means_what_its_filters_and_search_show(client, coordinator, page):
    found = ApplicationFactory(page=page, name="Ana", state=State.READING)
    other_state = ApplicationFactory(page=page, name="Ana")
    other_name = ApplicationFactory(page=page, name="Bea", state=State.READING)
    suspect = ApplicationFactory(page=page, name="Ana", state=State.SUSPECT)
    client.post("/admin/applications/", {"term": "ana"})
    url = bulk_address("change_state", query="state=reading&id=all")
    soup = soup_of(client.get(url))
    assert [field["value"] for field in soup.select("input[name=id]")] == [str(found.pk)]
    client.post(url, {"id": str(found.pk), "state": "written"})
    assert [state_of(application) for application in (found, other_state, other_name, suspect)] == [
        "written",
        "received",
        "reading",
        "suspect",
    ]


def test_what_arrives_between_page_and_button_is_not_moved(client, coordinator, application, page):
    url = bulk_address("change_state", query="id=all")
    numbers = [field["value"] for field in soup_of(client.get(url)).select("input[name=id]")]
    later = ApplicationFactory(page=page)
    client.post(url, {"id": numbers, "state": "reading"})
    assert (state_of(application), state_of(later)) == ("reading", "received")


def test_filters_without_sense_select_nothing(client, coordinator, application):
    assert client.get(bulk_address("change_state", query="state=nonsense&id=all")).status_code == 404


def test_more_than_can_be_looked_over_are_not_moved_at_once(client, coordinator, page, monkeypatch):
    monkeypatch.setattr(bulk, "MOST", 2)
    made = [ApplicationFactory(page=page) for _number in range(3)]
    url = bulk_address("change_state", query="id=all")
    soup = soup_of(client.get(url))
    assert "These are more than 2" in soup.text
    assert not soup.select("input[name=id]")
    client.post(url, {"id": [str(application.pk) for application in made], "state": "reading"})
    assert {state_of(application) for application in made} == {"received"}


@pytest.mark.parametrize("numbers", ["id=nonsense", "id=00000000-0000-0000-0000-000000000000", ""])
def test_numbers_of_no_application_are_not_found(client, coordinator, application, numbers):
    assert client.get(bulk_address("change_state", query=numbers)).status_code == 404


def test_persons_are_taken_out_of_the_tray_together(client, coordinator, page):
    suspects = [ApplicationFactory(page=page, state=State.SUSPECT, suspicion="too_fast") for _number in range(2)]
    other = ApplicationFactory(page=page, state=State.CLOSED, decision="not_now")
    url = bulk_address("accept", *suspects, other)
    assert "It is not in the tray." in soup_of(client.get(url)).text
    client.post(url, {"id": [str(suspect.pk) for suspect in suspects]})
    assert [state_of(application) for application in (*suspects, other)] == ["received", "received", "closed"]
    assert Mail.objects.filter(kind=mails.ACKNOWLEDGEMENT).count() == 2


def test_what_no_person_wrote_is_closed_together_and_nobody_is_told(client, coordinator, page):
    suspects = [ApplicationFactory(page=page, state=State.SUSPECT, suspicion="too_fast") for _number in range(2)]
    other = ApplicationFactory(page=page)
    response = client.post(
        bulk_address("refuse", *suspects, other), {"id": [str(one.pk) for one in (*suspects, other)]}
    )
    assert "2 applications were closed." in said(response)
    assert [state_of(application) for application in (*suspects, other)] == ["closed", "closed", "received"]
    assert {suspect.decision for suspect in suspects} == {"spam"}
    assert not Mail.objects.exists()


def test_messages_name_nobody_as_they_may_travel_in_a_cookie(client, coordinator, application, monkeypatch):
    # Withdrawn by the volunteer after the page had been shown.
    monkeypatch.setattr(bulk, "why_not_moved", lambda application: "")
    withdraw(application=application)
    response = client.post(bulk_address("change_state", application), {"id": str(application.pk), "state": "reading"})
    assert "It is withdrawn" in said(response)
    assert "Canary" not in said(response)
