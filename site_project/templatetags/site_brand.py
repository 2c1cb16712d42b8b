from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def site_brand() -> str:
    """The name the admin goes by (SITE_NAME in the environment): asking the database would cost each page a query."""
    return settings.WAGTAIL_SITE_NAME
