"""People who sign in to the admin."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission

#: Everything a volunteer coordinator may be given.
COORDINATOR = ("view_application", "handle_application", "export_application", "view_sensitive_answers")


def sign_in(client, *permissions: str, groups=(), username: str = "staff"):
    """A member of staff with just these permissions, signed in. Returns the user."""
    user = get_user_model().objects.create_user(username=username, password="irrelevant", first_name="Cora")
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *permissions]))
    user.groups.set(Group.objects.filter(name__in=groups))
    client.force_login(user)
    return user
