"""The proof as PDF: large print, to be mailed inside, read without good eyes or internet, and sent back with a pen."""

from ctypes.util import find_library
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from PIL import ImageFile
from wagtail.models import Page

from headless.conf import conf
from headless.documents import site_settings

from ..models import Basis
from . import words
from .content import Content

PAPERS = {"letter", "A4"}
#: Of the system: what WeasyPrint opens, and how Debian and Ubuntu call what it is in.
LIBRARIES = ("pangoft2-1.0", "harfbuzz-subset")
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


class PaperIsMissing(Exception):
    """The libraries of the system that make a PDF are not installed."""


def is_installed() -> bool:
    """Whether the system's libraries are there. At once: importing WeasyPrint would hold up every command."""
    return all(find_library(name) for name in LIBRARIES)


def library():
    """WeasyPrint. Raises PaperIsMissing where the system's libraries are not there: importing it needs them."""
    # It makes Pillow content with half a picture, in the whole process: an upload that was cut off would pass for whole.
    strict = ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        import weasyprint
    except OSError as error:
        raise PaperIsMissing from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = strict
    return weasyprint


def make_pdf(content: Content, *, basis: Basis, page: Page, language: str, mark: str) -> bytes:
    """A tagged PDF. Nothing is fetched: pictures come from `content`, type and style from our own files.

    mark: by which its last page is known when it comes back alone. Raises PaperIsMissing.
    """
    weasyprint = library()
    with translation.override(language):
        values = context(content, basis=basis, page=page)
        html = render_to_string("second_chances/stories/proof/paper.html", values | {"mark": mark})
    fetcher = _fetcher(content.pictures)
    fonts = _fonts()
    css = f"@page {{ size: {conf.PROOF_PAPER} }}\n{_static('paper.css').decode()}"
    style = weasyprint.CSS(string=css, url_fetcher=fetcher, font_config=fonts)
    return weasyprint.HTML(string=html, url_fetcher=fetcher).write_pdf(
        stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1", pdf_tags=True, optimize_images=True
    )


def context(content: Content, *, basis: Basis, page: Page) -> dict:
    """What stands around the story, on paper and behind the private link; in the language that is active."""
    site = page.get_site()
    settings = site_settings.of(site.pk if site else None)
    return {
        "story": content.story,
        "basis": basis,
        "name": words.name_as_shown(basis),
        "consent": words.consent_lines(basis),
        "organization": settings.organization_name or (site.site_name if site else ""),
        "telephone": settings.telephone,
        "answer_to": [line for line in (settings.proof_address or settings.address).splitlines() if line.strip()],
    }


def _fonts():
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def _fetcher(pictures: dict[str, bytes]):
    """Reads pictures of the proof (`picture:1`) and our own static files (`static:…`), and refuses every other address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OnlyOurs(URLFetcher):
        def fetch(self, url, headers=None):
            scheme, _colon, name = url.partition(":")
            if scheme == "picture" and name in pictures:
                return URLFetcherResponse(url, pictures[name], {"Content-Type": "image/jpeg"})
            if scheme == "static":
                return URLFetcherResponse(url, _static(name))
            raise ValueError("A proof fetches nothing.")

    return OnlyOurs()


def _static(name: str) -> bytes:
    return Path(finders.find(f"second_chances/{name}")).read_bytes()
