"""`pictures`, `expand` and `/site`: what developers choose of the API's answers."""

import pytest

from headless.models import FrontEnd
from tests.conftest import run_after_commit
from tests.factories.programs import ProgramIndexPageFactory, ProgramPageFactory
from tests.factories.site_project import ContentPageFactory, SiteImageFactory
from tests.factories.stories import PERSON, StoryIndexPageFactory, StoryPageFactory

pytestmark = pytest.mark.slow

API = "/api/v1"
EXPANDED = "application/vnd.second-chances.expanded+json"


@pytest.fixture
def program(home):
    return ProgramPageFactory(parent=ProgramIndexPageFactory(parent=home, slug="programs"), title="Baking")


@pytest.fixture
def stories(home):
    return StoryIndexPageFactory(parent=home, slug="stories")


@pytest.fixture
def front_end(db):
    return FrontEnd.objects.create(name="Ours", audience="own", site_url="https://www.example.org/us")


# --- Pictures ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def wide(stories):
    image = SiteImageFactory(file__width=2000, file__height=1200)
    return StoryPageFactory(parent=stories, title="Bread", hero_image=image, hero_alt="Bread")


def files_of(client, page, wanted) -> list[tuple[int, str]]:
    hero = client.get(f"{API}/stories/{page.pk}?pictures={wanted}").json()["hero"]
    return [(file["width"], file["format"]) for file in hero["renditions"]]


@pytest.mark.parametrize(
    ("wanted", "files"),
    [
        ("small", [(640, "webp")]),
        ("medium", [(1200, "webp")]),
        ("large,jpeg", [(1920, "webp"), (1200, "jpeg")]),
        ("jpeg,small", [(640, "webp"), (1200, "jpeg")]),
    ],
)
def test_only_the_files_of_pictures_that_were_asked_for(client, wide, wanted, files):
    assert files_of(client, wide, wanted) == files


def test_a_picture_keeps_its_words_and_every_answer_its_type(client, wide):
    whole = client.get(f"{API}/stories/{wide.pk}")
    some = client.get(f"{API}/stories/{wide.pk}?pictures=small")
    assert some["Content-Type"] == whole["Content-Type"] and some["ETag"] != whole["ETag"]
    assert some.json()["hero"] | {"renditions": 0} == whole.json()["hero"] | {"renditions": 0}
    assert client.get(f"{API}/stories?pictures=small").json()["items"][0]["card"]["renditions"][0]["width"] == 400
    assert client.get(f"{API}/pages/{wide.pk}?pictures=small").json() == some.json()


def test_other_names_and_filters_of_wagtail_are_refused_by_name(client, wide):
    for wanted in ("huge", "fill-100x100", "width-9000|format-jpeg"):
        response = client.get(f"{API}/stories?pictures={wanted}")
        assert response.status_code == 422
        (error,) = response.json()["errors"]
        assert error["field"] == "pictures" and "small, medium, large, jpeg" in error["message"]


# --- Linked documents -------------------------------------------------------------------------------------------------


def test_the_documents_that_stories_link_to_come_along_each_once(client, stories, program, front_end):
    for title in ("Bread", "Salt"):
        StoryPageFactory(parent=stories, title=title, related_page=program)
    StoryPageFactory(parent=stories, title="Alone")
    response = client.get(f"{API}/stories?expand=related&key={front_end.key}")
    assert response["Content-Type"] == EXPANDED
    answer = response.json()
    assert [item["title"] for item in answer["expanded"]] == ["Baking"]
    assert answer["expanded"][0]["id"] == answer["items"][-1]["related"]["id"] == program.pk
    assert f"document-{program.pk}" in response["Cache-Tag"]


@pytest.mark.parametrize("number", [1, 3])
def test_that_takes_one_query_more(client, stories, program, number, django_assert_num_queries):
    for index in range(number):
        StoryPageFactory(parent=stories, title=f"Story {index}", slug=f"story-{index}", related_page=program)
    client.get(f"{API}/stories?expand=related")
    with django_assert_num_queries(2):  # which front ends there are, and the list
        client.get(f"{API}/stories")
    with django_assert_num_queries(3):
        client.get(f"{API}/stories?expand=related")


