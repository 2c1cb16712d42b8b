"""The month in which a woman was released, as sentences say it. A year alone is none."""

import re
from collections.abc import Iterator

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.|Feb\.|Mar\.|Apr\.|Jun\.|Jul\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\."
)
_MESES = "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre"
_WHEN = (
    rf"(?:(?:{_MONTHS})(?: \d{{1,2}}(?!\d)(?:st|nd|rd|th)?)?(?:,? (?:of )?\d{{4}})?|\d{{1,2}} (?:{_MONTHS})(?: \d{{4}})?|"
    r"(?:0?[1-9]|1[0-2])/(?:[0-3]?\d/)?(?:19|20)\d\d|(?:19|20)\d\d-[01]\d(?:-[0-3]\d)?)"
)
_BEFORE_WHEN = r"(?:in|on|of|since|by|last|this|early in|late in|early|late|mid-?|the (?:end|beginning|middle) of|:)"
_ANTES = r"(?:en|el|desde|de|a (?:mediados|fines|finales|principios) de)"
_CUANDO = rf"(?:\d{{1,2}} de )?(?:{_MESES})(?:(?: de| del)? \d{{4}})?"
_FREED = (
    r"(?:[Rr]eleased?|[Pp]aroled|[Ff]reed|let out|got out|walked out|walked free|came home|went home|came out|left (?:prison|jail)|"
    r"[Rr]elease date|out of (?:prison|jail))"
)
_LIBRE = (
    r"(?:[Ss]ali(?:ó|r|da|ste)|[Ss]alí|[Ll]iberad[ao]|[Ll]iberación|[Ll]iberaron|(?:en|su|la) libertad|libertad condicional|"
    r"quedó libre|[Ee]xcarcelad[ao]|[Ee]xcarcelación|volvió a casa|regresó a casa)"
)
_RELEASES = [
    re.compile(rf"\b{_FREED}\b(?P<between>[^.!?;\n]{{0,60}}?)\b{_BEFORE_WHEN} (?P<found>{_WHEN})"),
    re.compile(rf"\b(?:[Ii]n|[Oo]n|[Ss]ince|[Bb]y) (?P<found>{_WHEN})(?P<between>[^.!?;\n]{{0,50}}?)\b{_FREED}\b"),
    re.compile(rf"\b{_LIBRE}\b(?P<between>[^.!?;\n]{{0,50}}?)\b{_ANTES} (?P<found>{_CUANDO})\b"),
    re.compile(rf"\b(?:[Ee]n|[Ee]l|[Dd]esde) (?P<found>{_CUANDO})\b(?P<between>[^.!?;\n]{{0,40}}?)\b{_LIBRE}\b"),
]
#: What is released, too, and is no woman.
_THINGS = re.compile(
    r"\b(?:report|book|album|film|movie|song|single|study|data|figures|statement|video|podcast|documentary|law|poem|version|record|"
    r"informe|libro|disco|película|canción|estudio|ley|datos|versión)s?\b[^.!?;\n]{0,25}$",
    re.IGNORECASE,
)


def releases_in(text: str) -> Iterator[str]:
    for pattern in _RELEASES:
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 45) : match.start()]
            if not _THINGS.search(before) and not _THINGS.search(match["between"]):
                yield match["found"]
