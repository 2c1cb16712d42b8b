"""Every change, and what the public gets afterwards: exactly what a fresh rendering gives."""

import shutil
from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from io import StringIO

import pytest
from django.core import serializers
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone
from wagtail.actions.copy_page import CopyPageAction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, Site

from headless.documents import check, pictures, refresh
from headless.models import Document
from programs.models import Partner
from stories.actions.record_basis import record_basis
from stories.actions.withdraw_consent import withdraw_consent
from stories.models import Theme
from tests.conftest import run_after_commit, storages_in
from tests.factories.site_project import ContentPageFactory, SiteImageFactory, make_site
from tests.published import differences

from .world import World, addresses, answers, answers_at_once, forget_documents, make_world, run_worker, with_links

pytestmark = pytest.mark.slow

TRIGGERS: dict[str, Callable] = {}


def trigger(function):
    TRIGGERS[function.__name__.replace("_", " ")] = function
    return function


def edit(page, **values) -> None:
    """As the editor publishes: a revision of the page as it is now, with these values."""
    page = page.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


# --- Pages ------------------------------------------------------------------------------------------------------------


@trigger
def a_draft_is_published(world):
    edit(world.draft, title="No draft any more")


@trigger
def a_story_is_edited(world):
    edit(world.other, title="Another title", standfirst="Another beginning")


@trigger
def a_draft_is_edited_without_being_published(world):
    world.story.title = "Unfinished"
    world.story.save_revision()


@trigger
def a_page_is_saved_in_a_shell(world):
    world.program.summary = "Another summary"
    world.program.save()


@trigger
def a_story_is_unpublished(world):
    world.other.unpublish()


@trigger
def a_page_that_others_link_to_is_unpublished(world):
    world.contact.unpublish()


@trigger
def a_story_is_deleted(world):
    world.story.delete()


@trigger
def a_page_with_pages_below_is_deleted(world):
    Page.objects.get(pk=world.about.pk).delete()


@trigger
def pages_are_deleted_in_bulk(world):
    Page.objects.filter(pk__in=[world.about.pk, world.other.pk]).delete()


@trigger
def a_story_goes_live_on_schedule(world):
    world.draft.go_live_at = timezone.now() + timedelta(hours=1)
    world.draft.save_revision().publish()
    world.clock.move(hours=2)
    call_command("publish_scheduled", verbosity=0)


@trigger
def a_story_expires_on_schedule(world):
    edit(world.other, expire_at=timezone.now() + timedelta(hours=1))
    world.clock.move(hours=2)
    call_command("publish_scheduled", verbosity=0)


@trigger
def a_story_expires_and_nobody_takes_it_down(world):
    edit(world.other, expire_at=timezone.now() + timedelta(hours=1))
    run_after_commit()
    world.clock.move(hours=2)


@trigger
def a_page_is_reverted(world):
    first = world.story.save_revision()
    first.publish()
    edit(world.story, title="A mistake")
    first.publish(previous_revision=world.story.latest_revision)


@trigger
def a_page_is_copied(world):
    CopyPageAction(world.contact, to=world.home, update_attrs={"slug": "copied"}).execute()


@trigger
def a_branch_is_copied(world):
    CopyPageAction(world.about, to=world.home, recursive=True, update_attrs={"slug": "copied"}).execute()


@trigger
def an_alias_is_made(world):
    world.other.create_alias(parent=world.stories, update_slug="alias")


@trigger
def the_source_of_an_alias_is_edited(world):
    world.other.create_alias(parent=world.stories, update_slug="alias")
    edit(world.other, title="Both")


@trigger
def an_alias_becomes_a_page_of_its_own(world):
    from wagtail.actions.convert_alias import ConvertAliasPageAction

    alias = world.other.create_alias(parent=world.stories, update_slug="alias")
    ConvertAliasPageAction(alias, log_action="wagtail.convert_alias").execute()
    alias = type(alias).objects.get(pk=alias.pk)
    record_basis(translation_key=alias.translation_key, kind="no_person", nature="editorial")
    edit(alias, title="Its own")


