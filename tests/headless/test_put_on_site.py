"""Staff choose what another site shows, and copy what goes there."""

import html
import re

import pytest
from bs4 import BeautifulSoup

from headless import roles
from headless.embeds.snippets import HOSTS
from headless.models import FrontEnd
from tests.factories.staff import sign_in
from tests.factories.stories import PERSON, StoryIndexPageFactory, StoryPageFactory, ThemeFactory
from tests.factories.volunteers import SignUpPageFactory

HERE = "/admin/put-on-your-site/"


@pytest.fixture
def editor(client, db):
    roles.set_up()
    return sign_in(client, groups=["Communications editors"])


@pytest.fixture
def library(db):
    return FrontEnd.objects.create(name="Library", origins="https://library.example.org", key="pk_library")


@pytest.fixture
def stories(home, spanish):
    """One that partners may show, and one that they may not."""
    index = StoryIndexPageFactory(parent=home, slug="stories")
    shared = StoryPageFactory(
        parent=index, title='Bread & "roses"', slug="bread", basis={**PERSON, "audience": "partners"}
    )
    theme = ThemeFactory(name="Work", slug="work")
    shared.themes.add(theme)
    shared.save()
    StoryPageFactory(parent=index, title="Hers alone", basis={**PERSON, "reference": "R-15"})
    return shared


def page_of(client, **query) -> BeautifulSoup:
    response = client.get(HERE, query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def code_of(client, **query) -> str:
    # As a reader copies it: a parser takes the first line break away.
    return page_of(client, **query).find(id="snippet").text.strip()


def test_what_can_be_chosen_is_what_the_front_end_may_read(client, editor, library, stories):
    options = [option.text.strip() for option in page_of(client).select("#id_what option")]
    assert options[0] == "The newest stories" and "The newest stories: Work" in options
    assert 'Bread & "roses" (en)' in options and "Hers alone (en)" not in options
    FrontEnd.objects.update(audience="own")
    assert "Hers alone (en)" in [option.text.strip() for option in page_of(client).select("#id_what option")]


def test_the_code_for_plain_html_is_a_script_and_an_element_with_a_link_in_it(client, editor, library, stories):
    code = code_of(client, what="stories:work", limit="3", lang="es", look="dark", front_end=library.pk)
    script, element = code.split("\n")
    assert script == '<script type="module" src="http://localhost/second-chances/embed/v1.js?key=pk_library"></script>'
    assert element.startswith('<second-chances-stories theme="work" limit="3" lang="es" look="dark">')
    one = code_of(client, what=f"story:{stories.pk}")
    assert f'<second-chances-story page="{stories.pk}"><a href="http://localhost/en/stories/bread/">' in one
    assert "Bread &amp; &quot;roses&quot;</a></second-chances-story>" in one


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("wordpress", r'^\[second_chances_story page="\d+"\]$'),
        ("wix", r"^http://localhost/second-chances/embed/story/\d+/\?key=pk_library$"),
        ("squarespace", r'^<script type="module" src="\S+"></script>\n<second-chances-story page="\d+">'),
        ("nextjs", r'<Script type="module" strategy="afterInteractive" src="http://localhost/\S+" />'),
        (
            "frame",
            r'^<iframe src="http://localhost/second-chances/embed/story/\d+/\?key=pk_library" .*</iframe>\n<script src="',
        ),
    ],
)
def test_for_each_kind_of_site_there_is_code_and_there_are_steps(client, editor, library, stories, host, said):
    page = page_of(client, what=f"story:{stories.pk}", host=host)
    assert re.search(said, page.find(id="snippet").text.strip(), re.DOTALL)
    assert len(page.select(".sc-host-steps li")) >= 2
    assert page.select_one(".sc-hosts [aria-current]").text in {str(item.label) for item in HOSTS}


def test_it_is_shown_as_it_will_look_and_sends_nothing(client, editor, library, stories, home):
    sign_up = SignUpPageFactory(parent=home)
    page = page_of(client, what=f"sign-up:{sign_up.pk}")
    preview = page.select_one(".sc-embedding__preview second-chances-sign-up")
    assert preview["page"] == str(sign_up.pk) and preview.has_attr("preview")
    framed = page_of(client, what=f"sign-up:{sign_up.pk}", host="frame").select_one(".sc-embedding__preview iframe")
    assert "allow-forms" not in framed["sandbox"]
    assert client.get(framed["src"]).status_code == 200


def test_what_may_not_be_shown_there_is_said_beside_the_choice(client, editor, library, stories):
    page = page_of(client, what="story:999", limit="0")
    assert "not public, or not for partners" in page.text and page.find(id="snippet") is None


def test_without_a_front_end_or_its_origin_staff_are_told_what_to_do(client, home):
    roles.set_up()
    sign_in(client, groups=["Administrators"])
    assert page_of(client).select_one('a[href="/admin/front-ends/new/"]')
    front_end = FrontEnd.objects.create(name="New <b>")
    page = page_of(client)
    assert "“New <b>” has no origin yet" in page.text
    assert page.select_one(f'a[href="/admin/front-ends/edit/{front_end.pk}/"]')


@pytest.mark.parametrize("group", ["Communications editors", "Administrators"])
def test_who_may_change_the_site_s_settings_sees_it_in_the_menu(client, library, group):
    roles.set_up()
    sign_in(client, groups=[group])
    assert client.get(HERE).status_code == 200
    assert HERE in html.unescape(client.get("/admin/").content.decode())


@pytest.mark.parametrize("group", ["Story reviewers", "Volunteer coordinators"])
def test_others_do_not(client, library, group):
    roles.set_up()
    sign_in(client, groups=[group])
    assert client.get(HERE).status_code in (302, 403)
    assert HERE not in client.get("/admin/").content.decode()
