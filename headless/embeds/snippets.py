"""What staff copy into another site: the element with its script, or a frame, and how it gets there."""

import json
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import escape, format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from .. import registry
from .oembed import iframe, resizer


@dataclass(frozen=True)
class Wanted:
    """What is to be shown, for whom, and how it looks. `origin`: of our site, without a slash at the end."""

    embed: registry.Embed
    origin: str
    key: str
    page_id: int = 0
    value: str = ""
    limit: int = 0
    language: str = ""
    look: str = ""
    #: What stands there until the element is loaded, and for those without script: a link.
    fallback_url: str = ""
    fallback_text: str = ""

    @property
    def attributes(self) -> dict[str, str]:
        given = {
            "page": str(self.page_id or ""),
            self.embed.facet: self.value,
            "limit": "" if self.embed.is_one else str(self.limit or ""),
            "lang": "" if self.embed.is_one else self.language,
            "look": self.look,
        }
        return {name: value for name, value in given.items() if name and value}


@dataclass(frozen=True)
class Host:
    """A kind of site: what is copied there, and the steps."""

    name: str
    label: str | Promise
    steps: tuple[str | Promise, ...]


HOSTS = (
    Host(
        "html",
        _("HTML"),
        (
            _("Copy the code."),
            _("Paste it into the page where it shall stand. The line with the script is needed once on each page."),
        ),
    ),
    Host(
        "wordpress",
        _("WordPress"),
        (
            _(
                "Install the plugin once: the file integrations/wordpress/second-chances.php, into wp-content/plugins. Under "
                "Settings → Second Chances, enter the address and the key below."
            ),
            _("Copy the code."),
            _(
                "Edit the page, add a block “Shortcode”, and paste it. A single story or program needs no more than its address, "
                "pasted on a line of its own."
            ),
        ),
    ),
    Host(
        "wix",
        _("Wix"),
        (
            _("Copy the address."),
            _(
                "In the editor: Add elements → Embed code → Embed a site. Paste the address under “Enter website address”."
            ),
            _("Drag the frame as high as it shall be: Wix does not let it grow by itself."),
        ),
    ),
    Host(
        "squarespace",
        _("Squarespace"),
        (
            _("Copy the code."),
            _("Edit the page: Add block → Code. Paste it in place of what stands there, with the type “HTML”."),
            _("In the editor Squarespace shows no scripts. Save, and look at the page as a visitor."),
        ),
    ),
    Host(
        "nextjs",
        _("Next.js"),
        (
            _("Copy the code into a component."),
            _("With TypeScript, declare the element once: docs/embeds.md has the lines."),
        ),
    ),
    Host(
        "frame",
        _("Frame"),
        (
            _("For sites that take no scripts. Copy the code."),
            _("Paste it as HTML. Where the last line is taken out, the frame keeps its height and scrolls."),
        ),
    ),
)


def code_for(host: str, wanted: Wanted) -> str:
    """What is copied, as text."""
    if host == "wordpress":
        return shortcode(wanted)
    if host == "wix":
        return frame_address(wanted)
    if host == "nextjs":
        return next_component(wanted)
    if host == "frame":
        return frame(wanted)
    return f"{script(wanted)}\n{element(wanted)}"


def script_address(wanted: Wanted) -> str:
    return f"{wanted.origin}{reverse('sc_embeds:script')}?{urlencode({'key': wanted.key})}"


def script(wanted: Wanted) -> SafeString:
    return format_html('<script type="module" src="{}"></script>', script_address(wanted))


def element(wanted: Wanted, *, preview: bool = False) -> SafeString:
    tag = f"second-chances-{wanted.embed.name}"
    attributes = format_html_join("", ' {}="{}"', wanted.attributes.items())
    fallback = (
        format_html('<a href="{}">{}</a>', wanted.fallback_url, wanted.fallback_text) if wanted.fallback_url else ""
    )
    more = SafeString(" preview") if preview else ""
    return format_html("<{}{}{}>{}</{}>", tag, attributes, more, fallback, tag)


def frame_address(wanted: Wanted) -> str:
    embed = wanted.embed
    path = reverse(
        "sc_embeds:one" if embed.is_one else "sc_embeds:list", args=[embed.name, *([wanted.page_id] * embed.is_one)]
    )
    query = {"key": wanted.key} | {name: value for name, value in wanted.attributes.items() if name != "page"}
    if query.get("look") == "auto":
        del query["look"]  # as frames are without it
    return f"{wanted.origin}{path}?{urlencode(query)}"


def frame(wanted: Wanted) -> str:
    title = wanted.fallback_text or str(wanted.embed.label)
    return f"{iframe(frame_address(wanted), title=title)}\n{resizer(wanted.origin)}"


def shortcode(wanted: Wanted) -> str:
    """For our plugin. Its values hold neither quotes nor brackets: they are numbers, slugs and languages."""
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in wanted.attributes.items())
    return f"[second_chances_{wanted.embed.name.replace('-', '_')}{attributes}]"


def next_component(wanted: Wanted) -> str:
    attributes = "".join(f" {name}={json.dumps(value)}" for name, value in wanted.attributes.items())
    fallback = (
        f"<a href={json.dumps(wanted.fallback_url)}>{{{json.dumps(wanted.fallback_text, ensure_ascii=False)}}}</a>"
    )
    tag = f"second-chances-{wanted.embed.name}"
    return "\n".join(
        [
            'import Script from "next/script";',
            "",
            "export function SecondChances() {",
            "  return (",
            "    <>",
            f'      <Script type="module" strategy="afterInteractive" src={json.dumps(script_address(wanted))} />',
            f"      <{tag}{attributes}>{fallback if wanted.fallback_url else ''}</{tag}>",
            "    </>",
            "  );",
            "}",
        ]
    )
