"""The admin's pages about the basis of a story, and what staff read where a story is refused."""

from .basis import BasisPage, EndBasis
from .dashboard import StoriesPanel
from .evidence import EvidenceFile
from .pictures import PicturesMenuItem, PicturesPage
from .refusals import explain_bulk, explain_draft, explain_refusals

__all__ = [
    "BasisPage",
    "EndBasis",
    "EvidenceFile",
    "PicturesMenuItem",
    "PicturesPage",
    "StoriesPanel",
    "explain_bulk",
    "explain_draft",
    "explain_refusals",
]
