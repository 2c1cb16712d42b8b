from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from wagtail.log_actions import log
from wagtail.models import Page

from ..documents.drafts import shared
from ..documents.drafts.tokens import Kind, new_name, token_of
from ..models import DraftLink

DAYS = (1, 3, 7, 30)
SHARED = "sc_headless.draft_shared"


@sensitive_variables()
def share_draft(*, page: Page, days: int, user, note: str = "") -> tuple[DraftLink, str]:
    """A link by which anybody who has it reads the newest saved draft of this page; with its token.

    What is written later is not shown. Effect: a line in the history of the page. Raises ValidationError for another number
    of days than one of `DAYS`, for a page without a draft, and for a story without a consent (or a sample) that holds now.
    """
    if days not in DAYS:
        raise ValidationError({"days": _("Choose one of these.")})
    with transaction.atomic():
        page = Page.objects.select_for_update().get(pk=page.pk)
        if not shared.may_be_shared(page):
            raise ValidationError(
                _("Nobody outside may see it yet: say first on what basis the story is told, such as her consent.")
            )
        if page.latest_revision_id is None:
            raise ValidationError(_("There is no draft yet: save the page first."))
        link = DraftLink.objects.create(
            page=page,
            revision_id=page.latest_revision_id,
            name=new_name(),
            note=note,
            expires_at=timezone.now() + timedelta(days=days),
            made_by=user,
        )
        log(page.specific_deferred, SHARED, user=user, data={"days": days})
    return link, token_of(link.name, Kind.LINK)
