"""What could give a woman away, in words: found where it stands, and not where it does not."""

import pytest

from stories import identity
from stories.identity import AGE, EMPLOYER, FACILITY, NAME, RELEASE, TOWN, Found, Known, look, stand_together


def found(text: str, clue: str, **known) -> list[str]:
    return [item.words for item in look(text, Known(**known)) if item.clue == clue]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She is 34 years old.", "34"),
        ("A 34-year-old mother of two.", "34"),
        ("A thirty-four-year-old woman.", "thirty-four"),
        ("She was 34 when she came back.", "34"),
        ("I’m 41, and I bake.", "41"),
        ("Ana, 34, bakes before dawn.", "34"),
        ("At the age of 52 she learned to read.", "52"),
        ("Aged 29, she began again.", "29"),
        ("She turned 40 that spring.", "40"),
        ("Aprendió a leer a los 34 años.", "34"),
        ("Tiene treinta y cuatro años.", "treinta y cuatro"),
        ("Una mujer de 34 años abre la puerta.", "34"),
        ("Ana, 34 años, hace pan.", "34"),
        ("Cumplió veintinueve años allí.", "veintinueve"),
    ],
)
def test_ages(text, words):
    assert found(text, AGE) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Her son is 12 years old.",
        "Her 24-year-old son came.",
        "Her mother, who was 62, waited.",
        "She served 34 years.",
        "A 20-year-old program.",
        "She turned 40 pages that night.",
        "There were 34 women and 12 aprons.",
        "Room 34, 36, and 40.",
        "Una condena de 20 años.",
        "Su hija de 19 años espera.",
        "Estuvo 20 años.",
        "A los 20 años de prisión dijo basta.",
        "Su hijo tiene 7 años.",
        "On May 12, 34 people came.",
    ],
)
def test_no_age_of_hers(text):
    assert not found(text, AGE)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She was released in May 2021.", "May 2021"),
        ("She was released from prison on May 12, 2021, at dawn.", "May 12, 2021"),
        ("In October she walked out with one bag.", "October"),
        ("Release date: March 2024", "March 2024"),
        ("Paroled in late September, she took the bus.", "September"),
        ("She came home in May.", "May"),
        ("She got out of prison on 05/2021.", "05/2021"),
        ("Salió en mayo de 2021.", "mayo de 2021"),
        ("Salió de la cárcel el 12 de mayo.", "12 de mayo"),
        ("En octubre quedó libre.", "octubre"),
        ("Recuperó la libertad a finales de enero.", "enero"),
        ("Fue liberada en junio.", "junio"),
    ],
)
def test_months_of_release(text, words):
    assert found(text, RELEASE) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "In May the garden was green.",
        "She was released in 2021.",
        "The book was released in May 2021.",
        "The report, released in May 2021, says more.",
        "She was released and may come back.",
        "The course begins in September.",
        "El libro salió en mayo.",
        "En mayo empezó el curso.",
        "La película fue liberada en junio.",
        "Salió adelante.",
    ],
)
def test_no_month_of_release(text):
    assert not found(text, RELEASE)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She spent years at Bedford Hills Correctional Facility.", "Bedford Hills Correctional Facility"),
        ("Folsom State Prison has a garden.", "Folsom State Prison"),
        ("The gate of Cook County Jail closed.", "Cook County Jail"),
        ("Nights at Folsom prison were long.", "Folsom prison"),
        ("She was held at FCI Dublin.", "FCI Dublin"),
        ("At the Central California Women’s Facility at CCWF she sewed.", "CCWF"),
        ("Estuvo en el centro penitenciario Alcalá-Meco.", "centro penitenciario Alcalá-Meco"),
        ("La cárcel de Ezeiza tiene un taller.", "cárcel de Ezeiza"),
        ("Pasó un año en el penal de Santa Martha.", "penal de Santa Martha"),
    ],
)
def test_facilities(text, words):
    assert words in found(text, FACILITY)


