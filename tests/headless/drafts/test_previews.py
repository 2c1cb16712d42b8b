"""An editor's draft in a front end: who gets it, for how long, and what everybody else is told."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from headless.actions.close_previews import close_previews
from headless.documents.drafts import previews
from headless.models import FrontEnd, Preview
from stories.actions.withdraw_consent import withdraw_consent
from tests.factories.site_project import ContentPageFactory
from tests.factories.staff import sign_in
from tests.factories.stories import PERSON, StoryIndexPageFactory, StoryPageFactory

pytestmark = pytest.mark.slow

API = "/api/v1/preview"
AT_HOME = {"origins": "https://www.example.org", "preview_url": "https://www.example.org/preview", "audience": "own"}


@pytest.fixture
def front_end(db):
    return FrontEnd.objects.create(name="Our site", **AT_HOME)


@pytest.fixture
def page(home):
    page = ContentPageFactory(parent=home, title="Published", slug="about")
    page.title = "As it is being written"
    page.save_revision()
    return page


@pytest.fixture
def editor(client):
    user = sign_in(client)
    user.is_superuser = True
    user.save()
    return user


@pytest.fixture
def ask(client, front_end):
    """What a front end gets for a token; `headers` beside it or in its place."""

    def ask(token, path=API, **headers):
        sent = {"X-Publishable-Key": front_end.key, "X-Preview-Token": token, **headers}
        return client.get(path, headers={name: value for name, value in sent.items() if value is not None})

    return ask


def open_preview(client, page, front_end) -> str:
    """The token with which the editor's browser comes to the front end."""
    response = client.get(f"/admin/pages/{page.pk}/view_draft/", {"mode": previews.mode_of(front_end)})
    assert response.status_code == 302, response.content
    assert response["Referrer-Policy"] == "no-referrer" and "no-store" in response["Cache-Control"]
    assert response["Location"].startswith(f"{front_end.preview_url}?token=")
    return parse_qs(urlsplit(response["Location"]).query)["token"][0]


@pytest.fixture
def token(client, page, front_end, editor):
    return open_preview(client, page, front_end)


def test_the_front_end_gets_the_draft_and_nobody_may_keep_it(ask, token):
    response = ask(token)
    assert response.json()["document"]["title"] == "As it is being written"
    assert "no-store" in response["Cache-Control"] and "ETag" not in response
    assert response["Referrer-Policy"] == "no-referrer"


def test_the_database_alone_opens_nothing(token):
    stored = repr(list(Preview.objects.values()))
    assert Preview.objects.count() == 1
    assert token not in stored and token.partition(".")[2] not in stored


def test_addresses_in_a_draft_are_those_of_the_front_end(ask, client, page, front_end, editor):
    front_end.site_url = "https://www.example.org/us"
    front_end.save()
    assert (
        ask(open_preview(client, page, front_end)).json()["document"]["url"] == "https://www.example.org/us/en/about/"
    )


def test_what_she_goes_on_writing_shows_under_the_same_token(ask, client, page, front_end, token):
    page.title = "Later"
    page.save_revision()
    assert open_preview(client, page, front_end) == token
    assert ask(token).json()["document"]["title"] == "Later"


def test_a_token_that_has_ended_stays_ended_when_she_writes_on(ask, client, page, front_end, token):
    Preview.objects.update(expires_at=timezone.now())
    again = open_preview(client, page, front_end)
    assert ask(token).status_code == 404 and ask(again).status_code == 200


def test_it_ends_an_hour_after_the_last_change(ask, token, monkeypatch):
    in_an_hour = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: in_an_hour - timedelta(minutes=1))
    assert ask(token).status_code == 200
    monkeypatch.setattr(timezone, "now", lambda: in_an_hour)
    assert ask(token).status_code == 404
    assert previews.forget_those_over() == 1