@trigger
def a_page_is_moved(world):
    world.contact.move(world.home, pos="last-child")


@trigger
def a_branch_is_moved(world):
    Page.objects.get(pk=world.about.pk).move(world.sign_up.get_parent(), pos="first-child")
    Page.objects.get(pk=world.about.pk).move(Page.objects.get(pk=world.stories.pk), pos="last-child")


@trigger
def the_pages_of_a_menu_are_ordered_anew(world):
    Page.objects.get(pk=world.about.pk).move(world.stories, pos="left")


@trigger
def a_branch_moves_off_the_site_and_back(world):
    root = Page.objects.get(depth=1)
    Page.objects.get(pk=world.about.pk).move(root, pos="last-child")
    run_worker()
    assert not Document.objects.filter(page_id=world.contact.pk).exclude(body=b"").exists()
    Page.objects.get(pk=world.about.pk).move(Page.objects.get(pk=world.home.pk), pos="last-child")


@trigger
def the_slug_of_a_branch_changes(world):
    edit(world.about, slug="who-we-are")


@trigger
def the_slug_of_the_story_index_changes(world):
    edit(world.stories, slug="voices")


@trigger
def show_in_menus_changes(world):
    edit(world.about, show_in_menus=False)


@trigger
def a_page_is_restricted(world):
    world.contact.view_restrictions.create(restriction_type="login")


@trigger
def the_page_above_is_restricted(world):
    world.about.view_restrictions.create(restriction_type="login")


@trigger
def a_restriction_is_lifted(world):
    restriction = world.about.view_restrictions.create(restriction_type="login")
    run_worker()
    restriction.delete()


@trigger
def the_whole_site_is_restricted(world):
    world.home.view_restrictions.create(restriction_type="login")


@trigger
def a_page_moves_below_a_restricted_one_and_out_again(world):
    private = ContentPageFactory(parent=world.home, slug="private")
    private.view_restrictions.create(restriction_type="login")
    Page.objects.get(pk=world.about.pk).move(Page.objects.get(pk=private.pk), pos="last-child")
    run_worker()
    assert not Document.objects.filter(page_id=world.contact.pk).exclude(body=b"").exists()
    Page.objects.get(pk=world.about.pk).move(Page.objects.get(pk=world.home.pk), pos="last-child")


@trigger
def a_link_is_added(world):
    with_links(world.about, world.story, world.other, world.sign_up)


@trigger
def a_link_target_becomes_public(world):
    edit(world.draft)


@trigger
def a_question_of_a_form_is_edited(world):
    question = world.sign_up.form_fields.first()
    question.label = "Which evenings?"
    question.save()


# --- Languages --------------------------------------------------------------------------------------------------------


@trigger
def a_translation_is_added(world):
    world.stories.copy_for_translation(world.spanish).save_revision().publish()
    translated = world.story.copy_for_translation(world.spanish)
    translated.title = "Historia"
    translated.save_revision().publish()


@trigger
def a_translation_is_unpublished(world):
    world.contact.get_translation(world.spanish).unpublish()


@trigger
def a_translation_is_deleted(world):
    world.contact.get_translation(world.spanish).delete()


@trigger
def a_language_is_added(world):
    Locale.objects.create(language_code="fr")


@trigger
def a_language_is_taken_away(world):
    world.home_es.delete()
    Locale.objects.get(language_code="es").delete()


# --- Pictures, themes, partners ---------------------------------------------------------------------------------------


@trigger
def a_focal_point_is_set(world):
    world.image.focal_point_x = world.image.focal_point_y = 50
    world.image.focal_point_width = world.image.focal_point_height = 20
    world.image.save()


@trigger
def a_picture_is_replaced(world):
    another = SiteImageFactory(file__width=320, file__height=240, file__color="maroon")
    world.image.file = another.file
    world.image.width, world.image.height = another.width, another.height
    world.image.file_hash = ""
    world.image.save()


