"""The blocks themselves. Field help speaks to editors; `build` says what of a block is public."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from .. import schemas
from ..documents.pictures import Format
from ..schemas.blocks import Event, Question
from .base import (
    PLAIN_TEXT_FEATURES,
    TEXT_FEATURES,
    OptionalPictureFields,
    PictureFields,
    PublicBlock,
    PublicStructBlock,
    anchor_of,
    build_picture,
    newest_image,
)
from .shows import ShowsBlock, shows
from .video import VideoURLBlock, parse_video_url

STILL = _("Shown in place of the video. Optional.")


class HeadingBlock(PublicBlock, blocks.CharBlock):
    def build(self, value, id, build):
        return schemas.HeadingBlock(id=id, text=value, anchor=anchor_of(value)) if value else None

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Starts a new part of the page. Smaller headings are in the text block.")
        preview_value = "A new beginning"


class TextBlock(PublicBlock, blocks.RichTextBlock):
    def __init__(self, **kwargs):
        kwargs.setdefault("features", TEXT_FEATURES)
        super().__init__(**kwargs)

    def build(self, value, id, build):
        html = build.rich_text(value)
        return schemas.TextBlock(id=id, html=html) if html else None

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs with bold, italics, lists, small headings and links.")
        preview_value = (
            "<p>She had <b>never</b> used a computer. Six months later she <i>taught</i> the class.</p>"
            "<ul><li>Two evenings a week</li><li>A certificate at the end</li></ul>"
        )


class PictureBlock(PublicBlock, PictureFields):
    def build(self, value, id, build):
        picture = build_picture(value, build, Format.BODY)
        return schemas.PictureBlock(id=id, picture=picture) if picture else None

    def get_preview_value(self):
        return self.normalize({"image": newest_image(), "caption": "The garden in spring", "credit": "Ana Reyes"})

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("One picture with caption and credit.")


class GalleryBlock(PublicStructBlock):
    title = blocks.CharBlock(required=False, max_length=120, label=_("Title"))
    pictures = blocks.ListBlock(PictureFields(), min_num=2, max_num=24, label=_("Pictures"))

    def build(self, value, id, build):
        built = [build_picture(picture, build, Format.BODY) for picture in value.get("pictures") or ()]
        pictures = tuple(picture for picture in built if picture)
        return schemas.GalleryBlock(id=id, title=value.get("title") or "", pictures=pictures) if pictures else None

    def get_preview_value(self):
        image = newest_image()
        return self.normalize({"title": "A day in the workshop", "pictures": [{"image": image}, {"image": image}]})

    class Meta:
        icon = "grip"
        label = _("Gallery")
        description = _("Two or more pictures that belong together.")


class QuoteBlock(PublicStructBlock):
    text = blocks.TextBlock(
        label=_("Quote"), help_text=_("Her own words. Without quotation marks: the page adds them.")
    )
    attribution = blocks.CharBlock(
        max_length=120, label=_("Who said it"), help_text=_("The name as agreed with her, never more than that.")
    )

    def build(self, value, id, build):
        if not value.get("text"):
            return None
        return schemas.QuoteBlock(id=id, text=value["text"], attribution=value.get("attribution") or "")

    class Meta:
        icon = "openquote"
        label = _("Pull quote")
        description = _("A sentence that stands out, with the name of who said it.")
        preview_value = {"text": "Somebody believed me before I did.", "attribution": "Sample name"}


class QuestionsBlock(PublicStructBlock):
    title = blocks.CharBlock(required=False, max_length=120, label=_("Title"))
    questions = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("question", blocks.CharBlock(max_length=250, label=_("Question"))),
                ("answer", blocks.RichTextBlock(features=TEXT_FEATURES, label=_("Answer"))),
            ],
            label=_("Question and answer"),
            icon="help",
        ),
        min_num=1,
        label=_("Questions"),
    )

    def build(self, value, id, build):
        questions = tuple(
            Question(question=item["question"], answer_html=build.rich_text(item.get("answer")))
            for item in value.get("questions") or ()
            if item.get("question")
        )
        return schemas.QuestionsBlock(id=id, title=value.get("title") or "", questions=questions) if questions else None

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        description = _("An interview, or what people often ask.")
        preview_value = {
            "title": "In her words",
            "questions": [{"question": "What helped most?", "answer": "<p>That somebody kept coming back.</p>"}],
        }


class TimelineBlock(PublicStructBlock):
    title = blocks.CharBlock(required=False, max_length=120, label=_("Title"))
    events = blocks.ListBlock(
        blocks.StructBlock(
            [
                (
                    "when",
                    blocks.CharBlock(
                        max_length=60,
                        label=_("When"),
                        help_text=_("In words: “Spring 2024”, “After six months”. Exact dates can identify a person."),
                    ),
                ),
                ("title", blocks.CharBlock(max_length=160, label=_("What happened"))),
                ("text", blocks.RichTextBlock(required=False, features=PLAIN_TEXT_FEATURES, label=_("More about it"))),
            ],
            label=_("Event"),
            icon="date",
        ),
        min_num=2,
        label=_("Events"),
    )

    def build(self, value, id, build):
        events = tuple(
            Event(when=item.get("when") or "", title=item["title"], html=build.rich_text(item.get("text")))
            for item in value.get("events") or ()
            if item.get("title")
        )
        return schemas.TimelineBlock(id=id, title=value.get("title") or "", events=events) if events else None

    class Meta:
        icon = "history"
        label = _("Timeline")
        description = _("Steps in the order in which they happened.")
        preview_value = {
            "title": "Her first year outside",
            "events": [
                {"when": "First week", "title": "A room, a telephone, a bus pass", "text": ""},
                {"when": "After six months", "title": "The first job interview", "text": ""},
            ],
        }


class VideoBlock(PublicStructBlock):
    url = VideoURLBlock(
        label=_("Address of the video"),
        help_text=_(
            "On YouTube or Vimeo. Readers get a link: no player that could track them is loaded into the page."
        ),
    )
    title = blocks.CharBlock(max_length=160, label=_("Title"))
    transcript = blocks.RichTextBlock(
        features=TEXT_FEATURES,
        label=_("Transcript"),
        help_text=_("Everything said, and what is seen where it matters: for those who cannot hear or watch."),
    )
    poster = OptionalPictureFields(label=_("Still picture"), help_text=STILL)

    def build(self, value, id, build):
        parsed = parse_video_url(value.get("url") or "")
        if parsed is None:
            return None
        host, watch_url = parsed
        return schemas.VideoBlock(
            id=id,
            title=value.get("title") or "",
            host=host,
            watch_url=watch_url,
            transcript_html=build.rich_text(value.get("transcript")),
            poster=build_picture(value.get("poster") or {}, build, Format.HERO),
        )

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("A video on YouTube or Vimeo, with its transcript.")
        preview_value = {
            "url": "https://vimeo.com/76979871",
            "title": "A morning in the bakery",
            "transcript": "<p>The ovens are lit at five.</p>",
            "poster": {},
        }


class CallToActionBlock(PublicStructBlock):
    action = blocks.ChoiceBlock(
        choices=[("volunteer", _("Volunteer")), ("donate", _("Donate")), ("advocate", _("Advocate for policy"))],
        default="volunteer",
        label=_("What readers can do"),
    )
    title = blocks.CharBlock(max_length=120, label=_("Title"))
    text = blocks.TextBlock(required=False, label=_("Text"), help_text=_("One or two sentences."))
    label = blocks.CharBlock(
        max_length=40, label=_("Words on the button"), help_text=_("What happens: “Become a mentor”, not “Click here”.")
    )
    page = blocks.PageChooserBlock(required=False, label=_("Page it opens"))
    url = blocks.URLBlock(
        required=False, label=_("Or an address elsewhere"), help_text=_("Only if no page of this site is chosen.")
    )

    def clean(self, value):
        result = super().clean(value)
        if not result.get("page") and not result.get("url") and not self.is_deferred_validation:
            message = ValidationError(_("Choose the page that the button opens, or give an address elsewhere."))
            raise StructBlockValidationError({"page": message})
        return result

    def build(self, value, id, build):
        page = build.link(value.get("page"))
        url = page.url if page else (value.get("url") or "")
        if not url or not value.get("label"):
            return None
        return schemas.CallToActionBlock(
            id=id,
            action=value.get("action") or "volunteer",
            title=value.get("title") or "",
            text=value.get("text") or "",
            label=value["label"],
            page=page,
            url=url,
        )

    class Meta:
        icon = "pick"
        label = _("Call to action")
        description = _("Asks readers for one thing: volunteer, donate, or advocate for policy.")
        preview_value = {
            "action": "volunteer",
            "title": "Two hours a week change a year",
            "text": "Mentors are trained and never alone.",
            "label": "Become a mentor",
            "url": "https://example.org/volunteer",
        }


class BodyStreamBlock(blocks.StreamBlock):
    """The body of programs and ordinary pages."""

    heading = HeadingBlock(group=_("Words"), max_length=160)
    text = TextBlock(group=_("Words"))
    quote = QuoteBlock(group=_("Words"))
    questions = QuestionsBlock(group=_("Words"))
    picture = PictureBlock(group=_("Pictures"))
    gallery = GalleryBlock(group=_("Pictures"))
    video = VideoBlock(group=_("Pictures"))
    call_to_action = CallToActionBlock(group=_("What next"))


class PassageBlock(PublicStructBlock):
    """A text of which is known what it shows, so that it can be left out. Readers get it as any other."""

    text = blocks.RichTextBlock(features=TEXT_FEATURES, label=_("Text"))
    shows = ShowsBlock(
        required=True,
        label=_("What of her it tells"),
        help_text=_("Tick what can be read here. Where her consent does not cover it, the whole text is left out."),
    )

    def build(self, value, id, build):
        html = build.rich_text(value.get("text"))
        return schemas.TextBlock(id=id, html=html) if html else None

    class Meta:
        icon = "view"
        label = _("Text that tells more")
        description = _(
            "Paragraphs that tell where she lives, of her children or her offence, so that they can be left out."
        )
        preview_value = {"text": "<p>Her daughter was <b>four</b> when she came home.</p>", "shows": ["children"]}


class LongReadStreamBlock(BodyStreamBlock):
    """The body of stories: the same, and a timeline. Its blocks say what of her they show."""

    passage = PassageBlock(group=_("Words"))
    quote = QuoteBlock(shows(), group=_("Words"))
    questions = QuestionsBlock(shows(), group=_("Words"))
    picture = PictureBlock(shows(), group=_("Pictures"))
    gallery = GalleryBlock(
        [
            (
                "pictures",
                blocks.ListBlock(PictureFields(shows()), min_num=2, max_num=24, label=_("Pictures")),
            )
        ],
        group=_("Pictures"),
    )
    video = VideoBlock(
        [*shows(), ("poster", OptionalPictureFields(shows(), label=_("Still picture"), help_text=STILL))],
        group=_("Pictures"),
    )
    timeline = TimelineBlock(shows(), group=_("Words"))
