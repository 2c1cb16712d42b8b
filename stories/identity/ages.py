"""How old a grown woman is, as sentences say it."""

import re
from collections.abc import Iterator
from itertools import product

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_UNOS = ["uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"]
_VEINTI = [
    "veintiún",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
]
_DECENAS = ["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
#: Grown women: a child’s age is not hers.
_YEARS = "|".join(
    ["(?:1[89]|[2-9][0-9])", "eighteen", "nineteen", *(f"{ten}[- ]{one}" for ten, one in product(_TENS, _ONES)), *_TENS]
)
_ANOS = "|".join(
    [
        "(?:1[89]|[2-9][0-9])",
        "dieciocho",
        "diecinueve",
        *(f"{ten} y (?:{one}|un)" for ten, one in product(_DECENAS, _UNOS)),
        *_DECENAS,
        *_VEINTI,
        "veinte",
    ]
)
_OTHERS = (
    r"son|daughter|boy|girl|brother|sister|husband|wife|partner|boyfriend|father|nephew|niece|cousin|grand\w+|building|house|prison|"
    r"program|company|church|school|tradition|law|sentence|case"
)
_SUS = (
    r"hij[oa]s?|niñ[oa]s?|herman[oa]s?|espos[oa]|marido|pareja|madre|padre|abuel[oa]|niet[oa]s?|sobrin[oa]s?|condena|sentencia|pena|"
    r"prisión|cárcel|plazo|período|periodo|experiencia"
)
_KIN = r"(?:[Hh]er|[Mm]y|[Hh]is|[Tt]heir) (?:mother|father|son|daughter|brother|sister|husband|boyfriend|partner|grand\w+|aunt|uncle)"
_AGES = [
    re.compile(rf"\b(?P<found>(?:{_YEARS})[- ]years?[- ]old)\b(?! (?:{_OTHERS})\b)", re.IGNORECASE),
    re.compile(rf"\b(?P<found>(?:at )?(?:the )?aged?(?: of)? (?:{_YEARS}))\b(?! (?:to|or|and over))", re.IGNORECASE),
    re.compile(
        rf"\b(?P<found>turn(?:s|ed|ing) (?:{_YEARS}))\b(?![ -](?:percent|pages?|days|weeks|months|people|women))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<found>(?:she |who |I |and )(?:is|was|am) (?:now |just |already |only )?(?:{_YEARS}))"
        r"(?=\s*(?:[.,;:!?)”\"]|$|when\b|now\b|and\b|then\b|at the time\b))",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?P<found>I[’']m (?:{_YEARS}))(?=\s*(?:[.,;:!?)”\"]|$|now\b|and\b))", re.IGNORECASE),
    # “Ana, 34, bakes.”
    re.compile(
        r"(?P<found>\b(?!(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
        r"[A-ZÁÉÍÓÚÜÑ][\w’'-]{1,24}, (?:1[89]|[2-9][0-9]))(?=[,;)])"
    ),
]
_EDADES = [
    re.compile(rf"\b(?P<found>(?:{_ANOS}) años de edad)\b", re.IGNORECASE),
    re.compile(
        rf"\b(?P<found>(?:a los|tiene|tenía|tengo|cumpli(?:ó|r|do)|cumple|con) (?:{_ANOS}) años)\b(?! de (?!edad))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<found>(?:[A-ZÁÉÍÓÚÜÑ][\w’'-]+|mujer|joven|madre|interna|ella), (?:de )?(?:{_ANOS}) años)\b(?! de (?!edad))"
    ),
    re.compile(rf"(?P<before>[\w]+ )(?P<found>de (?:{_ANOS}) años)\b(?! de (?!edad))", re.IGNORECASE),
]
_IS_OTHERS = re.compile(rf"(?:{_SUS})\b[^.;]{{0,12}}$", re.IGNORECASE)
_IS_KIN = re.compile(rf"{_KIN}\b[^.;]{{0,20}}$")


def ages_in(text: str) -> Iterator[str]:
    for pattern in _AGES:
        for match in pattern.finditer(text):
            if not _IS_KIN.search(text[max(0, match.start() - 45) : match.start()]):
                yield _number_of(match["found"])
    for pattern in _EDADES:
        for match in pattern.finditer(text):
            if not _IS_OTHERS.search(text[max(0, match.start("found") - 30) : match.start("found")]):
                yield _number_of(match["found"])


def _number_of(words: str) -> str:
    """Only the age itself, so that “34 years old” and “aged 34” are one find."""
    found = re.search(rf"{_YEARS}|{_ANOS}", words, re.IGNORECASE)
    return found[0] if found else words