@trigger
def a_picture_is_renamed(world):
    world.image.title = "Another name"
    world.image.save()


@trigger
def a_picture_is_deleted(world):
    world.image.delete()


@trigger
def a_collection_of_pictures_is_restricted(world):
    inside = Collection.get_first_root_node().add_child(name="Inside")
    world.image.collection = inside
    world.image.save()
    run_worker()
    CollectionViewRestriction.objects.create(collection=inside, restriction_type="login")


@trigger
def a_picture_moves_into_a_restricted_collection(world):
    inside = Collection.get_first_root_node().add_child(name="Inside")
    CollectionViewRestriction.objects.create(collection=inside, restriction_type="login")
    world.image.collection = inside
    world.image.save()


@trigger
def a_theme_is_renamed(world):
    world.theme.name, world.theme.slug = "Working life", "working-life"
    world.theme.save()


@trigger
def a_theme_is_translated(world):
    world.stories.copy_for_translation(world.spanish).save_revision().publish()
    world.story.copy_for_translation(world.spanish).save_revision().publish()
    theme = world.theme.copy_for_translation(world.spanish)
    theme.name, theme.slug = "Trabajo", "trabajo"
    theme.save()


@trigger
def a_theme_is_deleted(world):
    Theme.objects.get(pk=world.theme.pk).delete()


@trigger
def a_story_gets_a_theme_from_the_themes_side(world):
    theme = Theme.objects.create(name="Family", slug="family", locale=Locale.get_default())
    theme.stories.add(world.other)


@trigger
def a_partner_is_renamed(world):
    world.partner.name = "Another bakery"
    world.partner.save()


@trigger
def a_partner_is_deleted(world):
    Partner.objects.get(pk=world.partner.pk).delete()


# --- The site ---------------------------------------------------------------------------------------------------------


@trigger
def the_site_gets_another_name(world):
    world.site.site_name = "Another name"
    world.site.save()


@trigger
def the_site_gets_another_host_and_port(world):
    world.site.hostname, world.site.port = "www.example.org", 443
    world.site.save()


@trigger
def the_site_gets_another_root(world):
    world.site.root_page = Page.objects.get(pk=world.about.pk)
    world.site.save()


@trigger
def another_site_takes_a_branch(world):
    Site.objects.create(hostname="about.example.org", root_page=Page.objects.get(pk=world.about.pk))


@trigger
def another_site_goes(world):
    site = Site.objects.create(hostname="about.example.org", root_page=Page.objects.get(pk=world.about.pk))
    run_worker()
    site.delete()


@trigger
def another_site_becomes_the_default_one(world):
    another = Site.objects.create(hostname="about.example.org", root_page=Page.objects.get(pk=world.about.pk))
    run_worker()
    world.site.is_default_site = False
    world.site.save()
    another.is_default_site = True
    another.save()


def redirect_to(page, **values) -> Redirect:
    redirect = Redirect.objects.create(old_path="/en/old", redirect_page=Page.objects.get(pk=page.pk), **values)
    assert Client().get("/api/v1/resolve?path=/en/old/").json()["type"] == "redirect"
    return redirect


@trigger
def a_redirect_is_made(world):
    redirect_to(world.contact)


@trigger
def a_redirect_leads_somewhere_else(world):
    redirect = redirect_to(world.contact)
    redirect.redirect_page = Page.objects.get(pk=world.other.pk)
    redirect.save()


@trigger
def the_target_of_a_redirect_moves(world):
    redirect_to(world.contact)
    world.contact.move(world.home, pos="last-child")


@trigger
def the_target_of_a_redirect_is_unpublished(world):
    redirect_to(world.contact)
    world.contact.unpublish()


@trigger
def a_redirect_is_deleted(world):
    redirect_to(world.contact).delete()


@trigger
def the_front_page_chooses_a_story(world):
    world.home.featured.create(page=Page.objects.get(pk=world.other.pk))


# --- The basis of a story ---------------------------------------------------------------------------------------------


