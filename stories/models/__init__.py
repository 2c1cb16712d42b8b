from .pages import StoryIndexPage, StoryPage
from .themes import Theme

__all__ = ["StoryIndexPage", "StoryPage", "Theme"]
