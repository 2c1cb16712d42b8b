"""Typed building blocks of everything public. Plain data: no model, no request, nothing lazy.

Templates render these objects, and the API answers with them as JSON. What is not a field here cannot become public.
"""

from .base import Data
from .blocks import (
    BodyBlock,
    CallToActionBlock,
    GalleryBlock,
    HeadingBlock,
    PictureBlock,
    QuestionsBlock,
    QuoteBlock,
    TextBlock,
    TimelineBlock,
    VideoBlock,
)
from .pages import Crumb, PageData, PageLink, QuickExit, Translation
from .pictures import FocalPoint, Picture, Rendition
from .site import MenuItem, Organization, ShownMenuItem, SiteData
from .summaries import Summary

__all__ = [
    "BodyBlock",
    "CallToActionBlock",
    "Crumb",
    "Data",
    "FocalPoint",
    "GalleryBlock",
    "HeadingBlock",
    "MenuItem",
    "Organization",
    "PageData",
    "PageLink",
    "Picture",
    "PictureBlock",
    "QuestionsBlock",
    "QuickExit",
    "QuoteBlock",
    "Rendition",
    "ShownMenuItem",
    "SiteData",
    "Summary",
    "TextBlock",
    "TimelineBlock",
    "Translation",
    "VideoBlock",
]
