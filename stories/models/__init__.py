from .bases import Basis
from .pages import StoryIndexPage, StoryPage
from .themes import Theme

__all__ = ["Basis", "StoryIndexPage", "StoryPage", "Theme"]
