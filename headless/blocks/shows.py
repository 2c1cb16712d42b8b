"""What blocks show of a person, as editors say it, and reading that from a whole body."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock
from wagtail.rich_text import RichText

from ..documents.words import plain
from ..enums import SHOWN


class ShowsBlock(blocks.MultipleChoiceBlock):
    """The elements that a block, or a picture in it, shows. It stands under the name `shows` in the block."""

    def __init__(self, **kwargs):
        kwargs.setdefault("choices", SHOWN)
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        kwargs.setdefault("label", _("What of her it shows"))
        kwargs.setdefault(
            "help_text",
            _("Tick what can be seen, heard or read here. Where her consent does not cover it, this is left out."),
        )
        super().__init__(**kwargs)


def shows() -> list[tuple[str, ShowsBlock]]:
    """For a block of stories, which say what they show; other pages tell of nobody's consent."""
    return [("shows", ShowsBlock())]


@dataclass
class Part:
    """What one block of a body shows."""

    #: Its place in the body, from 0.
    index: int
    label: str
    elements: set[str] = field(default_factory=set)
    images: set[int] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)


def parts_of(stream) -> Iterator[Part]:
    """Each block of a StreamField's value: what it says that it shows, its pictures, and its words."""
    for index, child in enumerate(stream or ()):
        part = Part(index, str(child.block.label))
        _collect(child.block, child.value, part)
        yield part


def _collect(block, value, part: Part) -> None:
    if not value:
        return
    if isinstance(block, ShowsBlock):
        part.elements.update(value)
    elif isinstance(block, ImageBlock):
        part.images.add(value.pk)
        part.texts.append(getattr(value, "contextual_alt_text", None) or "")
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            _collect(child, value.get(name), part)
    elif isinstance(block, blocks.ListBlock):
        for item in value:
            _collect(block.child_block, item, part)
    elif isinstance(value, RichText):
        # With the addresses of its links: they are read as well.
        part.texts += [plain(value.source), value.source]
    elif isinstance(value, str) and not isinstance(block, blocks.ChoiceBlock):
        part.texts.append(value)
