"""Redirects that staff make, or that Wagtail makes when an address changes."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from stories.actions.withdraw_consent import withdraw_consent
from tests.factories.site_project import ContentPageFactory
from tests.factories.staff import sign_in
from tests.factories.stories import PERSON, StoryIndexPageFactory, StoryPageFactory, lapse


@pytest.fixture
def page(home):
    page = ContentPageFactory(parent=home, title="About", slug="about")
    Redirect.objects.create(old_path="/short", redirect_page=page)
    return page


def test_a_redirect_leads_to_a_page_that_is_public(client, page):
    assert client.get("/short").url == page.get_url()
    assert client.get("/short?from=poster").url == page.get_url()


def test_a_redirect_may_lead_anywhere_else(client, home):
    Redirect.objects.create(old_path="/short", redirect_link="https://example.org/")
    assert client.get("/short").url == "https://example.org/"


def test_the_address_of_an_unpublished_page_is_not_told(client, page):
    page.unpublish()
    response = client.get("/short", follow=True)
    assert response.status_code == 404
    # On the way there: the same words with the reader's language before them.
    assert not any(page.slug in address for address, _status in response.redirect_chain)


def test_a_page_for_members_is_told_to_members_alone(client, page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/short", follow=True).status_code == 404
    sign_in(client)
    assert client.get("/short").url == page.get_url()


@pytest.mark.parametrize("how", ["lapsed", "taken back"])
def test_the_address_of_a_story_without_consent_is_not_told(client, home, how):
    index = StoryIndexPageFactory(parent=home, slug="stories")
    story = StoryPageFactory(parent=index, slug="her-name", basis=PERSON)
    Redirect.objects.create(old_path="/short", redirect_page=story)
    assert client.get("/short").url == story.get_url()
    if how == "lapsed":
        lapse(story)
    else:
        withdraw_consent(translation_key=story.translation_key)
    assert client.get("/short", follow=True).status_code == 404
