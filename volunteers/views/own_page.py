"""A volunteer's own page: by a link, without an account.

The link opens by a confirming POST, so that mail programs that look into links do not use it up. What then remembers
her is a signed cookie of an hour's life for these addresses alone; no address after the link holds anything secret.
"""

import contextlib

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.models import Site

from headless.conf import conf
from headless.documents.render import site_around
from headless.logs import reported_without_values
from headless.schemas import SiteData
from headless.throttle import Rate, seconds_to_wait, visitor_address

from .. import own_data
from ..actions.ask_for_link import ask_for_link
from ..actions.correct_contact import correct_contact
from ..actions.erase import erase
from ..actions.open_link import find_link, open_link
from ..actions.withdraw import withdraw
from ..enums import State
from ..forms import MailboxField, SignUpForm
from ..models import AccessLink, SignUpPage
from ..search_terms import normal_email
from .sign_up import find_page, may_read, too_often
from .small_forms import only_small_forms
from .storage_fails import plain_page_when_storage_fails

COOKIE = "sc-own-page"
_SALT = "second-chances-own-page"
SESSION_SECONDS = 60 * 60
TEMPLATES = "second_chances/volunteers/own/"


class ContactForm(forms.Form):
    """Whom to write to, with the rules of the sign-up."""

    name = SignUpForm.base_fields["name"]
    email = SignUpForm.base_fields["email"]


class AskForm(forms.Form):
    """Where to send the link."""

    email = MailboxField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("The one that you wrote into the form."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages=SignUpForm.base_fields["email"].error_messages,
    )


class SureForm(forms.Form):
    """A box to tick before something that cannot be undone."""

    sure = forms.BooleanField(
        label=gettext_lazy("Yes, I am sure."),
        error_messages={"required": gettext_lazy("Tick the box if you are sure. Nothing was changed.")},
    )


def as_hers(view):
    """What every address here is: in no cache, and in no error report; answered plainly, whatever comes or fails."""
    for decorate in (
        csrf_protect,
        never_cache,
        only_small_forms,
        plain_page_when_storage_fails,
        reported_without_values,
    ):
        view = decorate(view)
    return view


@as_hers
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, page_id: int):
    """Ask for the link again. The answer is the same whether the address is known or not, and so is the work."""
    # Unpublished, or for members alone, too: whoever sent the form while it was open must reach her page.
    page = find_page(page_id, live=False)
    with translation.override(page.locale.language_code):
        form = AskForm(request.POST or None)
        if request.method != "POST":
            return _respond(request, page, "ask.html", form=form)
        if not form.is_valid():
            return _respond(request, page, "ask.html", form=form, status=422)
        visitor = visitor_address(request)
        wait = seconds_to_wait("ask", visitor, Rate.parse(conf.SIGN_UPS_PER_ADDRESS))
        if wait:
            form.add_error(None, too_often(wait))
            return _respond(request, page, "ask.html", form=form, status=429)
        email = form.cleaned_data["email"]
        # Silently: the answer must not tell that somebody asked before.
        if not _asked_too_often(visitor, normal_email(email)):
            ask_for_link(email=email, language=page.locale.language_code)
    return _respond(request, page, "asked.html")


def _asked_too_often(visitor: str, email: str) -> bool:
    """First by who asks: what a stranger asks for too often is not counted against her whose address it is."""
    asker = seconds_to_wait("ask-email-from", f"{visitor} {email}", Rate.parse(conf.LINKS_PER_ASKER))
    return bool(asker or seconds_to_wait("ask-email", email, Rate.parse(conf.LINKS_PER_EMAIL)))


@as_hers
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, token: str):
    """Where the link leads: one button. Pressing it opens the page, and uses up a link that works once."""
    link = open_link(token=token) if request.method == "POST" else find_link(token)
    if link is None:
        return _not_open(request)
    if request.method != "POST":
        title = link.application.form.title
        return _private(_respond(request, link.application.page, "confirm.html", action=request.path, form_title=title))
    return _private(_remember(request, redirect("sc_volunteers:mine"), link))


@as_hers
@require_http_methods(["GET", "HEAD"])
def mine(request):
    """What she sent, where it stands, and what she can do."""
    link = _link_of(request)
    return _page(request, link) if link else _not_open(request)


