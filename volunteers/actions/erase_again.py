from collections.abc import Iterable

from ..models import Application, Erased
from .delete_details import delete_details
from .erase import erase


def erase_again(remembered: Iterable[Erased]) -> int:
    """After an old backup was put back: erase what had been erased when it was not yet that old. Returns how many.

    Each by itself: broken off, it can be begun anew. What is remembered is from then on remembered here, too.
    """
    lists = {erased.hash: erased for erased in remembered}
    known = set(Erased.objects.values_list("pk", flat=True))
    Erased.objects.bulk_create(erased for erased in lists.values() if erased.pk not in known)
    done = 0
    for number in list(Application.objects.values_list("pk", flat=True)):
        erased = lists.get(Erased.hash_of(number))
        if erased is None:
            continue
        if erased.details_only:
            done += delete_details(application=Application(pk=number))
        else:
            erase(application=Application(pk=number))
            done += 1
    return done