@pytest.fixture
def refused(ask, client, page, front_end, token):
    """Answers to tokens that open nothing, by what is wrong with them."""
    other = FrontEnd.objects.create(name="Other", **{**AT_HOME, "audience": "partner"})
    elsewhere = ContentPageFactory(parent=page.get_parent(), title="Elsewhere", slug="elsewhere")
    name, _dot, signature = token.partition(".")
    first = "B" if token[0] == "A" else "A"
    answers = {
        "none": ask(None),
        "empty": ask(""),
        "unknown": ask("x" * 64),
        "another name": ask(f"{first}{token[1:]}"),
        "another signature": ask(f"{name}.{first}{signature[1:]}"),
        "no signature": ask(name),
        "too long": ask(token + "A" * 500),
        "of another front end": ask(open_preview(client, page, other)),
        "for another page": ask(token, f"{API}?page_id={elsewhere.pk}"),
        "of the same page": ask(token, f"{API}?page_id={page.pk}"),
    }
    assert answers.pop("of the same page").status_code == 200
    Preview.objects.filter(front_end=front_end).update(expires_at=timezone.now())
    answers["over"] = ask(token)
    Preview.objects.filter(front_end=front_end).update(expires_at=timezone.now() + timedelta(hours=1))
    assert ask(token).status_code == 200
    close_previews(front_end=front_end, user=None)
    answers["closed"] = ask(token)
    return answers


def test_whatever_is_wrong_with_a_token_the_answer_is_the_same(refused):
    said = {(response.status_code, response.content, response["Content-Type"]) for response in refused.values()}
    assert len(said) == 1
    status, body, media_type = said.pop()
    assert (status, media_type) == (404, "application/problem+json")
    assert b"Open it again in the editor" in body


