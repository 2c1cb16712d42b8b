from datetime import date

from ...entries import Entry, To


def sample(
    key: str,
    *,
    day: date,
    themes: list[str],
    topics: tuple[str, ...] = (),
    picture: str = "",
    related: str,
    en: dict,
    es: dict | None = None,
) -> Entry:
    """A sample story. What is recorded of it makes the page say so (`Writer`), and the standfirst says it as well."""
    both = {
        "date": day,
        "themes": [To("theme", theme) for theme in themes],
        "topics": list(topics),
        "related_page": To("page", related),
        "exit_button": True,
        **({"hero_image": To("picture", picture)} if picture else {}),
    }
    return Entry(key, "sc_stories.StoryPage", "stories", en, es, both)
