"""The elements of a story, said to her whose story it is."""

from django.utils.translation import gettext_lazy as _

from headless.enums import Element

YOURS = {
    Element.WORDS: _("Your story, in words"),
    Element.NAME: _("Your name"),
    Element.FACE: _("Your face"),
    Element.VOICE: _("Your voice"),
    Element.PLACE: _("Where you live, lived or were held"),
    Element.OFFENCE: _("What you were convicted of"),
    Element.CHILDREN: _("Your children"),
}
