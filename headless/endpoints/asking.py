"""Who asks: which site's content by the host, for which audience by the publishable key, and from which origin."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http.request import split_domain_port
from wagtail.models import Site

from ..gate import Audience
from .known import KnownFrontEnd, KnownSite, known
from .problems import Problem, not_found

_HOST = re.compile(r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+\]")
HEADER = "X-Publishable-Key"
KEY = "HTTP_X_PUBLISHABLE_KEY"
#: What every answer depends on, beside its address.
VARY = f"{HEADER}, Origin"


@dataclass(frozen=True)
class Asking:
    site_id: int
    audience: Audience
    #: Of the site's files, and of its pages unless a front end has them elsewhere; without a slash at the end.
    origin: str
    #: Whose key was shown; 0 without one.
    front_end_id: int = 0
    #: What the addresses of pages begin with where that front end shows them; "" for `origin`.
    site_url: str = ""

    @property
    def pages(self) -> str:
        """What the addresses of pages begin with in this answer."""
        return self.site_url or self.origin


def asking_of(request) -> Asking:
    """No query, or one (`known`). Raises Problem (401 for an unknown key, 404 without a site)."""
    front_end = _front_end(request)
    site = site_of(request)
    if site is None:
        raise not_found("There is no site at this host.")
    if front_end is None:
        return Asking(site.id, Audience.PARTNER, site.root_url)
    return Asking(site.id, Audience(front_end.audience), site.root_url, front_end.id, front_end.site_url)


def site_of(request) -> Site | KnownSite | None:
    """What `Site.find_for_request` finds, by the same rules, without a query of its own for each request."""
    if hasattr(request, "_wagtail_site"):
        return request._wagtail_site
    host, port = _host_of(request), request.get_port()
    sites = known(request).sites
    here = [site for site in sites if site.hostname == host]
    found = [site for site in here if str(site.port) == port] or [site for site in here if site.is_default_site]
    # Elsewhere on this host: that site if it is the only one there, else the default one.
    found = found or (here if len(here) == 1 else [site for site in sites if site.is_default_site])
    return found[0] if found else None


def _front_end(request) -> KnownFrontEnd | None:
    key = _key_of(request)
    if not key:
        return None
    for front_end in known(request).front_ends:
        if front_end.key == key:
            return front_end
    raise Problem(401, "This publishable key is not known. Leave it out, or ask the site for a new one.")


def allowed_origin(request) -> str:
    """The request's origin, if pages of a front end are there; else ""."""
    origin = request.META.get("HTTP_ORIGIN", "")
    wanted = normal_origin(origin)
    if not wanted:
        return ""
    ours = (normal_origin(line) for front_end in known(request).front_ends for line in front_end.origins.splitlines())
    return origin if wanted in ours else ""


def may_ask_from(request, front_end_id: int) -> bool:
    """Whether the page that asks is this front end's. A server asks from no page, and may."""
    if "HTTP_ORIGIN" not in request.META:
        return True
    wanted = normal_origin(request.META["HTTP_ORIGIN"])
    return any(
        front_end.id == front_end_id and wanted in map(normal_origin, front_end.origins.splitlines())
        for front_end in known(request).front_ends
        if wanted
    )


def normal_origin(text: str) -> str:
    """An origin in the form in which two can be compared; "" for what is none."""
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        return ""
    if parts.path or parts.query or parts.fragment or text.strip().endswith(("?", "#")):
        return ""
    try:
        # As browsers write it, also where a person wrote "https://bücher.example".
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    if not _HOST.fullmatch(host):
        return ""
    usual = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != usual else "")


def _host_of(request) -> str:
    return split_domain_port(request._get_raw_host())[0]


def _key_of(request) -> str:
    # `request.headers` would copy all of them first.
    return request.META.get(KEY) or request.GET.get("key", "")
