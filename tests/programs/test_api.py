"""What programs (of computers) get of programs (of ours)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.programs import ProgramIndexPageFactory, ProgramPageFactory
from tests.published import document_of

LIST = "/api/v1/programs"


@pytest.fixture
def index(home):
    return ProgramIndexPageFactory(parent=home, slug="programs")


def test_programs_come_whole_and_by_title(client, index):
    ProgramPageFactory(parent=index, title="Sewing")
    mentoring = ProgramPageFactory(parent=index, title="Mentoring")
    answer = client.get(LIST).json()
    assert [item["title"] for item in answer["items"]] == ["Mentoring", "Sewing"]
    assert set(answer["items"][0]) == set(document_of(mentoring).model_dump())
    assert client.get(f"{LIST}/{mentoring.pk}").json() == answer["items"][0]


@pytest.mark.parametrize("number", [3, 20])
def test_a_list_takes_one_query_beside_the_site_and_one_more_for_facets(client, index, number):
    for _time in range(number):
        ProgramPageFactory(parent=index)
    client.get(LIST)
    for parameters, queries in (({"kind": "mentorship"}, 2), ({"facets": "kind,stage,delivery,language,cost"}, 3)):
        with CaptureQueriesContext(connection) as captured:
            assert len(client.get(LIST, parameters).json()["items"]) == number
        assert len(captured) == queries


def test_readers_compare_them_by_what_they_are_counted_by(client, index):
    ProgramPageFactory(parent=index, kind="mentorship", stages=["in-custody", "family"])
    ProgramPageFactory(parent=index, kind="support-group", stages=["family"])
    facets = client.get(LIST, {"facets": "kind,stage", "stage": "family"}).json()["facets"]
    assert {item["value"]: item["count"] for item in facets["stage"]} == {"family": 2, "in-custody": 1}
    assert {item["label"] for item in facets["kind"]} == {"Mentorship", "Support group"}
    assert len(client.get(LIST, {"kind": ["mentorship", "support-group"], "stage": "in-custody"}).json()["items"]) == 1


def test_a_word_that_is_in_no_vocabulary_is_refused_by_name(client, index):
    response = client.get(LIST, {"kind": "nonsense", "stage": "family"})
    assert response.status_code == 422
    (error,) = response.json()["errors"]
    assert error["field"] == "kind" and "mentorship" in error["message"]
