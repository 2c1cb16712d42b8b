"""Ready-made roles: groups of people and what each may do, for a site to begin with.

Apps announce what a role may do with theirs in `AppConfig.ready()`:

    roles.allow(Role.COMMUNICATIONS_EDITOR, "sc_stories.add_theme", "sc_stories.change_theme")

`manage.py second_chances_setup` makes the groups by calling `set_up()`.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    WorkflowPage,
)

#: The task that Wagtail makes with a new site. One that was made or renamed by staff is theirs.
WAGTAILS_TASK = "Moderators approval"


class Role(StrEnum):
    """The name of a role is the name of its group."""

    COMMUNICATIONS_EDITOR = "Communications editors"
    STORY_REVIEWER = "Story reviewers"
    VOLUNTEER_COORDINATOR = "Volunteer coordinators"
    ADMINISTRATOR = "Administrators"


class Where(StrEnum):
    """What Wagtail hangs a permission on: nothing, the root page, or the root collection of pictures and documents."""

    ANYWHERE = "anywhere"
    PAGES = "pages"
    COLLECTIONS = "collections"


class UnknownPermission(ImproperlyConfigured):
    """A role may do something that an installed app has no permission for."""


@dataclass(frozen=True)
class Change:
    """What `set_up` did to a group."""

    role: Role
    #: Whether the group was made.
    made: bool
    #: How many permissions it got.
    added: int
    #: Whether it may now decide in Wagtail's own workflow.
    joined_workflow: bool = False


_allowed: dict[tuple[Role, Where], list[str]] = {}


def allow(role: Role, *permissions: str, where: Where = Where.ANYWHERE) -> None:
    """Announce that a role has permissions, each written `app_label.codename`. Those of absent apps do not count."""
    announced = _allowed.setdefault((role, where), [])
    announced += [permission for permission in permissions if permission not in announced]


def allow_on_pages(role: Role, *actions: str) -> None:
    """Announce what a role may do with every page: of "add", "bulk_delete", "change", "lock", "publish", "unlock"."""
    # A host may have a page model of its own below all others, and the permissions have its name.
    allow(role, *(f"{Page._meta.app_label}.{action}_{Page._meta.model_name}" for action in actions), where=Where.PAGES)


def allow_in_collections(role: Role, *permissions: str) -> None:
    """Announce permissions that a role has in every collection."""
    allow(role, *permissions, where=Where.COLLECTIONS)


def allowed_to(role: Role, where: Where = Where.ANYWHERE) -> list[str]:
    """The announced permissions, also those of absent apps."""
    return list(_allowed.get((role, where), ()))


def set_up() -> list[Change]:
    """Make the group of every role, and add the permissions it lacks; nothing is ever taken away.

    Story reviewers also join the task of Wagtail's own workflow. All or nothing: raises UnknownPermission if an
    installed app lacks a permission that was announced.
    """
    with transaction.atomic():
        return [_set_up(role) for role in Role]


def _set_up(role: Role) -> Change:
    group, made = Group.objects.get_or_create(name=role.value)
    added = (
        _add(role, Where.ANYWHERE, Group.permissions.through, group=group)
        + _add(role, Where.PAGES, GroupPagePermission, group=group, page=Page.get_first_root_node())
        + _add(
            role,
            Where.COLLECTIONS,
            GroupCollectionPermission,
            group=group,
            collection=Collection.get_first_root_node(),
        )
    )
    joined = role == Role.STORY_REVIEWER and _join_workflow(group)
    return Change(role=role, made=made, added=added, joined_workflow=joined)


def _add(role: Role, where: Where, model, **place) -> int:
    """Give permissions at a place; `model` is the table that holds them. Returns how many were missing."""
    results = [
        model.objects.get_or_create(permission=permission, **place)
        for permission in _permissions(allowed_to(role, where))
    ]
    return sum(created for _row, created in results)


def _permissions(names: list[str]) -> list[Permission]:
    installed = {config.label for config in apps.get_app_configs()}
    pairs = [name.split(".") for name in names]
    return [_permission(app_label, codename) for app_label, codename in pairs if app_label in installed]


def _permission(app_label: str, codename: str) -> Permission:
    try:
        return Permission.objects.get(content_type__app_label=app_label, codename=codename)
    except Permission.DoesNotExist as error:
        raise UnknownPermission(
            f"There is no permission “{app_label}.{codename}”. Run `manage.py migrate` first."
        ) from error


def _join_workflow(group: Group) -> bool:
    """Let the group decide in the workflow that Wagtail makes for all pages, if it is still there as it was made."""
    workflows = WorkflowPage.objects.filter(page=Page.get_first_root_node(), workflow__active=True).values("workflow")
    tasks = GroupApprovalTask.objects.filter(
        name=WAGTAILS_TASK, active=True, workflow_tasks__workflow__in=workflows
    ).exclude(groups=group)
    for task in tasks:
        task.groups.add(group)
    return bool(tasks)


# --- What Wagtail has -------------------------------------------------------------------------------------------------

for _role in Role:
    allow(_role, "wagtailadmin.access_admin")

# Of pictures and documents, Wagtail lets everybody delete who may change.
allow_on_pages(Role.COMMUNICATIONS_EDITOR, "add", "change")
allow_in_collections(
    Role.COMMUNICATIONS_EDITOR,
    *(f"wagtailimages.{action}_image" for action in ("add", "change", "choose")),
    *(f"wagtaildocs.{action}_document" for action in ("add", "change", "choose")),
)
allow(Role.COMMUNICATIONS_EDITOR, "wagtail_localize.submit_translation")

allow_on_pages(Role.STORY_REVIEWER, "change", "publish", "lock", "unlock")
allow_in_collections(Role.STORY_REVIEWER, "wagtailimages.choose_image")

allow_on_pages(Role.ADMINISTRATOR, "add", "bulk_delete", "change", "lock", "publish", "unlock")
allow_in_collections(
    Role.ADMINISTRATOR,
    *(f"wagtailcore.{action}_collection" for action in ("add", "change", "delete")),
    *(f"wagtailimages.{action}_image" for action in ("add", "change", "choose")),
    *(f"wagtaildocs.{action}_document" for action in ("add", "change", "choose")),
)
for _model in (
    settings.AUTH_USER_MODEL,
    "auth.group",
    "wagtailcore.site",
    "wagtailcore.locale",
    "wagtailcore.workflow",
    "wagtailcore.task",
    "wagtailredirects.redirect",
):
    _app_label, _name = _model.split(".")
    allow(Role.ADMINISTRATOR, *(f"{_app_label}.{_action}_{_name.lower()}" for _action in ("add", "change", "delete")))
