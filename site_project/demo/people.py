"""Who can sign in to the demo."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, Permission

#: Everybody knows it: only for a site that nobody else can reach.
PASSWORD = "second-chances-demo"  # noqa: S105
LOCAL_HOSTS = {"127.0.0.1", "localhost", "[::1]", "testserver"}
EMAIL = "{}@example.org"


def is_local() -> bool:
    """Whether this site answers to this machine only, so that the well-known password does no harm."""
    return set(settings.ALLOWED_HOSTS) <= LOCAL_HOSTS


def add_people(password: str):
    """Create the superuser `admin`, and `editor` and `coordinator` with their groups, each unless there is one.

    Existing users keep their password and groups. Returns `admin` and the names of those that were made.
    """
    users = get_user_model().objects
    missing = [name for name in ("admin", "editor", "coordinator") if not users.filter(username=name).exists()]
    # Hashing is slow on purpose; one password needs it once.
    hashed = make_password(password) if missing else ""
    for name in missing:
        user = users.model(username=name, email=EMAIL.format(name), password=hashed)
        user.is_staff = user.is_superuser = name == "admin"
        user.save()
        if name == "editor":
            user.groups.set(_editors())
        elif name == "coordinator":
            user.groups.set([_coordinators()])
    return users.get(username="admin"), missing


def _editors() -> list[Group]:
    """Wagtail's own groups: Editors may write, Moderators may publish. The demo adds themes, partners and translation."""
    editors, _ = Group.objects.get_or_create(name="Editors")
    moderators, _ = Group.objects.get_or_create(name="Moderators")
    editors.permissions.add(
        *_permissions("sc_stories", "add_theme", "change_theme"),
        *_permissions("sc_programs", "add_partner", "change_partner"),
        *_permissions("wagtail_localize", "submit_translation"),
    )
    return [editors, moderators]


def _coordinators() -> Group:
    group, created = Group.objects.get_or_create(name="Volunteer coordinators")
    if created:
        group.permissions.set(
            [*_permissions("wagtailadmin", "access_admin"), *_permissions("sc_volunteers", "view_application")]
        )
    return group


def _permissions(app_label: str, *codenames: str):
    return Permission.objects.filter(content_type__app_label=app_label, codename__in=codenames)
