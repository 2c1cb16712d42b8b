"""The words that apps share."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Element(TextChoices):
    """What of a person a page can show. She agrees to each by itself, place by place."""

    WORDS = "words", _("Her story, in words")
    NAME = "name", _("Her name")
    FACE = "face", _("Her face")
    VOICE = "voice", _("Her voice")
    PLACE = "place", _("Where she lives, lived or was held")
    OFFENCE = "offence", _("What she was convicted of")
    CHILDREN = "children", _("Her children")


#: What single blocks and pictures can show: the story itself is words.
SHOWN = [(element.value, element.label) for element in Element if element is not Element.WORDS]
