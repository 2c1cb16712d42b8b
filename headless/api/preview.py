"""A draft for the front end in which its editor looks at it, and Wagtail's user bar for that page.

Whoever asks shows the front end's key and a token. Which key and which origin is looked at before the token, so no answer
tells whether a token that does not fit is known. Nothing here may be kept by anybody.
"""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.html import format_html
from django.views.decorators.debug import sensitive_variables
from ninja import Router
from pydantic import create_model
from wagtail.admin.userbar import Userbar

from ..documents.addresses import as_stored, with_origins
from ..documents.drafts import previews
from ..endpoints import Parameters, Problem, asking_of, described, narrowing, parameters
from ..endpoints.answers import dump
from ..endpoints.asking import Asking, may_ask_from
from ..models import Preview
from ..schemas import Data

HEADER = "X-Preview-Token"
_TOKEN = {
    "name": HEADER,
    "in": "header",
    "description": "The `token` with which the editor's browser came to the front end's preview address.",
    "required": True,
    "schema": {"type": "string", "maxLength": 100},
}
_PARAMETERS = Parameters(
    (
        parameters.number(
            "page_id", "The page that is shown: a token of another one is refused.", least=1, most=2**63 - 1, default=0
        ),
    )
)
_USER_BAR = Parameters((parameters.one_of("in_preview_panel", "Whether it is in the editor.", ("true", "false")),))


def make_router() -> Router:
    """The types of pages are those that were announced until now."""
    answer: Any = create_model(
        "PreviewData",
        __base__=Data,
        __doc__="A draft, as an editor has it on the screen, and how long its token holds unless she goes on writing.",
        document=(narrowing.any_page(), ...),
        expires_at=(datetime, ...),
    )
    router = Router(tags=["preview"])

    @router.get(
        "/preview",
        **described(
            "getPreview",
            "A draft, for the front end that shows it to its editor",
            answer,
            parameters=_PARAMETERS,
            body_parameters=[_TOKEN],
            problems=[403],
            cached=False,
            description="Needs the publishable key of that front end. Show it, and keep nothing of it.",
        ),
    )
    @sensitive_variables()
    def get_preview(request):
        wanted = _PARAMETERS.read(request.GET)
        asked, preview = _opened(request, wanted["page_id"] or None)
        ends = dump(preview.expires_at.isoformat())
        body = b'{"document":' + as_stored(preview.body) + b',"expires_at":' + ends + b"}"
        content = with_origins(body, pages=asked.pages, files=asked.origin)
        return _private(HttpResponse(content, content_type="application/json"))

    @router.get("/preview/user-bar", include_in_schema=False, url_name="user_bar")
    @sensitive_variables()
    def get_user_bar(request):
        """For `preview.js`: the bar as its editor would have it on our own pages."""
        wanted = _USER_BAR.read(request.GET)
        _asked, preview = _opened(request, None)
        bar = _user_bar(request, preview, in_panel=wanted["in_preview_panel"] == "true")
        return _private(HttpResponse(bar, content_type="text/html; charset=utf-8"))

    return router


@sensitive_variables()
def _opened(request, page_id: int | None) -> tuple[Asking, Preview]:
    """Raises Problem: 401 without a known key, 403 from a page that is not the front end's, 404 for every token that does not
    open something here."""
    asked = asking_of(request)
    if not asked.front_end_id:
        raise Problem(401, "Show the publishable key of the front end. Staff find it below Settings, Front ends.")
    if not may_ask_from(request, asked.front_end_id):
        raise Problem(403, "This page is not on one of the origins of that front end.")
    preview = previews.opened_by(
        request.META.get("HTTP_X_PREVIEW_TOKEN", ""),
        front_end_id=asked.front_end_id,
        site_id=asked.site_id,
        page_id=page_id,
    )
    if preview is None:
        raise Problem(404, "There is no such preview, or it has ended. Open it again in the editor.")
    return asked, preview


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    return response


def _user_bar(request, preview: Preview, *, in_panel: bool) -> str:
    """Rendered for the editor whose preview it is: nobody is signed in where the front end asks from."""
    asking: Any = RequestFactory().get("/", HTTP_HOST=request.get_host(), secure=request.is_secure())
    asking.user = preview.user
    asking.is_preview = asking.is_editing = True
    asking.in_preview_panel = in_panel
    if not preview.user.is_active or not preview.user.has_perm("wagtailadmin.access_admin"):
        return ""
    return format_html("{}", Userbar(object=_page_of(preview)).render_html({"request": asking}))


def _page_of(preview: Preview):
    return preview.page.specific if preview.page else None
