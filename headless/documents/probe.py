"""What really stands at an address and in the stores, for whoever must be sure that something has gone."""

from io import BytesIO
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.files.storage import storages
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.urls import set_urlconf
from django.utils import timezone, translation

from ..conf import conf
from ..models import Document, DocumentDependency, PublicPicture
from . import dependencies


class _Site(BaseHandler):
    """The whole site as a reader meets it, middleware included. Not by `get_response`, which would log the address."""

    def status_of(self, request: WSGIRequest) -> int:
        set_urlconf(settings.ROOT_URLCONF)
        return self._middleware_chain(request).status_code


_site: list[_Site] = []


def status_of(url: str) -> int:
    """The HTTP status that a reader without an account gets at this address of ours now."""
    if not _site:
        site = _Site()
        site.load_middleware()
        _site.append(site)
    parts = urlsplit(url)
    scheme = "https" if settings.SECURE_SSL_REDIRECT else parts.scheme
    environ = {
        "wsgi.url_scheme": scheme,
        "HTTP_HOST": parts.netloc,
        "SERVER_NAME": parts.hostname or "",
        "SERVER_PORT": str(parts.port or {"https": 443}.get(parts.scheme, 80)),
        # As WSGI wants it: bytes, each as a character.
        "PATH_INFO": parts.path.encode().decode("latin-1"),
        "wsgi.input": BytesIO(),
        "HTTP_X_FORWARDED_PROTO": scheme,
    }
    setup_testing_defaults(environ)
    with translation.override(translation.get_language()), timezone.override(timezone.get_current_timezone()):
        return _site[0].status_of(WSGIRequest(environ))


def file_is_stored(name: str) -> bool:
    """Whether this public picture can still be fetched. Raises what the storage raises."""
    return storages[conf.PUBLIC_PICTURES_STORAGE].exists(name)


def pages_that_show(name: str) -> list[int]:
    """The numbers of the pages whose documents own this public file and are built of what holds now."""
    owners = PublicPicture.objects.filter(file=name, document__stale=False)
    return sorted(set(owners.values_list("document__page_id", flat=True)) - {None})


def is_shown_by_what_is_stale(name: str) -> bool:
    """Whether a document owns this file that must be built anew before anybody gets it."""
    return PublicPicture.objects.filter(file=name, document__stale=True).exists()


def stale_beside(page_id: int):
    """The documents that show this page, or list it, and are still to be made anew before anybody gets them."""
    tags = DocumentDependency.objects.filter(tag=dependencies.document(page_id))
    return Document.objects.filter(pk__in=tags.values("document"), stale=True).exclude(page_id=page_id)


def document_of(page_id: int, audience: str) -> Document | None:
    return Document.objects.filter(page_id=page_id, audience=audience).defer("body", "words", "tags").first()
