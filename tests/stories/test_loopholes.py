"""Ways around a consent that somebody has found once: each is closed."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from headless.actions.share_draft import share_draft
from headless.documents.drafts import previews
from headless.models import FrontEnd, PublicPicture
from stories import traces
from stories.actions.lift_anonymity import lift_anonymity
from stories.actions.make_code import make_code
from stories.actions.record_basis import SomethingChanged, record_basis, state_of
from stories.actions.renew_consent import renew_consent
from stories.actions.withdraw_as_herself import withdraw_as_herself
from stories.actions.withdraw_consent import withdraw_consent
from stories.enums import Channel
from stories.gate import NotPublic, current_basis, why_not_public
from stories.models import Basis, Person, StoryPage
from tests.conftest import run_after_commit
from tests.factories.staff import sign_in
from tests.factories.stories import PERSON, StoryIndexPageFactory
from tests.headless.world import run_worker
from tests.stories.telling import NAME, body, but, consent, everything, tell

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ANONYMOUS = PERSON | {"name_kind": "anonymous", "public_name": "", "covered": {"own": but("name")}}
HER_NAME = NAME.lower()


@pytest.fixture
def index(home):
    return StoryIndexPageFactory(parent=home, slug="stories")


def settle() -> None:
    run_after_commit()
    run_worker()


def agree(page, **values):
    basis = record_basis(translation_key=page.translation_key, **values)
    settle()
    return basis


def publish(page):
    page.save_revision().publish()
    run_worker()
    return StoryPage.objects.get(pk=page.pk)


def html(client, address="/en/stories/slow-water/") -> str:
    response = client.get(address)
    return response.content.decode().lower() if response.status_code == 200 else ""


def json_of(client, page) -> str:
    return client.get(f"/api/v1/pages/{page.pk}").content.decode().lower()


# --- What she took back comes back ------------------------------------------------------------------------------------


def form_of(client, page) -> dict[str, list[str]]:
    """What a browser sends of the form in which staff record a basis, as it is filled in."""
    answer = client.get(reverse("sc_stories_basis", args=[page.pk]))
    form = BeautifulSoup(answer.content, "html.parser").select_one('form[enctype="multipart/form-data"]')
    sent: dict[str, list[str]] = {}
    for field in form.select("input[name], textarea[name]"):
        if field.get("type") == "file" or (
            field.get("type") in ("checkbox", "radio") and not field.has_attr("checked")
        ):
            continue
        sent.setdefault(field["name"], []).append(field.get("value", field.text or "on"))
    return sent | {"how_obtained": [Channel.values[0]]}


@pytest.mark.parametrize("what", [["face"], []])
def test_a_form_that_was_open_does_not_bring_back_what_she_took_back(index, client, what):
    page = tell(index, "face")
    agree(page, **consent())
    page = publish(page)
    user = sign_in(client)
    user.is_superuser = True
    user.save()
    sent = form_of(client, page)
    withdraw_as_herself(person=Person.objects.get(), elements=what)
    settle()
    rows = Basis.objects.count()
    answer = client.post(reverse("sc_stories_basis", args=[page.pk]), sent)
    settle()
    assert answer.status_code == 422 and "she has taken something back" in answer.content.decode()
    assert Basis.objects.count() == rows and "zfaceq" not in html(Client())
    # Whoever has looked, and has it from her, records it.
    again = form_of(client, page) | {name: sent[name] for name in sent if name not in ("seen", "csrfmiddlewaretoken")}
    assert client.post(reverse("sc_stories_basis", args=[page.pk]), again).status_code == 302
    assert Basis.objects.count() == rows + 1


def test_what_was_recorded_meanwhile_is_seen_first(index):
    page = tell(index)
    first = agree(page, **consent())
    agree(page, **consent())
    with pytest.raises(SomethingChanged):
        record_basis(translation_key=page.translation_key, **consent(), seen=state_of(first))
    with pytest.raises(SomethingChanged):
        record_basis(translation_key=page.translation_key, **consent(), seen=state_of(None))


@pytest.mark.parametrize("place", ["print", "partners"])
def test_agreeing_anew_for_elsewhere_settles_nothing(index, place):
    page = tell(index, "face")
    agree(page, **consent())
    publish(page)
    withdrawal = withdraw_consent(translation_key=page.translation_key, elements=["face"])
    agree(page, **PERSON | {"public_name": NAME, "covered": {"own": but("face"), place: ["words", "face"]}})
    assert not traces.is_consented_anew(withdrawal)
    agree(page, **consent())
    assert traces.is_consented_anew(withdrawal)


@pytest.mark.parametrize(
    "recorded_as", [{"kind": "no_person", "nature": "editorial"}, consent() | {"reference": "R-14"}]
)
@pytest.mark.parametrize("taken_back_before", [False, True])
def test_her_code_reaches_a_story_for_which_something_else_was_recorded_since(
    index, client, recorded_as, taken_back_before
):
    page = tell(index)
    agree(page, **consent())
    page = publish(page)
    code = make_code(person=Person.objects.get())
    if taken_back_before:
        withdraw_as_herself(person=Person.objects.get())
        settle()
    agree(page, **recorded_as)
    if taken_back_before:
        page = publish(StoryPage.objects.get(pk=page.pk))
    assert "harmlessq" in html(client)
    her = Client()
    her.post("/en/my-story/", {"code": code})
    her.post("/en/my-story/withdraw/", {"what": "everything"})
    settle()
    assert client.get("/en/stories/slow-water/").status_code == 410
    assert current_basis(StoryPage.objects.get(pk=page.pk)).ended_at


# --- Her name ---------------------------------------------------------------------------------------------------------


def lifted(index):
    """A story with her name; then she became anonymous, and has lifted that."""
    page = tell(index, "name")
    agree(page, **consent())
    page = publish(page)
    agree(tell(index, slug="other"), **ANONYMOUS)
    lift_anonymity(person=Person.objects.get())
    settle()
    return page


def test_lifting_shows_no_name_until_she_agrees_to_one(index, client):
    page = lifted(index)
    from headless.documents import refresh

    refresh.pages_changed([page.pk])
    settle()
    assert "harmlessq" in html(client) and HER_NAME not in html(client)
    with pytest.raises(NotPublic):
        StoryPage.objects.get(pk=page.pk).save()
    basis = renew_consent(translation_key=page.translation_key, how_obtained="letter", obtained_by="Cora")
    settle()
    assert "name" not in basis.covered["own"] and HER_NAME not in html(client)
    agree(page, **consent())
    assert HER_NAME in html(client)


def test_taking_an_element_back_does_not_bring_the_name_back(index, client):
    page = lifted(index)
    withdraw_consent(translation_key=page.translation_key, elements=["face"])
    settle()
    assert HER_NAME not in html(client)


def test_a_story_of_an_anonymous_woman_stays_nameless_under_another_reference(index):
    page = tell(index)
    agree(page, **ANONYMOUS)
    with pytest.raises(ValidationError, match="stays so"):
        record_basis(translation_key=page.translation_key, **(consent() | {"reference": "R-14"}))


def test_the_name_by_which_she_does_not_go_any_more_is_nowhere(index, client):
    page = tell(index, "name")
    agree(page, **consent() | {"name_kind": "first_name"})
    page = publish(page)
    assert HER_NAME in html(client)
    agree(page, **consent() | {"name_kind": "pseudonym", "public_name": "Rosa"})
    assert HER_NAME not in html(client) + json_of(client, page) + html(client, "/en/stories/")
    assert "rosa’s slow water" in html(client)
    assert "Her name" in why_not_public(StoryPage.objects.get(pk=page.pk))


def test_a_name_that_is_part_of_the_one_she_goes_by_stays(index, client):
    page = tell(index, "name")
    agree(page, **consent() | {"name_kind": "first_name"})
    page = publish(page)
    agree(page, **consent() | {"name_kind": "first_name", "public_name": f"{NAME} Ortiz"})
    assert f"{HER_NAME}’s slow water" in html(client)
    assert not why_not_public(StoryPage.objects.get(pk=page.pk))


WRITTEN = [
    "<p><b>Ana</b> <i>Zuleika</i> came.</p>",
    "<p><b>Ana Z</b>uleika came.</p>",
    "<p>Ana Zu\u00adlei\u200bka came.</p>",
    "<p>Ana<br/>Zuleika came.</p>",
    "<p>Ana came.</p>",
    "<p>ZULEIKA came.</p>",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_however_it_is_written_the_page_with_it_is_refused_and_partners_do_not_get_it(index, client, text):
    page = tell(index)
    page.body = body(page, ("text", text))
    page.save_revision()
    named = PERSON | {"public_name": "Ana Zuleika"}
    agree(page, **named | {"covered": {"own": but("name"), "partners": but("name")}})
    with pytest.raises(NotPublic):
        publish(page)
    agree(page, **named | {"covered": everything(partners=but("name"))})
    page = publish(StoryPage.objects.get(pk=page.pk).get_latest_revision_as_object())
    found = re.sub(r"\\s+", " ", re.sub(r"<[^>]*>|\u00ad|\u200b", "", json_of(client, page)))
    assert "zuleika" not in found and "ana came" not in found and "a woman came" in found


def test_the_hope_of_a_sentence_is_no_name(index):
    page = tell(index)
    page.body = body(page, ("text", "<p>There was hope, and grace.</p>"))
    page.save_revision()
    agree(page, **PERSON | {"public_name": "Grace Hope", "covered": {"own": but("name")}})
    assert publish(page).live


@pytest.fixture
def at_her_name(index):
    """Its address is the one that Wagtail makes of the title."""
    page = StoryPage(title=f"{NAME}’s way", standfirst="x", live=False)
    index.add_child(instance=page)
    assert page.slug == "zuleikas-way"
    return page


def test_an_address_that_holds_her_name_with_an_s_is_not_for_those_who_may_not_have_it(client, at_her_name):
    agree(at_her_name, **consent(partners=but("name")))
    page = publish(at_her_name)
    assert HER_NAME not in json_of(client, page) + client.get("/api/v1/stories").content.decode().lower()
    assert HER_NAME in html(client, page.get_url())


def test_nor_can_it_be_published_without_her_name(at_her_name):
    at_her_name.title = "A woman’s way"
    agree(at_her_name, **consent(own=but("name"), partners=but("name")))
    with pytest.raises(NotPublic, match="Address"):
        publish(at_her_name)


def test_nor_does_it_stay_when_she_takes_her_name_back(client, at_her_name):
    agree(at_her_name, **consent())
    publish(at_her_name)
    withdraw_consent(translation_key=at_her_name.translation_key, elements=["name"])
    settle()
    assert HER_NAME not in html(client, "/en/stories/") + client.get("/sitemap.xml").content.decode().lower()


def test_partners_who_could_never_read_it_do_not_learn_that_it_was_there(index, client):
    page = tell(index, slug="zuleika-way")
    agree(page, **consent(partners=but("name")))
    page = publish(page)
    assert client.get(f"/api/v1/pages/{page.pk}").status_code == 404
    withdraw_consent(translation_key=page.translation_key)
    settle()
    assert client.get(f"/api/v1/pages/{page.pk}").status_code == 404
    assert client.get("/en/stories/zuleika-way/").status_code == 410


def test_a_topic_does_not_say_what_is_withheld(index, client):
    page = tell(index, "children", topics=["loss-of-children", "illness"])
    agree(page, **consent(partners=but("children")))
    page = publish(page)
    found = json_of(client, page)
    assert "children" not in found and "illness" in found
    assert "being apart from" in html(client)


# --- Drafts, previews, pictures ---------------------------------------------------------------------------------------


def test_a_shared_draft_lends_only_the_pictures_that_it_shows(index, client):
    page = tell(index, "face")
    agree(page, **consent())
    page = publish(page)
    _link, token = share_draft(page=page, days=7, user=None)

    def lent() -> set[str]:
        return set(
            re.findall(
                r"/second-chances/draft-pictures/[^\s\"',]+",
                client.get(f"/second-chances/drafts/{token}/").content.decode(),
            )
        )

    before = lent()
    assert {client.get(address).status_code for address in before} == {200}
    withdraw_consent(translation_key=page.translation_key, elements=["face"])
    settle()
    gone = before - lent()
    assert gone and {client.get(address).status_code for address in gone} == {404}


@pytest.mark.parametrize("how", ["lapses", "without partners", "without her face"])
def test_a_preview_at_a_partners_ends_with_what_it_may_show(index, client, django_user_model, how):
    page = tell(index, "face")
    agree(page, **consent())
    page = publish(page)
    partner = FrontEnd.objects.create(name="Partner", audience="partner", preview_url="https://p.example/preview")
    user = django_user_model.objects.create_superuser("ed", "ed@example.org", "x")
    token = previews.keep(page=page, front_end=partner, user=user)
    headers = {"X-Publishable-Key": partner.key, "X-Preview-Token": token}
    assert "zfaceq" in client.get("/api/v1/preview", headers=headers).content.decode()
    if how == "lapses":
        today = timezone.localdate()
        Basis.objects.update(valid_from=today - timedelta(days=9), valid_until=today - timedelta(days=1))
    elif how == "without partners":
        agree(page, **PERSON | {"public_name": NAME, "covered": {"own": everything()["own"]}})
    else:
        agree(page, **consent(partners=but("face")))
    assert client.get("/api/v1/preview", headers=headers).status_code == 404


def test_her_pictures_are_kept_by_caches_no_longer_than_the_certificate_waits(index, client, settings):
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "EDGE_CACHE_SECONDS": 60, "BROWSER_CACHE_SECONDS": 30}
    page = tell(index, "face")
    agree(page, **consent())
    page = publish(page)
    name = PublicPicture.objects.filter(document__page_id=page.pk).values_list("file", flat=True)[0]
    told = client.get(f"/media/{name}").headers["Cache-Control"]
    kept = max(int(seconds) for seconds in re.findall(r"(?:max-age|s-maxage)=(\d+)", told))
    withdrawal = withdraw_consent(translation_key=page.translation_key)
    waits = [(item.due_at - withdrawal.at).total_seconds() for item in withdrawal.items.filter(kind="cache")]
    assert kept == 60 == max(waits)
