"""What a host must do for sign-ups to arrive, said by `manage.py check`."""

from django.core.checks import Tags, Warning, register
from django.urls import NoReverseMatch, reverse


@register(Tags.urls)
def addresses_are_mounted(app_configs, **kwargs):
    try:
        reverse("sc_volunteers:apply", args=[1])
    except NoReverseMatch:
        return [
            Warning(
                "The addresses of Second Chances are not mounted: nobody can send the volunteer sign-up.",
                hint='Add path("second-chances/", include("headless.urls")) to your URLconf, before Wagtail\'s.',
                id="sc_volunteers.W001",
            )
        ]
    return []
