"""Webhooks in the admin: who may, what is kept secret, and what each button does."""

from datetime import timedelta
from html import unescape

import pytest
from cryptography.fernet import Fernet
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import ModelLogEntry

from headless import events, roles
from headless.models import Attempt, Delivery, FrontEnd, Webhook
from headless.webhooks import address, call, sender
from tests.factories.staff import sign_in
from tests.headless.webhooks.receiver import says, trickles

pytestmark = pytest.mark.slow

HERE = "/admin/webhooks/"
ALL = ("add_webhook", "change_webhook", "delete_webhook", "view_webhook")
NETLIFY = "https://api.netlify.com/build_hooks/5f1e2d3c4b5a69788796a5b4"
BUTTONS = ("test", "pause", "resume", "rotate", "secret", "replay")


@pytest.fixture(autouse=True)
def _names(monkeypatch):
    """Every name stands for a public address; addresses for themselves."""
    monkeypatch.setattr(address, "_resolve", lambda host, port: [host] if host[0].isdigit() else ["93.184.215.14"])


@pytest.fixture
def staff(client, db):
    return sign_in(client, *ALL)


def save(client, path=f"{HERE}new/", **values):
    defaults = {
        "name": "Our website",
        "preset": "standard",
        "address": "https://www.example.org/hook",
        "token": "",
        "audience": "partner",
        "events": ["story.published"],
        "together_seconds": "",
    }
    return client.post(path, defaults | values)


def text_of(response) -> str:
    return unescape(response.content.decode())


def page_of(client, webhook, query="") -> str:
    response = client.get(f"{HERE}inspect/{webhook.pk}/{query}")
    assert response.status_code == 200
    return text_of(response)


def press(client, webhook, button: str, **values):
    return client.post(f"{HERE}{button}/{webhook.pk}/", values, follow=True)


def log_of(webhook) -> list[str]:
    return list(ModelLogEntry.objects.filter(object_id=str(webhook.pk)).values_list("action", flat=True))


# --- The form ---------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("staff")
def test_a_webhook_is_made_with_a_secret_that_nobody_types(client):
    response = save(client, events=["story.published", "story.withdrawn"])
    webhook = Webhook.objects.get()
    assert response.url == f"{HERE}inspect/{webhook.pk}/"
    assert webhook.secret.startswith("whsec_") and webhook.together_seconds == 0
    assert webhook.events == ["story.published", "story.withdrawn"]
    assert webhook.secret not in page_of(client, webhook)


@pytest.mark.usefixtures("staff")
def test_every_kind_of_event_can_be_chosen_in_plain_words(client):
    page = text_of(client.get(f"{HERE}new/"))
    for kind in events.kinds():
        assert (f'value="{kind.name}"' in page) == bool(kind.label), kind.name
        assert str(kind.label) in page
    told = ["story.published", "program.published", "form.published", "page.published", "site.updated"]
    assert sorted(told, key=lambda name: page.index(f'value="{name}"')) == told
    assert {"story", "program", "page", "form"} == {
        kind.name.split(".")[0] for kind in events.kinds() if kind.name.endswith((".published", ".withdrawn"))
    }


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize(
    ("values", "stored", "seconds"),
    [
        ({"preset": "netlify", "address": NETLIFY}, NETLIFY, 60),
        ({"preset": "netlify", "address": NETLIFY, "together_seconds": "5"}, NETLIFY, 5),
        (
            {"preset": "github", "address": "our-charity/website", "token": "github_pat_x"},
            "https://api.github.com/repos/our-charity/website/dispatches",
            60,
        ),
        (
            {"preset": "github", "address": "https://github.com/our-charity/website/", "token": "github_pat_x"},
            "https://api.github.com/repos/our-charity/website/dispatches",
            60,
        ),
    ],
)
def test_each_kind_of_receiver_takes_what_people_have_of_it(client, values, stored, seconds):
    assert save(client, **values).status_code == 302
    webhook = Webhook.objects.get()
    assert (webhook.address, webhook.together_seconds) == (stored, seconds)
    page = page_of(client, webhook)
    assert stored not in page and "github_pat_x" not in page


