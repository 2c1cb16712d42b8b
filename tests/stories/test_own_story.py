"""Her own page: the code, what she agreed to, and taking it back, without an account."""

import logging
import re
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stories import codes
from stories.actions.make_code import make_code
from stories.actions.record_basis import record_basis
from stories.models import Basis, Person, Withdrawal
from stories.own_story import views
from tests.conftest import run_after_commit
from tests.factories.stories import PERSON, StoryIndexPageFactory, StoryPageFactory, is_live
from tests.headless.world import run_worker
from tests.stories.telling import NAME, canaries, consent, everything, tell

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ASK = "/en/my-story/"


@pytest.fixture
def index(home):
    return StoryIndexPageFactory(parent=home, slug="stories")


@pytest.fixture
def story(index):
    page = tell(index, "face")
    record_basis(translation_key=page.translation_key, **consent())
    page.save_revision().publish()
    run_worker()
    return page


@pytest.fixture
def other(index):
    return StoryPageFactory(parent=index, basis=PERSON | {"covered": everything()}, title="Bread", slug="bread")


@pytest.fixture
def code(story):
    return make_code(person=Person.objects.get())


@pytest.fixture
def her(code):
    client = Client()
    response = client.post(ASK, {"code": code})
    assert (response.status_code, response.url) == (302, "/en/my-story/stories/")
    return client


def said(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ").split())


def take_back(client, what: str):
    sure = client.post("/en/my-story/sure/", {"what": what})
    assert sure.status_code == 200 and "Are you sure?" in said(sure)
    return client.post("/en/my-story/withdraw/", {"what": what}, follow=True)


def test_with_the_code_she_reads_what_she_agreed_to_and_where(her):
    page = said(her.get("/en/my-story/stories/"))
    assert "Slow water" in page and "It can be read on our site now." in page
    assert "Our own site" in page and "Partners’ sites Your story, in words" in page


def test_one_part_everywhere(her, story, other):
    assert "This is taken out of all your stories: Your face." in said(
        her.post("/en/my-story/sure/", {"what": "element:face"})
    )
    assert "face" in Basis.objects.newest([story.translation_key])[story.translation_key].covered["own"]
    response = take_back(her, "element:face")
    assert "Thank you for having trusted us" in said(response)
    run_after_commit()
    for page in (story, other):
        covered = Basis.objects.newest([page.translation_key])[page.translation_key].covered
        assert "face" not in covered["own"] and "words" in covered["own"] and is_live(page)
    html = Client().get("/en/stories/slow-water/").content.decode()
    assert canaries("face")[0] not in html and "Harmlessq" in html
    assert set(Withdrawal.objects.values_list("channel", "by")) == {("code", None)}


def test_one_story(her, story, other):
    take_back(her, f"story:{story.translation_key}")
    assert not is_live(story) and is_live(other)
    page = said(her.get("/en/my-story/stories/"))
    assert "You took this story back on" in page and "Bread" in page


def test_everything(her, story, other):
    take_back(her, "everything")
    assert not is_live(story) and not is_live(other)
    assert Client().get("/en/stories/slow-water/").status_code == 410


def test_today_her_face_next_year_all_of_it_with_the_same_code(code, story):
    for what in ("element:face", "everything"):
        client = Client()
        client.post(ASK, {"code": code.lower()})
        take_back(client, what)
    assert not is_live(story) and Withdrawal.objects.count() == 2


@pytest.mark.parametrize("what", ["element:face", "everything", "story"])
def test_to_repeat_it_is_harmless(her, story, what):
    what = f"story:{story.translation_key}" if what == "story" else what
    first = said(take_back(her, what))
    assert said(take_back(her, what)) == first
    assert Withdrawal.objects.count() == 1


def test_a_story_that_is_not_hers_is_no_choice(her, index):
    foreign = StoryPageFactory(parent=index, basis=PERSON | {"reference": "R-99"})
    for address in ("sure", "withdraw"):
        response = her.post(f"/en/my-story/{address}/", {"what": f"story:{foreign.translation_key}"})
        assert response.status_code == 422 and "Choose what you want to take back." in said(response)
    assert is_live(foreign) and not Withdrawal.objects.exists()


def test_she_lifts_her_anonymity_and_nothing_is_published_by_that(story, index):
    page = StoryPageFactory(
        parent=index, basis=PERSON | {"reference": "R-2", "name_kind": "anonymous", "public_name": ""}
    )
    person = Person.objects.get(anonymous_since__isnull=False)
    client = Client()
    client.post(ASK, {"code": make_code(person=person)})
    assert "You are anonymous" in said(client.get("/en/my-story/stories/"))
    response = take_back(client, "lift")
    assert "We show no name before" in said(response)
    person.refresh_from_db()
    assert not person.is_anonymous and not person.public_name and is_live(page)
    assert "You are anonymous" not in said(client.get("/en/my-story/stories/"))


def test_in_spanish(code, spanish):
    client = Client()
    response = client.post("/es/my-story/", {"code": code}, follow=True)
    assert response.redirect_chain == [("/es/my-story/stories/", 302)]
    assert response["Content-Language"] == "es" and 'lang="es"' in response.content.decode()


def test_below_the_plugins_own_address_too(code):
    client = Client()
    response = client.post("/second-chances/my-story/", {"code": code}, follow=True)
    assert response.redirect_chain == [("/second-chances/my-story/stories/", 302)]
    assert "What you agreed to" in said(response)


# --- Who has no code --------------------------------------------------------------------------------------------------


def test_without_the_code_nothing_is_shown_or_done(story):
    client = Client()
    for method, address in (("get", "stories"), ("post", "sure"), ("post", "withdraw")):
        response = getattr(client, method)(f"/en/my-story/{address}/", {"what": "everything"})
        assert (response.status_code, response.url) == (302, ASK)
    client.cookies[views.COOKIE] = "1|2026-01-01:forged"
    assert client.get("/en/my-story/stories/").status_code == 302
    assert is_live(story)


def test_a_new_code_closes_what_the_old_one_opened(her, code):
    make_code(person=Person.objects.get())
    assert her.get("/en/my-story/stories/").status_code == 302
    assert Client().post(ASK, {"code": code}).status_code == 422


def test_what_nobody_has_and_what_can_be_no_code_get_the_same_answer_for_the_same_work(code):
    Client().post(ASK, {"code": "the first"})  # whoever comes first has what stands around the page built
    seen = []
    for text in (codes.grouped(codes.make()), "hello", "0101-ABCV", "x" * 9000, "𝟘" * 16):
        client = Client()
        client.get(ASK)
        with CaptureQueriesContext(connection) as queries:
            response = client.post(ASK, {"code": text})
        html = response.content.decode().replace(text, "")
        html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", html)
        seen.append((response.status_code, html, len(queries), sorted(response.headers)))
    assert seen[0][0] == 422 and "We do not know this code" in seen[0][1]
    for answer in seen[1:]:
        assert answer == seen[0]


def test_too_many_tries_wait(settings, code):
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "CODES_PER_ADDRESS": "2/900"}
    client = Client()
    statuses = [client.post(ASK, {"code": "hello"}).status_code for _turn in range(3)]
    assert statuses == [422, 422, 429]
    response = client.post(ASK, {"code": code})
    assert response.status_code == 429 and int(response["Retry-After"]) > 0
    assert "too often from your connection" in said(response) and "call us" in said(response).lower()
    assert Client(REMOTE_ADDR="192.0.2.7").post(ASK, {"code": code}).status_code == 302


