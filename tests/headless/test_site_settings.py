"""What staff set for a whole site: the organization, the next step, the exit button; and whose base template it is."""

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings
from wagtail.models import Site

from headless.documents import build
from headless.models import Document, SiteSettings
from headless.models.site_settings import EXIT_URL
from tests.conftest import run_after_commit
from tests.factories.site_project import ContentPageFactory
from tests.factories.stories import StoryIndexPageFactory, StoryPageFactory
from tests.published import differences, document_of


@pytest.fixture
def site(home):
    return Site.objects.get()


def settings_of(site, **values) -> SiteSettings:
    settings = SiteSettings.for_site(site)
    for name, value in values.items():
        setattr(settings, name, value)
    settings.full_clean()
    settings.save()
    return settings


def test_the_organization_stands_at_the_foot_of_every_page(site, home, client):
    assert "mailto:" not in client.get("/en/").content.decode()
    settings_of(
        site, organization_name="The Charity", email="us@example.org", telephone="555 01-00", address="Box 7\nTown"
    )
    html = client.get("/en/").content.decode()
    assert "The Charity" in html and 'href="mailto:us@example.org"' in html and 'href="tel:5550100"' in html
    assert "Box 7<br>Town" in html
    assert not differences()


def test_the_next_step_stands_below_stories_in_their_language(site, home, spanish, client):
    ask = ContentPageFactory(parent=home, title="Become a mentor")
    story = StoryPageFactory(parent=StoryIndexPageFactory(parent=home))
    assert "What you can do now" not in client.get(story.get_url()).content.decode()
    settings_of(site, next_step_page=ask)
    assert f'href="{ask.get_url()}"' in client.get(story.get_url()).content.decode()
    ask.unpublish()
    assert "What you can do now" not in client.get(story.get_url()).content.decode()


def test_the_exit_button_is_there_where_a_page_asks_for_it(site, home, client):
    index = StoryIndexPageFactory(parent=home)
    plain, careful = StoryPageFactory(parent=index), StoryPageFactory(parent=index, exit_button=True)
    html = client.get(plain.get_url()).content.decode()
    assert "sc-exit" not in html and document_of(plain).exit is None
    html = client.get(careful.get_url()).content.decode()
    assert f'href="{EXIT_URL}" rel="noreferrer nofollow external"' in html
    assert "It does not delete the history" in html
    answer = client.get(f"/api/v1/stories/{careful.pk}").json()
    assert answer["exit"]["url"] == EXIT_URL and answer["exit"]["label"] == "Leave this site"


def test_where_it_leads_changes_on_every_page_at_once(site, home, client):
    story = StoryPageFactory(parent=StoryIndexPageFactory(parent=home), exit_button=True)
    settings_of(site, exit_url="https://news.example.org/")
    assert not differences()
    exit_ = document_of(story).exit
    assert exit_.url == "https://news.example.org/" and "news.example.org" in exit_.note


def test_readers_of_another_language_may_be_led_elsewhere(site, home, spanish):
    page = ContentPageFactory(parent=home, exit_button=True)
    home.copy_for_translation(spanish).save_revision().publish()
    settings_of(site, exit_urls="es https://tiempo.example.org/")
    assert build(page, draft=True).exit.url == EXIT_URL
    assert build(page.copy_for_translation(spanish), draft=True).exit.url == "https://tiempo.example.org/"


def test_the_button_speaks_the_language_of_its_page(home, spanish):
    page = ContentPageFactory(parent=home, exit_button=True)
    home.copy_for_translation(spanish).save_revision().publish()
    assert build(page.copy_for_translation(spanish), draft=True).exit.label == "Salir de este sitio"


def test_words_about_the_button_are_no_words_to_find_a_page_by(home, client):
    ContentPageFactory(parent=home, title="Lantern", exit_button=True)
    run_after_commit()
    assert "history of your browser" not in Document.objects.get(title="Lantern", audience="own").words


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("exit_url", "http://example.org/"),
        ("exit_url", "javascript:alert(1)"),
        ("links", "https://ok.org\nnot one"),
        ("exit_urls", "es tiempo"),
    ],
)
def test_addresses_that_cannot_be_are_refused_beside_the_field(site, name, value):
    with pytest.raises(ValidationError) as refused:
        settings_of(site, **{name: value})
    assert list(refused.value.message_dict) == [name]


def test_staff_find_it_among_the_settings(site, admin_client):
    response = admin_client.get("/admin/settings/sc_headless/sitesettings/", follow=True)
    assert response.status_code == 200
    assert "Where the exit button leads" in response.content.decode()


def test_a_host_puts_pages_into_its_own_base_template_by_one_setting(home, client, tmp_path, settings):
    (tmp_path / "host.html").write_text(
        "<!doctype html><title>{% block title %}Host{% endblock %}</title>{% block head %}{% endblock %}"
        "<nav>The host’s own menu</nav>{% block content %}{% endblock %}"
    )
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]
    story = StoryPageFactory(parent=StoryIndexPageFactory(parent=home), title="A story")
    with override_settings(SECOND_CHANCES={"BASE_TEMPLATE": "host.html"}):
        for path in (story.get_url(), "/en/search/?q=x"):
            html = client.get(path).content.decode()
            assert "The host’s own menu" in html and "second_chances/site.css" in html
            assert "sc-header" not in html and '<div class="sc sc-page' in html
    assert "<title>A story" in client.get(story.get_url()).content.decode()