@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"address": ""}, "Without an address nothing can be sent"),
        ({"address": "http://www.example.org/hook"}, "must begin with https"),
        ({"address": "https://10.1.2.3/hook"}, "inside a private network"),
        ({"address": "https://someone:word@example.org/"}, "must not hold a user name"),
        ({"preset": "netlify", "address": "https://www.example.org/hook"}, "begins with “https://api.netlify.com/"),
        ({"preset": "vercel", "address": NETLIFY}, "begins with “https://api.vercel.com/"),
        ({"preset": "cloudflare", "address": NETLIFY}, "begins with “https://api.cloudflare.com/"),
        ({"preset": "github", "address": "website", "token": "x"}, "This is no repository"),
        ({"preset": "github", "address": "our-charity/website"}, "GitHub takes nothing without a token"),
        ({"events": []}, "This field is required"),
        ({"events": ["application.received"]}, "A partner’s site never hears of this"),
        ({"together_seconds": "100000"}, "less than or equal to 3600"),
    ],
)
def test_what_cannot_work_is_said_and_nothing_is_made(client, settings, values, said):
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "WEBHOOK_PRIVATE_NETWORKS": ()}
    response = save(client, **values)
    assert response.status_code == 200 and said in text_of(response)
    assert values.get("address", "") in text_of(response), "what was typed is kept"
    assert not Webhook.objects.exists()


@pytest.mark.usefixtures("staff")
def test_what_is_secret_is_never_in_the_form_and_stays_when_it_is_left_empty(client):
    save(client, preset="github", address="our-charity/website", token="github_pat_x")
    webhook = Webhook.objects.get()
    secret = webhook.secret
    edit = f"{HERE}edit/{webhook.pk}/"
    page = text_of(client.get(edit))
    assert "github_pat_x" not in page and "/dispatches" not in page and secret not in page
    assert save(client, edit, preset="github", name="The website", address="", token="").status_code == 302
    webhook.refresh_from_db()
    assert (webhook.name, webhook.token, webhook.secret) == ("The website", "github_pat_x", secret)
    assert webhook.address.endswith("our-charity/website/dispatches")
    refused = save(client, edit, preset="netlify", address="", token="")
    assert "put its address here, too" in text_of(refused)


def test_a_webhook_of_a_front_end_is_changed_where_its_front_end_is(client, db):
    sign_in(client, *ALL, "change_frontend")
    front_end = FrontEnd.objects.create(name="Next", revalidation_url="https://www.example.org/api/revalidate")
    webhook = front_end.webhook
    for door in ("edit", "delete"):
        response = client.get(f"{HERE}{door}/{webhook.pk}/", follow=True)
        assert response.redirect_chain[-1][0] == f"/admin/front-ends/edit/{front_end.pk}/"
    assert client.post(f"{HERE}delete/{webhook.pk}/").status_code == 302
    assert Webhook.objects.filter(pk=webhook.pk).exists()
    assert "It belongs to the front end “Next”" in page_of(client, webhook)


def test_a_front_end_says_where_it_hears_of_changes(client, db):
    sign_in(client, *ALL, "change_frontend", "add_frontend", "view_frontend")
    values = {"name": "Next", "origins": "", "audience": "partner"}
    refused = client.post("/admin/front-ends/new/", {**values, "revalidation_url": "ftp://example.org/"})
    assert "must begin with https" in text_of(refused)
    client.post("/admin/front-ends/new/", {**values, "revalidation_url": "https://www.example.org/api/revalidate"})
    front_end = FrontEnd.objects.get()
    assert front_end.webhook.address == "https://www.example.org/api/revalidate"
    page = text_of(client.get(f"/admin/front-ends/inspect/{front_end.pk}/"))
    assert f"{HERE}inspect/{front_end.webhook.pk}/" in page and "nothing was sent yet" in page


