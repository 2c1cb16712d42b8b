"""Names of prisons, of towns and of those who employ, as sentences speak of them. Each pattern has a group `found`."""

import re

_CAPITAL = "[A-ZÁÉÍÓÚÜÑ]"
_WORD = rf"{_CAPITAL}[\w’'-]{{1,24}}"
_JOINED = (
    rf"(?:St\.|Ft\.|Mt\.|Sta\.|Sto\.)?\s?{_WORD}(?:\s(?:(?:de|del|la|las|los|el|of|the|and|&)\s){{0,2}}{_WORD}){{0,3}}"
)
#: Also “Ana’s kitchen” is no place.
_NO_OWNER = r"(?<![’'])(?<![’']s)(?![’']s?\b)(?![\w])"
#: Words with a capital that name no place and nobody who employs, or one that is too large to find somebody in.
_COMMON_WORDS = """
a an the this that these those her his my our their she he i we it they and or but so then when while after before since every each
no some any one both el la los las un una su sus mi mis nuestra nuestro ella yo y o pero cuando
english spanish french inglés español
monday tuesday wednesday thursday friday saturday sunday lunes martes miércoles jueves viernes sábado domingo
january february march april may june july august september october november december
spring summer autumn fall winter christmas easter thanksgiving navidad pascua
god jesus christ dios jesucristo cristo lord señor heaven
room block building unit cell floor page part chapter class grade level step cuarto bloque edificio módulo celda
america usa us u.s. states méxico mexico estados unidos united europe europa canada canadá
congress court tribunal congreso state county federal
alcoholics narcotics anonymous word excel microsoft google facebook zoom internet ged covid covid-19 dna tv
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|"
    "Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|"
    "New Hampshire|New Jersey|New Mexico|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|"
    "South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming|Puerto Rico"
)
_ABBREVIATED = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|"
    "TN|TX|UT|VT|VA|WA|WV|WI|WY|PR|DC"
)
_TOO_LARGE = frozenset(state.casefold() for state in _STATES.split("|")) | {"new york state"}
#: “State Prison” names none.
_KINDS_OF_PLACES = """
state county city federal regional local women's men's juvenile correctional correction corrections facility institution center
centre complex prison jail penitentiary detention reformatory camp for women farm
"""
_KINDS = frozenset(_KINDS_OF_PLACES.split())


def named_by(words: str) -> str:
    """The words of a name without those that do not belong to it; nothing where none are left, or where it is a whole state."""
    parts = words.split()
    while parts and parts[0].strip(".,").casefold() in _COMMON:
        parts.pop(0)
    while parts and parts[-1].strip(".,").casefold() in _COMMON | {"de", "del", "of", "and", "&"}:
        parts.pop()
    left = " ".join(parts)
    is_of_a_kind = all(part.casefold().replace("’", "'") in _KINDS for part in parts)
    return "" if is_of_a_kind or left.casefold() in _TOO_LARGE else left


_KEPT_IN = (
    r"Correctional (?:Facility|Institution|Center|Centre|Complex)(?: for Women)?|Corrections? Cent(?:er|re)(?: for Women)?|"
    r"(?:State |Federal |County |City |Regional |Women[’']s )?(?:Prison|Jail|Penitentiary)(?: for Women)?|"
    r"(?:Juvenile )?Detention Cent(?:er|re)|Reformatory(?: for Women)?|Institution for Women|State Farm|Prison Camp|Jail Complex"
)
FACILITIES = [
    # A name and what it is: “Bedford Hills Correctional Facility”. Not “Prison Policy Initiative”, “Women’s Prison Association”.
    re.compile(rf"\b(?P<found>{_WORD}(?: {_WORD}){{0,3}}? (?:{_KEPT_IN}))\b(?! [A-Z])"),
    # “at Folsom prison”: not where a sentence begins, for there any word has a capital.
    re.compile(
        rf"(?<=[a-z,] )(?P<found>{_WORD}(?: {_WORD}){{0,2}} (?:state |county |women[’']s )?(?:prison|jail|penitentiary))\b"
    ),
    re.compile(rf"\b(?P<found>(?:FCI|FMC|FPC|FDC|MDC|MCC|USP|SCI|CCI) {_WORD}(?: {_WORD})?|CCWF|Rikers(?: Island)?)\b"),
    re.compile(
        r"\b(?P<found>(?:[Cc]entro (?:[Pp]enitenciario|[Cc]orreccional|[Ff]emenil|de (?:[Dd]etención|[Rr]eadaptación|[Rr]einserción)"
        r"(?: [Ss]ocial)?)|[Cc]árcel|[Pp]enal|[Pp]risión|[Pp]enitenciaría|[Rr]eclusorio|[Pp]residio|CERESO|CEFERESO)"
        r"(?: (?:femenil|estatal|federal|municipal|de mujeres|para mujeres)){0,2}(?: (?:de|del|de la|en))? "
        rf"{_WORD}(?:(?: (?:de|del|la))? {_WORD}){{0,2}})"
    ),
]
EMPLOYERS = [
    re.compile(
        r"\b(?:[Ww]ork(?:s|ed|ing)?|(?:job|cook|cashier|clerk|manager|shift|nurse|cleaner|driver|welder|baker|position) "
        r"(?:at|with|for)|"
        r"[Hh]ired|[Ee]mployed)(?: (?:full[- ]time|part[- ]time|nights|days|again|now|as an? [a-z]{2,20}(?: [a-z]{2,20})?))? ?"
        rf"(?:at|for|by|with)? ?(?:the |a )?(?P<found>{_JOINED}){_NO_OWNER}"
    ),
    re.compile(
        r"\b(?:[Tt]rabaj(?:a|aba|ó|o|ar|ando|é)|[Ee]mplead[ao]|[Cc]ontratad[ao]|(?:un |su )?(?:empleo|puesto|trabajo))"
        r"(?: (?:de|como) [a-záéíóúñ]{2,20})?(?: ahora)? (?:en|para|por|con) (?:el |la |los |las )?"
        rf"(?P<found>{_JOINED}){_NO_OWNER}"
    ),
]
_LIVED = (
    r"(?:[Bb]orn|[Rr]aised|grew up|[Ll]iv(?:es|ed|ing|e)|[Mm]ov(?:es|ed|ing|e)(?: back)?|[Ss]ettled|[Rr]eturn(?:s|ed|ing)|[Ww]ent back|"
    r"came back|home|house|apartment|shelter|town|city|suburb|neighborhood|streets?|family|parents)"
)
_VIVIA = (
    r"(?:nac(?:ió|ida|í)|viv(?:e|ía|ió|o|imos)|crec(?:ió|ida|í)|mud(?:ó|aron|é)|volv(?:ió|í)|regres(?:ó|é)|originaria|natural|"
    r"(?:[Ee]s|[Ee]ra|[Ss]oy|[Vv]ino|[Vv]iene|[Vv]engo) |barrio|ciudad|pueblo|colonia|casa|familia)"
)
_PLACE = rf"(?P<found>(?:St\.|Ft\.|Mt\.|Sta\.)?\s?{_WORD}(?: (?:(?:de|del|la|las|los) )?{_WORD}){{0,2}}){_NO_OWNER}"
TOWNS = [
    # “Dayton, Ohio”, wherever it stands.
    re.compile(rf"\b(?P<found>{_WORD}(?: {_WORD}){{0,2}}), (?:{_STATES}|(?:{_ABBREVIATED})\b)"),
    re.compile(rf"\b{_LIVED} (?:in|to|of|from|near|outside(?: of)?) (?:the )?{_PLACE}"),
    re.compile(rf"\b(?:is|was|am|[Ii][’']m|comes?|came|girl|woman|mother|native) (?:of|from) {_PLACE}"),
    # “a 34-year-old from Dayton”, “Ana, from Dayton”
    re.compile(rf"(?:\bold|,)(?: and)? from {_PLACE}"),
    re.compile(rf"\b(?:[Ii]n|[Nn]ear|[Oo]utside of) {_PLACE}"),
    re.compile(rf"\b{_VIVIA} ?(?:en|a|de|del|cerca de) {_PLACE}"),
    re.compile(rf"\b(?:[Ee]n|[Cc]erca de|[Aa]fueras de) {_PLACE}"),
]
