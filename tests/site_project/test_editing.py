"""What communications staff do with every kind of page, through the admin's own addresses."""

from dataclasses import dataclass, field

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from programs.models import (
    Eligibility,
    Figure,
    Partner,
    Partnership,
    ProgramIndexPage,
    ProgramPage,
    Question,
    Subject,
    TrainingModule,
)
from site_project.models import ContentPage, HomePage
from stories.models import StoryIndexPage, StoryPage, Theme
from tests.factories.programs import PartnerFactory, ProgramIndexPageFactory
from tests.factories.stories import StoryIndexPageFactory, ThemeFactory
from volunteers.models import SignUpPage

pytestmark = pytest.mark.slow

CANARY = "Kept through every step"


@dataclass
class Kind:
    model: type[Page]
    below: str = "home"
    values: dict = field(default_factory=dict)


PROGRAM_LISTS = ("eligibility", "partnerships", "subjects", "training_modules", "questions", "figures")
KINDS = {
    "home": Kind(HomePage, "root", {"lead": CANARY, "body": streamfield([]), "featured": inline_formset([])}),
    "content": Kind(ContentPage, values={"intro": CANARY, "body": streamfield([("heading", "A heading")])}),
    "story index": Kind(StoryIndexPage, values={"intro": rich_text(f"<p>{CANARY}</p>")}),
    "story": Kind(
        StoryPage,
        "stories",
        {
            "standfirst": CANARY,
            "date": "2026-05-04",
            "body": streamfield(
                [
                    ("heading", "How it began"),
                    ("text", rich_text("<p>Words</p>")),
                    ("quote", {"text": "A quote", "attribution": "M."}),
                ]
            ),
        },
    ),
    "program index": Kind(ProgramIndexPage, values={"intro": rich_text(f"<p>{CANARY}</p>")}),
    "program": Kind(
        ProgramPage,
        "programs",
        {
            "summary": CANARY,
            "kind": "mentorship",
            "stages": ["in-custody", "after-release"],
            "delivery": ["by-mail"],
            "languages": ["en", "es"],
            "cost": "free",
            "childcare": "on-site",
            "join_inside": rich_text("<p>Ask the librarian.</p>"),
            "join_outside": rich_text("<p>Call us.</p>"),
            "source_note": rich_text(""),
            "body": streamfield([]),
            **{name: inline_formset([]) for name in PROGRAM_LISTS},
            "eligibility": inline_formset([{"sentence": "You are 18 or older."}]),
            "training_modules": inline_formset(
                [{"title": "Listening", "minutes": "90", "aims": "Listen\nAsk", "description": rich_text("<p>x</p>")}]
            ),
            "figures": inline_formset(
                [{"statement": "Twelve women took part.", "source": "Annual report", "source_date": "2026-01-02"}]
            ),
        },
    ),
    "sign-up": Kind(
        SignUpPage,
        values={
            "intro": rich_text(f"<p>{CANARY}</p>"),
            "privacy_text": rich_text("<p>Privacy</p>"),
            "thanks_text": rich_text("<p>Thanks</p>"),
            "promise_days": "7",
            "retention_months": "6",
            "form_fields": inline_formset([{"label": "Town", "field_type": "singleline", "choices": ""}]),
        },
    ),
}


@pytest.fixture
def places(home):
    return {
        "root": home.get_parent(),
        "home": home,
        "stories": StoryIndexPageFactory(parent=home),
        "programs": ProgramIndexPageFactory(parent=home),
    }


@pytest.fixture(params=KINDS)
def kind(request):
    return KINDS[request.param]


def form(kind, **changes):
    values = {"title": "Made by staff", "slug": "made-by-staff", **kind.values, "comments": inline_formset([])}
    values.update(changes)
    several = {name: value for name, value in values.items() if isinstance(value, list)}
    return nested_form_data({name: value for name, value in values.items() if name not in several}) | several


def create(client, kind, places, **changes):
    """As staff do; a story is saved as a draft first, and published once its basis is recorded."""
    opts = kind.model._meta
    publishes = kind.model is StoryPage and changes.pop("action-publish", None)
    address = reverse("wagtailadmin_pages:add", args=[opts.app_label, opts.model_name, places[kind.below].pk])
    response = client.post(address, form(kind, **changes))
    assert response.status_code == 302, response.context["form"].errors
    page = kind.model.objects.get(slug="made-by-staff")
    if kind.model is StoryPage:
        basis = {"kind": "no_person", "nature": "sample"}
        assert client.post(reverse("sc_stories_basis", args=[page.pk]), basis).status_code == 302
    if publishes:
        assert edit(client, page, kind, **{**changes, "action-publish": "1"}).status_code == 302
        page.refresh_from_db()
    return page


def edit(client, page, kind, **changes):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form(kind, **changes))