@pytest.mark.usefixtures("staff")
def test_the_list_says_how_each_stands_and_leads_to_what_was_sent(client, listen, happen, receiver):
    webhook = listen(token="github_pat_x")
    happen()
    sender.turn(webhook.pk)
    listen(name="Silent"), listen(name="Failing", failing_since=timezone.now()), listen(name="Gone", paused="gone")
    page = text_of(client.get(HERE))
    for health in ("positive", "none", "warning", "critical"):
        assert f"sc-health__dot--{health}" in page
    for words in ("working", "nothing was sent yet", "failing; it is tried again", "gone for good"):
        assert words in page
    assert f'href="{HERE}inspect/{webhook.pk}/"' in page and f'href="{HERE}edit/{webhook.pk}/"' in page
    assert not any(secret in page for secret in (webhook.secret, "github_pat_x", receiver.url, str(receiver.port)))


# --- The page, its log and its buttons --------------------------------------------------------------------------------


@pytest.mark.usefixtures("staff")
def test_the_log_shows_messages_answers_and_why_they_failed(client, listen, happen, receiver):
    webhook = listen()
    receiver.answers = [says(500, b"<script>alert(1)</script> out of order")]
    happen(41)
    sender.turn(webhook.pk)
    page = page_of(client, webhook)
    assert "A published story changes" in page and "number 41" in page and "500" in page
    assert "did not take the message" in page and '"document-41"' in page and "again at" in page
    raw = client.get(f"{HERE}inspect/{webhook.pk}/").content.decode()
    assert "<script>alert(1)" not in raw and "out of order" in raw
    assert receiver.url not in page and "http://127.0.0.1" in page, "enough to know it by"
    assert "failing; it is tried again" in page


@pytest.mark.usefixtures("staff")
def test_the_log_is_read_page_by_page_and_state_by_state(client, listen, happen):
    webhook = listen()
    for number in range(100, 130):
        happen(number)
    Delivery.objects.filter(event__data__id=129).update(state="failed")
    first, second = page_of(client, webhook), page_of(client, webhook, "?p=2")
    assert "number 129" in first and "number 100" not in first and "number 100" in second
    failed = page_of(client, webhook, "?state=failed")
    assert "number 129" in failed and "number 128" not in failed
    assert "waiting (29)" in first and "given up (1)" in first
    assert page_of(client, webhook, "?state=nonsense&p=nonsense") and page_of(client, webhook, "?p=999")


def test_what_was_encrypted_with_a_lost_key_takes_no_page_away(client, staff, listen, happen, settings):
    webhook = listen()
    (delivery,) = happen()
    Attempt.objects.create(delivery=delivery, milliseconds=3, status=500, problem="status", answer="words")
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "ENCRYPTION_KEYS": (Fernet.generate_key().decode(),)}
    assert "It was encrypted with a key that is no longer there" in page_of(client, webhook)
    assert client.get(HERE).status_code == 200
    assert "no longer there" in text_of(press(client, webhook, "secret"))
    assert "no longer there" in text_of(press(client, webhook, "test"))
    assert save(client, f"{HERE}edit/{webhook.pk}/", audience="own").status_code == 302
    assert "https://www.example.org/…" in page_of(client, webhook)


def test_a_front_end_whose_address_was_encrypted_with_a_lost_key_takes_no_page_away(client, home, settings):
    front_end = FrontEnd.objects.create(
        name="Next",
        origins="https://www.example.org",
        preview_url="https://www.example.org/preview",
        revalidation_url="https://www.example.org/api/revalidate",
    )
    client.force_login(get_user_model().objects.create_superuser("root", "root@example.org", "irrelevant"))
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "ENCRYPTION_KEYS": (Fernet.generate_key().decode(),)}
    here = "/admin/front-ends/"
    pages = [here, f"{here}edit/{front_end.pk}/", f"{here}inspect/{front_end.pk}/", "/admin/put-on-your-site/"]
    pages += ["/admin/", f"{HERE}inspect/{front_end.webhook.pk}/", f"/admin/pages/{home.pk}/edit/"]
    assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)
    client.post(f"{here}new-key/{front_end.pk}/")
    assert Webhook.objects.exists(), "it waits for the key, or for the address anew"
    values = {"name": "Next", "origins": "", "audience": "partner"}
    refused = client.post(f"{here}edit/{front_end.pk}/", {**values, "revalidation_url": ""})
    assert "key that is no longer there" in text_of(refused) and Webhook.objects.exists()
    anew = {**values, "revalidation_url": "https://www.example.org/new"}
    assert client.post(f"{here}edit/{front_end.pk}/", anew).status_code == 302
    assert Webhook.objects.without_secrets().get().address == "https://www.example.org/new"


