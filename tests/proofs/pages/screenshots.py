"""`make screenshots`: pictures to review, of every state on a phone and a desktop, light and dark, in both languages.

    python -m tests.proofs.pages.screenshots [--folder var/screenshots] [--state story 404 …]

`index.html` in the folder shows all of them with their names.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.reading import Reading
from tests.browser.running_site import chromium_browser, running_site
from tests.proofs.report import say

from .axe import NotReached, reach
from .content import Content, discover
from .states import LANGUAGES, STATES, State

SCREENS = {
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}
SCHEMES = ("light", "dark")
#: Pictures below the fold load when they come near. Playwright's own waiting for a function is against the site's policy.
PICTURES_SHOWN = """() => Promise.all([...document.images].map(image => {
    image.loading = "eager";
    return image.decode().catch(() => {});
}))"""
STYLE = """
body { font: 1rem/1.4 system-ui; margin: 1rem; background: #ddd; color: #111 }
section { display: flex; flex-wrap: wrap; gap: 1rem }
figure { margin: 0 }
img { height: 28rem; max-width: 26rem; object-fit: cover; object-position: top; display: block; border: 1px solid #888 }
"""


def file_name(state: State, language: str, screen: str, scheme: str) -> str:
    words = "".join(letter if letter.isalnum() else "-" for letter in state.name)
    return f"{words}-{language}-{screen}-{scheme}.png"


def take(browser: Browser, site: str, var: Path, state: State, content: Content, folder: Path) -> Iterator[str]:
    """The pictures of a state in one language; gives what could not be reached."""
    for screen, options in SCREENS.items():
        context = browser.new_context(locale=content.language, reduced_motion="reduce", **options)
        context.set_default_timeout(15_000)
        reading = Reading(context, site, var)
        try:
            reach(reading, state, content)
            for scheme in SCHEMES:
                reading.page.emulate_media(color_scheme=scheme)
                _take(reading, folder / file_name(state, content.language, screen, scheme))
        except NotReached as reason:
            yield f"{state.name}, {content.language}, {screen}: {reason}"
        finally:
            context.close()


def _take(reading: Reading, path: Path) -> None:
    reading.page.evaluate(PICTURES_SHOWN)
    reading.page.screenshot(path=path, full_page=True)


def contact_sheet(folder: Path, states: list[State], missing: list[str]) -> None:
    parts = ["<!doctype html><html lang=en><meta charset=utf-8><title>Screenshots</title>", f"<style>{STYLE}</style>"]
    parts += [f"<p>Not reached: {escape(line)}</p>" for line in missing]
    for state in states:
        parts.append(f"<h2>{escape(state.name)}</h2><section>")
        for language in LANGUAGES:
            for screen in SCREENS:
                for scheme in SCHEMES:
                    name = file_name(state, language, screen, scheme)
                    if (folder / name).exists():
                        shown = f"<a href='{name}'><img src='{name}' alt='' loading=lazy></a>"
                        parts.append(f"<figure>{shown}<figcaption>{language} {screen} {scheme}</figcaption></figure>")
        parts.append("</section>")
    (folder / "index.html").write_text("\n".join(parts))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=Path("var/screenshots"))
    parser.add_argument("--state", nargs="+", choices=[state.name for state in STATES], metavar="STATE")
    options = parser.parse_args()
    states = [state for state in STATES if not options.state or state.name in options.state]
    if not options.state:
        shutil.rmtree(options.folder, ignore_errors=True)
    options.folder.mkdir(parents=True, exist_ok=True)
    missing = []
    with tempfile.TemporaryDirectory(prefix="second-chances-pages-") as name:
        say("filling a site with the demo content")
        with running_site(Path(name), prepared=True) as site, chromium_browser() as browser:
            contents = discover(site)
            for state in states:
                say(f"  {state.name}")
                for language in LANGUAGES:
                    missing += take(browser, site, Path(name), state, contents[language], options.folder)
    contact_sheet(options.folder, list(STATES), missing)
    for line in missing:
        say(f"not reached: {line}")
    say(f"Look at {options.folder / 'index.html'}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
