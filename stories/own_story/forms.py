"""What is asked on her own page."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headless.enums import Element

from .stories import Told, agreed_to
from .words import YOURS

EVERYTHING, LIFT = "everything", "lift"
_STORY, _ELEMENT = "story:", "element:"


class CodeForm(forms.Form):
    """The code, however it is written."""

    code = forms.CharField(
        label=gettext_lazy("Your code"),
        help_text=gettext_lazy(
            "It stands on the paper that we gave you. Large or small letters, with or without gaps."
        ),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "inputmode": "text"}
        ),
        error_messages={"required": gettext_lazy("Write the code that stands on your paper.")},
    )


def unknown_code() -> str:
    """The same for what nobody has and for what can be no code."""
    return _("We do not know this code. Look at your paper once more, and write it again.")


class WhatForm(forms.Form):
    """What she takes back: everything, a story, or an element of all of them."""

    what = forms.ChoiceField(
        label=gettext_lazy("What do you want to take back?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose what you want to take back."),
            "invalid_choice": gettext_lazy("Choose what you want to take back."),
        },
    )

    def __init__(self, *args, stories: list[Told], person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = choices_of(stories)
        #: Also what is not offered among the others, and what was taken back already: to say it again is harmless.
        self.known = {
            EVERYTHING,
            *(f"{_STORY}{story.key}" for story in stories),
            *(f"{_ELEMENT}{element.value}" for element in Element),
            *([LIFT] if person.anonymous_since else []),
        }
        self.stories = stories

    def clean(self):
        data = super().clean()
        asked = self.data.get("what", "")
        if "what" in self.errors and asked in self.known:
            del self.errors["what"]
            data["what"] = asked
        return data

    def asked(self) -> dict:
        """For `withdraw_as_herself`: the story and the elements; nothing of both for everything."""
        what = self.cleaned_data["what"]
        story = next((item for item in self.stories if what == f"{_STORY}{item.key}"), None)
        return {
            "translation_key": story.key if story else None,
            "elements": [what.removeprefix(_ELEMENT)] if what.startswith(_ELEMENT) else [],
        }

    @property
    def is_lifting(self) -> bool:
        return self.cleaned_data["what"] == LIFT

    def in_words(self) -> str:
        """What will be done, as a sentence."""
        what, asked = self.cleaned_data["what"], self.asked()
        if what == LIFT:
            return _(
                "You are not anonymous any more. We publish nothing by that, and show no name until you have agreed to one."
            )
        if asked["elements"]:
            label = YOURS[Element(asked["elements"][0])]
            return _("This is taken out of all your stories: %(element)s. The rest stays.") % {"element": label}
        if asked["translation_key"]:
            title = next(item.title for item in self.stories if item.key == asked["translation_key"])
            return _("This story is taken from the public, in all languages: “%(title)s”.") % {"title": title}
        return _("All your stories are taken from the public, in all languages.")


def choices_of(stories: list[Told]) -> list[tuple[str, str]]:
    """What can still be taken back."""
    open_ = [story for story in stories if not story.taken_back]
    if not open_:
        return []
    found = [(EVERYTHING, _("Everything: all my stories") if len(open_) > 1 else _("Everything: my whole story"))]
    if len(open_) > 1:
        found += [
            (f"{_STORY}{story.key}", _("Only this story: “%(title)s”") % {"title": story.title}) for story in open_
        ]
    elements = agreed_to(open_) - {Element.WORDS.value}
    return found + [
        (f"{_ELEMENT}{element.value}", _("Only this, everywhere: %(element)s") % {"element": YOURS[element]})
        for element in Element
        if element in elements
    ]
