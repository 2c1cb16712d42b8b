"""Sign-ups on other sites: what the element says, and the form in a frame."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from headless.documents import Showing
from headless.embeds.lists import in_origin
from headless.endpoints import Asking
from headless.endpoints.catalogue import one_row
from headless.logs import reported_without_values
from headless.registry import Embed, Framed

from .documents import SignUpData
from .forms import SignUpForm
from .views.sign_up import find_page, form_context, take
from .views.small_forms import only_small_forms
from .views.storage_fails import plain_page_when_storage_fails

_TEMPLATES = "second_chances/volunteers/embed/"
#: Beside `key`, what the address of a frame is asked with, and asked with again after sending.
_KEPT = ("key", "look", "lang")


def words() -> dict[str, str | tuple[str, str]]:
    """The same as on the site, so that it is said once."""
    fields = SignUpForm.base_fields
    return {
        "about": _("About you"),
        "answers": _("Your answers"),
        "agreement": _("What we do with what you send"),
        "promise": (
            ngettext("We answer within %(number)s day.", "We answer within %(number)s days.", 1),
            ngettext("We answer within %(number)s day.", "We answer within %(number)s days.", 2),
        ),
        "send": _("Send"),
        "sending": _("Sending…"),
        "sent_before": _("Have you sent this form already? See where it stands."),
        "open_until": _("Open until %(moment)s."),
        "closed": _("This sign-up is closed."),
        "trap": _("Leave this empty"),
        "optional": _("(optional)"),
        "choose": _("Choose one"),
        "error": _("Error:"),
        "errors_title": _("Please check your form"),
        "errors_note": _("Nothing is lost. Mend what is listed here and send it again."),
        **{f"missing_{name}": str(field.error_messages["required"]) for name, field in fields.items()},
        "missing_box": _("Tick this box to go on."),
        "missing_choice": _("Choose an answer."),
        "missing_text": _("Fill in an answer."),
        "email": str(fields["email"].error_messages["invalid"]),
        "checking": _("Checking your browser…"),
        "checked": _("Checked."),
        "unchecked": _(
            "Your browser could not be checked. Send the form all the same: a coordinator looks at it first, so the e-mail that "
            "confirms it comes later."
        ),
        "thanks": _("Thank you"),
        "stored": _("We have your form."),
        "mail": _(
            "An e-mail is on its way to you. It has a link to a page of your own, where you see where your form stands, "
            "correct your address, take the form back, or delete it."
        ),
        "too_large": _("This is more than we can take. Please shorten your answers; nothing is lost."),
        "not_stored": _("We could not keep your form just now. Nothing is lost: please send it again in a minute."),
        "no_answer": _("No answer came. Nothing is lost: please send it again. It counts once."),
        "preview": _("This is a preview: nothing was sent."),
        "failed": _("This cannot be shown now. Please try again later."),
        "gone": _("This form is no longer open."),
    }


def frame_sign_up(request, asked: Asking, page_id: int) -> Framed:
    """The form, and where it arrives: 422 and 429 with everything kept. Raises Problem (404; 410 where it was withdrawn)."""
    row = one_row(asked, page_id, types=["sign_up"])
    sign_up = SignUpData.model_validate_json(in_origin(row, asked))
    status, headers, more, template = 200, {}, {}, ""
    with translation.override(sign_up.locale):
        if request.method == "POST":
            again = take(request, find_page(page_id))
            if again is None:
                return _shown(sign_up, redirect=_address(request, page_id, sent=True))
            status, headers, more = again.status, again.headers, again.context
        elif "sent" in request.GET:
            template = f"{_TEMPLATES}thanks.html"
        context = form_context(sign_up, Showing(site_id=asked.site_id, locale=sign_up.locale))
    context |= {"action": _address(request, page_id), "closed": not sign_up.is_open or status == 410, **more}
    return _shown(sign_up, rows=[row], context=context, status=status, headers=headers, template=template)


def _shown(sign_up: SignUpData, *, context: dict[str, Any] | None = None, **options) -> Framed:
    values = {"document": sign_up, **(context or {})}
    return Framed(context=values, title=sign_up.title, locale=sign_up.locale, no_store=True, **options)


def _address(request, page_id: int, *, sent: bool = False) -> str:
    query = {name: request.GET[name] for name in _KEPT if name in request.GET} | ({"sent": "1"} if sent else {})
    return f"{reverse('sc_embeds:one', args=[SIGN_UP.name, page_id])}?{urlencode(query)}"


def _around(view):
    return reported_without_values(plain_page_when_storage_fails(only_small_forms(view)))


SIGN_UP = Embed(
    name="sign-up",
    label=gettext_lazy("A sign-up form"),
    of="sign_up",
    module="second_chances/embed/sign-up.js",
    styles=("second_chances/embed/sign-up.css",),
    words=words,
    frame=frame_sign_up,
    template=f"{_TEMPLATES}sign_up.html",
    is_one=True,
    takes_answers=True,
    around=_around,
)
