"""What is judged: every kind of page in every state that a reader can meet, as one list.

`path` finds a state's address in what the running site says it has; `act` is what a reader does there; `holds` must be in
the page then, so that nothing passes for a state that it is not.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tests.browser.reading import Reading

from .content import Content
from .prepare import ACCOUNT, CLOSED, LONG, PASSWORD, WITHDRAWN

LANGUAGES = ("en", "es")
SEARCHED = {"en": "garden", "es": "carta"}


@dataclass(frozen=True)
class State:
    name: str
    path: Callable[[Content], str]
    status: int = 200
    act: Callable[[Reading], None] | None = None
    holds: str = "main h1"
    #: Looked at by `make test` too.
    main: bool = False
    #: What nobody but `prepare.py` makes.
    prepared: bool = False


def _fill_in(reading: Reading) -> None:
    reading.send_form(f"{reading.unique}@example.org")


def _send_nothing(reading: Reading) -> None:
    reading.press_send()


def _open_own_page(reading: Reading) -> None:
    reading.open_own_page(reading.send_form(f"{reading.unique}@example.org"))


def _correct_wrongly(reading: Reading) -> None:
    _open_own_page(reading)
    reading.correct_address("not an address")


def _ask_for_link(reading: Reading) -> None:
    reading.follow("main a[href$='/link/']")


STATES = (
    State("home", lambda site: site.home, main=True),
    State("story index", lambda site: site.one("story_index"), main=True),
    State("story index by theme", lambda site: site.theme(), holds="main [aria-current]", main=True),
    State(
        "story index, last page", lambda site: site.one("story_index") + "?page=2", holds="a[rel=prev]", prepared=True
    ),
    State("story index, no story", lambda site: site.one("story_index") + "?theme=nothing"),
    State("story", lambda site: site.story(pictured=True), holds="main figure img", main=True),
    State("story with topics", lambda site: site.story_with_topics(), holds=".sc-help"),
    State("story without picture", lambda site: site.story(pictured=False)),
    State(
        "story of long words, many pictures",
        lambda site: site.one("story_index") + f"{LONG}/",
        holds="main figure img >> nth=5",
        prepared=True,
    ),
    State("program index", lambda site: site.one("program_index"), main=True),
    State(
        "program index by kind",
        lambda site: site.one("program_index") + f"?kind={site.kind()}",
        holds=".sc-chosen",
        main=True,
    ),
    State(
        "program index, no program",
        lambda site: site.one("program_index") + "?kind=pen-pals&stage=family",
        holds=".sc-empty",
    ),
    State("program", lambda site: site.one("program"), holds="main dl", main=True),
    State("content page", lambda site: site.one("content"), main=True),
    State("sign-up", lambda site: site.sign_up(), holds="main form[method=post]", main=True),
    State(
        "sign-up with errors",
        lambda site: site.sign_up(),
        status=422,
        act=_send_nothing,
        holds="main [aria-invalid=true]",
        main=True,
    ),
    State("sign-up closed", lambda site: site.home + f"{CLOSED}/", prepared=True),
    State("thanks", lambda site: site.sign_up(), act=_fill_in, main=True),
    State("own page", lambda site: site.sign_up(), act=_open_own_page, holds="[aria-current=step]"),
    State("own page with errors", lambda site: site.sign_up(), status=422, act=_correct_wrongly),
    State("own page, link asked for", lambda site: site.sign_up(), act=_ask_for_link, holds="input[type=email]"),
    State("search, empty", lambda site: site.home + "search/", holds="main input[name=q]"),
    State(
        "search with results",
        lambda site: site.home + f"search/?q={SEARCHED[site.language]}",
        holds="main mark",
        main=True,
    ),
    State("search without results", lambda site: site.home + "search/?q=xyzzyx", holds="main input[name=q]", main=True),
    State("404", lambda site: site.home + "nothing-here/", status=404, main=True),
    State("403", lambda site: "/admin/private-files/nothing", status=403),
    State("410", lambda site: site.one("story_index") + f"{WITHDRAWN}/", status=410, prepared=True),
    State("password needed", lambda site: site.home + f"{PASSWORD}/", holds="main input[type=password]", prepared=True),
    State(
        "sign-in of readers", lambda site: site.home + f"{ACCOUNT}/", holds="main input[type=password]", prepared=True
    ),
)
