"""What happens to a picture between the browser and the storage: checked and cleaned in one step."""

import os

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from stories.images.strip_metadata import UnusableImage, strip_metadata

MESSAGES = {
    "not_an_image": _("This file is not a picture, or it is damaged. Choose a JPEG, PNG, WebP, AVIF or HEIC picture."),
    "unsupported_format": _("We cannot use this kind of picture. Save it as JPEG, PNG, WebP, AVIF or HEIC."),
    "animated": _("Moving pictures are not supported. Save one frame as a still picture."),
    "too_many_pixels": _(
        "This picture is too large: it has more than %(limit)s million pixels. "
        "Make it smaller, for example 4000 pixels wide, and upload it again."
    ),
    "damaged": _("This picture is damaged and cannot be read to its end. Export it again, or choose another."),
    "too_big": _("This file is too large (%(size)s). At most %(limit)s are possible. Make the picture smaller."),
}


def clean_upload(file) -> ContentFile:
    """The same picture without metadata, upright, in a format that browsers show, named to match.

    Raises ValidationError, in words for the person who uploads, for anything that is not a picture we can use.
    """
    limit = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if file.size > limit:
        raise _refusal("too_big", size=filesizeformat(file.size), limit=filesizeformat(limit))
    file.seek(0)
    try:
        clean = strip_metadata(file.read(), max_pixels=settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS)
    except UnusableImage as error:
        raise _refusal(error.code, limit=settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000) from error
    stem = os.path.splitext(os.path.basename(file.name or "picture"))[0][:100] or "picture"
    result = ContentFile(clean.content, name=f"{stem}.{clean.extension}")
    result.is_clean = True
    result.content_type = f"image/{clean.format}"
    return result


def _refusal(code: str, **params) -> ValidationError:
    return ValidationError(MESSAGES[code], code=code, params=params)
