"""From a page to its public data, and from that to an answer.

`build(page)` makes plain typed data; templates, and later the API, know nothing else of a page.
"""

from .context import Build, build
from .render import DocumentPageMixin

__all__ = ["Build", "DocumentPageMixin", "build"]
