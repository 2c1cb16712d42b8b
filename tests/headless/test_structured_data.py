"""What search engines and social networks are told of a page. `tests/contracts/test_typescript.py` has it judged by schema.org."""

import json

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.utils import timezone

from programs.models import Question, Subject
from tests.factories.programs import PartnerFactory, ProgramIndexPageFactory, ProgramPageFactory
from tests.factories.site_project import ContentPageFactory
from tests.factories.stories import PERSON, StoryIndexPageFactory, StoryPageFactory, ThemeFactory
from tests.factories.volunteers import SignUpPageFactory

BREAKING_OUT = "</script><script>alert(1)</script><!-- <script> & ]]>"
ASKED = ("questions", {"title": "Asked", "questions": [{"question": "Who?", "answer": "<p>All of <b>us</b>.</p>"}]})
US = "http://testserver/#organization"


@pytest.fixture
def stories(home):
    return StoryIndexPageFactory(parent=home, slug="stories", title="Stories")


@pytest.fixture
def programs(home):
    return ProgramIndexPageFactory(parent=home, slug="programs", title="Programs")


@pytest.fixture
def soup_of(client):
    return lambda page: BeautifulSoup(client.get(page.get_url()).content, "html.parser")


@pytest.fixture
def graph_of(soup_of):
    """The things that a page tells of, by their kind: one of each at most."""

    def graph_of(page) -> dict[str, dict]:
        scripts = soup_of(page).select('script[type="application/ld+json"]')
        if not scripts:
            return {}
        (script,) = scripts
        data = json.loads(script.string)
        assert data["@context"] == "https://schema.org"
        things = {thing["@type"]: thing for thing in data["@graph"]}
        assert len(things) == len(data["@graph"])
        return things

    return graph_of


def social_tags(soup) -> dict[str, str]:
    return {
        tag.get("property") or tag["name"]: tag["content"] for tag in soup.select("meta[property], meta[name^=twitter]")
    }


def published(page):
    page.save_revision().publish()
    page.refresh_from_db()
    return page


# --- Structured data --------------------------------------------------------------------------------------------------


def test_a_story_is_an_article_of_the_organization_and_names_nobody(stories, graph_of, image):
    story = StoryPageFactory(
        parent=stories,
        title="Bread & roses",
        standfirst="She bakes.",
        slug="bread",
        hero_image=image,
        hero_alt="A loaf",
        basis={**PERSON, "public_name": "Canaria", "audience": "own"},
    )
    story.themes.set([ThemeFactory(name="Hope")])
    published(story)
    things = graph_of(story)
    article = things["Article"]
    assert (article["headline"], article["description"]) == ("Bread & roses", "She bakes.")
    assert article["datePublished"] == story.date.isoformat()
    assert article["dateModified"].startswith(f"{timezone.now():%Y-%m-}")
    assert (article["inLanguage"], article["keywords"]) == ("en", ["Hope"])
    assert article["mainEntityOfPage"] == "http://testserver/en/stories/bread/"
    assert article["author"] == article["publisher"]
    assert article["publisher"] == {
        "@type": "Organization",
        "@id": US,
        "name": "Second Chances",
        "url": "http://testserver/en/",
    }
    assert article["image"]["url"].startswith("http://testserver/media/pictures/")
    assert (article["image"]["width"], article["image"]["height"]) == ("700 px", "394 px")
    assert article["image"]["caption"] == "A loaf"
    assert "Canaria" not in json.dumps(things)


def test_a_sample_says_that_it_is_one(stories, programs, graph_of):
    assert graph_of(StoryPageFactory(parent=stories, standfirst="She bakes."))["Article"]["description"] == (
        "Sample. She bakes."
    )
    program = ProgramPageFactory(parent=programs, summary="Twice a week.", is_sample=True)
    assert graph_of(program)["Service"]["description"] == "Sample. Twice a week."


def test_every_step_of_the_way_is_told_and_the_page_itself_is_the_last(stories, home, graph_of):
    story = StoryPageFactory(parent=stories, title="Bread", slug="bread")
    steps = graph_of(story)["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], step["name"], step["item"]) for step in steps] == [
        (1, home.title, "http://testserver/en/"),
        (2, "Stories", "http://testserver/en/stories/"),
        (3, "Bread", "http://testserver/en/stories/bread/"),
    ]
    assert graph_of(stories) == {}


def test_the_front_page_tells_whose_site_it_is(home, graph_of):
    things = graph_of(home)
    assert things["Organization"]["@id"] == US
    assert things["Organization"]["name"] == things["WebSite"]["name"] == "Second Chances"
    assert things["WebSite"]["url"] == things["Organization"]["url"] == "http://testserver/en/"
    assert things["WebSite"]["publisher"] == {"@id": US}
    assert things["WebSite"]["inLanguage"] == "en"


def test_training_is_a_course(programs, graph_of):
    program = ProgramPageFactory(
        parent=programs,
        title="Baking",
        summary="Early.",
        slug="baking",
        kind="skills-training",
        cost="free",
        languages=["es"],
    )
    program.subjects.add(Subject(name="Bread", credential="Food handler"), Subject(name="Cakes"))
    program.save()
    course = graph_of(program)["Course"]
    assert (course["name"], course["description"]) == ("Baking", "Early.")
    assert course["url"] == "http://testserver/en/programs/baking/"
    assert course["provider"]["@id"] == US
    assert (course["teaches"], course["educationalCredentialAwarded"]) == (["Bread", "Cakes"], ["Food handler"])
    assert course["inLanguage"] == ["es"]
    assert course["isAccessibleForFree"] is True and course["offers"]["price"] == 0


