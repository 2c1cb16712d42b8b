"""A draft for somebody without an account: by a link, for a set time, and only what a consent covers."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import PageLogEntry

from headless import roles
from headless.actions.close_draft_link import close_draft_link
from headless.actions.share_draft import share_draft
from headless.documents.drafts import shared
from headless.logs import without_link
from headless.models import DraftLink
from stories.actions.record_basis import record_basis
from stories.actions.withdraw_consent import withdraw_consent
from tests.factories.site_project import ContentPageFactory
from tests.factories.staff import sign_in
from tests.factories.stories import PERSON, StoryIndexPageFactory, StoryPageFactory


@pytest.fixture
def page(home):
    page = ContentPageFactory(parent=home, title="Published", slug="about")
    page.title = "Not yet public"
    page.save_revision()
    return page


@pytest.fixture
def story(home):
    return StoryPageFactory(
        parent=StoryIndexPageFactory(parent=home, slug="stories"), live=False, title="Slow water", basis=PERSON
    )


@pytest.fixture
def editors(db):
    roles.set_up()


def address_of(page, **values) -> str:
    _link, token = share_draft(page=page, days=7, user=None, **values)
    return f"/second-chances/drafts/{token}/"


def test_whoever_has_the_link_reads_the_draft_and_nobody_keeps_it(client, page):
    response = client.get(address_of(page))
    html = response.content.decode()
    assert response.status_code == 200 and "Not yet public" in html
    assert "shown to you in confidence" in html and "wagtail-userbar" not in html
    assert response["Cache-Control"] == "private, no-store" and response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]


def test_what_is_written_later_is_not_shown(client, page):
    address = address_of(page)
    page.title = "Written afterwards"
    page.save_revision()
    assert "Not yet public" in client.get(address).content.decode()


def test_unknown_altered_over_and_closed_links_answer_alike(client, page, monkeypatch):
    address = address_of(page)
    link = DraftLink.objects.get()
    said = [client.get("/second-chances/drafts/unknown/"), client.get(f"{address[:-2]}A/")]
    close_draft_link(link=link, user=None)
    said.append(client.get(address))
    DraftLink.objects.update(revoked_at=None, expires_at=timezone.now())
    said.append(client.get(address))
    assert {response.status_code for response in said} == {404}
    assert len({response.content for response in said}) == 1
    assert "does not open" in said[0].content.decode()


def test_a_story_without_a_basis_is_shown_to_nobody_outside(story):
    assert shared.may_be_shared(story)
    bare = StoryPageFactory(parent=story.get_parent(), live=False, slug="bare", basis=None)
    bare.save_revision()
    with pytest.raises(ValidationError, match="on what basis"):
        share_draft(page=bare, days=7, user=None)


def test_a_consent_that_is_taken_back_closes_its_links_at_once_and_for_good(client, story):
    story.save_revision()
    address = address_of(story)
    assert client.get(address).status_code == 200
    withdraw_consent(translation_key=story.translation_key, user=None)
    assert client.get(address).status_code == 404
    record_basis(translation_key=story.translation_key, **PERSON)
    assert shared.may_be_shared(story) and client.get(address).status_code == 404


def test_an_element_that_is_taken_back_is_gone_from_what_the_link_shows(client, story):
    story.standfirst, story.standfirst_shows = "Offenceq.", ["offence"]
    story.save_revision()
    address = address_of(story)
    assert "Offenceq" in client.get(address).content.decode()
    withdraw_consent(translation_key=story.translation_key, elements=["offence"], user=None)
    response = client.get(address)
    assert response.status_code == 200 and "Offenceq" not in response.content.decode()


def test_the_link_is_no_secret_of_the_database_or_of_the_log(page):
    _link, token = share_draft(page=page, days=7, user=None, note="Rosa’s printer")
    stored = repr(list(DraftLink.objects.extra(select={"raw": "note"}).values()))
    assert token not in stored and token.partition(".")[2] not in stored
    assert without_link(f"Not Found: /second-chances/drafts/{token}/") == "Not Found: /second-chances/drafts/…/"


def test_only_the_times_that_are_offered(page):
    with pytest.raises(ValidationError):
        share_draft(page=page, days=400, user=None)


def test_links_are_forgotten_a_month_after_they_end(page):
    address_of(page)
    assert shared.forget_those_over(timezone.now() + timedelta(days=36)) == 0
    assert shared.forget_those_over(timezone.now() + timedelta(days=38)) == 1


# --- In the admin -----------------------------------------------------------------------------------------------------


def test_an_editor_makes_a_link_sees_it_once_and_closes_it(client, page, editors):
    user = sign_in(client, groups=["Communications editors"])
    here = f"/admin/drafts/{page.pk}/links/"
    made = client.post(here, {"days": "3", "note": "Our archivist"}).content.decode()
    assert "/second-chances/drafts/" in made and "Our archivist" in made
    again = client.get(here).content.decode()
    assert "/second-chances/drafts/" not in again and "Our archivist" in again
    link = DraftLink.objects.get()
    assert (link.made_by, (link.expires_at - timezone.now()).days) == (user, 2)
    assert client.post(f"{here}{link.pk}/close/").url == here
    assert "Our archivist" not in client.get(here).content.decode()
    actions = set(PageLogEntry.objects.filter(page=page.pk, user=user).values_list("action", flat=True))
    assert {"sc_headless.draft_shared", "sc_headless.draft_link_closed"} <= actions


def test_what_is_missing_is_said_and_what_was_written_is_kept(client, page, editors):
    sign_in(client, groups=["Communications editors"])
    response = client.post(f"/admin/drafts/{page.pk}/links/", {"days": "", "note": "Our archivist"})
    assert response.status_code == 422 and "Our archivist" in response.content.decode()
    assert not DraftLink.objects.exists()


def test_the_way_there_is_in_the_page_s_menu_for_those_who_may(client, page, editors):
    sign_in(client, groups=["Communications editors"])
    assert f"/admin/drafts/{page.pk}/links/" in client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    sign_in(client, groups=["Volunteer coordinators"], username="coordinator")
    assert client.get(f"/admin/drafts/{page.pk}/links/").status_code in (302, 403)
    address_of(page)
    client.post(f"/admin/drafts/{page.pk}/links/{DraftLink.objects.get().pk}/close/")
    assert DraftLink.objects.get().revoked_at is None
