import os

from wagtail.log_actions import log

from .. import audit
from ..models import FileToDelete, ObscuredPicture
from .mark_pictures import mark_pictures
from .read_original import original_of
from .replace_picture import find_picture, replacing


def restore_picture(*, image_id: int, version: str, user=None) -> None:
    """A picture that was obscured is shown again as it was, wherever it stands, at once.

    version: of the picture as somebody has seen it. Effects, all or nothing: as `replacing`; the original is kept no more, for it
    is in the library again; the picture is marked again with what it was said to show before, for staff may have taken the
    marks away since; a line in the history of the picture.

    Raises PictureIsGone, ChangedMeanwhile, OriginalIsGone, and OSError where the storage fails. Nothing is changed then.
    """
    image = find_picture(image_id, version)
    row = ObscuredPicture.of(image)
    content = original_of(row)
    extension = os.path.splitext(row.original_name)[1].lstrip(".").lower()
    with replacing(image, version=version, content=content, extension=extension) as replaced:
        FileToDelete.objects.create(where=FileToDelete.Where.ORIGINALS, name=row.original)
        mark_pictures(shown={image_id: row.marked_again()}, images={image_id: replaced}, user=user)
        row.delete()
        log(instance=replaced, action=audit.PICTURE_RESTORED, user=user)
