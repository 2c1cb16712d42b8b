"""What she agreed to, element by element: nothing else is published, and nothing else reaches whom she did not mean."""

import json

import pytest
from django.core.management import call_command
from django.urls import reverse

from headless.enums import Element
from headless.gate import Audience
from headless.models import FrontEnd
from stories.actions.record_basis import record_basis
from stories.gate import NotPublic
from stories.models import Basis, PictureElements, StoryPage
from tests.conftest import run_after_commit
from tests.factories.site_project import SiteImageFactory
from tests.factories.stories import PERSON, StoryIndexPageFactory, StoryPageFactory, is_live
from tests.published import differences, document_of
from tests.stories.telling import ALL, ELEMENTS, MARKED, NAME, body, but, canaries, canary, consent, tell
from tests.stories.test_gate import DOORS, plan

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def index(home):
    return StoryIndexPageFactory(parent=home, slug="stories")


def agree(page, **covered) -> Basis:
    return record_basis(translation_key=page.translation_key, **consent(**covered))


# --- Publishing -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("element", [*ELEMENTS, "words"])
@pytest.mark.parametrize("door", DOORS)
def test_a_door_is_closed_to_what_she_did_not_agree_to_and_open_once_she_has(index, door, element):
    page = tell(index, *[element] * (element != "words"))
    agree(page, own=but(element))
    with pytest.raises(NotPublic) as refused:
        door(StoryPage.objects.get(pk=page.pk))
    assert not is_live(page) and document_of(page) is None
    assert str(Element(element).label).lower() in str(refused.value).lower()
    agree(page)
    door(StoryPage.objects.get(pk=page.pk))
    assert is_live(page)


def test_every_part_that_is_in_the_way_is_named_with_its_place(index):
    page = tell(index, "face")
    agree(page, own=but("face"))
    with pytest.raises(NotPublic) as refused:
        page.save_revision().publish()
    said = refused.value.messages[0]
    for part in (
        "Standfirst: Her face.",
        "Main picture: Her face.",
        "Block 2, Text that tells more: Her face.",
        "Block 3, Pull quote: Her face.",
        "Block 6, Picture: Her face.",
        "Block 7, Gallery: Her face.",
        "Block 9, Video: Her face.",
    ):
        assert part in said
    assert "Block 1," not in said


def test_her_name_is_found_wherever_it_stands(index):
    page = tell(index, "name", slug="zuleika-s-slow-water")
    agree(page, own=but("name"))
    with pytest.raises(NotPublic) as refused:
        page.save_revision().publish()
    said = refused.value.messages[0]
    fields = ("Title", "Title tag", "Standfirst", "Alt text", "Credit", "Address of the page")
    for part in (*fields, *(f"Block {number}," for number in range(2, 10))):
        assert part in said, part


def test_what_shows_nobody_is_published_on_a_consent_to_words_alone(index):
    page = tell(index)
    agree(page, own=["words"])
    page.save_revision().publish()
    assert is_live(page)


def test_a_refused_plan_is_reported_with_the_list(index):
    from wagtail.models import PageLogEntry

    page = tell(index, "place")
    agree(page, own=but("place"))
    plan(page)
    call_command("publish_scheduled")
    assert not is_live(page)
    assert (
        "Main picture: Where she lives" in PageLogEntry.objects.get(action="sc_headless.schedule_refused").data["why"]
    )


def test_a_copy_an_alias_and_a_translation_bring_nothing_to_light(index, home, spanish):
    page = tell(index, "face")
    agree(page)
    page.save_revision().publish()
    for parent in (home, index):
        parent.copy_for_translation(spanish).save_revision().publish()
    agree(page, own=but("face"))
    page = StoryPage.objects.get(pk=page.pk)
    alias = page.create_alias(parent=index, update_slug="alias")
    translated = page.copy_for_translation(spanish)
    copy = page.copy(to=index, update_attrs={"slug": "copy", "title": "A copy"}, keep_live=True)
    with pytest.raises(NotPublic):
        translated.save_revision().publish()
    record_basis(translation_key=copy.translation_key, **consent(own=but("face")))
    with pytest.raises(NotPublic):
        copy.get_latest_revision().publish()
    assert not any(is_live(other) for other in (alias, translated, copy))


