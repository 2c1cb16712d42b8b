"""Themes of stories, help lines, and partners of programs."""

from datetime import date

from ..entries import Snippet


def _theme(key: str, en: str, es: str, slug: str) -> Snippet:
    return Snippet(key, "sc_stories.Theme", {"name": en, "slug": key}, {"name": es, "slug": slug})


def _partner(key: str, kind: str, en: str, es: str = "") -> Snippet:
    english, spanish = {"name": en, "kind": kind, "website": ""}, {"name": es or en, "kind": kind, "website": ""}
    return Snippet(key, "sc_programs.Partner", english, spanish)


def _help_line(key: str, name: tuple[str, str], note: tuple[str, str], topics: list[str], **both) -> Snippet:
    both |= {"topics": topics, "checked_on": date(2026, 11, 25)}
    english, spanish = ({"name": name[at], "note": note[at], **both} for at in (0, 1))
    return Snippet(key, "sc_stories.HelpLine", english, spanish)


# These exist: a number made up could cost a life. As published by the help lines themselves and by samhsa.gov and
# ovc.ojp.gov; a site checks them again, and says when it did.
HELP_LINES = [
    _help_line(
        "988",
        ("988 Suicide & Crisis Lifeline", "Línea 988 de Prevención del Suicidio y Crisis"),
        (
            "Free, day and night. Call or text; press 2 for Spanish.",
            "Gratis, día y noche. Al llamar, oprime 2 para español.",
        ),
        [],
        telephone="988",
        website="https://988lifeline.org/",
    ),
    _help_line(
        "domestic-violence",
        ("National Domestic Violence Hotline", "Línea Nacional contra la Violencia Doméstica"),
        ("Free, day and night, in English and Spanish.", "Gratis, día y noche, en español e inglés."),
        ["violence-at-home", "sexual-violence"],
        telephone="1-800-799-7233",
        website="https://www.thehotline.org/",
    ),
    _help_line(
        "samhsa",
        ("SAMHSA National Helpline", "Línea Nacional de Ayuda de SAMHSA"),
        (
            "Free, day and night, in English and Spanish: finds treatment near you.",
            "Gratis, día y noche, en español e inglés: ayuda a encontrar tratamiento.",
        ),
        ["addiction"],
        telephone="1-800-662-4357",
        website="https://www.samhsa.gov/find-help/helplines/national-helpline",
    ),
]

THEMES = [
    _theme("work", "Work", "Trabajo", "trabajo"),
    _theme("learning", "Learning", "Aprender", "aprender"),
    _theme("family", "Family", "Familia", "familia"),
    _theme("mentoring", "Mentoring", "Mentoría", "mentoria"),
    _theme("health", "Health and recovery", "Salud y recuperación", "salud"),
    _theme("housing", "Housing", "Vivienda", "vivienda"),
    _theme("letters", "Letters", "Cartas", "cartas"),
    _theme("leadership", "Leadership", "Liderazgo", "liderazgo"),
]

PARTNERS = [
    _partner("wpa", "non-profit", "Women’s Prison Association"),
    _partner("ceo", "non-profit", "Center for Employment Opportunities"),
    _partner("amity", "non-profit", "Amity Foundation"),
    _partner("hillside", "facility", "Hillside Women’s Facility (sample)", "Centro de Mujeres Hillside (ejemplo)"),
    _partner("open-door", "non-profit", "Open Door House (sample)", "Casa Puerta Abierta (ejemplo)"),
    _partner("morning-bakery", "employer", "Morning Bakery (sample)", "Panadería La Mañana (ejemplo)"),
    _partner("river-college", "school", "River Community College (sample)", "Colegio Comunitario del Río (ejemplo)"),
    _partner(
        "county-reentry",
        "public-agency",
        "County Office for Re-entry (sample)",
        "Oficina del Condado para el Regreso (ejemplo)",
    ),
    _partner("fair-timber", "employer", "Fair Timber Joinery (sample)", "Carpintería Buena Madera (ejemplo)"),
]
