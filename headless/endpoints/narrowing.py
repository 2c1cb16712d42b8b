"""What of a document comes along: some of its fields, some of its pictures' files, and the documents that it links to.

Only what was asked for takes a document apart; all other answers are ready bytes.
"""

import json
import types
import typing
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any, Union

from pydantic import Field

from .. import registry
from ..documents import read
from ..documents.addresses import as_built
from ..schemas import PageData, PageLink
from . import parameters
from .answers import ALWAYS, EXPANDED, MEDIA_TYPE, SOME_FIELDS, dump
from .asking import Asking
from .parameters import Parameter
from .problems import Problem

#: Of a picture's files. Sizes differ by where a picture stands; a picture has no file twice.
SIZES = ("small", "medium", "large", "jpeg")


def any_page() -> Any:
    """The type of a document of a page of any type that was announced until now."""
    kinds = tuple(page_type.data for page_type in registry.page_types())
    return Annotated[Union[kinds], Field(discriminator="type")] if len(kinds) > 1 else kinds[0]  # noqa: UP007


def pictures() -> Parameter:
    return parameters.several(
        "pictures",
        "Only these files of each picture: the narrowest, the middle and the widest WebP, and the JPEG for those who cannot "
        "show WebP. A picture has one at least.",
        choices=SIZES,
    )


def expand(data: Iterable[type[PageData]]) -> Parameter | None:
    """Of documents of these types, by the names of their links; None where they have none."""
    names = sorted({name for kind in data for name in links_of_type(kind)})
    if not names:
        return None
    return parameters.several(
        "expand",
        "The documents that these fields link to, too, in `expanded`, as far as you may read them: each once, with the `id` of the "
        "link. The answer's media type is another then. Not together with `fields`.",
        choices=names,
    )


def media_type_of(wanted: dict[str, Any]) -> str:
    """Another shape is another type. Raises Problem (422) for what cannot be had together."""
    if wanted.get("fields") and wanted.get("expand"):
        said = "Ask for `fields` or for `expand`: an answer with both would have no type."
        raise Problem(422, "Some parameters are not right.", errors=[("expand", said)])
    return EXPANDED if wanted.get("expand") else SOME_FIELDS if wanted.get("fields") else MEDIA_TYPE


def links_of_type(data: type[PageData]) -> list[str]:
    """The fields of a type that are links to pages, one or several."""
    return [name for name, field in data.model_fields.items() if PageLink in _parts(field.annotation)]


def _parts(kind: Any) -> Iterator[Any]:
    if typing.get_origin(kind) in (typing.Union, types.UnionType, tuple):
        for part in typing.get_args(kind):
            yield from _parts(part)
    else:
        yield kind


def narrowed(body: bytes, *, fields: Sequence[str] = (), sizes: Sequence[str] = ()) -> bytes:
    """A document with these of its fields and of its pictures' files, in its own order."""
    if not fields and not sizes:
        return body
    document = json.loads(as_built(body))
    if fields:
        wanted = {*ALWAYS, *fields}
        document = {name: value for name, value in document.items() if name in wanted}
    return dump(_with_sizes(document, sizes) if sizes else document)


def _with_sizes(value: Any, sizes: Sequence[str]) -> Any:
    if isinstance(value, list):
        return [_with_sizes(item, sizes) for item in value]
    if not isinstance(value, dict):
        return value
    if "renditions" in value:
        return {**value, "renditions": _chosen(value["renditions"], sizes)}
    return {name: _with_sizes(item, sizes) for name, item in value.items()}


def _chosen(files: list[dict[str, Any]], sizes: Sequence[str]) -> list[dict[str, Any]]:
    """Narrow to wide, the JPEG last, as they stand in the document."""
    webp = [file for file in files if file["format"] == "webp"]
    jpeg = [file for file in files if file["format"] != "webp"]
    named = {"small": webp[:1], "medium": webp[len(webp) // 2 :][:1], "large": webp[-1:], "jpeg": jpeg}
    chosen = [file for size in sizes for file in named[size]] or files[-1:]
    return [file for file in files if file in chosen]


def expanded(asked: Asking, bodies: Iterable[bytes], names: Sequence[str]) -> list[read.Row]:
    """The documents that these link to by the named fields, each once. One query."""
    ids: dict[int, None] = {}
    for body in bodies:
        document = json.loads(as_built(body))
        for name in names:
            links = document.get(name) or []
            ids |= {link["id"]: None for link in (links if isinstance(links, list) else [links])}
    return read.several(list(ids), audience=asked.audience, site_id=asked.site_id) if ids else []