@as_hers
@require_POST
def contact(request):
    """Correct name and e-mail address."""
    link = _link_of(request)
    if link is None:
        return _not_open(request)
    with translation.override(link.application.language):
        form = ContactForm(request.POST)
        if not form.is_valid():
            return _page(request, link, contact_form=form, status=422)
        # Each correction sends a mail: not as often as somebody likes, to whomever he likes.
        if wait := seconds_to_wait("contact", link.application_id.hex, Rate.parse(conf.CORRECTIONS_PER_APPLICATION)):
            form.add_error(None, too_often(wait))
            return _page(request, link, contact_form=form, status=429)
        link = correct_contact(link=link, **form.cleaned_data)
    return _remember(request, redirect(f"{reverse('sc_volunteers:mine')}?corrected#contact"), link)


@as_hers
@require_POST
def withdraw_mine(request):
    """Take the application back."""
    return _end(request, withdraw, form_name="withdraw_form", template="withdrawn.html")


@as_hers
@require_POST
def erase_mine(request):
    """Delete everything."""
    return _end(request, erase, form_name="erase_form", template="erased.html")


@as_hers
@require_POST
def download(request):
    """All that is stored about her, as JSON: to read, and for another program to read."""
    link = _link_of(request)
    if link is None:
        return _not_open(request)
    with translation.override(link.application.language):
        body = own_data.as_json(link.application)
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="second-chances.json"'
    return _private(response)


@as_hers
@require_POST
def leave(request):
    """Close the page on this device."""
    link = _link_of(request)
    response = _respond(request, link.application.page, "left.html") if link else _not_open(request)
    return _forget(response)


def _end(request, action, *, form_name: str, template: str):
    link = _link_of(request)
    if link is None:
        return _not_open(request)
    with translation.override(link.application.language):
        form = SureForm(request.POST, prefix=form_name)
        if not form.is_valid():
            return _page(request, link, **{form_name: form}, status=422)
        page = link.application.page
        action(application=link.application)
    return _forget(_private(_respond(request, page, template, months=page.retention_months)))


def _page(request, link: AccessLink, *, status: int = 200, **forms_with_errors):
    application = link.application
    with translation.override(application.language):
        contents = {
            "application": application,
            "answers": application.answers_as_asked(sensitive=True),
            "steps": _steps(application),
            "corrected": "corrected" in request.GET,
            "contact_form": ContactForm({"name": application.name, "email": application.email}),
            "withdraw_form": SureForm(prefix="withdraw_form"),
            "erase_form": SureForm(prefix="erase_form"),
            **forms_with_errors,
        }
    return _private(_respond(request, application.page, "own.html", status=status, **contents))


def _steps(application) -> list[dict]:
    """The way of an application, for the volunteer: what is behind her, where she is, what comes."""
    order = [State.RECEIVED, State.READING, State.WRITTEN, State.CLOSED]
    here = order.index(State(application.state))
    return [{"label": state.label, "current": place == here, "done": place < here} for place, state in enumerate(order)]


def _link_of(request) -> AccessLink | None:
    """The link that was opened on this device within the hour, as long as its application can be reached."""
    value = request.get_signed_cookie(COOKIE, default=None, salt=_SALT, max_age=SESSION_SECONDS)
    if value is None:
        return None
    link = AccessLink.objects.select_related("application__page__locale", "application__form").filter(pk=value).first()
    return link if link and link.reaches_its_page() else None


def _respond(request, page: SignUpPage, template: str, **options):
    """Within the sign-up's page; where whoever asks may not read that (any more), within the site: what is hers stays so."""
    if may_read(request, page):
        with contextlib.suppress(Http404):
            return page.respond(request, template=f"{TEMPLATES}{template}", **options)
    return _within_site(request, template, page.locale.language_code, **options)


def _within_site(request, template: str, language: str, *, status: int = 200, **context):
    site = Site.find_for_request(request)
    with translation.override(language):
        around = site_around(site, translation.get_language()) if site else SiteData(name="", home_url="/")
        return render(request, f"{TEMPLATES}{template}", {"site": around, **context}, status=status)


def _not_open(request):
    """The link is too old, was used, or its application is gone: the same words for all of these."""
    language = translation.get_language_from_request(request)
    return _forget(_private(_within_site(request, "not_open.html", language, status=410)))


def _private(response):
    # Not "no-referrer": with that, browsers send the button's form as from nowhere, and it is refused as forged.
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    return response


def _remember(request, response, link: AccessLink):
    """Let this device, and no other, see the page for an hour."""
    response.set_signed_cookie(
        COOKIE,
        link.pk.hex,
        salt=_SALT,
        max_age=SESSION_SECONDS,
        path=reverse("sc_volunteers:mine"),
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )
    return response


def _forget(response):
    response.delete_cookie(COOKIE, path=reverse("sc_volunteers:mine"), samesite="Strict")
    return response
