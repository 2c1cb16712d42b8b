"""Which code built a document: after an upgrade that changes what documents hold, they are built anew."""

import hashlib
import json
from functools import cache

from django.conf import settings
from django.core.files.storage import storages

from .. import registry
from ..conf import conf
from ..schemas import SiteData
from .pictures import WEBP_QUALITY, Format, jpeg_quality

#: Raised by hand when builders make other data of the same type.
BUILDERS = 1


@cache
def version_of(page_type: str) -> str:
    """Differs when the data type, the picture formats, the builders, or settings that documents are made by differ."""
    announced = registry.page_type_named(page_type)
    data = announced.data if announced else SiteData
    parts = [data.model_json_schema(), [shape.value.specs() for shape in Format], WEBP_QUALITY, BUILDERS, _settings()]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def _settings() -> list[str]:
    storage = storages[conf.PUBLIC_PICTURES_STORAGE]
    pictures = [conf.PUBLIC_PICTURES_STORAGE, conf.PUBLIC_PICTURES_FOLDER, getattr(storage, "base_url", "")]
    return [str(value) for value in (*pictures, jpeg_quality(), settings.TIME_ZONE)]


def versions() -> dict[str, str]:
    """Of every type there is."""
    return {name: version_of(name) for name in [*(item.name for item in registry.page_types()), "site"]}
