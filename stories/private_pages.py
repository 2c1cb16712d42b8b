"""The proof of her story behind a private link: she reads it, and answers. Without an account, without JavaScript.

The link opens by a confirming POST: programs that look into mails open nothing. What then remembers her is a signed cookie of an
hour's life for these addresses alone, and whether its link still opens is asked each time. No address after the link holds
anything secret.
"""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.models import Site

from headless.conf import conf
from headless.documents.render import site_around
from headless.logs import reported_without_values
from headless.schemas import SiteData

from .actions.open_proof_link import open_proof_link
from .actions.record_answer import AlreadyAnswered, record_answer
from .enums import AnswerChannel, ProofState
from .models import ProofLink, sealed
from .proofs.content import Content
from .proofs.paper import context

COOKIE = "sc-proof"
_SALT = "second-chances-proof"
SESSION_SECONDS = 60 * 60
TEMPLATES = "second_chances/stories/proof/"


class AnswerForm(forms.Form):
    """Yes, or what to change."""

    answer = forms.ChoiceField(
        label=_("Is it right?"),
        choices=[
            (ProofState.APPROVED.value, _("I agree. You may show it like this.")),
            (ProofState.CHANGES.value, _("Please change it, and show me again first.")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one. If you do not want it published, see below.")},
    )
    note = forms.CharField(
        label=_("What should we change?"),
        help_text=_("In your own words, in any language. Only those who work on your story read it."),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean(self):
        data = super().clean()
        if data.get("answer") == ProofState.CHANGES and not (data.get("note") or "").strip():
            self.add_error("note", _("Write what we should change."))
        return data


class NoForm(forms.Form):
    """A box to tick before something that cannot be undone."""

    sure = forms.BooleanField(
        label=_("Yes, I am sure. I do not want it published."),
        error_messages={"required": _("Tick the box if you are sure. Nothing was changed.")},
    )


def as_hers(view):
    """What every address here is: in no cache, and in no error report."""
    for decorate in (csrf_protect, never_cache, reported_without_values):
        view = decorate(view)
    return view


@as_hers
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, token: str):
    """Where the link leads: one button, which opens the proof on this device."""
    if request.method != "POST":
        link = ProofLink.objects.opened_by(token)
        return _respond(request, link.proof.language, "open.html", action=request.path) if link else _not_open(request)
    link = open_proof_link(token=token)
    if link is None:
        return _not_open(request)
    response = redirect("sc_proofs:proof")
    response.set_signed_cookie(
        COOKIE,
        str(link.pk),
        salt=_SALT,
        max_age=SESSION_SECONDS,
        path=reverse("sc_proofs:proof"),
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )
    return _private(response)


@as_hers
@require_http_methods(["GET", "HEAD"])
def show(request):
    """The story as it will appear, what she agreed to, and how she answers."""
    link = _link_of(request)
    return _page(request, link) if link else _not_open(request)


@as_hers
@require_http_methods(["GET", "HEAD"])
def picture(request, name: str):
    """One picture of the proof that is open on this device; it is public nowhere."""
    link = _link_of(request)
    content = _content(link).pictures.get(name) if link else None
    if content is None:
        raise Http404
    return _private(HttpResponse(content, content_type="image/jpeg"))


@as_hers
@require_POST
def answer(request):
    """She says yes, or what to change."""
    link = _link_of(request)
    if link is None:
        return _not_open(request)
    with translation.override(link.proof.language):
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return _page(request, link, answer_form=form, status=422)
        try:
            record_answer(proof=link.proof, channel=AnswerChannel.LINK, **form.cleaned_data)
        except AlreadyAnswered:
            # From another device, or sent twice: the page says what stands.
            return _private(redirect("sc_proofs:proof"))
    return _private(redirect(f"{reverse('sc_proofs:proof')}?thanks"))


@as_hers
@require_POST
def say_no(request):
    """She takes everything back: at once, everywhere. From then on no link to it opens."""
    link = _link_of(request)
    if link is None:
        return _not_open(request)
    language = link.proof.language
    with translation.override(language):
        form = NoForm(request.POST, prefix="no")
        if not form.is_valid():
            return _page(request, link, no_form=form, status=422)
        try:
            record_answer(proof=link.proof, answer=ProofState.WITHDRAWN, channel=AnswerChannel.LINK)
        except AlreadyAnswered:
            return _not_open(request)
    return _forget(_respond(request, language, "withdrawn.html"))


@as_hers
@require_POST
def close(request):
    """Close the proof on this device."""
    link = _link_of(request)
    return _forget(_respond(request, link.proof.language, "closed.html")) if link else _not_open(request)


def _link_of(request) -> ProofLink | None:
    """The link that was opened on this device within the hour, if it still opens."""
    number = request.get_signed_cookie(COOKIE, default=None, salt=_SALT, max_age=SESSION_SECONDS)
    if number is None:
        return None
    link = ProofLink.objects.select_related("proof__basis").filter(pk=number).first()
    return link if link and link.opens(timezone.now()) else None


def _content(link: ProofLink) -> Content:
    return Content.load(sealed.read(link.proof.content))


def _page(request, link: ProofLink, *, status: int = 200, **forms_with_errors):
    proof, content = link.proof, _content(link)
    page = proof.page()
    if page is None:
        return _not_open(request)
    with translation.override(proof.language):
        around = context(content, basis=proof.basis, page=page)
        story = content.with_addresses(lambda name: reverse("sc_proofs:picture", args=[name]))
        values = {
            **around,
            "story": story,
            "proof": proof,
            "thanks": "thanks" in request.GET,
            "answer_form": AnswerForm(),
            "no_form": NoForm(prefix="no"),
            **forms_with_errors,
        }
    return _respond(request, proof.language, "link.html", status=status, **values)


def _respond(request, language: str, template: str, *, status: int = 200, **values):
    site = Site.find_for_request(request)
    with translation.override(language):
        around = site_around(site, language) if site else SiteData(name="", home_url="/")
        values = {"site": around, "base_template": conf.BASE_TEMPLATE, **values}
        response = render(request, f"{TEMPLATES}{template}", values, status=status)
    response.headers["Content-Language"] = language
    return _private(response)


def _not_open(request):
    """Unknown, too old, revoked, answered with no: the same words for all of these."""
    return _forget(_respond(request, translation.get_language_from_request(request), "not_open.html", status=410))


def _private(response):
    # Not "no-referrer": with that, browsers send the button's form as from nowhere, and it is refused as forged.
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    return response


def _forget(response):
    response.delete_cookie(COOKIE, path=reverse("sc_proofs:proof"), samesite="Strict")
    return response
