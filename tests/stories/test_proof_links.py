"""The private link: opens one proof, for a while, on one device, and lets her answer. Nothing else opens it, or is opened."""

import logging
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from headless.logs import without_link
from stories.actions.make_proof_link import make_proof_link
from stories.actions.record_basis import record_basis
from stories.actions.revoke_proof_link import revoke_proof_link
from stories.actions.withdraw_consent import withdraw_consent
from stories.models import Basis, Proof, ProofLink
from tests.factories.stories import StoryIndexPageFactory, is_live
from tests.stories.proving import prove, story_of_hers, without_paper
from tests.stories.telling import NAME, but

pytestmark = pytest.mark.django_db
HOME = "/second-chances/proofs/"


@pytest.fixture(autouse=True)
def no_paper(monkeypatch):
    without_paper(monkeypatch)


@pytest.fixture
def page(home):
    return story_of_hers(StoryIndexPageFactory(parent=home, slug="stories"), "place")


@pytest.fixture
def proof(page):
    return prove(page)


def link_to(proof, days=14) -> tuple[ProofLink, str]:
    link, token = make_proof_link(proof=proof, days=days, user=None)
    return link, reverse("sc_proofs:open", args=[token])


def opened(proof, **options) -> Client:
    """A device on which the proof is open."""
    client = Client(**options)
    assert client.post(link_to(proof)[1]).status_code == 302
    return client


def text(response) -> str:
    return response.content.decode()


def is_private(response) -> bool:
    return (
        "no-store" in response["Cache-Control"]
        and response["Referrer-Policy"] == "same-origin"
        and "noindex" in response["X-Robots-Tag"]
    )


def test_only_the_keyed_hash_of_its_secret_is_kept(proof):
    link, url = link_to(proof)
    token = url.rstrip("/").rpartition("/")[2]
    assert len(token) == 43 and link.expires_at - timezone.now() > timedelta(days=13)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM sc_stories_prooflink")
        row = str(cursor.fetchall())
    assert token not in row and url not in row


def test_looking_at_it_opens_nothing_and_says_nothing_of_the_story(client, proof):
    link, url = link_to(proof)
    response = client.get(url)
    assert response.status_code == 200 and is_private(response)
    assert NAME not in text(response) and "slow water" not in text(response)
    link.refresh_from_db()
    assert link.opened_at is None and client.get(HOME).status_code == 410


def test_it_shows_the_story_as_it_will_appear_and_what_she_agreed_to(home):
    index = StoryIndexPageFactory(parent=home, slug="stories")
    client = opened(prove(story_of_hers(index, "face", "name")))
    response = client.get(HOME)
    html = text(response)
    assert response.status_code == 200 and is_private(response) and response["Content-Language"] == "en"
    for shown in (f"{NAME}’s slow water", "On our website", "your children", "Cora Field, 555 0100", "Send my answer"):
        assert shown in html
    assert "zfaceq" not in html and "/media/" not in html and f"<title>{NAME}" not in html
    assert ProofLink.objects.get().opened_at
    (address, *_others) = sorted(
        {part.split('"')[0] for part in html.split('src="')[1:] if "/proofs/pictures/" in part}
    )
    picture = client.get(address)
    assert picture["Content-Type"] == "image/jpeg" and is_private(picture) and picture.content.startswith(b"\xff\xd8")
    assert Client().get(address).status_code == 404 and client.get(f"{HOME}pictures/99.jpg").status_code == 404


def test_it_speaks_spanish_around_the_story(page):
    client = opened(prove(page, "es"))
    response = client.get(HOME)
    assert response["Content-Language"] == "es" and '<article class="sc-article" lang="en">' in text(response)


def test_what_was_edited_since_is_not_shown(page, proof):
    draft = page.get_latest_revision_as_object()
    draft.title = "Znew title"
    draft.save_revision()
    assert "Znew" not in text(opened(proof).get(HOME))


def over(link):
    ProofLink.objects.filter(pk=link.pk).update(expires_at=timezone.now())


def closed(link):
    revoke_proof_link(link=link, user=None)


def taken_back(link):
    withdraw_consent(translation_key=link.proof.translation_key)


def taken_back_after_it_was_renewed(link):
    with_her = {"kind": "person", "reference": "R-014", "public_name": NAME, "obtained_by": "Cora Field"}
    record_basis(translation_key=link.proof.translation_key, **with_her, covered={"own": but("face")})
    withdraw_consent(translation_key=link.proof.translation_key)


def deleted(link):
    link.delete()


@pytest.mark.parametrize("end", [over, closed, taken_back, taken_back_after_it_was_renewed, deleted])
def test_what_opens_nothing_is_answered_alike_and_closes_where_it_is_open(client, proof, end):
    link, url = link_to(proof)
    device = Client()
    device.post(url)
    assert device.get(HOME).status_code == 200
    unknown = [client.get(f"{HOME}{'x' * 43}/"), client.post(f"{HOME}{'x' * 43}/")]
    end(link)
    answers = [
        client.get(url),
        client.post(url),
        device.get(HOME),
        device.post(f"{HOME}answer/", {"answer": "approved"}),
    ]
    assert {response.status_code for response in [*unknown, *answers]} == {410}
    assert len({response.content for response in [*unknown, *answers]}) == 1 and all(map(is_private, answers))
    assert device.get(f"{HOME}pictures/1.jpg").status_code == 404
    proof.refresh_from_db()
    assert proof.is_waiting


@pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: t + "A", lambda t: t.swapcase(), lambda t: "é" * 20])
def test_a_secret_that_was_changed_opens_nothing(client, proof, change):
    token = link_to(proof)[1].rstrip("/").rpartition("/")[2]
    assert client.post(reverse("sc_proofs:open", args=[change(token)])).status_code == 410


def test_it_opens_this_proof_and_no_other(page, proof):
    other = prove(page, "es")
    client = opened(proof)
    client.post(f"{HOME}answer/", {"answer": "approved"})
    other.refresh_from_db()
    assert other.is_waiting and Proof.objects.get(pk=proof.pk).state == "approved"
    # A cookie that somebody wrote himself is none.
    client.cookies["sc-proof"] = "1"
    assert client.get(HOME).status_code == 410


def test_she_says_yes_once(page, proof):
    client = opened(proof)
    response = client.post(f"{HOME}answer/", {"answer": "approved"}, follow=True)
    assert "Your answer has arrived" in text(response) and "Send my answer" not in text(response)
    client.post(f"{HOME}answer/", {"answer": "changes", "note": "x"})
    proof.refresh_from_db()
    assert (proof.state, proof.channel, proof.note, proof.recorded_by) == ("approved", "link", None, None)


def test_she_asks_for_changes_and_nothing_she_wrote_is_lost(proof):
    client = opened(proof)
    response = client.post(f"{HOME}answer/", {"answer": "changes", "note": ""})
    assert response.status_code == 422 and "Write what we should change." in text(response)
    response = client.post(f"{HOME}answer/", {"note": "Leave out the street."})
    assert response.status_code == 422 and "Leave out the street." in text(response)
    client.post(f"{HOME}answer/", {"answer": "changes", "note": "Leave out the street."})
    proof.refresh_from_db()
    assert (proof.state, proof.note) == ("changes", "Leave out the street.")


def test_she_says_no_when_she_is_sure_also_after_a_yes(page, proof):
    client = opened(proof)
    client.post(f"{HOME}answer/", {"answer": "approved"})
    assert client.post(f"{HOME}no/").status_code == 422
    assert Basis.objects.get(translation_key=page.translation_key).ended_at is None
    response = client.post(f"{HOME}no/", {"no-sure": "on"})
    assert response.status_code == 200 and "It is not published" in text(response)
    assert Basis.objects.get(translation_key=page.translation_key).ended_at and not is_live(page)
    assert client.get(HOME).status_code == 410
    proof.refresh_from_db()
    assert proof.state == "withdrawn"


def test_she_closes_it_on_a_device_that_others_use(proof):
    client = opened(proof)
    assert "Closed" in text(client.post(f"{HOME}close/"))
    assert client.get(HOME).status_code == 410


def test_forms_from_elsewhere_are_refused(proof):
    client = opened(proof, enforce_csrf_checks=False)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    for address in ("answer/", "no/", "close/"):
        assert strict.post(f"{HOME}{address}", {"answer": "approved", "no-sure": "on"}).status_code == 403
    assert Proof.objects.get().is_waiting


@pytest.mark.parametrize("days", [0, 61, -3])
def test_it_lasts_from_one_day_to_sixty(proof, days):
    with pytest.raises(ValidationError, match="from 1 to 60"):
        link_to(proof, days)
    assert link_to(proof, 60)[0].opens(timezone.now() + timedelta(days=59))


def test_what_is_answered_gets_no_more_links(proof):
    opened(proof).post(f"{HOME}answer/", {"answer": "approved"})
    with pytest.raises(ValidationError, match="Make a new one"):
        link_to(proof)


def test_no_log_holds_its_secret_or_a_name(client, proof, caplog, monkeypatch):
    monkeypatch.setattr(logging.getLogger("django"), "propagate", True)
    monkeypatch.setattr(logging.getLogger("django.request"), "propagate", True)
    monkeypatch.setattr(logging.getLogger("django.request"), "level", logging.INFO)
    # What is below is the database's, whose log a site has no use for.
    caplog.set_level(logging.INFO)
    _link, url = link_to(proof)
    client.post(url)
    client.get(HOME)
    client.post(f"{HOME}{'q' * 43}/")
    client.post(f"{HOME}no/", {"no-sure": "on"})
    said = "".join(record.getMessage() for record in caplog.records)
    assert (
        "Gone" in said and url.rstrip("/").rpartition("/")[2] not in said and "q" * 43 not in said and NAME not in said
    )
    assert without_link(f"Gone: {url}") == f"Gone: {HOME}…/"
