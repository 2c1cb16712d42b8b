from django.db import transaction
from wagtail.models import Page

from .. import audit, identity_check
from ..models import IdentityNote


def note_identity(*, page: Page) -> IdentityNote | None:
    """After a story was published: note what stands together on it and was decided by nobody, because its door asked nobody.

    Effects: a row, which waits in the queue, and a line in the history of the page; both once for the same words. Where nothing
    stands together any more, or it was decided, what waited is gone. Nothing is unpublished.
    """
    together = identity_check.look_at(page, page)
    waiting = IdentityNote.objects.filter(page=page.pk, decision="")
    with transaction.atomic():
        if together is None or identity_check.is_decided(page, together):
            waiting.delete()
            return None
        last = waiting.order_by("-pk").first()
        if last and last.items == together.items:
            return last
        waiting.delete()
        note = IdentityNote.objects.create(
            page_id=page.pk, revision_id=page.live_revision_id, clues=together.clues, items=together.items
        )
        audit.note([page], audit.IDENTITY_NOTED, clues=together.clues)
    return note


def note_published(sender, instance: Page, **kwargs) -> None:
    """For Wagtail's `page_published`, which comes after each publication, whatever its door. An alias says what its source says."""
    if not instance.alias_of_id:
        note_identity(page=instance)
