"""A reader with a browser: opens pages, fills in forms, and notes what goes wrong meanwhile."""

import re
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Response

from .running_site import link_to_own_page

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: What is written into a question, by its kind.
WORDS = {"number": "12", "date": "2030-01-31", "url": "https://example.org/", "tel": "555 0100"}
#: What is wider than the screen, as selectors; the page itself first.
_TOO_WIDE = """() => {
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) return [];
    const name = e => e.localName + (e.id ? `#${e.id}` : "") + [...e.classList].map(c => `.${c}`).join("");
    const out = [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > wide + 1);
    return [`page (${document.documentElement.scrollWidth} of ${wide} px)`, ...out.slice(-3).map(name)];
}"""


def watch(page: Page, site: str, faults: list[str], *others: str) -> None:
    """Note script errors, what the console calls an error, and calls to other hosts than the site and these."""

    def said(message) -> None:
        # An answer of 404 or 422 is said on the console too, and is looked at by whoever expects it.
        if message.type == "error" and "Failed to load resource" not in message.text:
            faults.append(f"console: {message.text}")

    def asked(request) -> None:
        if not re.match(rf"({'|'.join(map(re.escape, (site, *others)))})/|data:|blob:|about:", request.url):
            faults.append(f"call to {request.url}")

    page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
    page.on("console", said)
    page.on("request", asked)


def end_of_fading(page: Page) -> None:
    """Waits for Wagtail's colours and messages, which fade in."""
    page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))")


def axe_faults(page: Page) -> list[str]:
    """What axe finds on the page as it is shown now: rule, element, and what it says of it."""
    found = Axe().run(page, options={"runOnly": AXE_TAGS, "resultTypes": ["violations"]})
    return [
        f"{rule['id']} ({rule['impact']}) {' '.join(map(str, node['target']))}: {_first_line(node['failureSummary'])}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


def _first_line(summary: str) -> str:
    lines = [line.strip() for line in summary.splitlines() if line.strip()]
    return lines[1] if len(lines) > 1 else "".join(lines)


def too_wide(page: Page) -> list[str]:
    """What makes the page scroll sideways, if it does."""
    return page.evaluate(_TOO_WIDE)


class Reading:
    """One tab. `var`: where the site keeps its data, and so the mails that it sends."""

    def __init__(self, context: BrowserContext, site: str, var: Path):
        self.site, self.var = site, var
        self.faults: list[str] = []
        self.document: Response | None = None
        self.page = context.new_page()
        watch(self.page, site, self.faults)
        self.page.on("response", self._came)

    @property
    def status(self) -> int:
        return self.document.status if self.document else 0

    @property
    def unique(self) -> str:
        return f"reader-{uuid4().hex[:12]}"

    def open(self, path: str) -> None:
        self.page.goto(self.site + path)

    def follow(self, link: str) -> None:
        """Click the first such link and wait for its page."""
        with self.page.expect_navigation():
            self.page.locator(link).first.click()

    def html(self) -> str:
        """The page as it was served."""
        return self.document.text() if self.document else ""

    def fill_in(self, email: str) -> None:
        """Answer every question that a reader can see."""
        form, chosen = self.page.locator("main form[data-sc-form]"), set()
        for choice in form.locator("select").all():
            choice.select_option(index=1)
        for field in form.locator(":is(input, textarea):not([type=hidden], [tabindex='-1'])").all():
            name, kind = field.get_attribute("name"), field.get_attribute("type") or "text"
            if kind in ("radio", "checkbox"):
                if name not in chosen:
                    field.check()
                chosen.add(name)
            else:
                field.fill(email if kind == "email" else WORDS.get(kind, "A few words."))

    def send_form(self, email: str) -> str:
        """Fill the form in and send it; gives the address back."""
        self.fill_in(email)
        self.press_send()
        self.page.wait_for_url("**/thanks/")
        return email

    def press_send(self) -> None:
        with self.page.expect_navigation():
            self.page.locator("main form[data-sc-form] button[type=submit]").click()

    def open_own_page(self, email: str) -> None:
        """By the link in the mail to this address."""
        self.page.goto(link_to_own_page(self.var, email))
        with self.page.expect_navigation():
            self.page.locator("main form button[type=submit]").first.click()

    def correct_address(self, email: str) -> None:
        form = self.page.locator("main form", has=self.page.locator("[name=email]"))
        form.locator("[name=email]").fill(email)
        with self.page.expect_navigation():
            form.locator("button[type=submit]").click()

    def _came(self, response: Response) -> None:
        request = response.request
        if request.is_navigation_request() and request.frame == self.page.main_frame:
            if not 300 <= response.status < 400:
                self.document = response
            self._judge_policy(response)
        elif response.status >= 400:
            self.faults.append(f"answer {response.status} for {response.url}")

    def _judge_policy(self, response: Response) -> None:
        policy = response.headers.get("content-security-policy", "")
        path = urlsplit(response.url).path
        # The admin's addresses have Wagtail's own, looser one.
        if not path.startswith("/admin/") and ("default-src" not in policy or "unsafe" in policy):
            self.faults.append(f"content security policy of {path}: {policy or 'none'}")