def test_while_everybody_tries_too_often_each_has_few_tries_and_she_still_has_hers(settings, code):
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "CODES_IN_ALL": "4/3600"}
    for number in range(5):
        Client(REMOTE_ADDR=f"192.0.2.{number}").post(ASK, {"code": "hello"})
    stranger = Client(REMOTE_ADDR="192.0.2.99")
    assert [stranger.post(ASK, {"code": "hello"}).status_code for _turn in range(4)] == [422, 422, 422, 429]
    assert Client(REMOTE_ADDR="192.0.2.100").post(ASK, {"code": code}).status_code == 302


# --- Nothing of it stays anywhere -------------------------------------------------------------------------------------


def test_it_is_in_no_cache_no_index_and_no_referrer(her):
    for response in (
        her.get(ASK),
        her.get("/en/my-story/stories/"),
        her.post("/en/my-story/sure/", {"what": "everything"}),
        her.get("/en/my-story/done/"),
    ):
        assert "no-store" in response["Cache-Control"] and response["Referrer-Policy"] == "same-origin"
        assert "noindex" in response["X-Robots-Tag"]
        assert "<script>" not in response.content.decode() and " style=" not in response.content.decode()


def test_her_cookie_is_for_these_addresses_and_half_an_hour(her):
    cookie = her.cookies[views.COOKIE]
    assert (cookie["path"], cookie["max-age"], cookie["samesite"]) == (ASK, 1800, "Strict") and cookie["httponly"]
    response = her.post("/en/my-story/leave/")
    assert "Your page is closed" in said(response) and her.get("/en/my-story/stories/").status_code == 302


def test_the_code_is_in_no_address_and_no_log(code, caplog):
    caplog.set_level(logging.DEBUG)
    client = Client()
    response = client.post(ASK, {"code": code}, follow=True)
    assert code not in str(response.redirect_chain) and code not in response.content.decode()
    client.post(ASK, {"code": f"{code}-x"})
    assert code not in caplog.text and codes.normal(code) not in caplog.text


def test_nor_in_an_error_report(code, monkeypatch, settings, mailoutbox):
    settings.ADMINS = [("Ops", "ops@example.org")]
    settings.DEBUG = False

    def fail(*args, **kwargs):
        raise ValueError("broken")

    monkeypatch.setattr(views, "_remember", fail)
    client = Client(raise_request_exception=False)
    assert client.post(ASK, {"code": code}).status_code == 500
    assert mailoutbox
    for mail in mailoutbox:
        report = mail.body + "".join(str(part[0]) for part in mail.alternatives)
        assert "broken" in report and code not in report and codes.normal(code) not in report and NAME not in report


def test_a_database_that_is_away_is_said_plainly(code, monkeypatch):
    def away(*args):
        raise OperationalError(f"could not read {code}")

    monkeypatch.setattr(type(views.OwnCode.objects), "find", away)
    response = Client().post(ASK, {"code": code})
    assert response.status_code == 503 and "call us" in said(response)


def test_what_is_too_large_is_not_read():
    assert Client().post(ASK, {"code": "x" * 30_000}).status_code == 413


def test_a_form_from_elsewhere_is_refused(code):
    client = Client(enforce_csrf_checks=True)
    assert client.post(ASK, {"code": code}).status_code == 403


def test_of_a_woman_without_a_story_it_says_so():
    basis = record_basis(translation_key=uuid4(), **PERSON)
    client = Client()
    client.post(ASK, {"code": make_code(person=basis.person)})
    assert "A story that is not written yet" in said(client.get("/en/my-story/stories/"))
    take_back(client, "everything")
    basis.refresh_from_db()
    assert basis.ended_at <= timezone.now()
