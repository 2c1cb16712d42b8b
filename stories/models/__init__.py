from .bases import Basis
from .evidence import Evidence
from .help_lines import HelpLine
from .pages import StoryIndexPage, StoryPage
from .people import Person
from .pictures import PictureElements
from .themes import Theme

__all__ = ["Basis", "Evidence", "HelpLine", "Person", "PictureElements", "StoryIndexPage", "StoryPage", "Theme"]
