from django.db import transaction
from django.views.decorators.debug import sensitive_variables
from wagtail.models import Page

from .. import audit, codes, gate
from ..models import OwnCode, Person


@sensitive_variables()
def make_code(*, person: Person, user=None) -> str:
    """A new code for her, as it stands on paper. It is shown now, and never again: only a keyed hash of it is kept.

    Effects: an older code of hers is void; a line in the history of the pages of her stories. The code stays valid however
    often it is used, until another one is made.
    """
    code = codes.make()
    with transaction.atomic():
        # One after the other: of two that are made at once the later one counts.
        Person.objects.select_for_update().get(pk=person.pk)
        row = OwnCode.objects.filter(person=person).first() or OwnCode(person=person)
        row.set(code)
        row.made_by = user
        row.save()
        pages = Page.objects.filter(pk__in=gate.pages_about(person), alias_of=None)
        audit.note(pages, audit.CODE_MADE, user=user)
    return codes.grouped(code)
