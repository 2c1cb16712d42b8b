"""What staff have planned: pages that go live or expire at a time. One that is refused does not hold up the others."""

import logging

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, Page, Revision

logger = logging.getLogger(__name__)

#: In the log of an object: its planned publication was refused. Its `data` has `why`.
REFUSED = "sc_headless.schedule_refused"


def unpublish_expired() -> None:
    """Unpublish what has expired. What fails is logged, and tried again the next time."""
    models = [Page, *(m for m in apps.get_models() if issubclass(m, DraftStateMixin) and not issubclass(m, Page))]
    for model in models:
        for item in list(model.objects.filter(live=True, expire_at__lt=timezone.now()).order_by("expire_at")):
            try:
                with transaction.atomic():
                    item.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
            except Exception:
                logger.exception("%s %s has expired, and could not be unpublished.", model._meta.label, item.pk)


def publish_due() -> list[Revision]:
    """Publish the revisions whose time has come, each by itself; returns those that were refused.

    A refused one (ValidationError) is planned no longer; why stands in the log of the page, where staff read it, and its
    number in the program's log. What fails otherwise is logged, and tried again the next time.
    """
    due = Revision.objects.filter(approved_go_live_at__lt=timezone.now()).order_by("approved_go_live_at")
    return [revision for revision in list(due) if not _publish(revision)]


def _publish(revision: Revision) -> bool:
    """False if it was refused."""
    try:
        with transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")
    except ValidationError as refusal:
        _note_refusal(revision, refusal)
        return False
    except Exception:
        logger.exception("Revision %s is due, and could not be published.", revision.pk)
    return True


def _note_refusal(revision: Revision, refusal: ValidationError) -> None:
    logger.warning(
        "The planned publication of %s %s was refused; its history says why.",
        revision.content_type.model,
        revision.object_id,
    )
    with transaction.atomic():
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
        # A gate says why in short; other errors are of fields.
        why = getattr(refusal, "why", "") or " ".join(refusal.messages)
        log(instance=revision.content_object, action=REFUSED, revision=revision, data={"why": str(why)})
