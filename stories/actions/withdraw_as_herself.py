from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from ..enums import Told
from ..models import Basis, Person, Withdrawal
from .withdraw_consent import NothingToWithdraw, withdraw_consent

#: So long she waits at most until it is looked whether everything has gone.
SECONDS = 3


def withdraw_as_herself(
    *, person: Person, translation_key: UUID | None = None, elements: Iterable[str] = ()
) -> list[Withdrawal]:
    """She takes back one story, or all of hers, or of all of them some elements; returns the certificates.

    Effects: `withdraw_consent` of each, all or nothing. What was taken back before stays so, and is not among what is
    returned; neither is a story that is not hers.
    """
    elements = list(elements)
    asked = [key for key in stories_of(person) if translation_key in (None, key)]
    # She waits for all of them together.
    seconds = SECONDS / max(1, len(asked))
    done = []
    with transaction.atomic():
        for key in asked:
            try:
                done.append(
                    withdraw_consent(
                        translation_key=key,
                        channel=Told.CODE,
                        elements=elements,
                        of_person=person,
                        look_for_seconds=seconds,
                    )
                )
            except NothingToWithdraw:
                continue
    return done


def stories_of(person: Person) -> dict[UUID, Basis]:
    """Her newest row for each of her stories, by its key: also of what she took back, and of a story for which staff have recorded
    something else since. It began with her, so it ends with her. In the order they were first told."""
    hers = Basis.objects.filter(person=person)
    newest = Basis.objects.newest_of(hers)
    return {key: newest[key] for key in dict.fromkeys(hers.order_by("pk").values_list("translation_key", flat=True))}
