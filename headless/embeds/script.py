"""The one address that other sites load: a module that knows where all else is, so that files keep hashed names."""

import json

from django.conf import settings
from django.http import Http404, HttpResponse
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from .. import registry
from ..cache import etag_of, unless_known, vary

_FOLDER = "second_chances/embed/"
#: Browsers ask again after this; the files that it names have hashed names and are kept for good. In seconds.
LASTS = 300


@require_safe
def script(request) -> HttpResponse:
    """`embed/v1.js?key=…`: defines the elements. The key is read by the script itself, from its own address."""
    config = {
        "api": _api(),
        "words": reverse("sc_embeds:words", args=["NAME", "LANGUAGE"]),
        "languages": [code for code, _name in settings.LANGUAGES],
        "elements": {embed.name: list(map(static, files_of(embed))) for embed in registry.embeds()},
        "proof": static("second_chances/proof.js"),
    }
    loader = json.dumps(static(f"{_FOLDER}loader.js"))
    text = f"import {{ start }} from {loader};\nstart({json.dumps(config, separators=(',', ':'))}, import.meta.url);\n"
    return _for_all(request, text, "text/javascript; charset=utf-8")


def files_of(embed: registry.Embed) -> list[str]:
    """Its module, and the styles that it is shown with."""
    return [embed.module, f"{_FOLDER}embed.css", *embed.styles]


@require_safe
def words(request, name: str, language: str) -> HttpResponse:
    """The words of an element in one of the interface's languages."""
    embed = registry.embed_named(name)
    if embed is None or language not in dict(settings.LANGUAGES):
        raise Http404("There are no such words.")
    with translation.override(language):
        found = {
            key: list(map(str, value)) if isinstance(value, tuple) else str(value)
            for key, value in embed.words().items()
        }
    return _for_all(request, json.dumps(found, ensure_ascii=False, separators=(",", ":")), "application/json")


def _for_all(request, text: str, media_type: str) -> HttpResponse:
    """The same for every site, and nothing in it that is not public: any page may load it, without cookies."""
    response = HttpResponse(text, content_type=media_type)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Cache-Control"] = f"public, max-age={LASTS}, stale-while-revalidate=86400"
    response.headers["ETag"] = etag_of(text)
    vary(response, "Accept-Encoding")
    return unless_known(request, response)


def _api() -> str:
    """Where the JSON API is mounted. Raises Http404 on a site without it: elements could show nothing."""
    try:
        return reverse("sc_api:api-root")
    except NoReverseMatch:
        raise Http404("This site has not mounted the JSON API, which elements read from.") from None
