"""The pages on which staff record the basis of a story: who may, what they say, and that nothing typed is lost."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from headless import roles
from headless.roles import Role
from stories.actions.record_basis import record_basis
from stories.actions.withdraw_consent import withdraw_consent
from stories.models import Basis
from tests.factories.site_project import ContentPageFactory
from tests.factories.staff import sign_in
from tests.factories.stories import NO_PERSON, PERSON, StoryIndexPageFactory, StoryPageFactory
from tests.stories.telling import but, tell
from tests.stories.telling import consent as covering

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def page(home):
    index = StoryIndexPageFactory(parent=home, slug="stories")
    return StoryPageFactory(parent=index, basis=None, live=False, title="Slow water")


def basis_url(page):
    return reverse("sc_stories_basis", args=[page.pk])


def withdraw_url(page):
    return reverse("sc_stories_withdraw", args=[page.pk])


def text(response) -> str:
    main = BeautifulSoup(response.content, "html.parser").select_one("main") or ""
    return " ".join(main.get_text(" ").split())


def editor_with(page, *permissions, on_page=("change_page",)):
    """A client of somebody who may do this with the page."""
    client = Client()
    user = sign_in(client, *permissions)
    group = Group.objects.create(name="Some")
    for codename in on_page:
        permission = Permission.objects.get(codename=codename, content_type__app_label="wagtailcore")
        GroupPagePermission.objects.create(group=group, page=page.get_parent(), permission=permission)
    user.groups.add(group)
    return client


CONSENT = {
    "kind": "person",
    "reference": "R-014",
    "name_kind": "pseudonym",
    "public_name": "Ana",
    "covered": ["own:words", "own:name", "own:face", "partners:words"],
    "how_obtained": "letter",
    "obtained_by": "Cora Field",
    "language": "Spanish",
    "read_back": "on",
    "ask_whom": "Dora at the desk",
    "valid_from": "2026-01-05",
    "valid_until": "",
}


def consent(**changes):
    today = timezone.localdate()
    days = {"valid_from": str(today), "valid_until": str(today + timedelta(days=300))}
    return CONSENT | days | changes


# --- Who may ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.COMMUNICATIONS_EDITOR, Role.STORY_REVIEWER, Role.ADMINISTRATOR])
def test_those_who_work_on_stories_may_record_and_read(page, role):
    roles.set_up()
    client = Client()
    sign_in(client, groups=[role.value])
    assert client.post(basis_url(page), consent()).status_code == 302
    html = client.get(basis_url(page)).content.decode()
    assert "R-014" in html and "Cora Field" in html
    assert client.get(withdraw_url(page)).status_code == 200


def refused(response) -> bool:
    return response.status_code == 302 and response.url == reverse("wagtailadmin_home")


def test_without_the_permission_nobody_may_whatever_she_may_do_with_the_page(page):
    client = editor_with(page, on_page=("change_page", "publish_page"))
    assert refused(client.get(basis_url(page))) and refused(client.post(basis_url(page), consent()))
    assert not Basis.objects.exists()


def test_nor_with_it_for_a_page_that_is_not_hers(page):
    client = editor_with(page, "add_basis", "view_basis", on_page=())
    assert refused(client.get(basis_url(page))) and refused(client.post(basis_url(page), consent()))


def test_who_may_only_read_finds_no_form(page):
    record_basis(translation_key=page.translation_key, **PERSON)
    client = editor_with(page, "view_basis")
    html = client.get(basis_url(page)).content.decode()
    assert "R-014" in html and "data-sc-basis" not in html
    assert refused(client.post(basis_url(page), consent())) and Basis.objects.count() == 1


def test_who_may_only_record_reads_nothing_confidential(page):
    record_basis(translation_key=page.translation_key, **PERSON | {"reference": "R-777"})
    html = editor_with(page, "add_basis").get(basis_url(page)).content.decode()
    assert "data-sc-basis" in html
    assert "R-777" not in html and "Cora Field" not in html


def test_only_stories_have_a_basis(admin_client, home):
    assert admin_client.get(basis_url(ContentPageFactory(parent=home, title="About us"))).status_code == 404
    assert admin_client.get(reverse("sc_stories_basis", args=[999999])).status_code == 404


def test_no_cache_keeps_the_page(admin_client, page):
    assert "no-store" in admin_client.get(basis_url(page))["Cache-Control"]


# --- Recording --------------------------------------------------------------------------------------------------------


def test_the_consent_of_a_person_is_recorded(admin_client, admin_user, page):
    response = admin_client.post(basis_url(page), consent(), follow=True)
    assert "The basis of “Slow water” is recorded." in response.content.decode()
    basis = Basis.objects.get()
    assert (basis.kind, basis.reference, basis.public_name) == ("person", "R-014", "Ana")
    assert basis.covered == {"own": ["words", "name", "face"], "partners": ["words"]}
    assert (basis.how_obtained, basis.language, basis.read_back) == ("letter", "Spanish", True)
    assert (basis.ask_whom, basis.is_client, basis.recorded_by) == ("Dora at the desk", False, admin_user)
    shown = text(response)
    assert "Our own site, Partners’ sites." in shown
    assert "Our own site: Her story, in words, Her name, Her face. Partners’ sites: Her story, in words." in shown
    assert "How she said yes: By letter, signed." in shown and "It was read back to her." in shown


def test_a_table_says_what_is_covered_where(admin_client, page):
    admin_client.post(basis_url(page), consent())
    soup = BeautifulSoup(admin_client.get(basis_url(page)).content, "html.parser")
    table = next(table for table in soup.select("table.sc-covered") if table.caption)
    rows = {
        row.th.get_text(): [cell.get_text(strip=True) for cell in row.select("td")] for row in table.select("tbody tr")
    }
    assert [head.get_text() for head in table.select("thead th")][:2] == ["Our own site", "Partners’ sites"]
    assert rows["Her story, in words"] == ["yes", "yes", "no", "no", "no"]
    assert rows["Her face"] == ["yes", "no", "no", "no", "no"]
    assert rows["Her children"] == ["no"] * 5


def test_each_box_of_the_form_says_what_it_is_for(admin_client, page):
    soup = BeautifulSoup(admin_client.get(basis_url(page)).content, "html.parser")
    boxes = soup.select("[data-sc-basis] input[name=covered]")
    assert len(boxes) == 35 and not any(box.has_attr("checked") for box in boxes)
    assert soup.select_one("[value='partners:face']")["aria-label"] == "Her face: Partners’ sites"


def test_a_woman_who_is_anonymous_stays_so_in_the_form(admin_client, page):
    admin_client.post(basis_url(page), consent(name_kind="anonymous", public_name="", covered=["own:words"]))
    response = admin_client.post(basis_url(page), consent(covered=["own:words"]))
    assert response.status_code == 422 and "stays so until she takes that back herself" in response.content.decode()
    assert Basis.objects.get().public_name == ""


def test_what_is_filled_in_for_the_other_kind_does_not_count(admin_client, page):
    data = consent(kind="no_person", nature="composite", valid_from="no day")
    assert admin_client.post(basis_url(page), data).status_code == 302
    basis = Basis.objects.get()
    assert (basis.kind, basis.nature, basis.public_name, basis.reference) == ("no_person", "composite", "", None)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kind": ""}, "Choose one: the consent of a person, or no real person."),
        ({"kind": "no_person"}, "Choose what the story is instead."),
        ({"reference": ""}, "such as R-014"),
        ({"public_name": ""}, "Give the name as agreed with her"),
        ({"obtained_by": ""}, "Say who obtained the consent."),
        ({"valid_until": "2001-01-01"}, "This is before the day"),
        ({"valid_until": "2190-01-01"}, "three years at most"),
        ({"valid_until": "some day"}, "Enter a valid date."),
        ({"valid_until": ""}, "Give the last day"),
        ({"covered": []}, "Choose at least one thing that she agreed to, and where."),
        ({"covered": ["own:everything"]}, "Select a valid choice."),
        ({"name_kind": ""}, "Choose what the name is"),
        ({"name_kind": "anonymous"}, "She is anonymous: leave this empty."),
        ({"how_obtained": ""}, "Choose how she said yes."),
        ({"language": ""}, "Give the language in which it was explained to her."),
        ({"is_client": "on"}, "may find it hard to say no"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(admin_client, page, changes, message):
    typed = {"obtained_by": "Typed by Cora"} | changes
    response = admin_client.post(basis_url(page), consent(**typed))
    assert response.status_code == 422
    html = response.content.decode()
    assert message in BeautifulSoup(html, "html.parser").select_one("[data-sc-basis]").get_text()
    for value in {"obtained_by": "Typed by Cora", **changes}.values():
        assert isinstance(value, list) or value in html
    assert not Basis.objects.exists()


@pytest.mark.parametrize("junk", [{}, {"kind": "\x00"}, {"kind": ["person", "no_person"]}, {"valid_from": "9" * 5000}])
def test_odd_input_is_answered_with_the_form(admin_client, page, junk):
    assert admin_client.post(basis_url(page), consent(kind="person") | junk if junk else {}).status_code in (302, 422)


def test_changing_begins_with_what_was_recorded_and_keeps_it_in_the_history(admin_client, page):
    admin_client.post(basis_url(page), consent())
    html = admin_client.get(basis_url(page)).content.decode()
    form = BeautifulSoup(html, "html.parser").select_one("[data-sc-basis]")
    assert form.select_one("[name=public_name]")["value"] == "Ana"
    assert form.select_one("[name=kind][value=person]").has_attr("checked")
    admin_client.post(basis_url(page), {"kind": "no_person", "nature": "editorial"})
    shown = text(admin_client.get(basis_url(page)))
    assert (
        "Editorial" in shown
        and "Reference R-014, public name Ana (A name that she chose), obtained by Cora Field." in shown
    )


def test_translations_are_named(admin_client, page, home, spanish):
    for parent in (home, page.get_parent()):
        parent.copy_for_translation(spanish)
    page.copy_for_translation(spanish)
    assert "The translations stand on the same basis" in text(admin_client.get(basis_url(page)))


def test_an_alias_leads_to_the_story_it_stands_on(admin_client, page):
    alias = page.create_alias(parent=page.get_parent(), update_slug="alias")
    assert admin_client.get(basis_url(alias)).url == basis_url(page)


# --- Taken back -------------------------------------------------------------------------------------------------------


def test_taking_back_asks_once_more_and_withdraws(admin_client, admin_user, page):
    record_basis(translation_key=page.translation_key, **PERSON)
    page.save_revision().publish()
    assert "Withdraw now" in text(admin_client.get(basis_url(page))) and "Withdraw now" in panel(admin_client, page)
    assert "Slow water" in text(admin_client.get(withdraw_url(page)))
    page.refresh_from_db()
    assert page.live
    response = admin_client.post(withdraw_url(page), {"channel": "telephone"}, follow=True)
    page.refresh_from_db()
    assert not page.live and Basis.objects.get().ended_by == admin_user
    assert "“Slow water” is withdrawn" in response.content.decode() and "By telephone" in text(response)
    assert "This story is not public: the consent was taken back on" in text(admin_client.get(basis_url(page)))


# --- In the editor ----------------------------------------------------------------------------------------------------


def panel(client, page) -> str:
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    soup = BeautifulSoup(response.content, "html.parser")
    return " ".join(soup.select_one("#panel-child-content-basis-section").get_text(" ").split())


def test_the_editor_says_on_what_the_story_stands(admin_client, page):
    assert "This story is not public: nothing says yet" in panel(admin_client, page)
    assert "Record the basis" in panel(admin_client, page)
    record_basis(translation_key=page.translation_key, **PERSON)
    shown = panel(admin_client, page)
    assert "Consent of a person, from" in shown and "Our own site." in shown and "Change the basis" in shown
    assert "not public" not in shown and "R-014" not in shown
    withdraw_consent(translation_key=page.translation_key)
    assert "taken back on" in panel(admin_client, page)
    record_basis(translation_key=page.translation_key, **NO_PERSON)
    assert "No real person. Sample" in panel(admin_client, page)


def test_a_new_story_is_saved_first(admin_client, page):
    address = reverse("wagtailadmin_pages:add", args=["sc_stories", "storypage", page.get_parent().pk])
    assert "Save the draft first, then record the basis" in admin_client.get(address).content.decode()


def test_the_editor_says_that_a_planned_publication_was_refused_until_that_is_mended(admin_client, page):
    from headless.jobs.planned import publish_due

    page.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    publish_due()
    assert "was refused: nothing says yet" in panel(admin_client, page)
    assert "was refused" in admin_client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    record_basis(translation_key=page.translation_key, **NO_PERSON)
    assert "was refused" not in panel(admin_client, page)


def test_both_permissions_can_be_ticked_in_the_settings_of_a_group(admin_client):
    form = admin_client.get(reverse("wagtailusers_groups:add")).context["form"]
    offered = set(form.fields["permissions"].queryset.values_list("codename", flat=True))
    assert {"add_basis", "view_basis"} <= offered


def test_staff_read_what_is_in_the_way_and_what_partners_do_not_get(admin_client, page):
    story = tell(page.get_parent(), "face", "place", slug="with-her")
    record_basis(translation_key=story.translation_key, **covering(own=but("face"), partners=but("face", "place")))
    for shown in (text(admin_client.get(basis_url(story))), panel(admin_client, story)):
        assert "does not cover these parts on our own site. Standfirst: Her face." in shown
        assert "Left out of what partners’ sites get:" in shown and "Where she lives, lived or was held" in shown
    record_basis(translation_key=story.translation_key, **covering())
    shown = text(admin_client.get(basis_url(story)))
    assert "does not cover" not in shown and "Left out" not in shown


def test_staff_read_that_the_address_keeps_partners_out(admin_client, page):
    story = tell(page.get_parent(), slug="with-zuleika")
    record_basis(translation_key=story.translation_key, **covering(partners=but("name")))
    assert "its address holds her name. Change it under Promote." in text(admin_client.get(basis_url(story)))
