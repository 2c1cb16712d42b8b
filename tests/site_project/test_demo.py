"""`manage.py demo`: built once for the module, with tiny pictures in place of the drawn ones, and rolled back."""

import re
from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import transaction
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision, Site
from wagtail.utils.forms import FormValidationError

from programs.enums import Kind
from programs.models import ProgramPage
from site_project.demo.build import NotEmpty, build
from site_project.demo.entries import Snippet
from site_project.demo.form_data import fill_in
from site_project.demo.pictures import DRAWINGS, Drawing
from site_project.demo.writer import Writer
from stories.models import StoryPage, Theme
from stories.queries import current_basis
from tests.conftest import run_after_commit
from tests.published import document_of

PASSWORD = "a-good-enough-password"

# Built once: all of it by the same worker.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo")]


def run(**options):
    return build(**{"host": "127.0.0.1", "port": 8000, "password": PASSWORD, "say": lambda line: None, **options})


def tiny_picture(drawing) -> bytes:
    out = BytesIO()
    Image.new("RGB", (300, 200), "#d9a26b").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Drawing, "jpeg", tiny_picture)
            made = run()
            run_after_commit()
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def undone(demo):
    """What the test does to the demo is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def pages():
    return Page.objects.filter(depth__gt=1).order_by("path").specific()


def documents():
    return [document_of(page) for page in pages()]


def everything():
    users = get_user_model().objects
    models = (
        Page.objects,
        Revision.objects,
        PageLogEntry.objects,
        ModelLogEntry.objects,
        get_image_model().objects,
        users,
    )
    return [manager.count() for manager in models]


def test_every_page_is_live_as_edited_and_can_be_built(demo):
    found = pages()
    assert all(page.live and not page.has_unpublished_changes and page.latest_revision for page in found)
    assert {page.locale.language_code for page in found} == {"en", "es"}
    for page, document in zip(found, documents(), strict=True):
        assert document.url and document.locale == page.locale.language_code
        assert len(getattr(document, "body", ())) == len(getattr(page, "body", ()))  # no block was left out


def test_the_default_site_shows_the_demo_and_the_welcome_page_is_gone(demo):
    site = Site.objects.get()
    assert (site.is_default_site, site.hostname, site.port, site.site_name) == (
        True,
        "127.0.0.1",
        8000,
        "Second Chances",
    )
    assert site.root_page.specific_class.__name__ == "HomePage"
    assert not Page.objects.filter(title__startswith="Welcome").exists()


def test_together_the_pages_show_everything_there_is(demo):
    blocks = [block for document in documents() for block in getattr(document, "body", ())]
    kinds = {block.type for block in blocks}
    # Readers get text that tells more as any other text.
    assert kinds == set(StoryPage.body.field.stream_block.child_blocks) - {"passage"}
    assert {block.action for block in blocks if block.type == "call_to_action"} == {"volunteer", "donate", "advocate"}
    assert set(ProgramPage.objects.filter(is_sample=True).values_list("kind", flat=True)) == set(Kind.values)


def test_every_story_says_that_it_is_a_sample(demo):
    for story in StoryPage.objects.all():
        assert current_basis(story).is_sample
        assert re.search(r"\bsample\b|\bejemplo\b", story.standfirst), story.title
        assert re.search(r"\bno\b|\bnot\b|neither|nobody|nadie", story.standfirst, re.I), story.title


def test_programs_of_real_organizations_name_their_source_and_claim_little(demo):
    real = ProgramPage.objects.filter(is_sample=False)
    assert real.filter(locale__language_code="en").count() == 3
    for program in real:
        assert "Mentorship and Skills Training" in program.source_note and "2026" in program.source_note
        assert (program.cost, program.childcare) == ("ask", "ask")
        assert not program.eligibility.exists() and program.provider
    for program in ProgramPage.objects.all():
        assert all(figure.source and figure.source_date for figure in program.figures.all())


def test_words_are_person_first(demo):
    avoided = re.compile(
        r"\b(inmates?|offenders?|felons?|convicts?|ex-con|prisoners?|criminals?|presidiari\w+|delincuentes?|reclus[ao]s?)\b",
        re.I,
    )
    found = {page.title: avoided.findall(str(document_of(page))) for page in pages()}
    assert {title: words for title, words in found.items() if words} == {}


def test_spanish_pages_are_translations(demo):
    for page in pages():
        if page.locale.language_code == "es":
            original = page.get_translations().get(locale__language_code="en").specific
            assert original.title != page.title or page.slug == original.slug
            assert (
                getattr(page, "form_fields", page.get_children()).count()
                == getattr(original, "form_fields", page.get_children()).count()
            )


@pytest.mark.usefixtures("undone")
def test_a_second_run_changes_nothing(demo):
    before = everything()
    assert (run().made, run().people) == ({}, [])
    assert everything() == before


@pytest.mark.usefixtures("undone")
def test_a_second_run_keeps_what_staff_changed_and_follows_the_port(demo):
    story = StoryPage.objects.get(slug="bread-before-dawn")
    story.title, story.slug = "Our own title", "our-own-address"
    story.save_revision().publish()
    admin = get_user_model().objects.get(username="admin")
    admin.set_password("changed-by-the-staff")
    admin.save()
    count = StoryPage.objects.count()
    run(port=8123)
    story.refresh_from_db()
    assert (story.title, StoryPage.objects.count()) == ("Our own title", count)
    assert get_user_model().objects.get(username="admin").check_password("changed-by-the-staff")
    assert Site.objects.get().port == 8123


def test_people_can_do_their_work_and_no_more(demo):
    users = get_user_model().objects
    editor, coordinator = users.get(username="editor"), users.get(username="coordinator")
    story = StoryPage.objects.first()
    assert story.permissions_for_user(editor).can_publish() and editor.has_perm("sc_stories.add_theme")
    assert coordinator.has_perm("sc_volunteers.view_application") and not editor.has_perm(
        "sc_volunteers.view_application"
    )
    assert not story.permissions_for_user(coordinator).can_edit()


@pytest.mark.usefixtures("undone")
def test_what_a_form_refuses_is_not_written(demo):
    writer = Writer(get_user_model().objects.get(username="admin"))
    with pytest.raises(FormValidationError, match="name"):
        writer.snippet(Snippet("nameless", "sc_stories.Theme", {"name": "", "slug": "nameless"}, {}))
    with pytest.raises(ValueError, match="no field nmae"):
        fill_in(Theme.get_edit_handler().get_form_class()(), {"nmae": "A slip"})


@pytest.mark.django_db
def test_a_site_with_its_own_home_page_is_left_alone():
    home = Site.objects.get(is_default_site=True).root_page
    home.title = "Our site"
    home.save_revision().publish()
    before = everything()
    with pytest.raises(NotEmpty, match="Our site"):
        run()
    assert everything() == before


def test_the_well_known_password_is_for_this_machine_only(settings):
    settings.ALLOWED_HOSTS = ["stories.example.org"]
    with pytest.raises(CommandError, match="--password"):
        call_command("demo")


def test_pictures_are_large_and_the_same_every_time():
    drawing = DRAWINGS["bowls"]
    picture = drawing.jpeg()
    with Image.open(BytesIO(picture)) as opened:
        assert opened.size == (1920, 1280)
    assert drawing.jpeg() == picture


@pytest.mark.parametrize("key", DRAWINGS)
def test_pictures_are_described_in_both_languages(key):
    drawing = DRAWINGS[key]
    x, y, width, height = drawing.scaled_focal_point
    assert set(drawing.alt) == {"en", "es"} and all(20 < len(alt) <= 250 for alt in drawing.alt.values())
    assert width / 2 <= x <= 1920 - width / 2 and height / 2 <= y <= 1280 - height / 2
