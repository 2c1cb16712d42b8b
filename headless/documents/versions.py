"""Which code built a document: after an upgrade that changes what documents hold, they are built anew."""

import hashlib
import json
from functools import cache

from .. import registry
from ..schemas import SiteData
from .pictures import WEBP_QUALITY, Format

#: Raised by hand when builders make other data of the same type.
BUILDERS = 1


@cache
def version_of(page_type: str) -> str:
    """Differs when the data type, the picture formats or the builders differ."""
    announced = registry.page_type_named(page_type)
    data = announced.data if announced else SiteData
    parts = [data.model_json_schema(), [shape.value.specs() for shape in Format], WEBP_QUALITY, BUILDERS]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def versions() -> dict[str, str]:
    """Of every type there is."""
    return {name: version_of(name) for name in [*(item.name for item in registry.page_types()), "site"]}
