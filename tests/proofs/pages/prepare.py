"""Run beside the demo's content, with the site's settings: pages in states that the demo has no page for.

python -m tests.proofs.pages.prepare

In each language: stories for a second page of the index, a story with long words and many pictures, one that was withdrawn, a
sign-up that is closed, a page behind a password and one for people with an account. None stands in a menu.
"""

import json
from datetime import date, timedelta
from uuid import uuid4

import django

#: How many stories make a second page of the index.
STORIES = 14
#: The end of each page's address; `states.py` knows them.
LONG, WITHDRAWN, CLOSED, PASSWORD, ACCOUNT = "many-pictures", "withdrawn", "closed", "behind-a-password", "for-members"
LONG_WORDS = {
    "en": "Pneumonoultramicroscopicsilicovolcanoconiosis and floccinaucinihilipilification, as she spelled them",
    "es": "Electroencefalografista, otorrinolaringólogo y anticonstitucionalmente, como ella los deletreaba",
}


def prepare() -> None:
    from site_project.models import HomePage

    for home in HomePage.objects.live().select_related("locale"):
        _add_stories(home)
        _add_pages(home)


def _add_stories(home) -> None:
    from stories.actions.withdraw_consent import withdraw_consent
    from stories.models import StoryIndexPage, StoryPage
    from tests.factories.stories import PERSON, StoryPageFactory

    index = StoryIndexPage.objects.live().descendant_of(home).get()
    told = list(StoryPage.objects.live().child_of(index).order_by("-date"))
    pictures = [story.hero_image for story in told if story.hero_image]
    body = told[0].body
    # Older than the demo's, which stay at the head of each list.
    for number in range(STORIES - len(told) - 1):
        hero = {"hero_image": pictures[number % len(pictures)], "hero_alt": "A sample."} if number % 2 else {}
        story = StoryPageFactory(
            parent=index, locale=home.locale, slug=f"sample-{number}", date=date(2020, 1, 1 + number), body=body, **hero
        )
        story.themes.set(told[number % len(told)].themes.all())
        story.save()
    words = LONG_WORDS[home.locale.language_code]
    StoryPageFactory(
        parent=index,
        locale=home.locale,
        slug=LONG,
        title=words,
        standfirst=words,
        date=date(2020, 2, 1),
        body=json.dumps([*body.raw_data, _gallery(pictures, words)]),
    )
    key = uuid4()
    StoryPageFactory(
        parent=index, locale=home.locale, slug=WITHDRAWN, translation_key=key, basis=PERSON, date=date(2020, 3, 1)
    )
    withdraw_consent(translation_key=key)


def _gallery(pictures, words: str) -> dict:
    shown = [
        {
            "image": {"image": picture.pk, "alt_text": f"{words} {number}", "decorative": False},
            "caption": words,
            "credit": words,
        }
        for number, picture in enumerate(pictures)
    ]
    items = [{"type": "item", "id": str(uuid4()), "value": value} for value in shown]
    return {"type": "gallery", "value": {"title": words, "pictures": items}}


def _add_pages(home) -> None:
    from django.utils import timezone
    from wagtail.models import PageViewRestriction

    from tests.factories.site_project import ContentPageFactory
    from tests.factories.volunteers import SignUpPageFactory

    SignUpPageFactory(
        parent=home, locale=home.locale, slug=CLOSED, closes_at=timezone.now() - timedelta(days=1), title="Closed"
    )
    for slug, kind in ((PASSWORD, PageViewRestriction.PASSWORD), (ACCOUNT, PageViewRestriction.LOGIN)):
        page = ContentPageFactory(parent=home, locale=home.locale, slug=slug, title=slug)
        PageViewRestriction.objects.create(page=page, restriction_type=kind, password="only-in-this-proof")


if __name__ == "__main__":
    django.setup()
    prepare()
