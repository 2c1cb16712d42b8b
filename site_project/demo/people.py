"""Who can sign in to the demo."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from headless.roles import Role, set_up

#: Everybody knows it: only for a site that nobody else can reach.
PASSWORD = "second-chances-demo"  # noqa: S105
LOCAL_HOSTS = {"127.0.0.1", "localhost", "[::1]", "testserver"}
EMAIL = "{}@example.org"
#: The editor reviews as well, so that she can publish.
ROLES = {
    "editor": [Role.COMMUNICATIONS_EDITOR, Role.STORY_REVIEWER],
    "reviewer": [Role.STORY_REVIEWER],
    "coordinator": [Role.VOLUNTEER_COORDINATOR],
}


def is_local() -> bool:
    """Whether this site answers to this machine only, so that the well-known password does no harm."""
    return set(settings.ALLOWED_HOSTS) <= LOCAL_HOSTS


def add_people(password: str):
    """Create the superuser `admin`, and `editor`, `reviewer` and `coordinator` with their roles, each unless there is one.

    Existing users keep their password and groups. Returns `admin` and the names of those that were made.
    """
    users = get_user_model().objects
    missing = [name for name in ("admin", *ROLES) if not users.filter(username=name).exists()]
    # Hashing is slow on purpose; one password needs it once.
    hashed = make_password(password) if missing else ""
    if missing:
        set_up()
    for name in missing:
        user = users.model(username=name, email=EMAIL.format(name), password=hashed)
        user.is_staff = user.is_superuser = name == "admin"
        user.save()
        user.groups.set(Group.objects.filter(name__in=ROLES.get(name, ())))
    return users.get(username="admin"), missing
