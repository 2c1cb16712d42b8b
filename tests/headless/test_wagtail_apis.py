"""Wagtail's own APIs, mounted by a host: nothing of a story comes out of them, nor of the libraries behind it."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model

from tests.factories.programs import ProgramIndexPageFactory, ProgramPageFactory
from tests.factories.site_project import SiteImageFactory
from tests.factories.staff import sign_in
from tests.factories.stories import PERSON, StoryIndexPageFactory, StoryPageFactory, lapse

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.headless.wagtail_apis_urls")]

CANARY = "Zuleikaq"


@pytest.fixture
def program(home):
    return ProgramPageFactory(parent=ProgramIndexPageFactory(parent=home, slug="programs"), title="Baking")


@pytest.fixture
def stories(home, program):
    """Stories that are public, are so on our own site alone, have lapsed, and are not published; with her name everywhere."""
    index = StoryIndexPageFactory(parent=home, slug="stories")
    made = {}
    for state, values in {
        "public": {},
        "our own site": {"basis": PERSON},
        "lapsed": {"basis": PERSON},
        "draft": {"live": False, "basis": None},
    }.items():
        slug = f"{CANARY}-{state}".lower().replace(" ", "-")
        words = {"title": f"{CANARY} {state}", "seo_title": CANARY, "search_description": CANARY}
        image = SiteImageFactory(title=f"{CANARY} at the gate")
        made[state] = StoryPageFactory(parent=index, slug=slug, hero_image=image, **words, **values)
        Redirect.add_redirect(f"/{CANARY}-old-{made[state].pk}/", made[state])
    lapse(made["lapsed"])
    get_document_model().objects.create(title=f"{CANARY}’s letter", file="letter.pdf")
    return made


def addresses(stories) -> list[str]:
    index = next(iter(stories.values())).get_parent()
    found = [f"{api}/pages/{tail}" for api in ("/api/v2", "/api/v3") for tail in ("", f"?child_of={index.pk}")]
    found += [
        "/api/v2/pages/?type=sc_stories.StoryPage&fields=*",
        "/api/v2/pages/?fields=*&limit=20",
        f"/api/v2/pages/?search={CANARY}",
        "/api/v3/pages/?type=sc_stories.StoryPage",
        f"/api/v3/pages/?search={CANARY}",
        *(f"/api/v3/{library}/" for library in ("images", "documents", "redirects")),
    ]
    for page in stories.values():
        path = page.get_url_parts()[2].removeprefix("/en")
        found += [f"{api}/pages/{page.pk}/" for api in ("/api/v2", "/api/v3")]
        found += [f"{api}/pages/find/?html_path={path}" for api in ("/api/v2", "/api/v3")]
        found += [f"/api/v2/pages/?translation_of={page.pk}", f"/api/v3/images/{page.hero_image_id}/"]
        redirect = Redirect.objects.get(redirect_page=page)
        found += [f"/api/v3/redirects/{redirect.pk}/", f"/api/v3/redirects/find/?html_path=/{CANARY}-old-{page.pk}/"]
    return found


def test_nothing_of_a_story_comes_out_by_any_address(client, stories):
    for address in addresses(stories):
        response = client.get(address, follow=True)
        assert response.status_code in (200, 400, 401, 404, 422), (address, response.status_code)
        # What was asked for may be said again, in an error.
        asked = CANARY in address
        leaked = CANARY.lower() in response.content.decode().lower() and not (asked and response.status_code != 200)
        assert not leaked, (address, response.content[:500])


def test_other_pages_are_there_as_ever(client, stories, program):
    for api in ("/api/v2", "/api/v3"):
        assert program.title in client.get(f"{api}/pages/?type=sc_programs.ProgramPage").content.decode()
        assert client.get(f"{api}/pages/{program.pk}/").status_code == 200
    assert client.get("/api/v2/pages/?type=sc_stories.StoryPage").json()["items"] == []
    for library in ("images", "documents", "redirects"):
        assert client.get(f"/api/v3/{library}/").status_code == 401


def test_the_admin_s_choosers_still_find_stories(client, stories):
    user = sign_in(client)
    user.is_superuser = True
    user.save()
    found = client.get(f"/admin/choose-page/search/?q={CANARY}&page_type=wagtailcore.page")
    assert CANARY in found.content.decode() or stories["public"].title in found.content.decode()
    listed = client.get(f"/admin/api/main/pages/?child_of={stories['public'].get_parent().pk}").json()
    assert {item["id"] for item in listed["items"]} == {page.pk for page in stories.values()}
