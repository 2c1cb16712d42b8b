from django.db import transaction
from wagtail.log_actions import log

from .. import audit
from ..models import FileToDelete, ObscuredPicture
from .clear_up_pictures import delete_files
from .read_original import OriginalIsGone


def delete_original(*, image, user=None) -> None:
    """The original of an obscured picture is kept no more: nobody can restore it. Effect: a line in the history of the picture.

    Raises OriginalIsGone where none was kept. Should the storage fail, the worker deletes the file.
    """
    with transaction.atomic():
        row = ObscuredPicture.objects.select_for_update().filter(image_id=image.pk).exclude(original="").first()
        if row is None:
            raise OriginalIsGone
        FileToDelete.objects.create(where=FileToDelete.Where.ORIGINALS, name=row.original)
        row.original = row.original_name = ""
        row.save(update_fields=["original", "original_name"])
        log(instance=image, action=audit.ORIGINAL_DELETED, user=user)
        transaction.on_commit(delete_files, robust=True)
