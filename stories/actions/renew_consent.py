from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from headless.documents import refresh
from headless.documents.drafts import previews
from headless.enums import Element

from .. import audit, evidence, gate
from ..enums import BasisKind, Channel
from ..models import Basis, Evidence
from ..models.bases import proposed_end, today
from .record_basis import OF_A_PERSON, problems_of_days, problems_of_proof


class NothingToRenew(Exception):
    """There is no consent that could go on as it is; the message says why, for people, and what to do."""


@sensitive_variables()
def renew_consent(
    *,
    translation_key: UUID,
    how_obtained: str,
    obtained_by: str,
    valid_from: date | None = None,
    valid_until: date | None = None,
    language: str = "",
    read_back: bool = False,
    proof: evidence.File | None = None,
    renewing: int | None = None,
    user=None,
) -> Basis:
    """She says yes once more to what she agreed to last: a new row with the same coverage, and new days.

    Of the last row everything is taken over that is not given here; her name as she is called now, and no name where she has
    become anonymous. The days are today and two years ahead unless given; three years at most.

    renewing: the number of the row that staff saw. Refuses (NothingToRenew) where another was recorded since, where she took her
    consent back (that needs a new record), and where the story is of no person. Raises ValidationError, by field, for what is
    missing or cannot be.

    Effects: the row, its evidence; a line in the history of the pages; their documents are built anew, so that a story that lapsed
    while it was live is served again at once, with what is covered and no more. It publishes nothing.
    """
    given = {
        "valid_from": valid_from or today(),
        "valid_until": valid_until or proposed_end(),
        "how_obtained": how_obtained,
        "obtained_by": obtained_by.strip(),
        "read_back": read_back,
    }
    if language.strip():
        given["language"] = language.strip()
    errors = problems_of_renewal(given) | problems_of_proof(proof)
    if errors:
        raise ValidationError(errors)
    with transaction.atomic():
        # Locked before it is read what they stand on: whoever publishes or builds one of them waits, or is followed.
        pages = list(gate.pages_standing_on(translation_key).select_for_update())
        last = Basis.objects.newest([translation_key]).get(translation_key)
        if why := why_not_renewable(last):
            raise NothingToRenew(why)
        if renewing is not None and last.pk != renewing:
            raise NothingToRenew(
                _("Somebody has recorded something for this story meanwhile. Look at it first; nothing was renewed.")
            )
        basis = Basis.objects.create(
            translation_key=translation_key, kind=BasisKind.PERSON, recorded_by=user, **_taken_over(last) | given
        )
        if proof:
            Evidence.keep(basis, proof)
        audit.note((page for page in pages if not page.alias_of_id), audit.RENEWED, user=user)
        previews.end_at_partners(page.pk for page in pages)
        refresh.pages_changed(page.pk for page in pages)
    return basis


def why_not_renewable(basis: Basis | None) -> str:
    """Why what counts now cannot be renewed, as a sentence; empty if it can."""
    if basis is None:
        return _("Nothing is recorded yet that could be renewed. Record the basis.")
    if not basis.is_of_a_person:
        return _("This story is of no real person: there is no consent that could be renewed.")
    if basis.ended_at:
        return _("She took her consent back. If she says yes again, record what she agrees to now.")
    return ""


def _taken_over(last: Basis) -> dict:
    values = {name: getattr(last, name) for name in OF_A_PERSON} | {"person": last.person}
    person = last.person
    values |= {"name_kind": person.name_kind, "public_name": person.public_name}
    if not last.may_name_her:
        values["covered"] = {
            place: [element for element in elements if element != Element.NAME]
            for place, elements in last.covered.items()
        }
    return values


def problems_of_renewal(values: dict) -> dict[str, str]:
    """What is wrong, by field."""
    errors = {}
    if values.get("how_obtained") not in Channel.values:
        errors["how_obtained"] = _("Choose how she said yes.")
    if not values.get("obtained_by"):
        errors["obtained_by"] = _("Say who obtained the consent.")
    return errors | problems_of_days(values.get("valid_from"), values.get("valid_until"))
