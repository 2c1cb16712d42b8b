from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables

from headless.documents import refresh
from headless.documents.drafts import previews
from headless.enums import Element

from .. import audit, evidence, gate
from ..enums import BasisKind, Channel, NameKind, Nature, Place
from ..models import Basis, Evidence, Person
from ..models.bases import YEARS_AT_MOST, everything_at, proposed_end, years_after
from ..models.people import stays_anonymous

#: What each kind asks for; the other kind's fields do not count.
OF_A_PERSON = (
    "reference",
    "name_kind",
    "public_name",
    "covered",
    "valid_from",
    "valid_until",
    "how_obtained",
    "obtained_by",
    "language",
    "read_back",
    "ask_whom",
    "is_client",
    "client_reason",
)
OF_NO_PERSON = ("nature",)
PROBLEMS_OF_PROOF = {
    "empty": gettext_lazy("This file is empty. Choose another."),
    "too_big": gettext_lazy("This file is too large: 10 MB at most. Scan it with fewer dots per inch, or in grey."),
    "damaged": gettext_lazy("This file is damaged and cannot be read to its end. Scan or save it again."),
    "unknown": gettext_lazy("We cannot keep this kind of file. Choose a PDF, a JPEG or PNG picture, or plain text."),
}


@sensitive_variables()
def record_basis(
    *,
    translation_key: UUID,
    kind: str,
    nature: str = "",
    reference: str = "",
    name_kind: str = NameKind.PSEUDONYM,
    public_name: str = "",
    covered: dict[str, list[str]] | None = None,
    audience: str = Place.OWN,
    valid_from: date | None = None,
    valid_until: date | None = None,
    how_obtained: str = "",
    obtained_by: str = "",
    language: str = "",
    read_back: bool = False,
    ask_whom: str = "",
    is_client: bool = False,
    client_reason: str = "",
    proof: evidence.File | None = None,
    seen: str | None = None,
    user=None,
) -> Basis:
    """Record on what a story and its translations are public from now on. The key need not have pages yet.

    covered: by place, the elements she agreed to. Without it, everything on our own site, or with audience="partners" there
    as well. reference: of a person, who is made unless she is known by it; how she is called counts for all her stories.

    proof: what shows that she said yes; it is kept encrypted, and belongs to this row. seen: `state_of` what counted when staff
    began to write. Raises SomethingChanged where something was recorded or taken back since.

    Effects: a row is added, which counts in place of all earlier ones; a line in the history of its pages; the documents of
    all pages that stand on it are judged and built anew, and those of her other stories where her name changes. It
    publishes nothing. The days of a consent are today and two years ahead unless given. Raises ValidationError, by field, for
    what is missing or cannot be, and for a name of a woman who is anonymous.
    """
    given = {
        "nature": nature,
        "reference": reference.strip(),
        "name_kind": name_kind,
        "public_name": public_name.strip(),
        "covered": everything_on(audience, name_kind) if covered is None else covered,
        "valid_from": valid_from or timezone.localdate(),
        "valid_until": valid_until or proposed_end(),
        "how_obtained": how_obtained,
        "obtained_by": obtained_by.strip(),
        "language": language.strip(),
        "read_back": read_back,
        "ask_whom": ask_whom.strip() or None,
        "is_client": is_client,
        "client_reason": client_reason.strip() or None,
    }
    errors = problems({"kind": kind, **given}) | (problems_of_proof(proof) if kind == BasisKind.PERSON else {})
    if kind == BasisKind.PERSON and covered is None and audience not in (Place.OWN, Place.PARTNERS):
        errors["audience"] = _("Choose where the story may be shown.")
    if errors:
        raise ValidationError(errors)
    values = {name: given[name] for name in (OF_A_PERSON if kind == BasisKind.PERSON else OF_NO_PERSON)}
    with transaction.atomic():
        # Locked before it is read what they stand on: whoever publishes or builds one of them waits, or is followed.
        pages = list(gate.pages_standing_on(translation_key).select_for_update())
        others: list[int] = []
        if kind == BasisKind.PERSON:
            person, is_called_otherwise = _person(values)
            if values["public_name"] and _told_of_somebody_anonymous(translation_key):
                raise ValidationError({"name_kind": stays_anonymous()})
            if is_called_otherwise:
                others = gate.pages_about(person)
            values |= {"person": person, "public_name": person.public_name}
        # Once nobody else can change it: for a story without pages that is her row.
        last = Basis.objects.newest([translation_key]).get(translation_key)
        if seen is not None and seen != state_of(last):
            raise SomethingChanged(last)
        basis = Basis.objects.create(translation_key=translation_key, kind=kind, recorded_by=user, **values)
        if proof and kind == BasisKind.PERSON:
            Evidence.keep(basis, proof)
        audit.note(
            (page for page in pages if not page.alias_of_id), audit.RECORDED, user=user, kind=kind, nature=basis.nature
        )
        changed = [*(page.pk for page in pages), *others]
        previews.end_at_partners(changed)
        refresh.pages_changed(changed)
    return basis


