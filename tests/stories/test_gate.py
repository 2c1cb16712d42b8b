"""Every door by which a story becomes live is closed without a basis that holds, and open with one."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from headless import tasks
from stories.actions.record_basis import record_basis
from stories.actions.withdraw_consent import withdraw_consent
from stories.gate import NotPublic
from stories.models import StoryIndexPage, StoryPage
from tests.factories.site_project import ContentPageFactory
from tests.factories.stories import NO_PERSON, PERSON, StoryIndexPageFactory, StoryPageFactory, is_live, lapse

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def index(home):
    return StoryIndexPageFactory(parent=home, slug="stories")


#: Why a draft may not go live, and the words that say so.
REASONS = {
    "nothing recorded": (lambda page: None, "nothing says yet"),
    "lapsed": (lambda page: (record_basis(translation_key=page.translation_key, **PERSON), lapse(page)), "lapsed at"),
    "taken back": (
        lambda page: (
            record_basis(translation_key=page.translation_key, **PERSON),
            withdraw_consent(translation_key=page.translation_key),
        ),
        "taken back on",
    ),
    "not yet": (
        lambda page: record_basis(
            translation_key=page.translation_key, **PERSON, valid_from=timezone.localdate() + timedelta(days=9)
        ),
        "begins only on",
    ),
}


# --- Doors that raise -------------------------------------------------------------------------------------------------


def save(page):
    page.live = True
    page.save()


def save_unchecked(page):
    page.live = True
    page.save(clean=False)


def save_only_live(page):
    page.live = True
    page.save(update_fields=["live"])


def save_as_plain_page(page):
    plain = Page.objects.get(pk=page.pk)
    plain.live = True
    plain.save()


def save_as_plain_page_unchecked(page):
    plain = Page.objects.get(pk=page.pk)
    plain.live = True
    plain.save(clean=False, update_fields=["live"])


def publish_a_revision(page):
    page.save_revision().publish()


def publish_the_latest_of_a_plain_page(page):
    page.save_revision()
    Page.objects.get(pk=page.pk).get_latest_revision().publish()


DOORS = [
    save,
    save_unchecked,
    save_only_live,
    save_as_plain_page,
    save_as_plain_page_unchecked,
    publish_a_revision,
    publish_the_latest_of_a_plain_page,
]


@pytest.mark.parametrize("door", DOORS)
def test_a_door_is_closed_without_a_basis_and_open_with_one(index, door):
    page = StoryPageFactory(parent=index, basis=None, live=False, title="Slow water")
    with pytest.raises(ValidationError, match="“Slow water” cannot be published: nothing says yet"):
        door(page)
    assert not is_live(page)
    record_basis(translation_key=page.translation_key, **NO_PERSON)
    page.refresh_from_db()
    door(page)
    assert is_live(page)


@pytest.mark.parametrize("reason", REASONS)
def test_the_words_say_why(index, reason):
    page = StoryPageFactory(parent=index, basis=None, live=False)
    prepare, words = REASONS[reason]
    prepare(page)
    with pytest.raises(NotPublic, match=words):
        publish_a_revision(page)


def test_a_new_story_cannot_begin_live(index):
    with pytest.raises(NotPublic):
        StoryPageFactory(parent=index, basis=None)
    assert not StoryPage.objects.exists()


def test_content_that_is_live_cannot_be_changed_once_its_basis_has_lapsed(index):
    page = StoryPageFactory(parent=index, basis=PERSON, standfirst="As agreed.")
    lapse(page)
    page.standfirst = "More than agreed."
    for save_it in (page.save, lambda: page.save(update_fields=["standfirst"]), lambda: page.save_revision().publish()):
        with pytest.raises(NotPublic):
            save_it()
    page.refresh_from_db()
    assert page.standfirst == "As agreed."


def test_reverting_to_what_was_published_does_not_revive_it(index):
    page = StoryPageFactory(parent=index, basis=PERSON)
    published = page.save_revision()
    published.publish()
    withdraw_consent(translation_key=page.translation_key)
    with pytest.raises(NotPublic):
        published.publish()
    with pytest.raises(NotPublic):
        Revision.objects.get(pk=published.pk).as_object().save_revision(previous_revision=published).publish()
    assert not is_live(page)


# --- What passes ------------------------------------------------------------------------------------------------------


def test_a_draft_can_be_written_without_a_basis(index):
    page = StoryPageFactory(parent=index, basis=None, live=False)
    page.standfirst = "Another beginning."
    page.save()
    page.save_revision()
    assert page.get_latest_revision().as_object().standfirst == "Another beginning."


def test_a_lapsed_story_can_be_drafted_locked_moved_and_unpublished(index, home):
    page = StoryPageFactory(parent=index, basis=PERSON)
    lapse(page)
    page.standfirst = "A draft."
    page.save_revision()
    page = StoryPage.objects.get(pk=page.pk)
    page.locked = True
    page.save(update_fields=["locked", "locked_by", "locked_at"])
    page.move(StoryIndexPageFactory(parent=home, slug="elsewhere"), pos="last-child")
    assert is_live(page)
    Page.objects.get(pk=page.pk).unpublish()
    assert not is_live(page)


def test_a_lapsed_story_expires_on_schedule(index):
    page = StoryPageFactory(parent=index, basis=PERSON, expire_at=timezone.now() - timedelta(hours=1))
    lapse(page)
    call_command("publish_scheduled")
    assert not is_live(page)


def test_other_pages_need_no_basis(home):
    page = ContentPageFactory(parent=home, title="About us", live=False)
    for door in (save_as_plain_page, publish_a_revision):
        door(page)
        assert is_live(page)


# --- Copies and translations ------------------------------------------------------------------------------------------


def as_a_draft_that_never_was_live(copy):
    copy.refresh_from_db()
    assert (copy.live, copy.has_unpublished_changes) == (False, True)
    published = (copy.live_revision, copy.first_published_at, copy.last_published_at, copy.go_live_at)
    assert published == (None, None, None, None)


def test_a_copy_of_a_live_story_begins_as_a_draft(index):
    page = StoryPageFactory(parent=index)
    page.save_revision().publish()
    page.refresh_from_db()
    copy = page.copy(to=index, update_attrs={"slug": "copy"}, keep_live=True)
    as_a_draft_that_never_was_live(copy)
    assert is_live(page)
    with pytest.raises(NotPublic):
        copy.get_latest_revision().publish()
    record_basis(translation_key=copy.translation_key, **NO_PERSON)
    copy.get_latest_revision().publish()
    assert is_live(copy)


def test_so_does_a_copy_of_a_story_that_never_had_a_revision(index):
    page = StoryPageFactory(parent=index)
    as_a_draft_that_never_was_live(page.copy(to=index, update_attrs={"slug": "copy"}, keep_live=True))


def test_all_stories_below_a_copied_index_begin_as_drafts(index, home):
    for _n in range(2):
        StoryPageFactory(parent=index).save_revision().publish()
    copy = index.copy(recursive=True, to=home, update_attrs={"slug": "copied"}, keep_live=True)
    copies = StoryPage.objects.descendant_of(copy)
    assert copies.count() == 2
    for story in copies:
        as_a_draft_that_never_was_live(story)
    assert is_live(copy)


def test_a_translation_stands_on_the_basis_of_its_story(index, home, spanish):
    page = StoryPageFactory(parent=index, basis=PERSON)
    for parent in (home, index):
        parent.copy_for_translation(spanish).save_revision().publish()
    translated = page.copy_for_translation(spanish)
    assert not translated.live
    lapse(page)
    with pytest.raises(NotPublic):
        translated.save_revision().publish()
    record_basis(translation_key=page.translation_key, **PERSON)
    translated.save_revision().publish()
    assert is_live(translated)


# --- Aliases ----------------------------------------------------------------------------------------------------------


def test_an_alias_is_live_only_while_its_source_may_be(index):
    page = StoryPageFactory(parent=index, basis=PERSON)
    assert is_live(page.create_alias(parent=index, update_slug="while-it-holds"))
    lapse(page)
    assert not is_live(page.create_alias(parent=index, update_slug="afterwards"))


def test_publishing_the_source_makes_its_aliases_live(index):
    page = StoryPageFactory(parent=index, basis=None, live=False)
    alias = page.create_alias(parent=index, update_slug="alias")
    with pytest.raises(NotPublic):
        publish_a_revision(page)
    assert not is_live(alias)
    record_basis(translation_key=page.translation_key, **NO_PERSON)
    publish_a_revision(page)
    assert is_live(alias)


def test_updating_aliases_makes_none_live_without_a_basis(index):
    page = StoryPageFactory(parent=index, basis=PERSON)
    alias = page.create_alias(parent=index, update_slug="alias")
    alias.unpublish()
    lapse(page)
    page.update_aliases()
    assert not is_live(alias)


def test_an_alias_that_becomes_a_page_of_its_own_is_a_draft(index):
    from wagtail.actions.convert_alias import ConvertAliasPageAction

    page = StoryPageFactory(parent=index)
    alias = page.create_alias(parent=index, update_slug="alias")
    ConvertAliasPageAction(StoryPage.objects.get(pk=alias.pk)).execute()
    alias.refresh_from_db()
    assert (alias.alias_of, alias.live, alias.live_revision) == (None, False, None)
    assert is_live(page)


# --- On schedule ------------------------------------------------------------------------------------------------------


def plan(page):
    """Its time has come."""
    page.go_live_at = timezone.now() - timedelta(minutes=5)
    return page.save_revision(approved_go_live_at=page.go_live_at)


@pytest.mark.parametrize(
    "run",
    [lambda: call_command("publish_scheduled"), lambda: tasks.publish_scheduled.func()],
    ids=["command", "worker"],
)
def test_a_planned_publication_that_is_refused_is_reported_and_stops_no_other(index, run, caplog, capsys):
    refused = StoryPageFactory(parent=index, basis=None, live=False, title="Canary")
    welcome = StoryPageFactory(parent=index, live=False)
    revisions = [plan(refused), plan(welcome)]
    run()
    assert (is_live(refused), is_live(welcome)) == (False, True)
    assert [revision.refresh_from_db() or revision.approved_go_live_at for revision in revisions] == [None, None]
    entry = PageLogEntry.objects.get(page=refused.pk, action="sc_headless.schedule_refused")
    assert entry.data["why"].startswith("nothing says yet") and "refused" in entry.message
    assert str(refused.pk) in caplog.text and "Canary" not in caplog.text
    run()
    assert PageLogEntry.objects.filter(action="sc_headless.schedule_refused").count() == 1


def test_what_fails_for_another_reason_is_tried_again(index, monkeypatch):
    page = StoryPageFactory(parent=index, live=False)
    revision = plan(page)
    with monkeypatch.context() as patch:
        patch.setattr(StoryPage, "save", lambda *args, **kwargs: 1 / 0)
        call_command("publish_scheduled")
    revision.refresh_from_db()
    assert revision.approved_go_live_at
    call_command("publish_scheduled")
    assert is_live(page)


def test_the_index_of_stories_itself_needs_no_basis(home):
    assert StoryIndexPageFactory(parent=home, slug="another").live and StoryIndexPage.objects.exists()
