"""Rich text from Wagtail's database form to HTML that may be shown."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from wagtail.rich_text import RichText

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
    source = value.source if isinstance(value, RichText) else (value or "")
    soup = BeautifulSoup(source, "html.parser")
    page_ids = {int(link["id"]) for link in soup.find_all("a", linktype="page") if str(link.get("id", "")).isdigit()}
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
        page = pages.get(int(target)) if str(target).isdigit() else None
        href = page.url if page else ""
    elif linktype:
        href = ""
    elif href.startswith(("#", "/")) and not href.startswith("//"):
        pass
    elif urlsplit(href).scheme.lower() not in ALLOWED_SCHEMES:
        href = ""
    if not href:
        tag.unwrap()
    else:
        tag.attrs = {"href": href}
        if urlsplit(href).scheme in ("http", "https"):
            tag.attrs["rel"] = "noopener noreferrer"
