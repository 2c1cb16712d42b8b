"""oEmbed (oembed.com): whoever pastes the address of a story or program elsewhere gets a frame with it.

Anybody may ask, so it answers from the documents for partners, and says the same of whatever they have none of.
"""

import json
from urllib.parse import unquote, urlsplit
from xml.sax.saxutils import escape

from django.http import HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_safe
from wagtail.models import Site

from .. import registry
from ..documents import read
from ..documents.addresses import with_origins
from ..endpoints import Asking, answer_rows
from ..gate import Audience

MEDIA_TYPES = {"json": "application/json", "xml": "text/xml"}
#: In pixels. A frame grows to what it holds where the page lets its script tell the height.
WIDTH, HEIGHT, SMALLEST = 640, 480, 200
SANDBOX = (
    "allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
)
_CACHE_AGE = 3600


@require_safe
def answer(request) -> HttpResponse:
    """400 for sizes that are none, 404 for an address that partners may not read or nobody has, 410 for what was withdrawn,
    501 for another format."""
    wanted = request.GET.get("format", "json")
    if wanted not in MEDIA_TYPES:
        return _plain(501, "Formats are json and xml.")
    sizes = [_size(request.GET.get(name, "")) for name in ("maxwidth", "maxheight")]
    if None in sizes:
        return _plain(400, "maxwidth and maxheight are numbers of pixels.")
    site, path = _place_of(request.GET.get("url", ""))
    row = read.find(path, audience=Audience.PARTNER, site_id=site.pk) if site else None
    embed = registry.embed_of_one(row.type) if row else None
    if row is None or embed is None:
        gone = site and read.was_withdrawn(site_id=site.pk, audience=Audience.PARTNER, path=path)
        return _plain(410, "It was withdrawn.") if gone else _plain(404, "There is nothing to embed at this address.")
    width, height = min(sizes[0] or WIDTH, WIDTH), min(sizes[1] or HEIGHT, HEIGHT)

    def body() -> bytes:
        said = _said(row, embed, site, width=width, height=height)
        return (json.dumps(said, ensure_ascii=False) if wanted == "json" else _xml(said)).encode()

    response = answer_rows(
        request,
        Asking(site.pk, Audience.PARTNER, site.root_url),
        [row],
        body,
        means=["oembed-1", wanted, str(width), str(height), site.site_name],
        media_type=f"{MEDIA_TYPES[wanted]}; charset=utf-8",
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def iframe(address: str, *, title: str, width: str | int = "100%", height: int = HEIGHT) -> str:
    """A frame that may do no more than show, take a form, and lead readers on to a page."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" sandbox="{}" loading="lazy" '
        'style="border:0;width:100%;max-width:100%"></iframe>',
        address,
        title,
        width,
        height,
        SANDBOX,
    )


def resizer(origin: str) -> str:
    """The script beside a frame that gives it the height of what is in it."""
    return format_html('<script src="{}" async></script>', _whole(static("second_chances/embed/resize.js"), origin))


def _said(row: read.Row, embed: registry.Embed, site: Site, *, width: int, height: int) -> dict:
    origin = site.root_url
    data = registry.page_type_named(row.type).data.model_validate_json(
        with_origins(row.body, pages=origin, files=origin)
    )
    address = f"{origin}{reverse('sc_embeds:one', args=[embed.name, row.page_id])}"
    said = {
        "version": "1.0",
        "type": "rich",
        "title": data.title,
        "provider_name": site.site_name or site.hostname,
        "provider_url": f"{origin}/",
        "cache_age": _CACHE_AGE,
        "width": width,
        "height": height,
        "html": iframe(address, title=data.title, width=width, height=height) + resizer(origin),
    }
    picture = registry.summary_of(data).picture
    if picture:
        file = picture.fallback
        said |= {"thumbnail_url": file.url, "thumbnail_width": file.width, "thumbnail_height": file.height}
    return said


def _place_of(url: str) -> tuple[Site | None, str]:
    """The site that has this address, and the path there."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None, ""
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None, ""
    port = port or {"http": 80, "https": 443}[parts.scheme]
    sites = list(Site.objects.filter(hostname=parts.hostname))
    found = next((site for site in sites if site.port == port), None) or (sites[0] if len(sites) == 1 else None)
    path = unquote(parts.path)
    return (found, path) if "\0" not in path else (None, "")


def _size(text: str) -> int | None:
    """0 where nothing was asked for; None for what is no size."""
    if not text:
        return 0
    return max(int(text[:6]), 1) if text.isascii() and text.isdigit() else None


def _xml(said: dict) -> str:
    parts = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in said.items())
    return f'<?xml version="1.0" encoding="utf-8" standalone="yes"?><oembed>{parts}</oembed>'


def _whole(url: str, origin: str) -> str:
    return f"{origin}{url}" if url.startswith("/") and not url.startswith("//") else url


def _plain(status: int, says: str) -> HttpResponse:
    return HttpResponse(
        f"{says}\n", status=status, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"}
    )
