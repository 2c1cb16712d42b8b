"""Who may do what with applications. Each is a permission of the model, given to groups in Wagtail's settings."""

from django.core.exceptions import PermissionDenied
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from wagtail.permission_policies import ModelPermissionPolicy

from headless.logs import reported_without_values

VIEW = "sc_volunteers.view_application"
HANDLE = "sc_volunteers.handle_application"
EXPORT = "sc_volunteers.export_application"
SENSITIVE = "sc_volunteers.view_sensitive_answers"


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Nobody, not even a superuser, adds, changes or deletes an application through the admin's generic views."""

    def user_has_permission(self, user, action):
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return "view" in actions and self.user_has_permission(user, "view")

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_permission(user, action)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        return self.user_has_any_permission(user, actions)


# A host may lack the middleware that forbids caching of the whole admin.
@method_decorator([reported_without_values, never_cache], name="dispatch")
class ForCoordinators:
    """Views that need all of `needs`, and whose answers no cache and no error report keeps."""

    needs: tuple[str, ...] = (VIEW,)

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perms(self.needs):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