def consent(page, **values):
    """A person's consent for a year from today."""
    today = timezone.localdate()
    return record_basis(
        translation_key=page.translation_key,
        kind="person",
        reference="R-1",
        public_name="M.",
        obtained_by="A coordinator",
        **{"valid_from": today, "valid_until": today + timedelta(days=365), "audience": "partners", **values},
    )


@trigger
def a_basis_is_granted(world):
    record_basis(translation_key=world.draft.translation_key, kind="no_person", nature="editorial")
    edit(world.draft)


@trigger
def a_basis_is_changed(world):
    record_basis(translation_key=world.other.translation_key, kind="no_person", nature="composite")


@trigger
def a_consent_covers_our_own_site_alone(world):
    consent(world.other, audience="own")


@trigger
def a_consent_covers_partners_again(world):
    consent(world.other, audience="own")
    run_worker()
    consent(world.other)


@trigger
def a_consent_begins_later(world):
    consent(world.other, valid_from=timezone.localdate() + timedelta(days=10))


@trigger
def a_consent_begins_with_the_day(world):
    consent(world.other, valid_from=timezone.localdate() + timedelta(days=10))
    run_after_commit()
    world.clock.move(days=11)


@trigger
def a_consent_lapses(world):
    consent(world.other, valid_until=timezone.localdate() + timedelta(days=10))
    run_after_commit()
    world.clock.move(days=12)


@trigger
def a_lapsed_consent_is_renewed(world):
    consent(world.other, valid_until=timezone.localdate() + timedelta(days=10))
    run_after_commit()
    world.clock.move(days=12)
    run_worker()
    consent(world.other)


@trigger
def a_consent_is_taken_back(world):
    world.other.create_alias(parent=world.stories, update_slug="alias")
    consent(world.other)
    run_worker()
    withdraw_consent(translation_key=world.other.translation_key)


@trigger
def a_story_comes_back_after_its_consent_was_taken_back(world):
    consent(world.other)
    withdraw_consent(translation_key=world.other.translation_key)
    run_worker()
    consent(world.other)
    edit(type(world.other).objects.get(pk=world.other.pk))


# --- The clock --------------------------------------------------------------------------------------------------------


@trigger
def a_form_closes(world):
    world.clock.move(days=31)


@trigger
def the_clock_is_set_back(world):
    world.clock.move(days=-2)


# --- Data that comes by other doors -----------------------------------------------------------------------------------


@trigger
def a_fixture_is_loaded(world):
    page = world.other.page_ptr
    text = serializers.serialize("json", [page, world.other, world.theme])
    assert '"title": "Other"' in text and '"name": "Work"' in text
    text = text.replace('"title": "Other"', '"title": "From a fixture"').replace('"name": "Work"', '"name": "Wages"')
    file = world.folder / "fixture.json"
    file.write_text(text)
    call_command("loaddata", str(file), verbosity=0)


@trigger
def a_backup_of_pages_is_restored(world):
    """As a database does it, which tells nobody: the rounds of comparisons find it."""
    before = dict(Page.objects.values_list("pk", "title"))
    edit(world.other, title="After the backup")
    run_worker()
    for pk, title in before.items():
        Page.objects.filter(pk=pk).update(title=title)
    call_command("documents", "--check", "--mend", stdout=StringIO(), stderr=StringIO())


@trigger
def a_backup_without_documents_is_restored(world):
    edit(world.other, title="After the backup")
    Document.objects.all().delete()
    call_command("documents", "--rebuild", stdout=StringIO(), stderr=StringIO())


@trigger
def pages_are_changed_by_a_query(world):
    Page.objects.filter(pk=world.other.pk).update(title="By a query")
    Page.objects.filter(pk=world.contact.pk).update(live=False)
    check.compare_some.func()


@trigger
def themes_are_changed_by_a_query(world):
    Theme.objects.update(name="By a query")
    check.compare_some.func()


@trigger
def the_picture_formats_change_with_an_upgrade(world):
    world.monkeypatch.setattr(pictures, "WEBP_QUALITY", 60)
    world.monkeypatch.setattr("headless.documents.versions.WEBP_QUALITY", 60)


