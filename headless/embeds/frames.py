"""Embeds as pages in a frame, for sites that strip scripts. They read without script, and keep nothing in the browser."""

from urllib.parse import urlsplit

from django.core.files.storage import storages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from .. import cache, registry
from ..conf import conf
from ..endpoints import Asking, asking_of, fetched
from ..endpoints.asking import VARY, normal_origin
from ..endpoints.known import known
from ..endpoints.problems import Problem

#: What a front end may ask of the colours; anything else follows the reader's device.
LOOKS = ("light", "dark")
ANYWHERE = "*"


@csrf_exempt  # no cookie is read: a forged post gains nothing that an honest one would not
@require_http_methods(["GET", "HEAD", "POST"])
def frame(request, name: str, page_id: int = 0) -> HttpResponse:
    """An embed for the front end whose key stands in `?key=`; only pages of its origins may show it (`frame-ancestors`).

    Without a key: what partners may read, on any site; nothing that takes answers. Refusals are plain text, which
    every site may show, so that whoever sets it up reads why: 401 unknown key, 403 not for this site.
    """
    embed = registry.embed_named(name)
    if embed is None or embed.is_one is not bool(page_id) or (request.method == "POST" and not embed.takes_answers):
        raise Http404("There is no such embed.")
    try:
        asked = asking_of(request)
        origins = origins_of(request, asked)
        _refuse_others(request, embed, origins)
    except Problem as error:
        return _refusal(error)

    def view(request) -> HttpResponse:
        return _show(request, embed, asked, page_id)

    response = (embed.around(view) if embed.around else view)(request)
    policy = _policy(origins)
    response.headers["Content-Security-Policy"] = policy
    # Whoever has the same page for other origins has another page: with 304 browsers keep the old policy.
    response.headers["ETag"] = cache.etag_of(response.content, policy)
    response.xframe_options_exempt = True
    cache.vary(response, *VARY.split(", "))
    return cache.unless_known(request, response)


def origins_of(request, asked: Asking) -> list[str]:
    """On whose pages this may stand: a list of origins, or `ANYWHERE` for what anybody may read."""
    if not asked.front_end_id:
        return [ANYWHERE]
    (found,) = (item for item in known(request).front_ends if item.id == asked.front_end_id)
    return [origin for origin in map(normal_origin, found.origins.splitlines()) if origin]


def _refuse_others(request, embed: registry.Embed, origins: list[str]) -> None:
    """Raises Problem. Browsers refuse by `frame-ancestors` in any case, but do not say why."""
    if embed.takes_answers and origins == [ANYWHERE]:
        raise Problem(403, "This form needs the key of a front end. Copy the address from “Put it on your site”.")
    if ANYWHERE in origins or request.headers.get("Sec-Fetch-Dest") not in ("iframe", "frame"):
        return
    parts = urlsplit(request.headers.get("Referer", ""))
    shown_on = normal_origin(f"{parts.scheme}://{parts.netloc}")
    own = f"{request.scheme}://{request.get_host()}"
    if shown_on and shown_on not in (*origins, own):
        raise Problem(
            403,
            f"This page may not stand in a frame on {shown_on}. If that is your site, add it to the origins of its front end.",
        )


def _show(request, embed: registry.Embed, asked: Asking, page_id: int) -> HttpResponse:
    try:
        framed = embed.frame(request, asked, page_id)
    except Problem as error:
        framed = _instead(request, error)
    if framed.redirect:
        response = redirect(framed.redirect)
        response.headers["Cache-Control"] = "private, no-store"
        return response
    look = request.GET.get("look", "")
    values = {"title": framed.title, "look": look if look in LOOKS else "", "frame": True, **framed.context}
    with translation.override(framed.locale):
        text = render_to_string(framed.template or embed.template, {"locale": framed.locale, **values}, request)
    response = HttpResponse(text, status=framed.status, headers=dict(framed.headers))
    response.headers["Content-Language"] = framed.locale
    if framed.no_store:
        response.headers["Cache-Control"] = "private, no-store"
    else:
        if asked.front_end_id:  # no cache in front of us is told of a new key, or of other origins
            response.headers["Cache-Control"] = cache.policy(timezone.now(), timezone.now())
        cache.describe(response, framed.rows, tags=framed.tags, is_list=not embed.is_one)
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    fetched.note(asked.front_end_id, framed.rows)
    return response


def _instead(request, error: Problem) -> registry.Framed:
    """What a reader sees in place of what is not there (404), or not any more (410)."""
    language = language_of(request)
    with translation.override(language):
        says = _("This is no longer public.") if error.status in (404, 410) else _("This cannot be shown now.")
    return registry.Framed(
        context={"says": says},
        title=says,
        locale=language,
        template="second_chances/headless/embed/instead.html",
        status=error.status,
        no_store=True,  # nothing tells caches of what will be there one day
    )


def language_of(request) -> str:
    """The language that is asked for with `?lang=`, if it is one of the interface's; else that of the reader's browser."""
    wanted = request.GET.get("lang", "")
    if wanted and translation.check_for_language(wanted):
        try:
            return translation.get_supported_language_variant(wanted)
        except LookupError:
            pass
    return translation.get_language_from_request(request)


def _refusal(error: Problem) -> HttpResponse:
    response = HttpResponse(f"{error.detail}\n", status=error.status, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    response.xframe_options_exempt = True
    return response


def _policy(origins: list[str]) -> str:
    """Said in full, whether or not the host site has a policy of its own."""
    files = " ".join(sorted({*_host_of(static("second_chances/site.css")), *_host_of(_some_picture())}))
    sources = f"'self' {files}".strip()
    return "; ".join(
        [
            f"default-src {sources}",
            f"img-src {sources} data:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            f"frame-ancestors 'self' {' '.join(origins)}".strip(),
        ]
    )


def _some_picture() -> str:
    return storages[conf.PUBLIC_PICTURES_STORAGE].url("x")


def _host_of(url: str) -> list[str]:
    """The origin of files that lie elsewhere; nothing for those of our own."""
    parts = urlsplit(url)
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []
