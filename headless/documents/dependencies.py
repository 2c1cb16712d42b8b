"""The names of what documents depend on. The same names are their cache tags."""

from typing import Any


def page(page_id: int) -> str:
    """The page itself: whether it is public, its title, its address."""
    return f"page-{page_id}"


def children(page_id: int) -> str:
    """Which pages are below a page, and in which order."""
    return f"children-{page_id}"


def translations(translation_key: Any) -> str:
    """Which languages a page or snippet is in."""
    return f"translations-{translation_key}"


def document(page_id: int | str) -> str:
    """Everything that is public of a page."""
    return f"document-{page_id}"


def documents_of(page_type: str) -> str:
    """Which documents of a type there are, and everything that lists show or count of them."""
    return f"all-{page_type}"


def image(image_id: int) -> str:
    return f"image-{image_id}"


def snippet(obj: Any) -> str:
    """A translatable snippet, in every language."""
    return f"{obj._meta.label_lower.replace('.', '-')}-{obj.translation_key}"


def snippets_of(model: Any) -> str:
    """Which snippets of a model there are, and everything in them."""
    return f"all-{model._meta.label_lower.replace('.', '-')}"


def redirects() -> str:
    """Which addresses lead to others."""
    return "redirects"


def site(site_id: int) -> str:
    return f"site-{site_id}"


def settings(site_id: int) -> str:
    """What staff set for a whole site: the organization, the next step, where the exit button leads."""
    return f"settings-{site_id}"


# --- Of answers, not of documents: their tags alone -----------------------------------------------------------------


def front_end(front_end_id: int) -> str:
    """What was answered to the key of a front end: its audience, the addresses of its pages."""
    return f"front-end-{front_end_id}"


def front_ends() -> str:
    """What was answered to pages of other origins: which of them may read it."""
    return "front-ends"