@trigger
def the_widths_of_pictures_change_with_an_upgrade(world):
    world.monkeypatch.setattr(pictures.Shape, "specs", lambda self: [self._spec(96, "webp"), self._spec(96, "jpeg")])


@trigger
def the_builders_change_with_an_upgrade(world):
    world.monkeypatch.setattr("headless.documents.versions.BUILDERS", 2)


@trigger
def a_setting_that_pictures_are_made_by_changes(world):
    world.settings.WAGTAILIMAGES_JPEG_QUALITY = 30


@trigger
def the_folder_of_public_pictures_changes(world):
    world.settings.SECOND_CHANCES = {**world.settings.SECOND_CHANCES, "PUBLIC_PICTURES_FOLDER": "elsewhere"}


class Clock:
    def __init__(self, monkeypatch):
        self.real, self.ahead = timezone.now, timedelta()
        monkeypatch.setattr("django.utils.timezone.now", lambda: self.real() + self.ahead)

    def move(self, **ahead):
        self.ahead += timedelta(**ahead)


@pytest.fixture(scope="module")
def everything(django_db_setup, django_db_blocker, tmp_path_factory):
    """The world, and the folder with its files. It is made once: each test works on a copy, in a transaction of its own
    within this one."""
    folder = tmp_path_factory.mktemp("world")
    cache.clear()
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(STORAGES=storages_in(folder)):
        made = make_world(make_site())
        assert differences() == []
        yield made, folder
        transaction.set_rollback(True)


@pytest.fixture
def world(everything, db, monkeypatch, settings, tmp_path) -> World:
    from headless.documents.versions import version_of

    made, folder = deepcopy(everything[0]), everything[1]
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    made.monkeypatch, made.settings, made.folder = monkeypatch, settings, tmp_path
    made.clock = Clock(monkeypatch)
    version_of.cache_clear()
    yield made
    monkeypatch.undo()
    version_of.cache_clear()


@pytest.mark.parametrize("name", TRIGGERS)
def test_after_every_change_the_public_gets_what_a_fresh_rendering_gives(world, name):
    from headless.documents.versions import version_of

    before = addresses()
    TRIGGERS[name](world)
    version_of.cache_clear()
    at_once = answers_at_once(before | addresses())
    run_worker()
    assert differences() == []
    everywhere = before | addresses()
    given = answers(everywhere)
    forget_documents()
    assert answers(everywhere) == given
    assert {address: at_once.get(address) for address in given if at_once.get(address) != given[address]} == {}


@pytest.mark.parametrize(
    "change",
    [
        lambda world: Page.objects.filter(pk=world.other.pk).update(title="By a query"),
        lambda world: Page.objects.filter(pk=world.other.pk).update(live=False),
        lambda world: Theme.objects.update(name="By a query"),
        lambda world: Document.objects.filter(page_id=world.other.pk).delete(),
    ],
    ids=["title", "live", "theme", "document"],
)
def test_what_nobody_was_told_of_is_found_by_the_round_of_comparisons(world, change):
    change(world)
    assert differences()
    check.compare_some.func()
    run_worker()
    assert differences() == []


def test_a_lost_picture_file_is_found_and_made_again(world):
    from django.core.files.storage import storages

    from tests.published import public_files

    everything = public_files()
    storages["public_pictures"].delete(f"pictures/{min(everything)}")
    assert "are lost" in " ".join(differences())
    check.compare_some.func()
    assert public_files() == everything
    assert differences() == []


def test_a_reader_gets_what_is_right_with_the_worker_dead(world, client, monkeypatch):
    monkeypatch.setattr(refresh, "_build_now", lambda page_ids: None)
    monkeypatch.setattr(refresh, "build_later", lambda: None)
    edit(world.other, title="Nobody builds this")
    world.contact.unpublish()
    assert b"Nobody builds this" in client.get("/en/").content
    assert world.contact.get_url().encode() not in client.get(world.story.get_url()).content
