"""What public templates need beyond Django's own tags."""

import re
from urllib.parse import urlsplit

from django import forms, template
from django.urls import reverse

from ..conf import conf

register = template.Library()


@register.simple_tag(takes_context=True)
def absolute_url(context, url: str) -> str:
    """An address with scheme and host, as `link rel=canonical` and `hreflang` want it."""
    request = context.get("request")
    return request.build_absolute_uri(url) if request else url


@register.simple_tag
def search_url() -> str:
    """Where readers search, in the language of the page."""
    return reverse(conf.SEARCH_VIEW)


@register.filter
def telephone(text: str) -> str:
    """A telephone number as a link wants it: digits, and a plus sign in front."""
    return re.sub(r"[^\d+]", "", text)


@register.filter
def host(url: str) -> str:
    """The host of an address, as people name a site."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


@register.filter
def widget_kind(field) -> str:
    """What kind of input a bound field is: "checkbox", "select", "textarea" or "input"."""
    for cls, kind in (
        (forms.CheckboxInput, "checkbox"),
        (forms.Textarea, "textarea"),
        (forms.RadioSelect, "choices"),
        (forms.CheckboxSelectMultiple, "choices"),
        (forms.Select, "select"),
    ):
        if isinstance(field.field.widget, cls):
            return kind
    return "input"