@pytest.mark.parametrize(
    "text",
    [
        "After prison she learned to bake.",
        "Every prison has a kitchen. Jail is loud.",
        "The State Prison was far.",
        "The Prison Policy Initiative counts.",
        "The Women’s Prison Association helps.",
        "She never spoke of prison.",
        "Salió de la cárcel de noche.",
        "La prisión era fría. Ella esperó.",
    ],
)
def test_no_facility(text):
    assert not found(text, FACILITY)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She grew up in Dayton.", "Dayton"),
        ("A bakery in Dayton, Ohio, opens early.", "Dayton"),
        ("She is from San Antonio.", "San Antonio"),
        ("A 34-year-old from Dayton.", "Dayton"),
        ("She is 34 years old, and from Dayton.", "Dayton"),
        ("Ana, from Dayton, bakes.", "Dayton"),
        ("They moved to Kansas City.", "Kansas City"),
        ("A room near St. Louis was all.", "St. Louis"),
        ("Vive en Guadalajara.", "Guadalajara"),
        ("Nació en Santa Ana.", "Santa Ana"),
        ("Es de El Paso.", "El Paso"),
        ("Una panadería en Dayton.", "Dayton"),
    ],
)
def test_towns(text, words):
    assert [item.removeprefix("El ") for item in found(text, TOWN)] == [words.removeprefix("El ")]


@pytest.mark.parametrize(
    "text",
    [
        "In May she began.",
        "She believes in God.",
        "A class in English.",
        "In Texas the summers are long.",
        "A letter from Maria came.",
        "She is home, free from Monday on.",
        "In Room 4 somebody sang.",
        "In Alcoholics Anonymous she found friends.",
        "In Ana’s kitchen it is warm.",
        "In the morning she runs.",
        "Cree en Dios.",
        "Una clase en Español.",
        "En Navidad llamó.",
        "La historia de Marisol.",
        "En México hay pan.",
    ],
)
def test_no_town(text):
    assert not found(text, TOWN, names=("Ana", "Marisol"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("She works at Goodwill Industries.", "Goodwill Industries"),
        ("She was hired by Home Depot.", "Home Depot"),
        ("She worked nights for Amazon.", "Amazon"),
        ("A job at the Golden Crust Bakery.", "Golden Crust Bakery"),
        ("Trabaja en la Panadería Luna.", "Panadería Luna"),
        ("Fue contratada por Walmart.", "Walmart"),
    ],
)
def test_employers(text, words):
    assert found(text, EMPLOYER) == [words] and not found(text, TOWN)


@pytest.mark.parametrize(
    "text", ["She works at night.", "She works for her family.", "Trabaja en una panadería.", "The work of Mondays."]
)
def test_no_employer(text):
    assert not found(text, EMPLOYER)


def test_her_name_and_what_staff_know_are_found_wherever_they_stand():
    known = Known(names=("Ana María",), towns=("the Flats",), facilities=("The Farm",), employers=("Loaf & Co",))
    text = "ana maria left the farm, crossed the flats and asked at Loaf & Co."
    assert {(item.clue, item.words) for item in look(text, known)} == {
        (NAME, "Ana María"),
        (TOWN, "the Flats"),
        (FACILITY, "The Farm"),
        (EMPLOYER, "Loaf & Co"),
    }


def test_one_place_is_one_clue():
    clues = [item.clue for item in look("She worked at Folsom State Prison in Folsom, California.")]
    assert clues == [FACILITY, TOWN]


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("Ana, 34, bakes.", False),
        ("Ana, 34, grew up in Dayton.", True),
        ("She is 34 years old and grew up in Dayton. She is from Kansas City.", False),
        ("She is 34 years old, grew up in Dayton, and was released in May 2021.", True),
        ("Ana tiene 34 años y vive en Guadalajara.", True),
    ],
)
def test_three_different_clues_stand_together(text, together):
    assert stand_together(look(text, Known(names=("Ana",)))) is together


def test_the_same_words_are_the_same_however_they_are_written():
    assert Found(TOWN, "Alcalá  de Henares").item == Found(TOWN, "alcala de henares").item


def test_the_demo_is_not_suspected():
    """Whole stories of sample women, written with care: they are told without what gives somebody away."""
    from site_project.demo.content.stories import STORIES

    for story in STORIES:
        for language in (story.en, story.es):
            assert not stand_together(look(repr(language)))


def test_odd_texts_are_read_to_their_end():
    for text in ("", "\x00", "In " * 5000, "A" * 20000, "In Aa " * 3000, "released " * 3000, "años " * 3000):
        assert not stand_together(look(text))


def test_a_summary_is_in_the_order_of_the_clues():
    items = look("She was released in May 2021. Ana is 34 years old.", Known(names=("Ana",)))
    assert identity.summary(items) == [(NAME, ["Ana"]), (AGE, ["34"]), (RELEASE, ["May 2021"])]
