from wagtail.log_actions import log

from headless.encryption import Unreadable

from .. import audit
from ..models import ObscuredPicture


class OriginalIsGone(Exception):
    """It was not kept, is not in the storage, or its key is not among ours any more."""


def read_original(*, image, user) -> bytes:
    """The original of an obscured picture, as it was. Effect: a line in the history of the picture that it was read, and by
    whom. Raises OriginalIsGone."""
    content = original_of(ObscuredPicture.objects.filter(image_id=image.pk).first())
    log(instance=image, action=audit.ORIGINAL_READ, user=user)
    return content


def original_of(row: ObscuredPicture | None) -> bytes:
    """For actions that go on with it. Raises OriginalIsGone."""
    try:
        if row is None:
            raise FileNotFoundError
        return row.read_original()
    except (OSError, Unreadable) as error:
        raise OriginalIsGone from error
