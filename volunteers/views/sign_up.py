"""Where a volunteer's form arrives."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from headless.documents import Showing
from headless.logs import reported_without_values
from headless.throttle import visitor_address

from .. import guards, mails, proof_of_work
from ..actions.receive_application import KeyReused
from ..actions.take_form import Sending, TooOften, take_form
from ..documents import SignUpData, form_of
from ..models import SignUpPage
from ..versions import digest_of, form_as_asked
from .small_forms import only_small_forms
from .storage_fails import plain_page_when_storage_fails

MAX_ID = 2**63 - 1


def form_context(sign_up: SignUpData, showing: Showing) -> dict[str, Any]:
    """Context for the page.

    form: a Django form, for its fields' HTML. action: the address it is sent to. token, trap: hidden fields that tell
    doubles and robots (`guards`). proof: what the visitor's browser computes, or None. closed: nothing is taken now.
    mail: the e-mail as a volunteer gets it, for the editor's preview alone.
    """
    return {
        "form": form_of(sign_up)(),
        "action": reverse("sc_volunteers:apply", args=[sign_up.id]) if sign_up.id else "",
        "ask_url": reverse("sc_volunteers:ask", args=[sign_up.id]) if sign_up.id else "",
        "token": _token(sign_up.id, sign_up.version),
        "trap": guards.TRAP,
        "proof": _proof() if sign_up.proof_of_work and not showing.draft else None,
        "closed": not sign_up.is_open,
        "mail": mails.preview_acknowledgement(showing.page) if showing.draft else None,
    }


def _token(page_id: int | None, asked: str, *, again: bool = False) -> dict[str, str]:
    return {"name": guards.TOKEN, "value": guards.make_token(page_id or 0, asked, again=again)}


def _proof() -> dict[str, str]:
    return {"field": proof_of_work.FIELD, "challenge": json.dumps(proof_of_work.make_challenge())}


# Nobody is signed in here, and no cookie is read or set: a forged post gains nothing that an honest one would not.
@reported_without_values
@plain_page_when_storage_fails
@only_small_forms
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request, page_id: int):
    """Take a sign-up. Stored: on to the page that says what happens next.

    Not complete: the form again, with everything kept and a message beside each field (422). Sent too often from one
    address: the same with 429. Closed: 410. Cannot be stored now, such as on a full disk: a plain page, 503. Reloading
    the address in a browser leads back to the form.
    """
    if request.method == "POST" and request.content_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        return HttpResponseBadRequest("Send the form in UTF-8.", content_type="text/plain")
    page = find_page(page_id)
    if not may_read(request, page):
        raise Http404("This sign-up is not open to you, or on no site.")
    if request.method != "POST":
        return redirect(page.get_url())
    with translation.override(page.locale.language_code):
        return _take(request, page)


def _take(request, page: SignUpPage):
    again = take(request, page)
    if again is None:
        return redirect(page.thanks_url)
    response = page.respond(request, status=again.status, **again.context)
    for name, value in again.headers.items():
        response.headers[name] = value
    return response


@dataclass(frozen=True)
class Again:
    """The form was not stored: how it is answered, and what is shown with it (`form` with messages, `token`)."""

    status: int
    context: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)


def take(request, page: SignUpPage) -> Again | None:
    """Store what a form of ours was sent with; None if it is stored now, or was before."""
    if page.is_closed:
        return Again(410)
    form = page.form_class()(request.POST)
    asked = digest_of(form_as_asked(page, form))
    sent = request.POST.get(guards.TOKEN, "")
    try:
        token = guards.read_token(sent, page.pk)
    except guards.NoToken:
        token = None
    # The copy that was sent stays the same copy, as long as it can be used. Another one may come back fast only from
    # whoever has had the form before her.
    usable = token is not None and guards.is_version(token, asked)
    another = _token(page.pk, asked, again=guards.was_handed_out(sent, page.pk))
    back = {"name": guards.TOKEN, "value": sent} if usable else another
    if not form.is_valid():
        return Again(422, {"form": form, "token": back})
    if token is None:
        form.add_error(None, _("The form had been open for a long time. Please look it over and send it again."))
        return Again(422, {"form": form, "token": back})
    if not usable:
        form.add_error(None, changed_since())
        return Again(422, {"form": form, "token": back})
    sending = Sending(
        key=token.number,
        visitor=visitor_address(request),
        trap=request.POST.get(guards.TRAP, ""),
        proof=request.POST.get(proof_of_work.FIELD, ""),
        too_fast=guards.is_too_fast(token),
    )
    try:
        take_form(page=page, form=form, sending=sending)
    except TooOften as error:
        form.add_error(None, too_often(error.seconds))
        return Again(429, {"form": form, "token": back}, {"Retry-After": str(error.seconds)})
    except KeyReused:
        form.add_error(None, sent_already())
        return Again(422, {"form": form, "token": another})
    return None


def changed_since() -> str:
    return _("We have changed this form since you opened it. Please look it over and send it again.")


def too_often(seconds: int) -> str:
    """Says how long to wait, in whole minutes."""
    minutes = -(-seconds // 60)
    return ngettext(
        "That was too often from your connection. Nothing is lost: please send it again in %(minutes)d minute.",
        "That was too often from your connection. Nothing is lost: please send it again in %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}


def sent_already() -> str:
    return _("You have sent this form already, with other answers. Send it again if both should reach us.")


def find_page(page_id: int, *, live: bool = True) -> SignUpPage:
    """The sign-up; `live=False`: also one that was open to readers once. Raises Http404."""
    if page_id > MAX_ID:
        raise Http404("No database has this number.")
    open_to_readers = Q(live=True) if live else Q(live=True) | Q(first_published_at__isnull=False)
    return get_object_or_404(SignUpPage.objects.filter(open_to_readers).select_related("locale"), pk=page_id)


def may_read(request, page: SignUpPage) -> bool:
    """Whether the page is on a site, and open to whoever asks."""
    accepted = (restriction.accept_request(request) for restriction in page.get_view_restrictions())
    return bool(page.get_url()) and all(accepted)
