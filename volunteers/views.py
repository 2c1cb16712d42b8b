"""Where a volunteer's form arrives."""

from typing import Any

from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from headless.documents import Build

from .actions.receive_application import receive_application
from .models import SignUpPage

MAX_ID = 2**63 - 1


def form_context(page: SignUpPage, build: Build, query: dict[str, str]) -> dict[str, Any]:
    """Context for the page: `form` (a Django form, for its fields' HTML), and `action`, the address it is sent to."""
    return {"form": page.form_class()(), "action": reverse("sc_volunteers:apply", args=[page.pk]) if page.pk else ""}


# Nobody is signed in here, and no cookie is read or set: a forged post gains nothing that an honest one would not.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request, page_id: int):
    """Take a sign-up. Stored: on to the page that says what happens next. Not complete: the form again, with
    everything kept and a message beside each field (422). Reloading the address in a browser leads back to the form.
    """
    page = _open_page(request, page_id)
    if request.method != "POST":
        return redirect(page.get_url())
    if request.content_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        return HttpResponseBadRequest("Send the form in UTF-8.", content_type="text/plain")
    with translation.override(page.locale.language_code):
        form = page.form_class()(request.POST)
        if not form.is_valid():
            return page.respond(request, status=422, form=form)
        receive_application(page=page, form=form)
    return redirect(page.thanks_url)


def _open_page(request, page_id: int) -> SignUpPage:
    """The sign-up, if whoever asks may read its page. Raises Http404 otherwise."""
    if page_id > MAX_ID:
        raise Http404("No database has this number.")
    page = get_object_or_404(SignUpPage.objects.live().select_related("locale"), pk=page_id)
    allowed = all(restriction.accept_request(request) for restriction in page.get_view_restrictions())
    if not allowed or not page.get_url():
        raise Http404("This sign-up is not open to you, or on no site.")
    return page