@pytest.mark.usefixtures("staff")
def test_the_test_button_says_what_came_of_it(client, listen, receiver):
    webhook = listen(paused="staff")
    assert "The test arrived: the receiver answered 204" in text_of(press(client, webhook, "test"))
    assert b'"type":"webhook.test"' in receiver.got[0].body
    assert "A test" in page_of(client, webhook) and log_of(webhook) == ["sc_headless.webhook_tested"]
    receiver.answers = [says(500)]
    assert "The receiver answered 500. The receiver answered that it did not take" in text_of(
        press(client, webhook, "test")
    )
    webhook.address = "http://127.0.0.1:1/hook"
    webhook.save()
    assert "The test did not arrive." in text_of(press(client, webhook, "test"))
    webhook.refresh_from_db()
    assert webhook.failures == 0 and webhook.failing_since is None, "a test that fails counts for nothing"


@pytest.mark.usefixtures("staff")
def test_paused_it_waits_and_then_it_goes_on(client, listen, happen):
    webhook = listen()
    press(client, webhook, "pause")
    happen(), happen()
    page = page_of(client, webhook)
    assert "paused by staff" in page and "Let it go on" in page
    assert "2 messages are on their way" in text_of(press(client, webhook, "resume"))
    webhook.refresh_from_db()
    assert webhook.paused == ""
    assert log_of(webhook) == ["sc_headless.webhook_resumed", "sc_headless.webhook_paused"]


@pytest.mark.usefixtures("staff")
def test_what_waited_over_a_failure_has_a_day_anew(client, listen, happen):
    webhook = listen(paused="failure", failures=9, failing_since=timezone.now() - timedelta(days=2))
    (delivery,) = happen()
    Delivery.objects.update(attempts=7, first_tried_at=timezone.now() - timedelta(days=2))
    press(client, webhook, "resume")
    delivery.refresh_from_db()
    webhook.refresh_from_db()
    assert (delivery.attempts, delivery.first_tried_at, webhook.failing_since) == (0, None, None)


@pytest.mark.usefixtures("staff")
def test_the_secret_is_shown_on_demand_and_noted(client, listen):
    webhook = listen()
    assert client.get(f"{HERE}secret/{webhook.pk}/").status_code == 405
    response = press(client, webhook, "secret")
    assert webhook.secret in text_of(response) and "no-store" in response.headers["Cache-Control"]
    assert log_of(webhook) == ["sc_headless.webhook_secret_shown"]
    assert webhook.secret not in page_of(client, webhook)


@pytest.mark.usefixtures("staff")
def test_a_new_secret_signs_with_the_old_one_beside_it_for_a_day(client, listen, happen, receiver, monkeypatch):
    webhook = listen()
    old = webhook.secret
    page = text_of(press(client, webhook, "rotate"))
    webhook.refresh_from_db()
    assert webhook.secret in page and webhook.secret != old and old not in page
    assert webhook.secrets_now() == [webhook.secret, old]
    happen()
    sender.turn(webhook.pk)
    assert len(receiver.got[-1].headers["webhook-signature"].split()) == 2
    Webhook.objects.update(old_secret_until=timezone.now())
    happen()
    sender.turn(webhook.pk)
    assert len(receiver.got[-1].headers["webhook-signature"].split()) == 1


@pytest.mark.usefixtures("staff")
def test_one_message_is_sent_again_with_the_same_number(client, listen, happen, receiver):
    webhook = listen()
    (delivery,) = happen()
    sender.turn(webhook.pk)
    assert "1 message is sent again" in text_of(press(client, webhook, "replay", delivery=str(delivery.pk)))
    sender.turn(webhook.pk)
    assert [got.headers["webhook-id"] for got in receiver.got] == [delivery.message_id] * 2
    for wrong in ("nonsense", "00000000-0000-0000-0000-000000000000"):
        assert "nothing to send again" in text_of(press(client, webhook, "replay", delivery=wrong))


