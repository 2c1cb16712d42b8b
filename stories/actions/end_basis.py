from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Revision

from headless.documents import refresh

from .. import audit, gate
from ..models import Basis


class NothingToTakeBack(Exception):
    """There is no consent of a person that counts; the message says so, for people."""


def end_basis(*, translation_key: UUID, user=None) -> Basis:
    """The person takes her consent back: the story, its translations and their aliases are withdrawn at once.

    Effects, all or nothing: the newest row is marked as ended, for ever; documents are removed and their addresses answer
    410; pages are unpublished; publications that were planned are cancelled; a line in the history of the pages.
    Refuses (NothingToTakeBack) where the newest row is not a person's consent, or is ended already. A new consent is a
    new row (`record_basis`), and even then nothing is live until somebody publishes it.
    """
    with transaction.atomic():
        pages = list(gate.pages_standing_on(translation_key).select_for_update())
        basis = Basis.objects.newest([translation_key]).get(translation_key)
        if basis is None or not basis.is_of_a_person or basis.ended_at:
            raise NothingToTakeBack(_("There is no consent of a person that could be taken back."))
        audiences = list(basis.periods)
        basis.ended_at, basis.ended_by = timezone.now(), user
        basis.save(update_fields=["ended_at", "ended_by"])
        numbers = [page.pk for page in pages]
        # Before unpublishing: what is not published any more would have no address to answer from.
        refresh.pages_withdrawn(numbers, audiences=audiences)
        for page in pages:
            # Unpublishing a page unpublishes its aliases.
            if Page.objects.filter(pk=page.pk, live=True).exists():
                UnpublishPageAction(page, user=user).execute(skip_permission_checks=True)
        Revision.objects.filter(
            base_content_type=ContentType.objects.get_for_model(Page), object_id__in=[str(pk) for pk in numbers]
        ).update(approved_go_live_at=None)
        audit.note((page for page in pages if not page.alias_of_id), audit.TAKEN_BACK, user=user)
    return basis