def test_any_other_program_is_a_service(programs, graph_of):
    partner = PartnerFactory(name="A bakery", website="https://bakery.example")
    program = ProgramPageFactory(
        parent=programs,
        kind="mentorship",
        place="Queens",
        provider=partner,
        stages=["in-custody", "after-release"],
        cost="paid",
    )
    service = graph_of(program)["Service"]
    assert (service["serviceType"], service["areaServed"]) == ("Mentorship", "Queens")
    assert service["provider"] == {"@type": "Organization", "name": "A bakery", "url": "https://bakery.example"}
    assert service["audience"]["audienceType"] == "In custody, After release"
    assert "offers" not in service


def test_questions_are_told_of_where_the_organization_answers_them(home, stories, programs, graph_of):
    program = ProgramPageFactory(parent=programs, body=[ASKED])
    program.questions.add(Question(question="When?", answer="<p>At four.</p>"))
    program.save()
    assert [(item["name"], item["acceptedAnswer"]["text"]) for item in graph_of(program)["FAQPage"]["mainEntity"]] == [
        ("When?", "At four."),
        ("Who?", "All of us."),
    ]
    assert len(graph_of(ContentPageFactory(parent=home, slug="asked", body=[ASKED]))["FAQPage"]["mainEntity"]) == 1
    assert "FAQPage" not in graph_of(ContentPageFactory(parent=home, slug="about"))
    # In a story it is an interview.
    assert "FAQPage" not in graph_of(StoryPageFactory(parent=stories, body=[ASKED]))


def test_no_word_breaks_out_of_its_block(stories, soup_of, graph_of):
    story = StoryPageFactory(parent=stories, title=BREAKING_OUT, standfirst=BREAKING_OUT, slug="breaking")
    soup = soup_of(story)
    assert not [script for script in soup.select("script") if "alert" in script.text and not script.get("type")]
    assert graph_of(story)["Article"]["headline"] == BREAKING_OUT
    raw = str(soup.select_one('script[type="application/ld+json"]').string)
    assert not set("<>&") & set(raw)
    assert social_tags(soup)["og:title"] == BREAKING_OUT


def test_a_draft_is_not_described(client, stories):
    story = StoryPageFactory(parent=stories, title="Canary", slug="canary", live=False)
    story.save_revision()
    client.force_login(get_user_model().objects.create_superuser("somebody"))
    html = client.get(f"/admin/pages/{story.pk}/view_draft/").content.decode()
    assert "Canary" in html and "ld+json" not in html


def test_what_is_no_page_is_not_described(client, home):
    html = client.get("/en/nothing/").content.decode()
    assert "ld+json" not in html and "og:" not in html


# --- Cards of social networks -----------------------------------------------------------------------------------------


def test_a_story_that_is_shared_has_its_picture_and_its_words(stories, soup_of, image, spanish, home):
    for page in (home, stories):
        page.copy_for_translation(spanish).save_revision().publish()
    story = published(
        StoryPageFactory(
            parent=stories,
            title="Bread",
            standfirst="She bakes.",
            slug="bread",
            hero_image=image,
            hero_alt="A loaf",
            basis=PERSON,
        )
    )
    story.copy_for_translation(spanish).save_revision().publish()
    soup = soup_of(story)
    tags = social_tags(soup)
    address = tags.pop("og:image")
    assert address.startswith("http://testserver/media/pictures/") and address.endswith(".jpeg")
    assert tags.pop("article:modified_time").startswith(f"{timezone.now():%Y-}")
    assert tags == {
        "og:type": "article",
        "og:title": "Bread",
        "og:description": "She bakes.",
        "og:url": "http://testserver/en/stories/bread/",
        "og:site_name": "Second Chances",
        "og:locale": "en_US",
        "og:locale:alternate": "es_ES",
        "og:image:type": "image/jpeg",
        "og:image:width": "700",
        "og:image:height": "394",
        "og:image:alt": "A loaf",
        "article:published_time": story.date.isoformat(),
        "twitter:card": "summary_large_image",
    }
    assert soup.select_one("meta[name=description]")["content"] == "She bakes."


def test_every_public_page_can_be_shared(home, stories, programs, soup_of):
    pages = [
        home,
        stories,
        programs,
        ProgramPageFactory(parent=programs),
        ContentPageFactory(parent=home, slug="about", intro="Who we are.", search_description="Us."),
        SignUpPageFactory(parent=home, slug="help"),
    ]
    for page in pages:
        soup = soup_of(page)
        tags = social_tags(soup)
        assert (tags["og:type"], tags["twitter:card"]) == ("website", "summary")
        assert tags["og:title"] == page.title
        assert tags["og:url"] == f"http://testserver{page.get_url()}"
        assert len(soup.select("meta[name=description]")) <= 1
        assert not [name for name in tags if name.startswith(("og:image", "article:"))]
    assert social_tags(soup_of(pages[4]))["og:description"] == "Who we are."
