"""Views of the stand-alone site: files, health, errors."""

import mimetypes
import posixpath
import sys

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import storages
from django.db import InterfaceError, OperationalError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.http import http_date
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Site
from wagtail.views import serve

from headless.cache import describe, etag_of
from headless.documents import dependencies, read
from headless.documents.render import answer, gone, may_be_staff, site_around
from headless.endpoints import site_of
from headless.models import PublicPicture
from headless.schemas import SiteData
from stories.models import evidence, obscured

DAY = 24 * 60 * 60


def _file(alias: str, name: str) -> FileResponse:
    """A file of a storage, to look at if it is a picture and else to save; 404 for what is not there, for folders, and
    for names that lead out of it."""
    is_picture = (mimetypes.guess_type(name)[0] or "").startswith("image/")
    try:
        response = FileResponse(storages[alias].open(name), as_attachment=not is_picture)
    except (OSError, SuspiciousFileOperation, ValueError) as error:
        raise Http404("No such file.") from error
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
@never_cache
@permission_required("wagtailadmin.access_admin", raise_exception=True)
def private_file(request, name: str):
    """An upload or a rendition, for staff. The web never serves these: drafts have renditions too."""
    if posixpath.normpath(name).split("/")[0] in (evidence.FOLDER, obscured.FOLDER):
        raise Http404("What is kept encrypted is opened at an address of its own.")
    response = _file("default", name)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_safe
def public_picture(request, name: str):
    """A picture that readers see, as long as a document that shows it may be read. Its name is a hash of its content."""
    now = timezone.now()
    shown = PublicPicture.objects.filter(file=name, document__valid_from__lte=now, document__valid_until__gt=now)
    owners = list(shown.values_list("document__page_id", "document__valid_until"))
    if not owners:
        raise Http404("No document shows it now.")
    ends = max(until for _page, until in owners)
    response = _file("public_pictures", name)
    # Its content never changes, and yet it is kept no longer than a page: what a woman takes back must not live on in caches.
    response.headers["ETag"] = etag_of(name)
    response.headers["Last-Modified"] = http_date(storages["public_pictures"].get_modified_time(name).timestamp())
    describe(response, [], tags=[dependencies.document(pk) for pk in sorted({pk for pk, _until in owners})], until=ends)
    return response


@require_safe
def robots(request):
    """Everything public may be found; what is not is not here. The admin and forms waste a robot's time."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /second-chances/sign-up/",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = f"public, max-age={DAY}"
    return response


@require_safe
def front_door(request):
    """`/`: on to the reader's language, English where the browser asks for none we have."""
    response = redirect(f"/{translation.get_language_from_request(request, check_path=False)}/")
    response.headers["Vary"] = "Accept-Language"
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def page(request, path: str):
    """A page from its document, found by its address. What has none (private, moved, not there) is Wagtail's to answer."""
    site = site_of(request)
    # Wagtail's user bar needs the page itself.
    if site and request.method in ("GET", "HEAD") and not may_be_staff(request):
        response = answer(request, site_id=site.id, path=request.path)
        if response is not None:
            return response
    try:
        return serve(request, path)
    except Http404:
        if site and read.was_withdrawn(site_id=site.id, path=request.path):
            return gone(request, site_id=site.id, language=translation.get_language())
        raise


def page_not_found(request, exception):
    return _message(request, "404.html", status=404)


def permission_denied(request, exception):
    return _message(request, "403.html", status=403)


def server_error(request):
    """Says so without a database, a session or a translation that could fail again; 503 where the database is away."""
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return render(None, "second_chances/site_project/500.html", status=500)
    response = render(None, "second_chances/site_project/500.html", status=503)
    response.headers["Retry-After"] = "60"
    return response


def _message(request, template: str, *, status: int):
    """A page with the site's name and menu around it, in the language of the address."""
    site = Site.find_for_request(request)
    language = translation.get_language()
    around = site_around(site, language) if site else SiteData(name=settings.WAGTAIL_SITE_NAME, home_url="/")
    return render(request, f"second_chances/site_project/{template}", {"site": around}, status=status)
