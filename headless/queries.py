"""Reads that cross tables."""

from django.apps import apps
from django.utils import timezone
from wagtail.models import DraftStateMixin, Revision


def something_is_scheduled() -> bool:
    """Whether something is due to be published or unpublished now."""
    now = timezone.now()
    if Revision.objects.filter(approved_go_live_at__lte=now).exists():
        return True
    return any(
        model._default_manager.filter(live=True, expire_at__lte=now).exists()
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not model._meta.proxy and not _inherits_state(model)
    )


def _inherits_state(model) -> bool:
    """A page type's columns `live` and `expire_at` are Page's: asking Page is enough."""
    return any("live" in {field.name for field in parent._meta.local_fields} for parent in model._meta.parents)
