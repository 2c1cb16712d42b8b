"""Run beside a running site: what another site shows of it.

python -m tests.browser.embedded_content prepare ORIGIN | withdraw NUMBER | sent NAME
"""

import json
import sys

import django


def prepare(origin: str) -> dict:
    """A front end on this origin, and a story of a person; the numbers of what the demo has."""
    from headless.models import Document, FrontEnd
    from stories.models import StoryIndexPage
    from tests.factories.stories import PERSON, StoryPageFactory

    front_end, _made = FrontEnd.objects.get_or_create(
        name="Library", defaults={"origins": origin, "audience": "partner"}
    )
    FrontEnd.objects.filter(pk=front_end.pk).update(origins=origin)
    index = StoryIndexPage.objects.live().filter(locale__language_code="en").get()
    hers = StoryPageFactory(
        parent=index, locale=index.locale, title="Words that she lent", basis={**PERSON, "audience": "partners"}
    )
    numbers = {
        f"{kind}_{language}": Document.objects.filter(
            type=kind, locale=language, audience="partner", page__slug__in=slugs
        )
        .values_list("page_id", flat=True)
        .first()
        for kind, slugs in {
            "story": ["bread-before-dawn", "el-pan-antes-del-alba"],
            "program": ["walking-alongside", "caminar-al-lado"],
            "sign_up": ["become-a-mentor", "se-mentora"],
        }.items()
        for language in ("en", "es")
    }
    return {"key": front_end.key, "hers": hers.pk, "path": hers.get_url(), **numbers}


def withdraw(number: str) -> None:
    from stories.actions.withdraw_consent import withdraw_consent
    from stories.models import StoryPage

    withdraw_consent(translation_key=StoryPage.objects.get(pk=number).translation_key, channel="staff")


def sent(name: str) -> list[str]:
    """The states of the applications that came under this name."""
    from volunteers.models import Application

    return [item.state for item in Application.objects.all() if item.name == name]


if __name__ == "__main__":
    django.setup()
    done = {"prepare": prepare, "withdraw": withdraw, "sent": sent}[sys.argv[1]](sys.argv[2])
    sys.stdout.write(json.dumps(done))
