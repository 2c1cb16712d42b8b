"""Code, list, confirmation, done. After the code no address and no form holds anything secret: what remembers her is a signed
cookie of half an hour's life, for these addresses alone, that a new code makes void.
"""

import logging
from functools import wraps

from django.db import InterfaceError, OperationalError
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils import translation
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.models import Locale, Site

from headless.conf import conf
from headless.documents.render import site_around
from headless.models import SiteSettings
from headless.reports import WithoutValues
from headless.schemas import SiteData, Translation
from headless.throttle import Rate, seconds_to_wait, visitor_address

from ..actions.lift_anonymity import lift_anonymity
from ..actions.withdraw_as_herself import withdraw_as_herself
from ..models import OwnCode
from .forms import LIFT, CodeForm, WhatForm, choices_of, unknown_code
from .stories import told_of

logger = logging.getLogger(__name__)

COOKIE = "sc-own-story"
_SALT = "second-chances-own-story"
SESSION_SECONDS = 30 * 60
TEMPLATES = "second_chances/stories/own/"
#: No form here is nearly as large.
MOST_BYTES = 20_000
#: So often one address on the network may try while everybody together tries too often: her own tries still count.
TRIES_IN_A_STORM = 3


def as_hers(view):
    """What every address here is: in no cache and no error report; small; answered plainly when the storage fails."""

    @csrf_exempt  # the middleware would read a form of any size first; `protected` checks
    @wraps(view)
    def answer(request, *args, **kwargs):
        request.exception_reporter_filter = WithoutValues()
        request.upload_handlers = []
        length = request.META.get("CONTENT_LENGTH") or "0"
        try:
            if not length.isdecimal() or int(length[:12]) > MOST_BYTES:
                return _private(_plain(request, "too_large.html", 413))
            return _private(protected(request, *args, **kwargs))
        except (OperationalError, InterfaceError) as error:
            # The kind of fault alone: a database's words may hold what was to be stored.
            logger.error("Her own page could not be answered: %s.", type(error.__cause__ or error).__name__)
            response = _private(_plain(request, "not_now.html", 503))
            response.headers["Retry-After"] = "60"
            return response

    protected = csrf_protect(view)
    return never_cache(answer)