def test_going_back_to_an_old_version_revives_nothing(index):
    page = tell(index, "children")
    agree(page)
    shown = page.save_revision()
    shown.publish()
    agree(page, own=but("children"))
    page = StoryPage.objects.get(pk=page.pk)
    page.body, page.standfirst_shows, page.hero_shows = body(page, ("text", "<p>Less.</p>")), [], []
    page.standfirst = page.search_description = page.hero_alt = page.hero_credit = "Less."
    page.save_revision().publish()
    assert is_live(page)
    with pytest.raises(NotPublic):
        shown.publish()
    with pytest.raises(NotPublic):
        shown.as_object().save_revision(previous_revision=shown).publish()
    assert "zchildrenq" not in document_of(page).model_dump_json()


# --- Who gets what ----------------------------------------------------------------------------------------------------


def surfaces(client, page, *, own: bool) -> dict[str, str]:
    """Everything that a reader can get of the story, by what it is; for partners what is open to everybody."""
    run_after_commit()
    key = FrontEnd.objects.get_or_create(name="Ours", audience=Audience.OWN)[0].key if own else ""
    headers = {"x-publishable-key": key} if own else {}
    addresses = {
        "list": "/api/v1/stories",
        "detail": f"/api/v1/stories/{page.pk}",
        "page": f"/api/v1/pages/{page.pk}",
        "search for what is harmless": "/api/v1/search?q=harmlessq",
    }
    found = {name: client.get(address, headers=headers).content.decode() for name, address in addresses.items()}
    for name in ("Zuleika", *(canary(element, number) for element in MARKED for number in ("s", 1, 2, "5c"))):
        answer = client.get(f"/api/v1/search?q={name}", headers=headers).json()
        # The answer repeats what was asked.
        found[f"search for {name}"] = json.dumps(answer["items"])
    if own:
        found |= {"page of our own": client.get("/en/stories/slow-water/").content.decode()}
        found |= {"index of our own": client.get("/en/stories/").content.decode()}
    else:
        for kind in ("atom", "rss", "json"):
            answer = client.get(reverse(f"sc_feeds:{kind}", args=[page.get_parent().pk]))
            assert answer.status_code == 200
            found[kind] = answer.content.decode()
    audience = Audience.OWN if own else Audience.PARTNER
    found["document"] = document_of(page, audience).model_dump_json()
    return found


def where(found: dict[str, str], words: list[str]) -> list[str]:
    return [name for name, text in found.items() if any(word in _bare(text) for word in words)]


def _bare(text: str) -> str:
    return text.lower().replace("ú", "u").replace("\\u00fa", "u")


@pytest.mark.parametrize("element", ELEMENTS)
def test_partners_get_all_but_what_is_for_our_own_site(client, index, element):
    others = [other for other in ELEMENTS if other != element][:2]
    page = tell(index, element, *others)
    agree(page, partners=but(element))
    page.save_revision().publish()

    partners = surfaces(client, page, own=False)
    assert where(partners, canaries(element)) == []
    assert "harmlessq" in partners["detail"].lower() and page.pk in [
        item["id"] for item in json.loads(partners["list"])["items"]
    ]
    for other in others:
        assert "detail" in where(partners, canaries(other)), other
    assert {"detail", "page of our own", "document"} <= set(where(surfaces(client, page, own=True), canaries(element)))
    assert differences() == []


@pytest.mark.parametrize("element", ELEMENTS)
def test_what_she_takes_out_later_is_gone_everywhere_and_comes_back_with_a_new_consent(client, index, element):
    page = tell(index, element)
    agree(page)
    page.save_revision().publish()
    before = surfaces(client, page, own=True)
    assert {"detail", "document", "page of our own"} <= set(where(before, canaries(element)))
    files = pictures_of(page)

    agree(page, own=but(element), partners=but(element))
    assert where(surfaces(client, page, own=True), canaries(element)) == []
    assert where(surfaces(client, page, own=False), canaries(element)) == []
    assert is_live(page) and (element == "name" or pictures_of(page) < files)
    assert differences() == []

    agree(page, partners=["words"])
    assert set(where(surfaces(client, page, own=True), canaries(element))) == set(where(before, canaries(element)))
    assert where(surfaces(client, page, own=False), canaries(element)) == []


def pictures_of(page) -> set[str]:
    from headless.models import PublicPicture

    run_after_commit()
    return set(PublicPicture.objects.filter(document__page=page.pk).values_list("file", flat=True))


def test_without_her_words_partners_get_nothing(client, index):
    page = tell(index)
    agree(page, partners=["face"])
    page.save_revision().publish()
    assert document_of(page) and document_of(page, Audience.PARTNER) is None
    assert client.get(f"/api/v1/stories/{page.pk}").status_code == 404


