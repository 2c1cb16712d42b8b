"""What staff read where a story is refused, in each of the admin's views that publish."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Workflow
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from stories.actions.record_basis import record_basis
from stories.gate import NotPublic
from stories.models import StoryPage
from tests.factories.stories import NO_PERSON, PERSON, StoryIndexPageFactory, StoryPageFactory, is_live, lapse
from tests.stories.telling import body, but, consent, tell

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def index(home):
    return StoryIndexPageFactory(parent=home, slug="stories")


def form(**values):
    fields = {"title": "Made by staff", "slug": "made-by-staff", "standfirst": "Kept.", "date": "2026-05-04"}
    return nested_form_data({**fields, "body": streamfield([]), "comments": inline_formset([]), **values})


def edit(client, page, **values):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form(**values), follow=True)


def test_publish_in_the_editor_says_why_not_and_keeps_what_was_typed(admin_client, index):
    page = StoryPageFactory(parent=index, basis=None, live=False)
    html = edit(admin_client, page, standfirst="Typed just now.", **{"action-publish": "1"}).content.decode()
    assert "“Made by staff” cannot be published: nothing says yet" in html
    assert "Typed just now." in html
    assert not is_live(page)
    record_basis(translation_key=page.translation_key, **NO_PERSON)
    edit(admin_client, page, **{"action-publish": "1"})
    assert is_live(page)


def test_a_new_story_is_kept_in_the_form_and_its_author_told_what_to_do_first(admin_client, index):
    address = reverse("wagtailadmin_pages:add", args=["sc_stories", "storypage", index.pk])
    html = admin_client.post(address, form(**{"action-publish": "1"})).content.decode()
    assert "Save it as a draft, record its basis" in html and "Kept." in html
    assert not StoryPage.objects.exists()
    assert admin_client.post(address, form()).status_code == 302
    assert not StoryPage.objects.get().live


def test_a_story_can_be_planned_only_for_a_time_at_which_its_basis_holds(admin_client, index):
    page = StoryPageFactory(parent=index, basis=PERSON, live=False)
    years_ahead = f"{timezone.localdate().year + 4}-01-01 10:00"
    html = edit(admin_client, page, go_live_at=years_ahead, **{"action-publish": "1"}).content.decode()
    assert "lapsed at the end of" in html
    soon = (timezone.localtime() + timedelta(days=3)).strftime("%Y-%m-%d %H:%M")
    edit(admin_client, page, go_live_at=soon, **{"action-publish": "1"})
    assert Page.objects.get(pk=page.pk).scheduled_revision


def bulk(client, *pages, below=False):
    query = "&".join(f"id={page.pk}" for page in pages)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return client.post(f"{address}?{query}", {"include_descendants": "on"} if below else {}, follow=True)


@pytest.mark.parametrize("below", [False, True])
def test_publishing_many_is_all_or_nothing_and_names_what_is_in_the_way(admin_client, index, below):
    good = StoryPageFactory(parent=index, live=False, title="Fit")
    bad = [StoryPageFactory(parent=index, basis=None, live=False, title=f"Unfit {n}") for n in range(2)]
    html = bulk(admin_client, *([index] if below else [good, *bad]), below=below).content.decode()
    assert "“Unfit 0” cannot be published" in html and "“Unfit 1” cannot be published" in html
    assert not any(is_live(page) for page in (good, *bad))
    for page in bad:
        record_basis(translation_key=page.translation_key, **NO_PERSON)
    bulk(admin_client, *([index] if below else [good, *bad]), below=below)
    assert all(is_live(page) for page in (good, *bad))


def in_review(page):
    page.save_revision()
    workflow = Workflow.objects.get()
    workflow.start(page, get_user_model().objects.create_user(username="author"))
    return page.current_workflow_task_state


def approve(client, page, **headers):
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, "approve", page.current_workflow_task_state.pk]
    )
    return client.post(address, {"comment": "Good"}, **headers)


def test_a_reviewer_who_approves_reads_why_it_cannot_go_live(admin_client, index):
    page = StoryPageFactory(parent=index, basis=None, live=False, title="Slow water")
    state = in_review(page)
    response = approve(admin_client, page)
    assert response.status_code == 302
    html = admin_client.get(response.url).content.decode()
    assert "“Slow water” cannot be published: nothing says yet" in html
    assert reverse("sc_stories_basis", args=[page.pk]) in html
    state.refresh_from_db()
    assert state.status == "in_progress" and not is_live(page)
    modal = approve(admin_client, page, headers={"x-requested-with": "XMLHttpRequest"})
    assert modal.json()["redirect"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    record_basis(translation_key=page.translation_key, **NO_PERSON)
    approve(admin_client, page)
    assert is_live(page)


def test_so_does_one_who_approves_in_the_editor(admin_client, index):
    page = StoryPageFactory(parent=index, basis=None, live=False)
    state = in_review(page)
    action = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    html = edit(admin_client, page, standfirst="Put right.", **action).content.decode()
    assert "cannot be published: nothing says yet" in html and "Put right." in html
    state.refresh_from_db()
    assert state.status == "in_progress" and not is_live(page)


def test_copying_in_the_admin_says_that_copies_are_drafts(admin_client, index):
    page = StoryPageFactory(parent=index)
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": index.pk, "publish_copies": "on"}
    response = admin_client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data, follow=True)
    assert "Copies of stories are drafts" in response.content.decode()
    assert not StoryPage.objects.get(slug="copy").live


def test_a_translation_that_is_refused_is_told_in_words(
    admin_client, index, home, spanish, django_capture_on_commit_callbacks
):
    from wagtail_localize.models import Translation, TranslationSource

    page = StoryPageFactory(parent=index, basis=PERSON)
    for parent in (home, index):
        parent.copy_for_translation(spanish).save_revision().publish()
    source, _created = TranslationSource.get_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=spanish)
    translation.save_target(publish=False)
    translated = page.get_translation(spanish)
    lapse(page)
    update = reverse("wagtail_localize:update_translations", args=[source.pk])
    with pytest.raises(NotPublic), django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    assert not is_live(translated)
    assert admin_client.post(update, {"publish_translations": "on"}).status_code == 302
    record_basis(translation_key=page.translation_key, **PERSON)
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    assert is_live(translated)


@pytest.mark.urls("tests.stories.api_v3_urls")
def test_wagtails_own_api_answers_why_not(client, index):
    from wagtail.models import APIToken

    page = StoryPageFactory(parent=index, basis=None, live=False)
    page.save_revision()
    user = get_user_model().objects.create_superuser(username="machine")
    _token, secret = APIToken.create_token(user=user, name="test")
    address = f"/api/v3/pages/{page.pk}/actions/publish/"
    response = client.post(address, headers={"authorization": f"Bearer {secret}"})
    assert response.status_code == 422, response.content
    assert "nothing says yet" in response.json()["errors"][0]["msg"]
    record_basis(translation_key=page.translation_key, **NO_PERSON)
    assert client.post(address, headers={"authorization": f"Bearer {secret}"}).status_code == 200
    assert is_live(page)


# --- What her consent does not cover ----------------------------------------------------------------------------------


@pytest.fixture
def shown(index):
    """A draft that shows her face, in a block and in its main picture, without a consent to that."""
    page = tell(index, "face")
    record_basis(translation_key=page.translation_key, **consent(own=but("face")))
    return page


def test_the_editor_names_each_block_and_keeps_what_was_typed(admin_client, shown):
    blocks = streamfield(
        [
            ("heading", "Kept heading"),
            ("passage", {"text": rich_text("<p>Her face is described here.</p>"), "shows": ("face",)}),
        ]
    )
    typed = {"body": blocks, "hero_image": shown.hero_image.pk, "hero_shows": ("face",), "standfirst": "Kept, too."}
    response = edit(admin_client, shown, **typed, **{"action-publish": "1"})
    html = response.content.decode()
    assert "Block 2, Text that tells more: Her face." in html and "Main picture: Her face." in html
    assert "Block 1" not in html
    assert "Kept heading" in html and "Kept, too." in html
    assert "Her consent does not cover this on our own site: Her face." in str(
        response.context["form"]["hero_image"].errors
    )
    (refused,) = response.context["form"]["body"].errors.as_data()
    assert list(refused.block_errors) == [1]
    assert not is_live(shown)
    # As a draft it is kept.
    edit(admin_client, shown, **typed)
    assert StoryPage.objects.get(pk=shown.pk).get_latest_revision_as_object().standfirst == "Kept, too."
    record_basis(translation_key=shown.translation_key, **consent())
    edit(admin_client, shown, **typed, **{"action-publish": "1"})
    assert is_live(shown)


def test_publishing_many_names_the_parts_of_the_newest_draft(admin_client, index, shown):
    StoryPage.objects.filter(pk=shown.pk).update(body=[], hero_shows=[], standfirst_shows=[])
    html = bulk(admin_client, shown).content.decode()
    assert "Block 2, Text that tells more: Her face." in html and "Nothing was published." in html
    assert not is_live(shown)


def test_a_reviewer_reads_which_parts_are_in_the_way(admin_client, shown):
    state = in_review(shown)
    html = admin_client.get(approve(admin_client, shown).url).content.decode()
    assert "Main picture: Her face." in html and "Take that out, or record that she agreed to it" in html
    state.refresh_from_db()
    assert state.status == "in_progress" and not is_live(shown)


@pytest.mark.urls("tests.stories.api_v3_urls")
def test_so_does_a_program(client, shown):
    from wagtail.models import APIToken

    user = get_user_model().objects.create_superuser(username="machine")
    _token, secret = APIToken.create_token(user=user, name="test")
    address = f"/api/v3/pages/{shown.pk}/actions/publish/"
    response = client.post(address, headers={"authorization": f"Bearer {secret}"})
    assert response.status_code == 422 and "Main picture: Her face." in response.json()["errors"][0]["msg"]


def test_a_translation_is_refused_with_the_list(
    admin_client, index, home, spanish, shown, django_capture_on_commit_callbacks
):
    from wagtail_localize.models import Translation, TranslationSource

    for parent in (home, index):
        parent.copy_for_translation(spanish).save_revision().publish()
    shown.body = body(shown, ("passage", {"text": "<p>Her face.</p>", "shows": ["face"]}))
    shown.save()
    source, _created = TranslationSource.get_or_create_from_instance(shown)
    translation = Translation.objects.create(source=source, target_locale=spanish)
    translation.save_target(publish=False)
    translated = shown.get_translation(spanish)
    assert translated.specific.hero_shows == ["face"]
    with pytest.raises(NotPublic, match="Her face"), django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    assert not is_live(translated)