def test_what_this_audience_may_not_read_does_not_come_along(client, stories, front_end):
    hers = StoryPageFactory(parent=stories, title="For our own site", basis=PERSON)
    story = StoryPageFactory(parent=stories, title="Bread", related_page=hers)
    ours = client.get(f"{API}/stories/{story.pk}?expand=related&key={front_end.key}").json()
    theirs = client.get(f"{API}/stories/{story.pk}?expand=related").json()
    assert [item["title"] for item in ours["expanded"]] == ["For our own site"]
    assert theirs["expanded"] == [] and theirs["document"]["related"] is None


def test_a_linked_document_that_is_edited_makes_another_answer(client, stories, program):
    story = StoryPageFactory(parent=stories, title="Bread", related_page=program)
    address = f"{API}/stories/{story.pk}?expand=related"
    before = client.get(address)["ETag"]
    program.summary = "Rye, too."
    program.save_revision().publish()
    after = client.get(address, headers={"If-None-Match": before})
    assert after.status_code == 200 and after.json()["expanded"][0]["summary"] == "Rye, too."
    assert client.get(address, headers={"If-None-Match": after["ETag"]}).status_code == 304


def test_what_is_no_link_and_what_has_no_type_is_refused(client, stories):
    said = client.get(f"{API}/stories?expand=themes").json()["errors"][0]
    assert said["field"] == "expand" and "related" in said["message"]
    response = client.get(f"{API}/stories?expand=related&fields=title")
    assert response.status_code == 422 and response.json()["errors"][0]["field"] == "expand"


# --- Addresses of a front end -----------------------------------------------------------------------------------------


def test_links_lead_to_the_front_end_whose_key_is_shown_and_files_stay_ours(client, stories, program, image, front_end):
    link = f'<p><a linktype="page" id="{program.pk}">Baking</a></p>'
    StoryPageFactory(parent=stories, title="Bread", related_page=program, hero_image=image, body=[("text", link)])
    item = client.get(f"{API}/stories?key={front_end.key}").json()["items"][0]
    program_there = "https://www.example.org/us/en/programs/baking/"
    assert item["url"].startswith("https://www.example.org/us/en/stories/")
    assert item["related"]["url"] == program_there and f'href="{program_there}"' in item["body"][0]["html"]
    assert item["hero"]["renditions"][0]["url"].startswith("http://localhost/media/")
    assert client.get(f"{API}/search?q=baking&key={front_end.key}").json()["items"][0]["url"] == program_there
    without = client.get(f"{API}/stories").json()["items"][0]
    assert without["url"].startswith("http://localhost/en/stories/")


# --- What stands around -----------------------------------------------------------------------------------------------


def test_the_site_is_told_with_its_menu_its_languages_and_who_publishes_it(client, home, spanish, front_end):
    about = ContentPageFactory(parent=home, title="About", slug="about", show_in_menus=True)
    ContentPageFactory(parent=about, title="Team", slug="team", show_in_menus=True)
    ContentPageFactory(parent=about, title="Not shown", slug="hidden")
    home.copy_for_translation(spanish).save_revision().publish()
    run_after_commit()
    site = client.get(f"{API}/site?key={front_end.key}").json()
    assert site["home_url"] == "https://www.example.org/us/en/"
    (item,) = site["menu"]
    assert (item["title"], [child["title"] for child in item["children"]]) == ("About", ["Team"])
    assert set(item) == {"title", "url", "children"}
    assert (site["locales"][0]["locale"], site["locales"][0]["id"]) == ("en", home.pk)
    assert {locale["locale"] for locale in site["locales"]} == {"en", "es"}
    assert client.get(f"{API}/site?locale=es").json()["home_url"].endswith("/es/")
    assert client.get(f"{API}/site?locale=fr").status_code == 422


def test_a_page_that_enters_the_menu_below_another_is_there_at_once(client, home):
    about = ContentPageFactory(parent=home, title="About", slug="about", show_in_menus=True)
    team = ContentPageFactory(parent=about, title="Team", slug="team")
    assert client.get(f"{API}/site").json()["menu"][0]["children"] == []
    team.show_in_menus = True
    team.save_revision().publish()
    assert [child["title"] for child in client.get(f"{API}/site").json()["menu"][0]["children"]] == ["Team"]
    about.unpublish()
    assert client.get(f"{API}/site").json()["menu"] == []
