from .bases import Basis
from .help_lines import HelpLine
from .pages import StoryIndexPage, StoryPage
from .themes import Theme

__all__ = ["Basis", "HelpLine", "StoryIndexPage", "StoryPage", "Theme"]
