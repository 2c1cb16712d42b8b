"""By whichever door a page comes, changes or goes: whoever listens hears of it once, and only of what it may read."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from headless.documents import news, refresh
from headless.models import Delivery, Document, Event, Told, Webhook
from stories.actions.record_basis import record_basis
from stories.actions.withdraw_consent import withdraw_consent
from tests.conftest import run_after_commit
from tests.factories.programs import ProgramIndexPageFactory, ProgramPageFactory
from tests.factories.site_project import ContentPageFactory
from tests.factories.stories import StoryIndexPageFactory, StoryPageFactory, ThemeFactory
from tests.factories.volunteers import SignUpPageFactory
from tests.headless.world import run_worker
from tests.stories.telling import consent

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def index(home):
    return StoryIndexPageFactory(parent=home, slug="stories")


@pytest.fixture
def story(index):
    return StoryPageFactory(parent=index, title="Slow water", slug="slow-water")


@pytest.fixture
def told(listen):
    """Two listen, for each audience; returns what was told since it was asked last: audience, kind and number."""
    seen: set = set()

    def ask(only: str = "") -> list[tuple[str, str, int]]:
        if not Webhook.objects.exists():
            run_worker()
            listen(name="own")
            listen(name="partner", audience="partner")
        settle()
        new = [event for event in Event.objects.order_by("at") if event.pk not in seen]
        seen.update(event.pk for event in new)
        listed = [(event.audience, event.kind, event.data["id"]) for event in new]
        return sorted(entry for entry in listed if entry[1].startswith(only))

    return ask


@pytest.fixture
def clock(monkeypatch):
    """Goes on by so much."""
    began = timezone.now

    def go_on(ahead: timedelta) -> None:
        monkeypatch.setattr(timezone, "now", lambda: began() + ahead)

    return go_on


def settle():
    run_worker()
    news.look.func()
    run_after_commit()


def both(kind, page):
    return [("own", kind, page.pk), ("partner", kind, page.pk)]


def test_published_changed_and_unpublished(told, index):
    draft = StoryPageFactory(parent=index, title="Draft", live=False)
    assert told() == []
    draft.save_revision().publish()
    assert told("story") == both("story.published", draft)
    draft.title = "Another"
    draft.save_revision()
    assert told() == [], "a draft is nobody's business"
    draft.get_latest_revision().publish()
    assert told("story") == both("story.updated", draft)
    Page.objects.get(pk=draft.pk).specific.save()
    assert told("story") == [], "saved again as it was"
    draft.refresh_from_db()
    draft.unpublish()
    assert told("story") == both("story.unpublished", draft)
    assert told() == []


@pytest.mark.parametrize("kind", ["program", "page", "form"])
def test_other_pages_too(told, home, kind):
    parent = ProgramIndexPageFactory(parent=home) if kind == "program" else home
    factory = {"program": ProgramPageFactory, "page": ContentPageFactory, "form": SignUpPageFactory}[kind]
    page = factory(parent=parent, live=False)
    told()
    page.save_revision().publish()
    assert set(both(f"{kind}.published", page)) <= set(told())
    page.refresh_from_db()
    page.unpublish()
    assert set(both(f"{kind}.unpublished", page)) <= set(told())


def test_what_was_public_before_anybody_listened_is_known(told, story):
    told()
    story.title = "Another"
    story.save_revision().publish()
    assert told("story") == both("story.updated", story)


def test_scheduled(told, index, clock):
    draft = StoryPageFactory(parent=index, live=False)
    draft.go_live_at = timezone.now() + timedelta(hours=1)
    draft.expire_at = timezone.now() + timedelta(hours=2)
    draft.save_revision().publish()
    assert told() == []
    from headless.tasks import publish_scheduled

    clock(timedelta(minutes=61))
    publish_scheduled.func()
    assert told("story") == both("story.published", draft)
    clock(timedelta(minutes=121))
    assert told("story") == both("story.unpublished", draft), "before Wagtail's job has come by"
    publish_scheduled.func()
    assert told("story") == []


def test_moved(told, home, story):
    told()
    other = StoryIndexPageFactory(parent=home, slug="other")
    told()
    story.move(other, pos="last-child")
    assert told("story") == both("story.updated", story)


def test_deleted_with_what_is_above_it(told, index, story):
    told()
    number = story.pk
    Page.objects.get(pk=index.pk).delete()
    story.pk = number
    assert told("story") == both("story.unpublished", story)


def test_behind_a_password(told, story):
    told()
    restriction = PageViewRestriction.objects.create(
        page=story.page_ptr, restriction_type="password", password="irrelevant"
    )
    assert told("story") == both("story.unpublished", story)
    restriction.delete()
    assert told("story") == both("story.published", story)


def test_a_theme_that_is_renamed_changes_the_stories_that_show_it(told, index, story):
    theme = ThemeFactory(name="Work")
    other = StoryPageFactory(parent=index, title="Other")
    story.themes.set([theme])
    story.save()
    told()
    theme.name = "Working life"
    theme.save()
    assert told("story") == both("story.updated", story)
    assert other.pk not in {number for _audience, _kind, number in told()}


def test_a_consent_that_ends(told, story, clock):
    record_basis(
        translation_key=story.translation_key, valid_until=timezone.now().date() + timedelta(days=3), **consent()
    )
    told()
    clock(timedelta(days=5))
    assert told("story") == both("story.unpublished", story)


def test_a_consent_that_begins(told, story, clock):
    told()
    Document.objects.filter(page=story).update(valid_from=timezone.now() + timedelta(hours=1))
    for document in Document.objects.filter(page=story):
        news.document_stored(document)
    assert told("story") == both("story.unpublished", story)
    clock(timedelta(minutes=61))
    assert news.something_is_due()
    assert told("story") == both("story.published", story)
    assert not news.something_is_due()


def test_a_story_that_partners_may_not_have_is_none_of_their_business(told, story):
    record_basis(translation_key=story.translation_key, **consent())
    told()
    record_basis(translation_key=story.translation_key, **consent(partners=[]))
    assert told("story") == [("partner", "story.unpublished", story.pk)]
    story.title = "Another"
    story.save_revision().publish()
    assert told("story") == [("own", "story.updated", story.pk)]
    withdraw_consent(translation_key=story.translation_key)
    assert told("story") == [("own", "story.withdrawn", story.pk)]


def test_withdrawn_is_told_once_and_names_nothing(told, story):
    record_basis(translation_key=story.translation_key, **consent())
    told()
    withdraw_consent(translation_key=story.translation_key)
    assert Event.objects.filter(kind="story.withdrawn").count() == 2, "in the transaction itself"
    assert told("story") == both("story.withdrawn", story)
    event = Event.objects.filter(kind="story.withdrawn").first()
    assert event.data == {
        "type": "story",
        "id": story.pk,
        "locale": "en",
        "tags": [f"document-{story.pk}", f"page-{story.pk}", "all-story"],
    }


def test_what_was_unpublished_before_is_withdrawn_all_the_same(told, story):
    record_basis(translation_key=story.translation_key, **consent())
    story.save_revision().publish()
    told()
    story.refresh_from_db()
    story.unpublish()
    told()
    withdraw_consent(translation_key=story.translation_key)
    assert told("story") == both("story.withdrawn", story)


def test_of_a_part_that_is_taken_back_it_says_only_that_the_story_is_another(told, story):
    record_basis(translation_key=story.translation_key, **consent())
    story.body = [("quote", {"text": "At four.", "attribution": "Ana", "shows": ["offence"]})]
    story.save_revision().publish()
    told()
    withdraw_consent(translation_key=story.translation_key, elements=["offence"])
    events = told("story")
    assert events == both("story.updated", story)
    assert "offence" not in json.dumps([event.data for event in Event.objects.all()])


def test_a_process_that_dies_after_the_commit_leaves_it_to_the_worker(told, story):
    from django.db import connection

    told()
    story.unpublish()
    connection.run_on_commit.clear()
    assert news.something_is_due()
    assert told("story") == both("story.unpublished", story)


def test_what_cannot_be_built_anew_is_told_so_that_nobody_keeps_the_old_one(told, story, monkeypatch):
    told()
    monkeypatch.setattr(refresh.store, "build_and_store", lambda *args: 1 / 0)
    refresh.pages_made_anew([story.pk])
    assert told("story") == both("story.updated", story)


def test_the_menu_and_the_settings_are_told_to_our_own(told, home):
    from headless.models import SiteSettings

    told()
    settings = SiteSettings.for_site(home.get_site())
    settings.organization_name = "Another name"
    settings.save()
    assert ("own", "site.updated", home.get_site().pk) in told("site")
    assert not Event.objects.filter(kind="site.updated", audience="partner").exists()


def test_where_nobody_listens_nothing_is_noted(story):
    run_worker()
    story.unpublish()
    settle()
    assert not Event.objects.exists() and not Told.objects.exists()


def test_when_the_last_one_stops_listening_what_was_told_is_forgotten(told, story):
    told()
    assert Told.objects.exists()
    Webhook.objects.first().delete()
    assert Told.objects.exists()
    Webhook.objects.all().delete()
    assert not Told.objects.exists()


def test_only_what_was_chosen_is_sent(listen, told, story):
    told()
    Webhook.objects.filter(audience="own").update(events=["story.unpublished"])
    story.title = "Another"
    story.save_revision().publish()
    story.unpublish()
    told()
    own = Delivery.objects.filter(webhook__audience="own").values_list("event__kind", flat=True)
    assert set(own) == {"story.unpublished"}
