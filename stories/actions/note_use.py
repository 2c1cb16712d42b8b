from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from .. import audit, gate
from ..enums import UseKind
from ..models import Recall, Use, Withdrawal


@sensitive_variables()
def note_use(
    *, translation_key: UUID, kind: str, where: str, used_on: date | None = None, description: str = "", user=None
) -> Use:
    """Note where a story is used outside of the site, since which day (today unless given), so that it can be recalled.

    Effects: a row, its texts encrypted; a line in the history of the pages; where the story was withdrawn already, the use
    stands on the list of what is to be recalled. Raises ValidationError, by field.
    """
    where, description = where.strip(), description.strip()
    used_on = used_on or timezone.localdate()
    errors = {}
    if kind not in UseKind.values:
        errors["kind"] = _("Choose what kind of use it is.")
    if not where:
        errors["where"] = _("Say where it is: an address, the name of a paper, an appeal.")
    if used_on > timezone.localdate():
        errors["used_on"] = _("This day is still to come. Give the day on which it was first used.")
    if errors:
        raise ValidationError(errors)
    with transaction.atomic():
        use = Use.objects.create(
            translation_key=translation_key,
            kind=kind,
            where=where,
            used_on=used_on,
            description=description,
            noted_by=user,
        )
        if withdrawal := Withdrawal.objects.filter(translation_key=translation_key).first():
            Recall.objects.create(withdrawal=withdrawal, use=use)
        pages = gate.pages_standing_on(translation_key)
        audit.note((page for page in pages if not page.alias_of_id), audit.USE_NOTED, user=user, kind=kind)
    return use
