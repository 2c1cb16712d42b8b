"""From a page to its public data, from that to a document, and from documents to answers.

`build(page)` makes plain typed data; `store` keeps it as a document; `read` and `render` answer with documents and know
nothing else of a page. `triggers` and `refresh` keep them right, `check` proves it.
"""

from .context import Build, build
from .render import DocumentPageMixin, Showing

__all__ = ["Build", "DocumentPageMixin", "Showing", "build"]