def test_it_is_offered_where_it_makes_sense_and_nowhere_else(kind, places):
    allowed = {name for name, place in places.items() if kind.model.can_create_at(place.specific)}
    assert allowed == {kind.below}


def test_create_preview_publish_edit_and_revert(admin_client, client, kind, places):
    page = create(admin_client, kind, places)
    assert not page.live
    assert client.get(page.get_url() or "/en/nowhere/").status_code == 404

    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert admin_client.post(preview, form(kind, title="Only in the preview")).json()["is_valid"]
    for mode, _label in page.preview_modes:
        html = admin_client.get(preview, {"mode": mode}).content.decode()
        assert "</html>" in html
    html = admin_client.get(preview).content.decode()
    assert CANARY in html
    assert "Only in the preview" in html
    assert kind.model.objects.get(pk=page.pk).title == "Made by staff"

    assert edit(admin_client, page, kind, **{"action-publish": "1"}).status_code == 302
    page.refresh_from_db()
    assert page.live
    first = page.latest_revision
    if page.get_url():
        assert CANARY in client.get(page.get_url()).content.decode()

    assert edit(admin_client, page, kind, title="A later draft").status_code == 302
    page.refresh_from_db()
    assert page.title == "Made by staff"
    assert page.get_latest_revision_as_object().title == "A later draft"

    revert = admin_client.get(reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first.pk]))
    assert "Made by staff" in revert.content.decode()
    assert admin_client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).status_code == 200
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first.pk, "latest"])
    assert admin_client.get(compare).status_code == 200

    assert admin_client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk])).status_code == 302
    page.refresh_from_db()
    assert not page.live


def test_scheduling_keeps_it_back_until_then(admin_client, kind, places):
    page = create(admin_client, kind, places)
    response = edit(admin_client, page, kind, go_live_at="2050-01-01 10:00", **{"action-publish": "1"})
    assert response.status_code == 302
    page.refresh_from_db()
    assert not page.live
    assert page.scheduled_revision


def test_a_copy_holds_the_editorial_lists(admin_client, kind, places):
    page = create(admin_client, kind, places, **{"action-publish": "1"})
    copy = page.copy(update_attrs={"slug": "a-copy", "title": "A copy"}, keep_live=False)
    for relation in kind.model._meta.related_objects:
        name = relation.get_accessor_name()
        if name in kind.values and hasattr(getattr(copy, name), "count"):
            assert getattr(copy, name).count() == getattr(page, name).count()
    assert not copy.live
    assert copy.translation_key != page.translation_key


def test_it_can_be_translated(admin_client, client, kind, places, spanish, home):
    if kind.below != "root":
        home.copy_for_translation(spanish).save_revision().publish()
    page = create(admin_client, kind, places, **{"action-publish": "1"})
    submit = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    assert admin_client.get(submit).status_code == 200
    response = admin_client.post(submit, {"locales": [spanish.pk]})
    assert response.status_code == 302
    translated = page.get_translation(spanish)
    assert translated.specific_class is kind.model
    assert not translated.live, "a translation starts as a draft"
    editor = admin_client.get(reverse("wagtailadmin_pages:edit", args=[translated.pk]))
    assert CANARY in editor.content.decode()


def test_each_field_says_in_plain_words_what_it_is_for(admin_client, kind, places):
    opts = kind.model._meta
    own = [
        model_field.name
        for model_field in opts.get_fields()
        if getattr(model_field, "editable", False)
        and not model_field.auto_created
        and model_field.model is kind.model
        and model_field.name != "page_ptr"
    ]
    assert own
    for name in own:
        assert opts.get_field(name).help_text, name
    assert kind.model.page_description


@pytest.mark.parametrize("model", [Eligibility, Partnership, Subject, TrainingModule, Question, Figure, Partner, Theme])
def test_each_field_of_the_lists_says_so_too(model):
    hidden = {"id", "sort_order", "translation_key", "locale", "program"}
    for model_field in model._meta.get_fields():
        if model_field.concrete and model_field.name not in hidden:
            assert model_field.help_text, model_field.name


def test_a_slug_in_use_is_refused_beside_the_field_and_nothing_is_lost(admin_client, kind, places):
    create(admin_client, kind, places)
    opts = kind.model._meta
    address = reverse("wagtailadmin_pages:add", args=[opts.app_label, opts.model_name, places[kind.below].pk])
    response = admin_client.post(address, form(kind, title="Another title"))
    assert response.status_code == 200
    html = response.content.decode()
    assert "is already in use" in html
    assert CANARY in html
    assert "Another title" in html


def test_the_admin_finds_it(admin_client, kind, places):
    create(admin_client, kind, places, title="Quetzalcoatl", **{"action-publish": "1"})
    assert "Quetzalcoatl" in admin_client.get(reverse("wagtailadmin_pages:search") + "?q=quetzalcoatl").content.decode()


