"""Run beside the site: what staff do, and when they did it.

python -m tests.proofs.edge.beside prepare | publish TITLE | withdraw | certificate NUMBER | quiet | lend SECONDS
"""

import json
import sys
import time
from datetime import timedelta

import django

#: Slugs of stories that are made here.
HERS, LENT = "words-that-she-lent", "for-a-moment"


def _index():
    from stories.models import StoryIndexPage

    return StoryIndexPage.objects.live().filter(locale__language_code="en").get()


def prepare() -> dict:
    """A story of a person with a picture; and the addresses of what does not change with it."""
    from headless.models import Document, PublicPicture
    from tests.factories.site_project import SiteImageFactory
    from tests.factories.stories import PERSON, StoryPageFactory

    index = _index()
    hers = StoryPageFactory(
        parent=index,
        locale=index.locale,
        title="Words that she lent",
        slug=HERS,
        hero_image=SiteImageFactory(title="A garden", file__width=643, file__height=431),
        basis={**PERSON, "audience": "partners"},
    )
    tags = {f"document-{hers.pk}", "all-story"}
    rows = Document.objects.filter(audience="own").exclude(path="").order_by("pk")
    file = PublicPicture.objects.filter(document__page_id=hers.pk).values_list("file", flat=True).first()
    programs = [row for row in rows.filter(type="program") if not tags & set(row.tags.split())]
    return {
        "story": {"page": hers.get_url(), "json": f"/api/v1/pages/{hers.pk}", "picture": f"/media/{file}"},
        "lists": [index.get_url(), "/api/v1/stories", "/sitemap.xml"],
        "others": [path for row in programs[:2] for path in (row.path, f"/api/v1/pages/{row.page_id}")],
    }


def publish(title: str) -> dict:
    """She finds another title."""
    from django.db import transaction

    from stories.models import StoryPage

    story = StoryPage.objects.get(slug=HERS)
    story.title = title
    revision = story.save_revision()
    moments = {"start": time.time()}
    with transaction.atomic():  # as the editor does it
        transaction.on_commit(lambda: moments.update(committed=time.time()))
        revision.publish()
    return moments


def withdraw() -> dict:
    """She takes her story back."""
    from stories.actions.withdraw_consent import withdraw_consent
    from stories.models import StoryPage

    key = StoryPage.objects.get(slug=HERS).translation_key
    start = time.time()
    withdrawal = withdraw_consent(translation_key=key, channel="staff")
    return {"start": start, "end": time.time(), "withdrawal": withdrawal.pk}


def certificate(number: str) -> dict:
    """What the certificate says of caches."""
    from stories.models import WithdrawalItem

    items = WithdrawalItem.objects.filter(withdrawal=number, kind="cache").select_related("withdrawal")
    return {"states": [item.state for item in items], "seconds": [item.seconds for item in items]}


def quiet() -> dict:
    """Wait until everything is built, and the caches have been told, the last time, too."""
    from headless.documents import refresh
    from headless.models import Purge

    deadline, since = time.monotonic() + 90, time.monotonic()
    while time.monotonic() < deadline and time.monotonic() < since + 15:
        if Purge.objects.exists() or refresh.something_is_due():
            since = time.monotonic()
        time.sleep(0.2)
    return {"left": Purge.objects.count()}


def lend(seconds: str) -> dict:
    """A story whose consent ends so soon."""
    from django.utils import timezone

    from headless.models import Document
    from tests.factories.stories import PERSON, StoryPageFactory

    index = _index()
    story = StoryPageFactory(
        parent=index,
        locale=index.locale,
        title="Words for a moment",
        slug=LENT,
        basis={**PERSON, "audience": "partners"},
    )
    ends = timezone.now() + timedelta(seconds=float(seconds))
    # A consent ends with a day; here it is the moment that is asked for.
    Document.objects.filter(page=story).update(valid_until=ends)
    return {"ends": ends.timestamp(), "page": story.get_url(), "json": f"/api/v1/pages/{story.pk}"}


if __name__ == "__main__":
    django.setup()
    functions = {item.__name__: item for item in (prepare, publish, withdraw, certificate, quiet, lend)}
    sys.stdout.write(json.dumps(functions[sys.argv[1]](*sys.argv[2:])))
