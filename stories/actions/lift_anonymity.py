from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from .. import audit, gate
from ..models import Person


def lift_anonymity(*, person: Person) -> Person:
    """She herself takes back that she is anonymous: from now on staff may record a name that she agreed to.

    Effects: the moment is noted; a line in the history of the pages of her stories. It publishes nothing and shows no name:
    for that her consent must be recorded anew, with the name and where it may stand. Nothing for whom is not anonymous.
    """
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        if person.is_anonymous:
            person.lifted_at = timezone.now()
            person.save(update_fields=["lifted_at"])
            pages = Page.objects.filter(pk__in=gate.pages_about(person), alias_of=None)
            audit.note(pages, audit.LIFTED)
    return person