@pytest.mark.parametrize("url", ["https://videos.example/1", "https://youtube.com.evil.example/watch?v=abcdefghijk"])
def test_a_video_of_an_unknown_host_is_refused_beside_the_field(admin_client, places, url):
    kind = KINDS["story"]
    video = {
        "url": url,
        "title": "A film",
        "transcript": rich_text("<p>Words</p>"),
        "poster": {"image": {"image": "", "alt_text": ""}, "caption": "", "credit": ""},
    }
    opts = kind.model._meta
    address = reverse("wagtailadmin_pages:add", args=[opts.app_label, opts.model_name, places["stories"].pk])
    response = admin_client.post(address, form(kind, body=streamfield([("video", video)]), **{"action-publish": "1"}))
    assert response.status_code == 200
    html = response.content.decode()
    assert "We cannot show a video from this address" in html
    assert CANARY in html


def test_a_half_finished_story_can_be_saved_and_previewed(admin_client, places):
    kind = KINDS["story"]
    body = streamfield(
        [
            ("heading", ""),
            ("quote", {"text": "", "attribution": ""}),
            ("call_to_action", {"action": "donate", "title": "", "text": "", "label": "", "page": "", "url": ""}),
            ("timeline", {"title": "", "events": streamfield([])}),
        ]
    )
    page = create(admin_client, kind, places, body=body)
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert admin_client.post(preview, form(kind, body=body)).json()["is_valid"]
    assert CANARY in admin_client.get(preview).content.decode()


def test_every_block_shows_itself_in_the_block_picker(admin_client, image, places):
    for block in StoryPage._meta.get_field("body").stream_block.child_blocks.values():
        assert block.is_previewable
        assert block.meta.icon != "placeholder"
        assert block.meta.description
        response = admin_client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
        assert response.status_code == 200
        soup = BeautifulSoup(response.content, "html.parser")
        assert soup.select_one(".sc-body"), block.name
        assert len(soup.select_one(".sc-body").decode_contents().strip()) > 20, block.name


def test_themes_and_the_names_of_questions_follow_into_translations(admin_client, places, spanish, home):
    home.copy_for_translation(spanish).save_revision().publish()
    theme = ThemeFactory()
    story = create(admin_client, KINDS["story"], places, themes=[str(theme.pk)], **{"action-publish": "1"})
    sign_up = create(admin_client, KINDS["sign-up"], places, **{"action-publish": "1"})
    for page in (story, sign_up):
        submit = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
        admin_client.post(submit, {"locales": [spanish.pk]})
    assert list(story.get_translation(spanish).themes.all()) == [theme]
    assert [field.clean_name for field in sign_up.get_translation(spanish).form_fields.all()] == ["town"]
    editor = admin_client.get(reverse("wagtailadmin_pages:edit", args=[sign_up.get_translation(spanish).pk]))
    assert "clean_name" not in editor.content.decode()


def test_a_partner_in_use_is_kept_and_the_programs_are_named(admin_client, places):
    partner = PartnerFactory()
    program = create(
        admin_client,
        KINDS["program"],
        places,
        partnerships=inline_formset([{"partner": partner.pk, "role": "host", "since": ""}]),
        **{"action-publish": "1"},
    )
    delete = reverse("wagtailsnippets_sc_programs_partner:delete", args=[partner.pk])
    response = admin_client.post(delete, follow=True)
    assert program.title in response.content.decode()
    partner.refresh_from_db()


def test_a_draft_whose_partner_is_gone_can_still_be_opened(admin_client, places):
    partner = PartnerFactory()
    program = create(admin_client, KINDS["program"], places)
    named = inline_formset([{"partner": partner.pk, "role": "host", "since": ""}])
    assert edit(admin_client, program, KINDS["program"], partnerships=named).status_code == 302
    partner.delete()
    assert admin_client.get(reverse("wagtailadmin_pages:edit", args=[program.pk])).status_code == 200
    assert admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[program.pk])).status_code == 200


def test_a_theme_slug_in_use_is_refused_beside_the_field(admin_client, db):
    ThemeFactory(slug="work")
    data = {"name": "Work again", "slug": "work"}
    response = admin_client.post(reverse("wagtailsnippets_sc_stories_theme:add"), data)
    assert response.status_code == 200
    assert "Another theme has this slug already" in response.content.decode()
    assert "Work again" in response.content.decode()


@pytest.mark.parametrize("make", [ThemeFactory, PartnerFactory])
def test_themes_and_partners_can_be_translated(admin_client, db, spanish, make):
    snippet = make()
    opts = snippet._meta
    submit = reverse("wagtail_localize:submit_snippet_translation", args=[opts.app_label, opts.model_name, snippet.pk])
    assert admin_client.post(submit, {"locales": [spanish.pk]}).status_code == 302
    assert snippet.get_translation(spanish)
