"""`manage.py second_chances_setup`: groups with what they need, made once, and never taken away from."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupApprovalTask, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.permissions import policy_registry

from headless import roles
from headless.roles import Role

pytestmark = pytest.mark.django_db

ACTIONS = ["change", "choose", "delete"]


def set_up(capsys) -> list[str]:
    call_command("second_chances_setup")
    return capsys.readouterr().out.splitlines()


def rows() -> dict:
    models = [
        Group,
        Group.permissions.through,
        GroupPagePermission,
        GroupCollectionPermission,
        GroupApprovalTask.groups.through,
    ]
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


@pytest.fixture
def user_with():
    """Makes a user of a role."""
    roles.set_up()

    def make(role):
        user = get_user_model().objects.create_user(username=role.name)
        user.groups.add(Group.objects.get(name=role.value))
        return user

    return make


def test_it_says_what_it_did_and_the_second_time_does_nothing(capsys):
    first = set_up(capsys)
    assert first[1] == "Story reviewers: made; 13 permissions added; may now decide in the task “Moderators approval”."
    assert first[2] == "Volunteer coordinators: made; 8 permissions added."
    before = rows()
    assert set_up(capsys) == [f"{role.value}: nothing to do." for role in Role]
    assert rows() == before


def test_it_adds_what_is_missing_and_keeps_what_staff_added(capsys):
    set_up(capsys)
    group = Group.objects.get(name=Role.VOLUNTEER_COORDINATOR.value)
    by_hand = Permission.objects.get(codename="view_sensitive_answers")
    lost = Permission.objects.get(codename="export_application")
    group.permissions.add(by_hand)
    group.permissions.remove(lost)
    assert "Volunteer coordinators: 1 permission added." in set_up(capsys)
    assert {by_hand, lost} <= set(group.permissions.all())


def test_editors_write_but_do_not_publish(user_with, home, image):
    editor = user_with(Role.COMMUNICATIONS_EDITOR)
    pages = home.permissions_for_user(editor)
    assert (pages.can_add_subpage(), pages.can_edit(), pages.can_publish(), pages.can_lock()) == (
        True,
        True,
        False,
        False,
    )
    image.collection = Collection.get_first_root_node()
    images = policy_registry.get_by_type(get_image_model())
    may = {action for action in ACTIONS if images.user_has_permission_for_instance(editor, action, image)}
    assert may == {"change", "choose", "delete"}  # to Wagtail, to delete is to change
    assert images.user_has_permission(editor, "add")
    assert editor.has_perms(
        ["sc_stories.add_theme", "sc_programs.change_partner", "wagtail_localize.submit_translation"]
    )
    assert not editor.has_perm("sc_stories.delete_theme")


def test_reviewers_publish_but_add_no_pages(user_with, home):
    reviewer = user_with(Role.STORY_REVIEWER)
    pages = home.permissions_for_user(reviewer)
    assert (pages.can_publish(), pages.can_unlock(), pages.can_edit(), pages.can_add_subpage()) == (
        True,
        True,
        True,
        False,
    )


def test_only_coordinators_have_anything_of_volunteers_and_sensitive_answers_are_nobodys(user_with):
    for role in Role:
        held = {name for name in user_with(role).get_all_permissions() if name.startswith("sc_volunteers.")}
        assert bool(held) == (role == Role.VOLUNTEER_COORDINATOR), role
        assert "sc_volunteers.view_sensitive_answers" not in held


def test_coordinators_have_no_pages_pictures_or_documents(user_with, home):
    coordinator = user_with(Role.VOLUNTEER_COORDINATOR)
    assert coordinator.groups.get().page_permissions.count() == 0
    assert coordinator.groups.get().collection_permissions.count() == 0
    assert not home.permissions_for_user(coordinator).can_edit()


def test_administrators_manage_people_sites_and_everything_that_is_published(user_with, home):
    administrator = user_with(Role.ADMINISTRATOR)
    assert administrator.has_perms(
        ["auth.change_group", "wagtailcore.add_locale", "wagtailredirects.delete_redirect", "sc_stories.delete_theme"]
    )
    assert administrator.has_perm(f"auth.add_{get_user_model()._meta.model_name}")
    assert home.permissions_for_user(administrator).can_unpublish()
    collections = policy_registry.get_by_type(Collection)
    assert collections.user_has_permission(administrator, "delete")
    assert not administrator.is_superuser


def test_every_permission_over_applications_can_be_ticked_in_the_settings_of_a_group(admin_client):
    form = admin_client.get(reverse("wagtailusers_groups:add")).context["form"]
    offered = set(form.fields["permissions"].queryset.values_list("codename", flat=True))
    assert {"view_application", "handle_application", "export_application", "view_sensitive_answers"} <= offered


def test_a_workflow_that_staff_made_stays_theirs(capsys):
    GroupApprovalTask.objects.update(name="Two of us read it")
    assert set_up(capsys)[1] == "Story reviewers: made; 13 permissions added."


def test_a_permission_that_an_installed_app_lacks_stops_everything(monkeypatch):
    monkeypatch.setattr(roles, "_allowed", {})
    roles.allow(Role.COMMUNICATIONS_EDITOR, "wagtailadmin.access_admin", "sc_stories.paint_theme")
    with pytest.raises(CommandError, match=r"sc_stories\.paint_theme"):
        call_command("second_chances_setup")
    assert not Group.objects.filter(name=Role.COMMUNICATIONS_EDITOR.value).exists()


def test_what_an_absent_app_would_offer_is_left_out(monkeypatch, capsys):
    monkeypatch.setattr(roles, "_allowed", {})
    roles.allow(Role.COMMUNICATIONS_EDITOR, "wagtailadmin.access_admin", "an_app_of_others.do_something")
    assert set_up(capsys)[0] == "Communications editors: made; 1 permission added."


def test_permissions_on_pages_are_those_of_the_root(capsys):
    set_up(capsys)
    places = {row.page_id for row in GroupPagePermission.objects.filter(group__name__in=list(Role))}
    assert places == {Page.get_first_root_node().pk}
