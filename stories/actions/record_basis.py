from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from headless.documents import refresh

from .. import audit, gate
from ..enums import BasisKind, ConsentAudience, Nature
from ..models import Basis
from ..models.bases import YEARS_AT_MOST, proposed_end, years_after

#: What each kind asks for; the other kind's fields do not count.
OF_A_PERSON = ("reference", "public_name", "obtained_by", "valid_from", "valid_until", "audience")
OF_NO_PERSON = ("nature",)


@sensitive_variables()
def record_basis(
    *,
    translation_key: UUID,
    kind: str,
    nature: str = "",
    reference: str = "",
    public_name: str = "",
    obtained_by: str = "",
    valid_from: date | None = None,
    valid_until: date | None = None,
    audience: str = ConsentAudience.OWN,
    user=None,
) -> Basis:
    """Record on what a story and its translations are public from now on. The key need not have pages yet.

    Effects: a row is added, which counts in place of all earlier ones; a line in the history of its pages; the documents of
    all pages that stand on it are judged and built anew. It publishes nothing. The days of a consent are today and two years
    ahead unless given. Raises ValidationError, by field, for what is missing or cannot be.
    """
    given = {
        "nature": nature,
        "reference": reference.strip(),
        "public_name": public_name.strip(),
        "obtained_by": obtained_by.strip(),
        "valid_from": valid_from or timezone.localdate(),
        "valid_until": valid_until or proposed_end(),
        "audience": audience,
    }
    if errors := problems({"kind": kind, **given}):
        raise ValidationError(errors)
    values = {name: given[name] for name in (OF_A_PERSON if kind == BasisKind.PERSON else OF_NO_PERSON)}
    with transaction.atomic():
        # Locked before it is read what they stand on: whoever publishes or builds one of them waits, or is followed.
        pages = list(gate.pages_standing_on(translation_key).select_for_update())
        basis = Basis.objects.create(translation_key=translation_key, kind=kind, recorded_by=user, **values)
        audit.note(
            (page for page in pages if not page.alias_of_id), audit.RECORDED, user=user, kind=kind, nature=basis.nature
        )
        refresh.pages_changed([page.pk for page in pages])
    return basis


def problems(values: dict) -> dict[str, str]:
    """What is wrong with a basis, by field; only the fields of the chosen kind are looked at."""
    if values.get("kind") == BasisKind.NO_PERSON:
        return {} if values.get("nature") in Nature.values else {"nature": _("Choose what the story is instead.")}
    if values.get("kind") != BasisKind.PERSON:
        return {"kind": _("Choose one: the consent of a person, or no real person.")}
    errors = {
        "reference": _("Give the reference under which you keep the consent, such as R-014."),
        "public_name": _("Give the name as agreed with her; it may be one that is not hers."),
        "obtained_by": _("Say who obtained the consent."),
        "valid_from": _("Give the day from which the consent holds."),
        "valid_until": _("Give the last day on which the consent holds."),
    }
    errors = {name: message for name, message in errors.items() if not values.get(name)}
    if values.get("audience") not in ConsentAudience.values:
        errors["audience"] = _("Choose where the story may be shown.")
    if len(values.get("public_name") or "") > Basis._meta.get_field("public_name").max_length:
        errors["public_name"] = _("This is too long: 120 characters at most.")
    return errors | _problems_of_days(values.get("valid_from"), values.get("valid_until"))


def _problems_of_days(start: date | None, end: date | None) -> dict[str, str]:
    if not start or not end:
        return {}
    if not 2000 <= start.year <= 2200:
        return {"valid_from": _("This year cannot be right. Give the day from which the consent holds.")}
    if end < start:
        return {"valid_until": _("This is before the day from which the consent holds. Give a later day.")}
    if end < timezone.localdate():
        return {"valid_until": _("This day is over: with it, the story could not be shown. Give a later day.")}
    if end > years_after(start, YEARS_AT_MOST):
        return {"valid_until": _("A consent lasts three years at most; then ask her again. Give an earlier day.")}
    return {}
