"""Where sites on which somebody pastes a page's address find out how to embed it (oEmbed)."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from .. import registry
from ..schemas import PageData

#: Media types by the name of the format.
FORMATS = {"json": "application/json+oembed", "xml": "text/xml+oembed"}


class EmbedLink(NamedTuple):
    media_type: str
    url: str
    title: str


def embed_links(data: PageData, request) -> list[EmbedLink]:
    """For a page that partners may read; none where nothing shows it elsewhere, or the plugin's addresses are not mounted."""
    if not data.url or registry.embed_of_one(data.type) is None:
        return []
    try:
        path = reverse("sc_embeds:oembed")
    except NoReverseMatch:
        return []
    page = request.build_absolute_uri(data.url)
    return [
        EmbedLink(
            media_type, request.build_absolute_uri(f"{path}?{urlencode({'url': page, 'format': name})}"), data.title
        )
        for name, media_type in FORMATS.items()
    ]
