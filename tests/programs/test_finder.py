"""The program finder: what readers choose programs by, without script, with the state in the address."""

import re

import pytest
from django.test import override_settings

from tests.factories.programs import PartnerFactory, ProgramIndexPageFactory, ProgramPageFactory

pytestmark = pytest.mark.slow


@pytest.fixture
def index(home):
    return ProgramIndexPageFactory(parent=home, slug="programs")


@pytest.fixture
def programs(index):
    return [
        ProgramPageFactory(parent=index, title="Letters", kind="pen-pals", stages=["in-custody"], cost="free"),
        ProgramPageFactory(parent=index, title="Circle", kind="support-group", stages=["after-release", "family"]),
        ProgramPageFactory(parent=index, title="Bench", kind="skills-training", stages=["in-custody"], cost="free"),
        ProgramPageFactory(parent=index, title="Hidden", kind="life-skills", live=False),
    ]


def titles(html: str) -> list[str]:
    return re.findall(r'class="sc-card__title"><a href="[^"]+">([^<]+)<', html)


def page(client, query: str = "") -> str:
    response = client.get(f"/en/programs/{query}")
    assert response.status_code == 200
    return response.content.decode()


def count_beside(html: str, choice: str) -> int:
    return int(re.search(rf'for="{choice}">.*?sc-count">(\d+)<', html, re.S)[1])


def test_all_programs_stand_there_by_title_with_what_they_are_chosen_by(programs, client):
    html = page(client)
    assert titles(html) == ["Bench", "Circle", "Letters"]
    assert "3 programs" in html
    assert count_beside(html, "stage-in-custody") == 2
    assert count_beside(html, "kind-support-group") == 1
    # What is not known is nothing to choose by, and what no program has is no choice.
    assert 'id="cost-ask"' not in html and 'id="kind-life-skills"' not in html


def test_values_of_one_facet_add_up_and_facets_narrow_down(programs, client):
    assert titles(page(client, "?stage=in-custody")) == ["Bench", "Letters"]
    assert titles(page(client, "?kind=pen-pals&kind=support-group")) == ["Circle", "Letters"]
    html = page(client, "?stage=in-custody&kind=pen-pals")
    assert titles(html) == ["Letters"]
    assert re.search(r"\b1 program\b", html)
    # A facet's own choice does not narrow its own counts.
    assert count_beside(html, "kind-skills-training") == 1


def test_what_is_chosen_is_ticked_and_can_be_taken_back(programs, client):
    html = page(client, "?stage=in-custody&kind=pen-pals")
    assert re.search(r'id="stage-in-custody" checked', html) and not re.search(r'id="stage-family" checked', html)
    assert 'href="/en/programs/?stage=in-custody"' in html and 'href="/en/programs/?kind=pen-pals"' in html


def test_nothing_found_says_so_and_leads_back(programs, client):
    html = page(client, "?stage=family&kind=pen-pals")
    assert titles(html) == [] and "No program has all of this" in html
    assert re.search(r'id="kind-pen-pals" checked', html)


def test_values_that_no_program_can_have_are_ignored(programs, client):
    assert titles(page(client, "?stage=on-the-moon&page=x")) == ["Bench", "Circle", "Letters"]


def test_pages_keep_what_was_chosen(index, client):
    for number in range(3):
        ProgramPageFactory(parent=index, title=f"P{number}", stages=["family"])
    with override_settings(SECOND_CHANCES={"PROGRAMS_PER_PAGE": 2}):
        first, last = page(client, "?stage=family"), page(client, "?stage=family&page=9")
    assert titles(first) == ["P0", "P1"] and 'href="/en/programs/?stage=family&amp;page=2"' in first
    assert titles(last) == ["P2"] and "Page 2 of 2" in last


@pytest.mark.parametrize("number", [1, 6])
def test_it_takes_three_queries_however_many_there_are_and_one_more_to_count_what_is_left(
    index, client, number, image, django_assert_num_queries
):
    """The site (a query only where something was written since it was asked for; within a test's transaction, always), the
    page with what stands around it, the list; and the counts, where something is chosen."""
    for _count in range(number):
        ProgramPageFactory(parent=index, stages=["in-custody"], provider=PartnerFactory(), hero_image=image)
    page(client)
    with django_assert_num_queries(3):
        page(client)
    with django_assert_num_queries(4):
        page(client, "?stage=in-custody")


def test_what_is_counted_is_right_again_once_a_program_comes_or_goes(programs, client):
    programs[0].unpublish()
    html = page(client)
    assert count_beside(html, "stage-in-custody") == 1 and "2 programs" in html


def test_what_was_chosen_is_chosen_in_the_other_language_too(index, programs, client, home, spanish):
    home.copy_for_translation(spanish).save_revision().publish()
    index.copy_for_translation(spanish).save_revision().publish()
    html = page(client, "?stage=in-custody&page=7")
    assert 'href="/es/programs/?stage=in-custody" lang="es"' in html
    assert 'href="/es/programs/" lang="es"' in page(client)
