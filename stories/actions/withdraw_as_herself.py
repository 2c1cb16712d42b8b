from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from ..enums import Told
from ..models import Basis, Person, Withdrawal
from .withdraw_consent import NothingToWithdraw, withdraw_consent


def withdraw_as_herself(
    *, person: Person, translation_key: UUID | None = None, elements: Iterable[str] = ()
) -> list[Withdrawal]:
    """She takes back one story, or all of hers, or of all of them some elements; returns the certificates.

    Effects: `withdraw_consent` of each, all or nothing. What was taken back before stays so, and is not among what is
    returned; neither is a story that is not hers.
    """
    elements = list(elements)
    keys = stories_of(person)
    done = []
    with transaction.atomic():
        for key in [translation_key] if translation_key else keys:
            if key not in keys:
                continue
            try:
                done.append(withdraw_consent(translation_key=key, channel=Told.CODE, elements=elements))
            except NothingToWithdraw:
                continue
    return done


def stories_of(person: Person) -> dict[UUID, Basis]:
    """What counts for each of her stories now, by its key: also what she took back. In the order they were first told."""
    keys = Basis.objects.filter(person=person).order_by("pk").values_list("translation_key", flat=True)
    newest = Basis.objects.newest(keys)
    return {key: newest[key] for key in dict.fromkeys(keys) if newest[key].person_id == person.pk}