@pytest.mark.usefixtures("staff")
def test_what_was_given_up_lately_is_sent_again(client, listen, happen):
    webhook, other = listen(), listen(name="Other")
    for number, (state, age) in enumerate([("failed", 2), ("failed", 30), ("arrived", 1), ("waiting", 1)]):
        for delivery in happen(number):
            delivery.state, delivery.created_at, delivery.attempts = state, timezone.now() - timedelta(hours=age), 5
            delivery.save()
    assert "1 message is sent again" in text_of(press(client, webhook, "replay", hours="24"))
    assert "1 message is sent again" in text_of(press(client, webhook, "replay", hours="168"))
    assert "nothing to send again" in text_of(press(client, webhook, "replay", hours="168"))
    assert other.deliveries.filter(state="failed").count() == 2


@pytest.mark.usefixtures("staff")
def test_what_is_sent_again_takes_nothing_new_with_it(client, listen, happen, receiver):
    """A receiver leaves out a number that it knows: what came with it later would be lost."""
    webhook = listen(together_seconds=1)
    (delivery,) = happen(1)
    Delivery.objects.update(due_at=timezone.now())
    sender.turn(webhook.pk)
    press(client, webhook, "replay", delivery=str(delivery.pk))
    (later,) = happen(2)
    sender.turn(webhook.pk)
    later.refresh_from_db()
    assert later.state == "waiting" and b'"id":2' not in receiver.got[-1].body


# --- Who may ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("permissions", [(), ("change_frontend", "view_frontend"), ("view_webhook",)])
def test_whoever_may_not_change_webhooks_can_press_nothing(client, listen, happen, receiver, permissions):
    webhook = listen()
    happen()
    sign_in(client, *permissions)
    before = Webhook.objects.values().get()
    for button in BUTTONS:
        response = client.post(f"{HERE}{button}/{webhook.pk}/")
        assert response.status_code in (302, 403) and webhook.secret not in text_of(response)
    assert Webhook.objects.values().get() == before and receiver.got == [] and log_of(webhook) == []
    page = client.get(f"{HERE}inspect/{webhook.pk}/")
    assert (page.status_code == 200) == ("view_webhook" in permissions)
    assert "Send a test" not in text_of(page)


def test_administrators_look_after_webhooks_and_nobody_else_does(client, listen):
    webhook = listen()
    roles.set_up()
    for number, name in enumerate(
        ["Administrators", "Communications editors", "Story reviewers", "Volunteer coordinators"]
    ):
        sign_in(client, groups=[name], username=f"staff{number}")
        assert (client.get(f"{HERE}inspect/{webhook.pk}/").status_code == 200) == (name == "Administrators"), name
    assert get_user_model().objects.count() == 4


def test_whoever_looks_after_them_sees_at_once_which_ones_do_not_get_through(client, listen, db):
    listen(name="Fine"), listen(name="Not reached", paused="failure"), listen(name="Wanted so", paused="staff")
    now = timezone.now()
    listen(name="For hours", failing_since=now - timedelta(hours=3))
    listen(name="Just restarting", failing_since=now - timedelta(minutes=1))
    sign_in(client, *ALL)
    page = text_of(client.get("/admin/"))
    assert "Others do not hear what happens here" in page and "Not reached" in page
    assert "For hours</a>: failing for 3\xa0hours; it is tried again" in page
    assert not any(name in page for name in ("Fine", "Wanted so", "Just restarting"))
    sign_in(client, "change_frontend", username="other")
    assert "Not reached" not in text_of(client.get("/admin/"))


@pytest.mark.usefixtures("staff")
def test_a_receiver_that_hangs_does_not_keep_whoever_tests_it_for_ever(client, listen, receiver, monkeypatch):
    monkeypatch.setattr(call, "DEADLINE", 0.4)
    receiver.answers = [trickles(receiver)]
    assert "took too long to answer" in text_of(press(client, listen(), "test"))
