from collections.abc import Sequence
from dataclasses import asdict

from django.conf import settings
from django.utils import timezone
from wagtail.log_actions import log

from .. import audit
from ..enums import Manner
from ..images.obscure import Region, obscure, refuse_unusable
from ..models import FileToDelete, ObscuredPicture
from ..models.obscured import store_original, version_of
from .mark_pictures import mark_pictures
from .read_original import original_of
from .replace_picture import content_of, find_picture, replacing

#: Where Wagtail sets no limit.
MOST_PIXELS = 60_000_000


def obscure_picture(
    *,
    image_id: int,
    version: str,
    regions: Sequence[Region],
    manner: Manner,
    keep_original: bool,
    from_original: bool = False,
    user=None,
) -> ObscuredPicture:
    """Parts of a picture of the library become unrecognisable, wherever it stands, at once and for good.

    version: of the file that somebody had before her when she drew (`models.obscured.version_of`). keep_original: encrypted,
    for those who may open originals; else it is deleted, and so is one that was kept before. from_original: begin anew with
    the original that was kept, instead of with the picture as it is.

    Effects, all or nothing: as `replacing`; regions and manner are recorded, and a line in the history of the picture.
    What it shows of a person is not touched: whether it still shows her face is for staff to see. But from_original, more may be
    seen than before: what they had taken away since is marked again.

    Raises UnusableRegions, UnusableImage, PictureIsGone, ChangedMeanwhile, OriginalIsGone, and OSError where the storage
    fails. Nothing is changed then.
    """
    refuse_unusable(regions)
    manner = Manner(manner)
    image = find_picture(image_id, version)
    before = ObscuredPicture.of(image)
    content = original_of(before) if from_original else content_of(image)
    limit = getattr(settings, "WAGTAILIMAGES_MAX_IMAGE_PIXELS", None) or MOST_PIXELS
    # Before anything is locked: it takes long.
    clean = obscure(content, regions, manner.value, max_pixels=limit)
    drawn = [{**asdict(region), "manner": manner.value} for region in regions]
    # What is obscured twice stays kept as it was before the first time.
    kept_before = bool(before and before.original)
    originals = [store_original(content)] if keep_original and not kept_before else []
    with replacing(
        image, version=version, content=clean.content, extension=clean.extension, stored=originals
    ) as replaced:
        row = ObscuredPicture.objects.filter(image_id=image_id).first() or ObscuredPicture(image_id=image_id)
        if row.original and (originals or not keep_original):
            FileToDelete.objects.create(where=FileToDelete.Where.ORIGINALS, name=row.original)
            row.original = row.original_name = ""
        if originals:
            row.original, row.original_name = originals[0].name, image.file.name
        row.original_hash = before.original_hash if before else image.file_hash
        row.elements = row.marked_again()
        if from_original:
            mark_pictures(shown={image_id: row.elements}, images={image_id: replaced}, user=user)
        row.regions = drawn if before is None or from_original else [*before.regions, *drawn]
        row.version, row.at, row.by, row.is_settled = version_of(replaced), timezone.now(), user, False
        row.save()
        said = {"regions": len(drawn), "manner": manner.value, "original": "kept" if row.original else "deleted"}
        log(instance=replaced, action=audit.PICTURE_OBSCURED, user=user, data=said)
    return row
