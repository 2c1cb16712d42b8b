from .base import Data
from .pictures import Picture


class Summary(Data):
    """A page in short, as it stands elsewhere: in feeds, on the cards of social networks, in search engines."""

    #: Plain words. Of a sample they say so: nothing else may stand beside them there.
    text: str
    picture: Picture | None = None
    topics: tuple[str, ...] = ()
