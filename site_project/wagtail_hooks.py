"""What the stand-alone site adds to the admin."""

from django.core.exceptions import PermissionDenied
from wagtail import hooks


@hooks.register("before_serve_document")
def documents_are_for_staff(document, request):
    """Documents are private like every upload; what readers should have belongs on a page."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