def test_a_wrong_token_asks_the_database_as_much_as_an_ended_one(
    ask, token, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(3) as asked:
        ask("x" * 64)
    Preview.objects.update(expires_at=timezone.now())
    with django_assert_num_queries(len(asked)):
        ask(token)


def test_which_key_and_which_origin_is_judged_before_the_token(ask, token):
    for good in (token, "x" * 64):
        assert ask(good, **{"X-Publishable-Key": None}).status_code == 401
        assert ask(good, **{"X-Publishable-Key": "pk_unknown"}).status_code == 401
        foreign = ask(good, Origin="https://elsewhere.example")
        assert foreign.status_code == 403 and foreign["Content-Type"] == "application/problem+json"
    assert ask(token, Origin="https://www.example.org").status_code == 200


def test_browsers_may_send_the_token_from_the_front_end_alone(client, front_end):
    asked = {"Origin": "https://www.example.org", "Access-Control-Request-Method": "GET"}
    assert "X-Preview-Token" in client.options(API, headers=asked)["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Headers" not in client.options(API, headers={**asked, "Origin": "https://b.example"})


def test_a_preview_is_no_document(client, token, page):
    assert client.get(f"/api/v1/pages/{page.pk}").json()["title"] == "Published"
    assert b"being written" not in client.get("/api/v1/search?q=written").content


def test_a_page_that_was_never_saved_has_a_preview_too(ask, client, home, front_end, editor):
    address = f"/admin/pages/add/site_project/contentpage/{home.pk}/preview/"
    form = {
        "title": "Quite new",
        "slug": "new",
        "intro": "",
        "body-count": "0",
        "exit_button": "",
        "comments-TOTAL_FORMS": "0",
    }
    form |= {"comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0", "comments-MAX_NUM_FORMS": "0"}
    assert client.post(address, form).json()["is_valid"]
    response = client.get(address, {"mode": previews.mode_of(front_end), "in_preview_panel": "true"})
    query = parse_qs(urlsplit(response["Location"]).query)
    assert query["in_preview_panel"] == ["true"]
    document = ask(query["token"][0]).json()["document"]
    assert (document["title"], document["id"]) == ("Quite new", None)


def test_the_picture_of_a_draft_is_seen_as_long_as_its_preview(ask, client, home, image, front_end, editor):
    story = StoryPageFactory(
        parent=StoryIndexPageFactory(parent=home, slug="stories"), live=False, hero_image=image, hero_alt="A garden"
    )
    story.save_revision()
    document = ask(open_preview(client, story, front_end)).json()["document"]
    urls = [rendition["url"] for rendition in document["hero"]["renditions"]]
    client.logout()
    address = urls[0].removeprefix("http://localhost")
    shown = client.get(address)
    assert shown["Content-Type"] == "image/webp" and shown.content[:4] == b"RIFF" and b"Exif" not in shown.content
    assert client.get(f"{address[:-3]}AAA").status_code == 404
    close_previews(front_end=front_end, user=None)
    assert client.get(address).status_code == 404


def test_a_preview_address_that_has_parameters_keeps_them(client, page, front_end, editor):
    front_end.preview_url = "https://www.example.org/api?show=draft"
    assert previews.address(front_end, "x", panel=False) == "https://www.example.org/api?show=draft&token=x"


# --- Whose drafts -----------------------------------------------------------------------------------------------------


@pytest.fixture
def partner(db):
    return FrontEnd.objects.create(name="Library", **{**AT_HOME, "audience": "partner"})


@pytest.fixture
def stories(home):
    return StoryIndexPageFactory(parent=home, slug="stories")


def told(stories, **basis):
    """A draft with a standfirst that tells what she was convicted of."""
    values = {"standfirst": "Offenceq.", "standfirst_shows": ["offence"], "live": False, "title": "Slow water"}
    story = StoryPageFactory(parent=stories, basis={**PERSON, **basis} if basis else None, **values)
    story.save_revision()
    return story


def test_staff_see_all_of_a_draft_in_their_own_front_end(ask, client, stories, front_end, editor):
    assert ask(open_preview(client, told(stories), front_end)).json()["document"]["standfirst"] == "Offenceq."


def test_a_partner_s_site_gets_what_its_readers_would_get(ask, client, stories, partner, editor):
    story = told(stories, covered={"own": ["words", "offence"], "partners": ["words"]})
    token = open_preview(client, story, partner)
    document = ask(token, **{"X-Publishable-Key": partner.key}).json()["document"]
    assert (document["title"], document["standfirst"]) == ("Slow water", "")


@pytest.mark.parametrize("basis", [{}, {"covered": {"own": ["words"]}}])
def test_what_is_not_covered_for_partners_goes_to_no_partner_s_site(client, stories, partner, editor, basis):
    story = told(stories, **basis)
    response = client.get(f"/admin/pages/{story.pk}/view_draft/", {"mode": previews.mode_of(partner)})
    assert response.status_code == 200 and "may not see this draft" in response.content.decode()
    assert not Preview.objects.exists()


def test_what_she_takes_back_is_open_in_no_front_end(ask, client, stories, front_end, editor):
    story = told(stories, covered={"own": ["words", "offence"]})
    token = open_preview(client, story, front_end)
    assert ask(token).status_code == 200
    withdraw_consent(translation_key=story.translation_key, user=None)
    assert ask(token).status_code == 404 and not Preview.objects.exists()


def test_who_may_not_sign_in_any_more_has_no_preview(ask, token, editor):
    editor.is_active = False
    editor.save()
    assert ask(token).status_code == 404


# --- In the editor ----------------------------------------------------------------------------------------------------


def test_the_organization_s_own_front_end_comes_first(page, front_end):
    assert page.default_preview_mode == previews.mode_of(front_end)
    assert [mode for mode, _label in page.preview_modes] == ["", previews.mode_of(front_end)]
    front_end.audience = "partner"
    front_end.save()
    assert page.default_preview_mode == ""


def test_the_editor_lets_in_the_frames_of_front_ends_and_no_others(client, page, front_end, editor):
    policy = client.get(f"/admin/pages/{page.pk}/edit/")["Content-Security-Policy"]
    assert "frame-src 'self' https://www.example.org;" in f"{policy};"
    assert "frame-src" not in client.get("/admin/")["Content-Security-Policy"]


def test_the_user_bar_is_the_editor_s_and_trusts_both_origins(ask, token, front_end):
    bar = ask(token, f"{API}/user-bar?in_preview_panel=true")
    html = bar.content.decode()
    assert "wagtail-userbar-template" in html and "no-store" in bar["Cache-Control"]
    assert "https://www.example.org" in html and "http://testserver" in html
    assert ask("x" * 64, f"{API}/user-bar").status_code == 404
