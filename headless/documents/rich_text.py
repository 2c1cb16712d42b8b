"""Rich text from Wagtail's database form to HTML that may be shown."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from bs4.element import PreformattedString
from wagtail.rich_text import RichText

from .addresses import PAGE, without_marks

if TYPE_CHECKING:
    from .context import Build

#: What editors can write; see `headless.blocks.TEXT_FEATURES`.
ALLOWED_TAGS = {"p", "br", "b", "strong", "i", "em", "ul", "ol", "li", "h3", "h4", "a", "hr", "blockquote"}
ALLOWED_SCHEMES = {"http", "https", "mailto", "tel"}


def to_html(value: Any, build: "Build") -> str:
    """HTML from a rich text value (a `RichText`, its source, or None).

    Links to pages become public addresses in the page's language, or plain words where the target is not public.
    Images, embeds and documents are left out, and so is every tag and attribute that editors cannot write: what an
    import or a shell put into the field does not reach readers. The data attributes and classes go as well.
    """
    source = without_marks(value.source if isinstance(value, RichText) else (value or ""))
    soup = BeautifulSoup(source, "html.parser")
    for comment in soup.find_all(string=lambda text: isinstance(text, PreformattedString)):
        comment.extract()
    page_ids = {_number(link.get("id")) for link in soup.find_all("a", linktype="page")} - {None}
    pages = build.links(page_ids) if page_ids else {}
    for tag in soup.find_all(True):
        if tag.name in ("script", "style", "embed", "iframe", "object"):
            tag.decompose()
        elif tag.decomposed:
            continue
        elif tag.name == "a":
            _resolve(tag, pages)
        elif tag.name in ALLOWED_TAGS:
            tag.attrs = {}
        else:
            tag.unwrap()
    # An editor's empty field is `<p></p>`: nothing to show, and no heading above it either.
    return soup.decode(formatter="minimal").strip() if soup.get_text(strip=True) or soup.hr else ""


def _resolve(tag, pages) -> None:
    linktype, target, href = tag.get("linktype"), tag.get("id"), tag.get("href", "")
    if linktype == "page":
        page = pages.get(_number(target))
        href = page.url if page else ""
    elif linktype:
        href = ""
    elif href.startswith("/") and not href.startswith("//"):
        href = f"{PAGE}{href}"
    elif href.startswith("#"):
        pass
    elif _scheme(href) not in ALLOWED_SCHEMES:
        href = ""
    if not href:
        tag.unwrap()
    else:
        tag.attrs = {"href": href}
        if _scheme(href) in ("http", "https"):
            tag.attrs["rel"] = "noopener noreferrer"


def _number(text) -> int | None:
    """A page's number, or None for what cannot be one: imports and shells write odd things."""
    text = str(text)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _scheme(address: str) -> str:
    """The scheme in lower case; "" for an address that cannot be read, such as `http://[`."""
    try:
        return urlsplit(address).scheme.lower()
    except ValueError:
        return ""
