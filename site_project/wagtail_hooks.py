"""What the stand-alone site adds to the admin."""

from django.core.exceptions import PermissionDenied
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks


@hooks.register("before_serve_document")
def documents_are_for_staff(document, request):
    """Documents are private like every upload; what readers should have belongs on a page."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied


@hooks.register("insert_global_admin_css")
def colours_of_the_site():
    return format_html('<link rel="stylesheet" href="{}">', static("site_project/admin.css"))
