"""Addresses of videos that readers can be sent to.

A video is a link with its transcript, not a player: a player would load another company's scripts and cookies into the
page of a reader who may be watched. The link carries nothing but the video's number.
"""

import re
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

_YOUTUBE_ID = re.compile(r"^[\w-]{6,20}$")
_VIMEO_PATH = re.compile(r"^/(?:video/)?(\d+)(?:/([0-9a-f]+))?/?$")


def parse_video_url(url: str) -> tuple[str, str] | None:
    """The host's name and the clean address of a video, or None if it is not one we know (YouTube, Vimeo)."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    if host in ("youtube.com", "www.youtube.com", "m.youtube.com", "www.youtube-nocookie.com", "youtu.be"):
        first, _slash, rest = parts.path.strip("/").partition("/")
        number = first if host == "youtu.be" else parse_qs(parts.query).get("v", [""])[0]
        if first in ("embed", "shorts", "live"):
            number = rest.partition("/")[0]
        return ("YouTube", f"https://www.youtube.com/watch?v={number}") if _YOUTUBE_ID.match(number) else None
    if host in ("vimeo.com", "www.vimeo.com", "player.vimeo.com"):
        found = _VIMEO_PATH.match(parts.path)
        return ("Vimeo", f"https://vimeo.com/{'/'.join(filter(None, found.groups()))}") if found else None
    return None


class VideoURLBlock(blocks.URLBlock):
    """The address of a video on a host we know; refuses others beside the field."""

    def clean(self, value):
        value = super().clean(value)
        if value and parse_video_url(value) is None:
            raise ValidationError(
                _(
                    "We cannot show a video from this address. Paste the address of one video on YouTube or Vimeo, "
                    "for example https://vimeo.com/76979871."
                )
            )
        return value
