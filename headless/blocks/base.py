from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock
from wagtail.models import Locale, Page

from ..documents import Build
from ..schemas import BodyBlock, HeadingBlock

#: The formatting that editors have in rich text. Headings within a text are smaller than the heading block's.
TEXT_FEATURES = ["h3", "h4", "bold", "italic", "ol", "ul", "link", "hr"]
PLAIN_TEXT_FEATURES = ["bold", "italic", "link"]


def build_body(stream, build: Build) -> tuple[BodyBlock, ...]:
    """The public data of a StreamField's value. Unfinished blocks of a draft are left out rather than refused, and so is what
    shows something that this document must not."""
    body = [
        child.block.build(child.value, child.id or "", build)
        for child in stream or ()
        if not build.leaves_out(shown_by(child.value))
    ]
    return tuple(_with_own_anchors(block for block in body if block is not None))


def shown_by(value) -> list[str]:
    """What a block, or a picture in it, says by itself that it shows; see `shows`."""
    return (value.get("shows") or []) if isinstance(value, blocks.StructValue) else []


def _with_own_anchors(body):
    """Two headings with the same words get different addresses."""
    seen: dict[str, int] = {}
    for block in body:
        if isinstance(block, HeadingBlock):
            count = seen[block.anchor] = seen.get(block.anchor, 0) + 1
            yield block if count == 1 else block.model_copy(update={"anchor": f"{block.anchor}-{count}"})
        else:
            yield block


def anchor_of(text: str) -> str:
    return slugify(text) or "section"


class PublicBlock:
    """A block that knows its public data; the block picker shows it rendered like on the site."""

    def build(self, value, id: str, build: Build) -> BodyBlock | None:
        """The public data of one block, or None for one that is not finished."""
        raise NotImplementedError

    def get_preview_template(self, value, context=None):
        return "second_chances/blocks/preview.html"

    def get_preview_context(self, value, parent_context=None):
        page = Page(title="", locale=Locale.get_active())
        return {"shown": self.build(value, "preview", Build(page, draft=True)) if value else None}


class PublicStructBlock(PublicBlock, blocks.StructBlock):
    def get_preview_value(self):
        """The sample in `Meta.preview_value`, as the block would hold it."""
        return self.normalize(
            self.meta.preview_value() if callable(self.meta.preview_value) else self.meta.preview_value
        )

    class Meta:
        preview_value = {}


def newest_image():
    """A picture for previews in the block picker: the newest of the library, or None."""
    return get_image_model().objects.order_by("-pk").first()


class PictureFields(blocks.StructBlock):
    """A picture with what must stand beside it. Wagtail's image block asks for alt text, or that it is decoration."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(
        required=False, max_length=300, label=_("Caption"), help_text=_("Shown below the picture. May stay empty.")
    )
    credit = blocks.CharBlock(
        required=False,
        max_length=120,
        label=_("Credit"),
        help_text=_("Who made the picture, for example: Photograph by Ana Reyes."),
    )

    class Meta:
        icon = "image"
        label = _("Picture")


class OptionalPictureFields(PictureFields):
    image = ImageBlock(required=False, label=_("Picture"))


def build_picture(value, build: Build, format):
    """The public picture of a `PictureFields` value, or None."""
    image = value.get("image")
    if image is None or build.leaves_out(shown_by(value)):
        return None
    alt = "" if getattr(image, "decorative", False) else (getattr(image, "contextual_alt_text", None) or "")
    return build.picture(
        image, alt=alt, format=format, credit=value.get("credit") or "", caption=value.get("caption") or ""
    )
