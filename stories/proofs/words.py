"""What a proof says to her about her consent. In the language that is active."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.models import Page

from headless.enums import Element

from ..enums import Place
from ..models import Basis

HERS = {
    Element.WORDS: gettext_lazy("your story, in words"),
    Element.NAME: gettext_lazy("the name above"),
    Element.FACE: gettext_lazy("your face"),
    Element.VOICE: gettext_lazy("your voice"),
    Element.PLACE: gettext_lazy("where you live, lived or were held"),
    Element.OFFENCE: gettext_lazy("what you were convicted of"),
    Element.CHILDREN: gettext_lazy("your children"),
}
WHERE = {
    Place.OWN: gettext_lazy("On our website"),
    Place.PARTNERS: gettext_lazy("On websites of our partners"),
    Place.SOCIAL: gettext_lazy("On social media, such as Facebook"),
    Place.PRINT: gettext_lazy("On paper, such as a leaflet"),
    Place.FUNDRAISING: gettext_lazy("When we ask people for donations"),
}


@dataclass(frozen=True)
class Line:
    """One place, and what of her may be shown there; empty for nothing."""

    where: str
    shown: str


def consent_lines(basis: Basis) -> list[Line]:
    """What she agreed to, place by place, as she would say it. Empty where there is no person."""
    if not basis.is_of_a_person:
        return []
    return [
        Line(str(where), ", ".join(str(word) for element, word in HERS.items() if basis.covers(element, place)))
        for place, where in WHERE.items()
    ]


def name_as_shown(basis: Basis) -> str:
    """The name by which readers know her; empty where they know none."""
    return basis.public_name if basis.covers(Element.NAME, Place.OWN) else ""


def language_for(basis: Basis | None, page: Page) -> str:
    """The language in which she is spoken to unless staff choose another: that of her consent, else that of the story."""
    codes = [code for code, _name in settings.LANGUAGES]
    said = (basis.language if basis else "").strip().casefold()
    for code in codes:
        info = get_language_info(code)
        if said and said in {code, *(str(info[name]).casefold() for name in ("name", "name_local", "name_translated"))}:
            return code
    own = page.locale.language_code
    return own if own in codes else codes[0]


def languages() -> list[tuple[str, str]]:
    return [(code, _(get_language_info(code)["name"])) for code, _name in settings.LANGUAGES]
