"""Themes of stories, and partners of programs."""

from ..entries import Snippet


def _theme(key: str, en: str, es: str, slug: str) -> Snippet:
    return Snippet(key, "sc_stories.Theme", {"name": en, "slug": key}, {"name": es, "slug": slug})


def _partner(key: str, kind: str, en: str, es: str = "") -> Snippet:
    english, spanish = {"name": en, "kind": kind, "website": ""}, {"name": es or en, "kind": kind, "website": ""}
    return Snippet(key, "sc_programs.Partner", english, spanish)


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
