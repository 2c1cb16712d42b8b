"""Every state in a browser: axe, width, console; and what is left of it without JavaScript.

The matrix: two languages, three screens, three ways to look at it. 200 % zoom is half the width with twice the pixels.
"""

from dataclasses import dataclass
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser
from playwright.sync_api import Error as BrowserError

from tests.browser.reading import Reading, axe_faults, too_wide

from .content import Content
from .states import State
from .table import Table

SCREENS = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 320, "height": 640}, "device_scale_factor": 2, "has_touch": True},
    "200 %": {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2},
}
LOOKS = {
    "light": {"color_scheme": "light", "contrast": "no-preference"},
    "dark": {"color_scheme": "dark", "contrast": "no-preference"},
    "contrast": {"color_scheme": "light", "contrast": "more"},
}
#: Of the words that a page shows with JavaScript, this share must be there without it.
SHARE_WITHOUT_SCRIPT = 0.9


class NotReached(Exception):
    """The state could not be brought about; the message says why."""


@dataclass
class Seen:
    html: str
    words: str


def reach(reading: Reading, state: State, content: Content) -> None:
    """Raises NotReached if the page is not in this state then."""
    try:
        path = state.path(content)
        reading.open(path)
        if state.act:
            state.act(reading)
        reading.page.wait_for_load_state()
        if reading.status != state.status:
            raise NotReached(f"{path} answers {reading.status}, not {state.status}")
        if not reading.page.locator(state.holds).count():
            raise NotReached(f"{path} has no {state.holds}")
        if (language := reading.page.locator("html").get_attribute("lang")) != content.language:
            raise NotReached(f"{path} is in {language}, not in {content.language}")
    except (BrowserError, LookupError, AssertionError) as error:
        raise NotReached(str(error).strip().splitlines()[0]) from error


class Judge:
    def __init__(self, browser: Browser, site: str, var: Path, contents: dict[str, Content], table: Table):
        self.browser, self.site, self.var, self.contents, self.table = browser, site, var, contents, table

    def judge(self, state: State, screens=SCREENS, looks=LOOKS) -> dict[str, Seen]:
        """What was seen on the desktop, by language."""
        seen = {}
        number = 0
        for language, screen in product(self.contents, screens):
            found, cells = self._look(state, language, screen, looks)
            number += cells
            if found and language not in seen:
                seen[language] = found
        for language, with_script in seen.items():
            self._without_script(state, language, with_script)
        if looks:
            self.table.note(state.name, "axe", f"{number} cells")
        if seen:
            for judge in ("width", "console", "without script"):
                self.table.note(state.name, judge, "ok")
        return seen

    def _look(self, state: State, language: str, screen: str, looks) -> tuple[Seen | None, int]:
        context = self.browser.new_context(locale=language, reduced_motion="reduce", **SCREENS[screen])
        context.set_default_timeout(15_000)
        reading = Reading(context, self.site, self.var)
        try:
            reach(reading, state, self.contents[language])
            for look in looks:
                self._judge_look(reading, state, f"{language} {screen} {look}", look)
            for fault in dict.fromkeys(reading.faults):
                self.table.fault(state.name, "console", fault, f"{language} {screen}")
            return Seen(reading.html(), reading.page.locator("main").inner_text()), len(looks)
        except NotReached as reason:
            self.table.fault(state.name, "axe", f"not reached: {reason}", f"{language} {screen}")
            return None, 0
        finally:
            context.close()

    def _judge_look(self, reading: Reading, state: State, where: str, look: str) -> None:
        reading.page.emulate_media(**LOOKS[look])
        for fault in axe_faults(reading.page):
            self.table.fault(state.name, "axe", fault, where)
        if wide := too_wide(reading.page):
            self.table.fault(state.name, "width", ", ".join(wide), where)

    def _without_script(self, state: State, language: str, seen: Seen) -> None:
        context = self.browser.new_context(locale=language, java_script_enabled=False, **SCREENS["desktop"])
        context.set_default_timeout(15_000)
        reading = Reading(context, self.site, self.var)
        try:
            reach(reading, state, self.contents[language])
            folded = reading.page.locator("main details:not([open]) > summary")
            while folded.count():  # a reader can unfold it; where that needs script, this does not end well
                folded.first.click()
            words = set(reading.page.locator("main").inner_text().split())
            wanted = set(seen.words.split())
            share = len(wanted & words) / max(1, len(wanted))
            if share < SHARE_WITHOUT_SCRIPT:
                missing = " ".join(sorted(wanted - words)[:8])
                self.table.fault(state.name, "without script", f"{share:.0%} of the words; not: {missing}", language)
        except NotReached as reason:
            self.table.fault(state.name, "without script", f"not reached: {reason}", language)
        finally:
            context.close()