class SomethingChanged(ValidationError):
    """Something was recorded for the story, or taken back, since staff began to write. `state` is that of what counts now."""

    def __init__(self, last: Basis | None):
        self.state = state_of(last)
        super().__init__(
            _(
                "Nothing was recorded: she has taken something back, or somebody has recorded something, since you opened this page. "
                "Look at what counts now, above, and put right what you have ticked. Then record it."
            )
        )


def state_of(basis: Basis | None) -> str:
    """Another text for each row, and for one that was taken back since."""
    return f"{basis.pk}{'-ended' if basis.ended_at else ''}" if basis else "none"


def everything_on(audience: str, name_kind: str = "") -> dict[str, list[str]]:
    """All she can agree to on our own site, or on partners' sites as well."""
    places = (Place.OWN, Place.PARTNERS) if audience == Place.PARTNERS else (Place.OWN,)
    return everything_at(*places, but=(Element.NAME,) if name_kind == NameKind.ANONYMOUS else ())


def _told_of_somebody_anonymous(translation_key: UUID) -> bool:
    """Whether the story is, by an earlier row, of a woman who is anonymous: another reference gives her no name."""
    rows = Basis.objects.filter(translation_key=translation_key, person__anonymous_since__isnull=False)
    return rows.filter(person__lifted_at=None).exists()


@sensitive_variables()
def _person(values: dict) -> tuple[Person, bool]:
    """Her with this reference, called as it was agreed now; and whether she was called otherwise before."""
    person = Person.objects.with_reference(values["reference"]).select_for_update().first()
    is_new = person is None
    if person is None:
        person = Person(reference=values["reference"])
    before = (person.public_name, person.name_kind)
    person.call(kind=values["name_kind"], name=values["public_name"])
    person.save()
    return person, not is_new and before != (person.public_name, person.name_kind)


def problems(values: dict) -> dict[str, str]:
    """What is wrong with a basis, by field; only the fields of the chosen kind are looked at."""
    if values.get("kind") == BasisKind.NO_PERSON:
        return {} if values.get("nature") in Nature.values else {"nature": _("Choose what the story is instead.")}
    if values.get("kind") != BasisKind.PERSON:
        return {"kind": _("Choose one: the consent of a person, or no real person.")}
    errors = {
        "reference": _("Give the reference under which you keep the consent, such as R-014."),
        "obtained_by": _("Say who obtained the consent."),
        "valid_from": _("Give the day from which the consent holds."),
        "valid_until": _("Give the last day on which the consent holds."),
    }
    errors = {name: message for name, message in errors.items() if not values.get(name)}
    if values.get("how_obtained") not in ("", *Channel.values):
        errors["how_obtained"] = _("Choose how the consent was obtained.")
    if values.get("is_client") and not values.get("client_reason"):
        errors["client_reason"] = _(
            "She is a client now, and may find it hard to say no: say why her story is told all the same."
        )
    return (
        errors
        | _problems_of_name(values)
        | _problems_of_covered(values.get("covered"), values.get("name_kind"))
        | problems_of_days(values.get("valid_from"), values.get("valid_until"))
    )


@sensitive_variables()
def _problems_of_name(values: dict) -> dict[str, str]:
    kind, name = values.get("name_kind"), values.get("public_name") or ""
    if kind not in NameKind.values:
        return {"name_kind": _("Choose what the name is that readers know her by.")}
    if kind == NameKind.ANONYMOUS:
        return {"public_name": _("She is anonymous: leave this empty.")} if name else {}
    if len(name) > Basis._meta.get_field("public_name").max_length:
        return {"public_name": _("This is too long: 120 characters at most.")}
    known = Person.objects.with_reference(values["reference"]).first() if values.get("reference") else None
    if known and known.is_anonymous:
        return {"name_kind": str(stays_anonymous())}
    if not name:
        return {"public_name": _("Give the name as agreed with her; it may be one that is not hers.")}
    return {}


def _problems_of_covered(covered: dict | None, name_kind: str | None) -> dict[str, str]:
    covered = covered or {}
    if not set(covered) <= set(Place.values) or not all(
        set(found) <= set(Element.values) for found in covered.values()
    ):
        return {"covered": _("Choose from the table what she agreed to.")}
    if not any(covered.values()):
        return {"covered": _("Choose at least one thing that she agreed to, and where.")}
    if name_kind == NameKind.ANONYMOUS and any(Element.NAME in found for found in covered.values()):
        return {"covered": _("She is anonymous: her name cannot be shown anywhere. Take it out of the table.")}
    return {}


@sensitive_variables()
def problems_of_proof(proof: evidence.File | None) -> dict[str, str]:
    """Why this file cannot be kept, beside its field."""
    try:
        if proof:
            evidence.kind_of(proof.content)
    except evidence.NotEvidence as refused:
        return {"proof": str(PROBLEMS_OF_PROOF[refused.code])}
    return {}


def problems_of_days(start: date | None, end: date | None) -> dict[str, str]:
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
