from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from headless.enums import SHOWN

from .. import audit
from ..models import PictureElements


def mark_pictures(*, shown: Mapping[int, Iterable[str]], images: Mapping[int, object], user=None) -> list[int]:
    """Say of pictures of the library, by number, what they show of a person. Returns the numbers of those that changed.

    images: the pictures themselves, for the log. Effects, all or nothing: what is said counts in every place where the
    picture stands, at once; a line in the history of each that changed. Raises ValidationError for what is no element.
    """
    known = {value for value, _label in SHOWN}
    if any(set(elements) - known for elements in shown.values()):
        raise ValidationError(_("Choose from the boxes what the pictures show."))
    changed = []
    with transaction.atomic():
        rows = {row.image_id: row for row in PictureElements.objects.select_for_update().filter(image_id__in=shown)}
        for image_id, elements in sorted(shown.items()):
            row = rows.get(image_id) or PictureElements(image_id=image_id)
            wanted = [value for value, _label in SHOWN if value in set(elements)]
            if wanted == row.elements:
                continue
            row.elements = wanted
            row.save()
            changed.append(image_id)
            log(instance=images[image_id], action=audit.PICTURE_MARKED, user=user, data={"shows": wanted})
    return changed
