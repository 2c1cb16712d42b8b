"""What public templates need beyond Django's own tags."""

from django import forms, template

register = template.Library()


@register.simple_tag(takes_context=True)
def absolute_url(context, url: str) -> str:
    """An address with scheme and host, as `link rel=canonical` and `hreflang` want it."""
    request = context.get("request")
    return request.build_absolute_uri(url) if request else url


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
