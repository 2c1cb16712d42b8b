"""What editors build a page's body from, and how each block becomes public data.

Stories, programs and ordinary pages share these blocks, so they live here rather than in one of those apps.
"""

from .base import TEXT_FEATURES, build_body
from .body import BodyStreamBlock, LongReadStreamBlock
from .shows import Part, parts_of

__all__ = ["TEXT_FEATURES", "BodyStreamBlock", "LongReadStreamBlock", "Part", "build_body", "parts_of"]
