"""A sign-up that has applications is not deleted, by whichever door: it is said why, instead of failing on the database."""

from django.core.exceptions import ValidationError
from django.utils.translation import ngettext
from wagtail.actions.delete_page import DeletePageAction

from ..queries import pages_with_applications


def why_kept(pages) -> str:
    """Why these pages cannot be deleted with all that is below them; nothing where they can."""
    kept = pages_with_applications(pages)
    if not kept:
        return ""
    return ngettext(
        "%(titles)s has applications from volunteers and cannot be deleted. Unpublish it instead: the form closes, "
        "and the applications stay.",
        "%(titles)s have applications from volunteers and cannot be deleted. Unpublish them instead: the forms "
        "close, and the applications stay.",
        len(kept),
    ) % {"titles": ", ".join(page.title for page in kept)}


class DeletePage(DeletePageAction):
    """Refuses before anything is logged as deleted."""

    def check(self, **options):
        super().check(**options)
        if why := why_kept([self.page]):
            raise ValidationError({"page": [why]})


def keep_in_api(router) -> None:
    """Let the admin's API delete by `DeletePage`: it asks no hook before."""
    endpoint = router._endpoints["pages"]

    class DeletePageInAPI(endpoint.actions["delete"]):
        def _action_from_data(self, instance, data):
            return DeletePage(page=instance, user=self.request.user)

    endpoint.actions = {**endpoint.actions, "delete": DeletePageInAPI}