def test_her_name_is_replaced_by_words_that_fit(index):
    page = tell(index, "name")
    agree(page, partners=but("name"))
    page.save_revision().publish()
    story = document_of(page, Audience.PARTNER)
    assert (story.title, story.seo_title, story.standfirst) == (
        "A woman’s slow water",
        "A woman – water",
        "A woman learned. So did we.",
    )
    assert story.description == "About a woman." and story.hero.alt == "A woman smiles"
    heading, text, *_rest = story.body[1:]
    assert heading.text == "How a woman began" and "zuleika" not in heading.anchor
    assert text.html == "<p>A woman’s way, <b>a woman</b>. More</p>"
    assert [block.type for block in story.body if block.type == "call_to_action"] == []
    assert document_of(page).title == f"{NAME}’s slow water"


def test_an_address_that_holds_her_name_is_not_for_those_who_may_not_have_it(client, index):
    page = tell(index, slug="with-zuleika")
    agree(page, partners=but("name"))
    page.save_revision().publish()
    assert document_of(page) and document_of(page, Audience.PARTNER) is None
    page = StoryPage.objects.get(pk=page.pk)
    page.slug = "with-her"
    page.save_revision().publish()
    assert document_of(page, Audience.PARTNER)
    # What was narrowed after publication counts for our own site, too.
    page.slug = "with-zuleika"
    page.save_revision().publish()
    agree(page, own=but("name"))
    assert document_of(page) is None and client.get("/en/stories/with-zuleika/").status_code in (404, 410)


def test_the_name_in_its_title_does_not_stand_in_links_of_other_pages(client, index):
    page = tell(index, "name")
    agree(page, partners=but("name"))
    page.save_revision().publish()
    other = StoryPageFactory(parent=index, related_page=page)
    assert document_of(other, Audience.PARTNER).related.title == "A woman’s slow water"
    assert document_of(other).related.title == f"{NAME}’s slow water"
    agree(page)
    assert document_of(other, Audience.PARTNER).related.title == f"{NAME}’s slow water"


def test_a_woman_who_becomes_anonymous_is_named_in_none_of_her_stories_and_by_no_earlier_name(client, index):
    page = tell(index, "name")
    agree(page)
    page.save_revision().publish()
    other = StoryPageFactory(parent=index, live=False, basis=None)
    anonymous = PERSON | {"name_kind": "anonymous", "public_name": ""}
    record_basis(translation_key=other.translation_key, **anonymous)
    for own in (True, False):
        assert where(surfaces(client, page, own=own), canaries("name")) == []
    with pytest.raises(NotPublic):
        StoryPage.objects.get(pk=page.pk).save_revision().publish()


# --- Pictures ---------------------------------------------------------------------------------------------------------


def test_what_the_library_says_of_a_picture_counts_in_every_place_it_stands(index):
    image = SiteImageFactory()
    page = tell(index, hero_image=image, hero_alt="A window")
    agree(page, own=but("face"), partners=but("face"))
    page.save_revision().publish()
    assert document_of(page).hero and document_of(page, Audience.PARTNER).hero
    mark = PictureElements.objects.create(image_id=image.pk, elements=["face"])
    assert document_of(page).hero is None and document_of(page, Audience.PARTNER).card is None
    with pytest.raises(NotPublic, match="Main picture: Her face"):
        StoryPage.objects.get(pk=page.pk).save_revision().publish()
    mark.delete()
    assert document_of(page).hero
    assert differences() == []


def test_a_story_of_no_real_person_shows_nobody(index):
    page = tell(index, "face", "name")
    record_basis(translation_key=page.translation_key, kind="no_person", nature="composite")
    page.save_revision().publish()
    assert NAME in document_of(page, Audience.PARTNER).title and document_of(page).hero


def test_what_is_written_past_every_check_shows_no_more_than_is_covered(index):
    page = tell(index, "voice")
    agree(page, own=but("voice"))
    StoryPage.objects.filter(pk=page.pk).update(live=True)
    call_command("documents", "--rebuild", verbosity=0)
    assert is_live(page)
    run_after_commit()
    assert "harmlessq" in document_of(page).model_dump_json().lower()
    assert "zvoiceq" not in document_of(page).model_dump_json()


def test_a_preview_shows_staff_the_whole_draft(index):
    from headless.documents import build

    page = tell(index, "offence")
    agree(page, own=["words"])
    assert "zoffenceq1" in build(page, draft=True).model_dump_json()
    assert set(ALL) == set(Element.values)
