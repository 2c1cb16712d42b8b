"""What search engines are told of a page: its public data once more, in the words of schema.org, as JSON-LD.

A page type announces what it is with `register_page(..., structured_data=…)`: a function of its data, what stands around it,
and `absolute`, which makes whole addresses of the paths in them. Breadcrumbs are told of every page.
"""

from collections.abc import Callable, Iterable
from typing import Any

from . import registry
from .documents.words import prose
from .schemas import BodyBlock, PageData, Picture, SiteData
from .schemas.blocks import Question

Absolute = Callable[[str], str]
Thing = dict[str, Any]


def graph_of(data: PageData, site: SiteData, absolute: Absolute) -> Thing | None:
    """All that is told of a page; None where that is nothing."""
    page_type = registry.page_type_named(data.type)
    own = page_type.structured_data(data, site, absolute) if page_type and page_type.structured_data else ()
    things = [found for found in (*own, breadcrumbs(data, absolute)) if found]
    return {"@context": "https://schema.org", "@graph": things} if things else None


def thing(kind: str, **values: Any) -> Thing:
    """Something of this kind, without what is not known of it."""
    return {"@type": kind, **{name: value for name, value in values.items() if value not in (None, "", [], ())}}


def organization(site: SiteData, absolute: Absolute) -> Thing:
    """Whose site it is, with all that is public of it."""
    us = site.organization
    known = thing(
        "Organization",
        name=us.name or site.name,
        url=absolute(site.home_url),
        email=us.email,
        telephone=us.telephone,
        address=", ".join(us.address.splitlines()),
        sameAs=list(us.links),
    )
    return known | {"@id": absolute("/#organization")}


def breadcrumbs(data: PageData, absolute: Absolute) -> Thing | None:
    """The way here. The last one is the page itself, which needs no link on it."""
    if not data.breadcrumbs or not data.url:
        return None
    steps = [(crumb.title, crumb.url) for crumb in data.breadcrumbs] + [(data.title, data.url)]
    return thing(
        "BreadcrumbList",
        itemListElement=[
            thing("ListItem", position=number, name=title, item=absolute(url))
            for number, (title, url) in enumerate(steps, 1)
        ],
    )


def questions(asked: Iterable[Question]) -> Thing | None:
    """Questions and answers of the organization's own: not those of an interview."""
    found = [
        thing("Question", name=item.question, acceptedAnswer=thing("Answer", text=prose(item.answer_html)))
        for item in asked
        if item.question and prose(item.answer_html)
    ]
    return thing("FAQPage", mainEntity=found) if found else None


def questions_in(body: Iterable[BodyBlock]) -> list[Question]:
    return [question for block in body if block.type == "questions" for question in block.questions]


def picture(shown: Picture | None, absolute: Absolute) -> Thing | None:
    if shown is None:
        return None
    file = shown.fallback
    return thing(
        "ImageObject",
        url=absolute(file.url),
        width=f"{file.width} px",
        height=f"{file.height} px",
        caption=shown.alt,
        creditText=shown.credit,
    )