def _private(response):
    # Not "no-referrer": with that, browsers send the form as from nowhere, and it is refused as forged. None leaves the site.
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@as_hers
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables()
def ask(request):
    """Ask for the code. What nobody has and what can be no code get the same answer for the same work."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _show(request, "ask.html", form=form, other_languages=True)
    if wait := _wait(visitor_address(request)):
        form.add_error(None, _too_often(wait))
        response = _show(request, "ask.html", form=form, status=429)
        response.headers["Retry-After"] = str(wait)
        return response
    if not form.is_valid():
        return _show(request, "ask.html", form=form, status=422)
    code = OwnCode.objects.find(form.cleaned_data["code"])
    if code is None:
        form.add_error("code", unknown_code())
        return _show(request, "ask.html", form=form, status=422)
    return _remember(request, redirect(_address(request, "mine")), code)


@as_hers
@require_http_methods(["GET", "HEAD"])
def mine(request):
    """Her stories, what she agreed to, and what she can do."""
    person = _person_of(request)
    return _list(request, person) if person else redirect(_address(request, "ask"))


@as_hers
@require_POST
def make_sure(request):
    """Says what will be done, with one button that does it."""
    person = _person_of(request)
    if person is None:
        return redirect(_address(request, "ask"))
    form = WhatForm(request.POST, stories=told_of(person), person=person)
    if not form.is_valid():
        return _list(request, person, form=form, status=422)
    return _show(
        request, "make_sure.html", what=form.cleaned_data["what"], said=form.in_words(), lifting=form.is_lifting
    )


@as_hers
@require_POST
def withdraw(request):
    """Does it. Doing it again changes nothing, and says the same."""
    person = _person_of(request)
    if person is None:
        return redirect(_address(request, "ask"))
    form = WhatForm(request.POST, stories=told_of(person), person=person)
    if not form.is_valid():
        return _list(request, person, form=form, status=422)
    if form.is_lifting:
        lift_anonymity(person=person)
        return redirect(f"{_address(request, 'done')}?{LIFT}")
    withdraw_as_herself(person=person, **form.asked())
    return redirect(_address(request, "done"))


@as_hers
@require_http_methods(["GET", "HEAD"])
def done(request):
    """Thanks, and what happens with what no program can take back."""
    return _show(request, "done.html", lifted=LIFT in request.GET, is_open=_person_of(request) is not None)


@as_hers
@require_POST
def leave(request):
    """Close the page on this device."""
    response = _show(request, "left.html")
    response.delete_cookie(COOKIE, path=_address(request, "ask"), samesite="Strict")
    return response


def _list(request, person, *, form: WhatForm | None = None, status: int = 200):
    stories = told_of(person)
    form = form or WhatForm(stories=stories, person=person)
    can_lift = person.is_anonymous
    return _show(
        request,
        "stories.html",
        status=status,
        stories=stories,
        form=form,
        can_take_back=bool(choices_of(stories)),
        can_lift=can_lift,
        lift=LIFT,
    )


def _wait(visitor: str) -> int:
    """Seconds until this visitor may try a code again; 0 for now."""
    rate = Rate.parse(conf.CODES_PER_ADDRESS)
    if seconds_to_wait("codes", "everybody", Rate.parse(conf.CODES_IN_ALL)):
        # Not refused altogether: somebody could keep all women from their stories by trying codes in their place.
        rate = Rate(min(rate.number, TRIES_IN_A_STORM), rate.seconds)
    return seconds_to_wait("codes", visitor, rate)


def _too_often(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return ngettext(
        "That was too often from your connection. Please write the code again in %(minutes)d minute, or call us.",
        "That was too often from your connection. Please write the code again in %(minutes)d minutes, or call us.",
        minutes,
    ) % {"minutes": minutes}


def _person_of(request):
    """Her whose code was written on this device within half an hour, if it is still her code."""
    value = request.get_signed_cookie(COOKIE, default="", salt=_SALT, max_age=SESSION_SECONDS)
    number, _sign, made = value.partition("|")
    code = OwnCode.objects.filter(pk=number).select_related("person").first() if number.isdecimal() else None
    return code.person if code and code.made_at.isoformat() == made else None


def _remember(request, response, code: OwnCode):
    response.set_signed_cookie(
        COOKIE,
        f"{code.pk}|{code.made_at.isoformat()}",
        salt=_SALT,
        max_age=SESSION_SECONDS,
        path=_address(request, "ask"),
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )
    return response


def _address(request, name: str) -> str:
    """Where these pages are mounted here: a site may have them below each language as well."""
    return reverse(f"{request.resolver_match.namespace}:{name}")


def _show(request, template: str, *, status: int = 200, other_languages: bool = False, **context):
    site = Site.find_for_request(request)
    language = translation.get_language()
    around = site_around(site, language) if site else SiteData(name="", home_url="/")
    response = render(
        request,
        f"{TEMPLATES}{template}",
        {
            "base_template": conf.BASE_TEMPLATE,
            "site": around,
            "organization": SiteSettings.for_site(site) if site else None,
            "translations": _translations(request, language) if other_languages else [],
            "urls": {name: _address(request, name) for name in ("ask", "mine", "make_sure", "withdraw", "leave")},
            **context,
        },
        status=status,
    )
    response.headers["Content-Language"] = language
    return response


def _translations(request, language: str) -> list[Translation]:
    """The same page in other languages, where the address says the language."""
    others = Locale.objects.exclude(language_code=language)
    found = [
        Translation(
            locale=other.language_code,
            language=other.language_name_local.capitalize(),
            url=translate_url(request.path, other.language_code),
        )
        for other in others
    ]
    return [item for item in found if item.url != request.path]


def _plain(request, template: str, status: int):
    """A page that needs no database."""
    with translation.override(translation.get_language_from_request(request)):
        return render(None, f"{TEMPLATES}{template}", status=status)
