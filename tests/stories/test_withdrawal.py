"""A consent is taken back, all of it or a part: what is gone at once, what the certificate says, and that nothing revives it."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from headless.documents import probe
from headless.models import Delivery, Document, Event, FrontEnd, PublicPicture, Webhook
from stories.actions.check_withdrawals import check_withdrawals
from stories.actions.note_recall import note_recall
from stories.actions.note_use import note_use
from stories.actions.record_basis import record_basis
from stories.actions.verify_withdrawal import verify_withdrawal
from stories.actions.withdraw_consent import NothingToWithdraw, withdraw_consent
from stories.enums import Trace, TraceState
from stories.models import Basis, Recall, StoryPage, Use, Withdrawal, WithdrawalItem
from tests.conftest import run_after_commit
from tests.factories.site_project import SiteImageFactory
from tests.factories.stories import PERSON, StoryIndexPageFactory, StoryPageFactory, is_live
from tests.headless.world import run_worker
from tests.stories.telling import NAME, but, canaries, consent, tell

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def index(home):
    return StoryIndexPageFactory(parent=home, slug="stories")


def publish(page):
    page.save_revision().publish()
    run_worker()
    return StoryPage.objects.get(pk=page.pk)


@pytest.fixture
def story(index):
    """Shows her face and where she lives, to our own readers and to partners."""
    page = tell(index, "face", "place")
    record_basis(translation_key=page.translation_key, **consent())
    return publish(page)


def states(withdrawal, kind=None) -> list[str]:
    items = withdrawal.items.filter(kind=kind) if kind else withdrawal.items.all()
    return sorted(set(items.values_list("state", flat=True)))


def files_of(page) -> set[str]:
    return set(PublicPicture.objects.filter(document__page_id=page.pk).values_list("file", flat=True))


def is_stored(name: str) -> bool:
    return storages["public_pictures"].exists(name)


def public(client, page) -> str:
    """Whatever readers and partners get of it."""
    key = FrontEnd.objects.get_or_create(name="Ours", audience="own")[0].key
    answers = [
        client.get("/en/stories/slow-water/"),
        client.get("/en/stories/"),
        client.get(f"/api/v1/pages/{page.pk}"),
        client.get(f"/api/v1/pages/{page.pk}", headers={"X-Publishable-Key": key}),
        client.get("/api/v1/stories"),
        client.get("/sitemap.xml"),
        client.get(f"/second-chances/feeds/{page.get_parent().pk}.json"),
    ]
    return " ".join(answer.content.decode().lower() for answer in answers)


# --- Everything -------------------------------------------------------------------------------------------------------


def test_page_and_json_answer_410_with_a_kind_text_from_that_moment_on(story, client):
    assert client.get("/en/stories/slow-water/").status_code == 200
    withdraw_consent(translation_key=story.translation_key)
    # Nothing that waits for the commit has run, and no worker.
    connection.run_on_commit, waiting = [], connection.run_on_commit
    page, json_ = Client().get("/en/stories/slow-water/"), Client().get(f"/api/v1/pages/{story.pk}")
    assert (page.status_code, json_.status_code) == (410, 410)
    assert "taken down for good" in page.content.decode() and "slow water" not in page.content.decode().lower()
    connection.run_on_commit = waiting
    assert "slow water" not in public(client, story)


def test_every_trace_is_found_gone_and_has_its_seconds(story):
    assert files_of(story)
    withdrawal = withdraw_consent(translation_key=story.translation_key)
    run_after_commit()
    run_worker()
    WithdrawalItem.objects.filter(state=TraceState.OPEN).update(due_at=timezone.now())
    check_withdrawals()
    assert set(withdrawal.items.values_list("kind", flat=True)) == set(Trace.values)
    assert states(withdrawal) == [TraceState.DONE]
    for item in withdrawal.items.select_related("withdrawal"):
        assert 0 <= item.seconds < 60 and item.attempts >= 1
    assert not PublicPicture.objects.filter(document__page_id=story.pk).exists()


def test_translations_aliases_and_what_was_planned_go_with_it(story, index, home, spanish):
    for parent in (home, index):
        parent.copy_for_translation(spanish).save_revision().publish()
    translated = story.copy_for_translation(spanish)
    translated.slug = "agua-lenta"
    translated = publish(translated)
    alias = story.create_alias(parent=index, update_slug="alias")
    planned = story.save_revision(approved_go_live_at=timezone.now() + timedelta(days=1))
    run_worker()
    addresses = [page.url for page in (story, translated, alias)]
    assert [Client().get(address).status_code for address in addresses] == [200, 200, 200]
    withdrawal = withdraw_consent(translation_key=story.translation_key)
    assert [Client().get(address).status_code for address in addresses] == [410, 410, 410]
    planned.refresh_from_db()
    assert planned.approved_go_live_at is None
    assert withdrawal.items.filter(kind=Trace.ADDRESS).count() == 3


def test_reverting_copying_and_translating_afterwards_revive_nothing(story, index, home, spanish):
    before = story.get_latest_revision()
    alias = story.create_alias(parent=index, update_slug="alias")
    withdraw_consent(translation_key=story.translation_key)
    with pytest.raises(Exception, match="cannot be published"):
        before.publish()
    copied = story.copy(to=index, update_attrs={"slug": "copied"}, keep_live=True)
    for parent in (home, index):
        parent.copy_for_translation(spanish).save_revision().publish()
    translated = story.copy_for_translation(spanish)
    alias.refresh_from_db()
    story.refresh_from_db()
    story.save()
    run_worker()
    assert not any(is_live(page) for page in (story, copied, translated, alias))
    assert not Document.objects.filter(page_id__in=[story.pk, copied.pk, translated.pk, alias.pk]).exists()


def test_a_storage_that_fails_leaves_the_file_open_until_it_is_gone(story, monkeypatch):
    names = files_of(story)
    storage = type(storages["public_pictures"])
    delete = storage.delete

    def away(self, name):
        raise OSError("the disk is away")

    monkeypatch.setattr(storage, "delete", away)
    withdrawal = withdraw_consent(translation_key=story.translation_key)
    run_after_commit()
    run_worker()
    assert Client().get("/en/stories/slow-water/").status_code == 410
    assert states(withdrawal, Trace.FILE) == [TraceState.OPEN] and any(map(is_stored, names))
    assert set(withdrawal.items.filter(kind=Trace.FILE).values_list("problem", flat=True)) == {"storage"}

    monkeypatch.setattr(storage, "delete", delete)
    assert check_withdrawals() == 0  # not before the pause is over
    WithdrawalItem.objects.update(due_at=timezone.now())
    check_withdrawals()
    assert states(withdrawal, Trace.FILE) == [TraceState.DONE] and not any(map(is_stored, names))
    assert min(withdrawal.items.filter(kind=Trace.FILE).values_list("attempts", flat=True)) == 2


def test_a_picture_that_another_story_shows_stays(index, story):
    shared = SiteImageFactory(file__width=60, file__height=40)
    for page in (story, other := StoryPageFactory(parent=index, basis=PERSON | {"reference": "R-2"})):
        page.hero_image, page.hero_shows = shared, []
        publish(page)
    both = files_of(story) & files_of(other)
    assert both
    withdrawal = withdraw_consent(translation_key=story.translation_key)
    run_after_commit()
    run_worker()
    WithdrawalItem.objects.update(due_at=timezone.now())
    check_withdrawals()
    kept = withdrawal.items.filter(kind=Trace.FILE, state=TraceState.STAYS).values_list("what", flat=True)
    assert set(kept) == both and all(map(is_stored, both))


def test_an_address_that_still_answers_is_not_called_gone(story, monkeypatch):
    withdrawal = withdraw_consent(translation_key=story.translation_key)
    monkeypatch.setattr(probe, "status_of", lambda url: 200)
    run_after_commit()
    item = withdrawal.items.get(kind=Trace.ADDRESS)
    assert (item.state, item.problem, item.attempts) == (TraceState.OPEN, "answers", 1)


def test_the_address_is_asked_as_a_reader_asks(story, caplog):
    assert probe.status_of("http://localhost/en/stories/slow-water/") == 200
    withdraw_consent(translation_key=story.translation_key)
    assert probe.status_of("http://localhost/en/stories/slow-water/") == 410
    assert "slow-water" not in caplog.text


def test_caches_are_waited_for_as_long_as_they_were_told(story, settings):
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "EDGE_CACHE_SECONDS": 600}
    withdrawal = withdraw_consent(translation_key=story.translation_key)
    run_after_commit()
    item = withdrawal.items.get(kind=Trace.CACHE)
    assert item.state == TraceState.OPEN and item.due_at == withdrawal.at + timedelta(seconds=600)


def test_of_two_at_once_the_second_is_told_and_nothing_is_doubled(story):
    first = withdraw_consent(translation_key=story.translation_key)
    with pytest.raises(NothingToWithdraw, match="taken back already") as told:
        withdraw_consent(translation_key=story.translation_key)
    assert told.value.withdrawal == first
    assert Withdrawal.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.usefixtures("initial_data_kept")
def test_of_two_threads_at_once_one_withdraws():
    key = record_basis(translation_key=uuid4(), **PERSON).translation_key
    both, told = threading.Barrier(2), []

    def withdraw():
        both.wait()
        try:
            told.append(withdraw_consent(translation_key=key))
        except NothingToWithdraw as refused:
            told.append(refused.withdrawal)
        finally:
            connection.close()

    threads = [threading.Thread(target=withdraw) for _turn in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [Withdrawal.objects.get()] * 2


def test_open_traces_of_what_she_consents_to_anew_are_closed(story, monkeypatch):
    monkeypatch.setattr(probe, "status_of", lambda url: 200)
    withdrawal = withdraw_consent(translation_key=story.translation_key)
    run_after_commit()
    record_basis(translation_key=story.translation_key, **consent())
    WithdrawalItem.objects.update(due_at=timezone.now())
    check_withdrawals()
    assert TraceState.OPEN not in states(withdrawal)
    assert withdrawal.items.get(kind=Trace.ADDRESS).state == TraceState.CONSENTED


def test_files_left_behind_go_also_where_she_has_consented_anew_to_less(story, monkeypatch):
    names = files_of(story)
    storage = type(storages["public_pictures"])
    delete = storage.delete

    def away(self, name):
        raise OSError("the disk is away")

    monkeypatch.setattr(storage, "delete", away)
    withdrawal = withdraw_consent(translation_key=story.translation_key)
    run_after_commit()
    monkeypatch.setattr(storage, "delete", delete)
    record_basis(translation_key=story.translation_key, **consent() | {"covered": {"own": ["words"]}})
    WithdrawalItem.objects.update(due_at=timezone.now())
    check_withdrawals()
    assert names and not any(map(is_stored, names))
    assert states(withdrawal, Trace.FILE) == [TraceState.DONE]


def test_while_a_storage_is_asked_everybody_can_write(story, monkeypatch):
    stored, asked = probe.file_is_stored, []

    def look(name):
        asked.append(list(connection.savepoint_ids))
        return stored(name)

    monkeypatch.setattr(probe, "file_is_stored", look)
    withdraw_consent(translation_key=story.translation_key)
    outside = list(connection.savepoint_ids)
    run_after_commit()
    assert asked and all(savepoints == outside for savepoints in asked)


# --- A part -----------------------------------------------------------------------------------------------------------


def test_an_element_that_is_taken_back_is_gone_everywhere_and_the_rest_stays(story, client):
    shown = public(client, story)
    assert all(canary in shown for element in ("face", "place") for canary in canaries(element))
    before = files_of(story)
    withdrawal = withdraw_consent(translation_key=story.translation_key, elements=["face"])
    assert not PublicPicture.objects.filter(document__page_id=story.pk).exists()
    run_after_commit()
    shown = public(client, story)
    assert canaries("face")[0] not in shown and canaries("place")[0] in shown and "harmlessq" in shown
    run_worker()
    WithdrawalItem.objects.update(due_at=timezone.now())
    check_withdrawals()
    gone = before - files_of(story)
    assert gone and not any(map(is_stored, gone)) and all(map(is_stored, files_of(story)))
    assert states(withdrawal, Trace.FILE) == [TraceState.DONE, TraceState.STAYS]
    assert states(withdrawal, Trace.DOCUMENT) == [TraceState.MADE_ANEW]
    assert TraceState.OPEN not in states(withdrawal)
    assert is_live(story)


def test_the_consent_without_it_is_a_version_of_its_own(story, django_user_model):
    user = django_user_model.objects.create_user(username="cora")
    withdrawal = withdraw_consent(translation_key=story.translation_key, elements=["face"], user=user, channel="letter")
    new, old = Basis.objects.filter(translation_key=story.translation_key)
    assert "face" in old.covered["own"] and "face" in old.covered["partners"]
    assert new.covered == {"own": but("face"), "partners": but("face")}
    assert (new.reference, new.obtained_by, new.person, new.recorded_by) == (
        old.reference,
        old.obtained_by,
        old.person,
        user,
    )
    assert (withdrawal.elements, withdrawal.channel, withdrawal.by) == (["face"], "letter", user)
    with pytest.raises(NothingToWithdraw) as told:
        withdraw_consent(translation_key=story.translation_key, elements=["face"])
    assert told.value.withdrawal == withdrawal
    assert Basis.objects.count() == 2


@pytest.mark.parametrize("elements", [["words"], ["words", "face"], [*but("words"), "words"]])
def test_without_her_words_everything_goes(story, elements):
    withdrawal = withdraw_consent(translation_key=story.translation_key, elements=elements)
    assert withdrawal.is_of_everything and not is_live(story)


def test_with_her_name_goes_the_page_whose_address_holds_it(index, client):
    page = tell(index, "name", slug=f"{NAME.lower()}-s-water")
    record_basis(translation_key=page.translation_key, **consent())
    publish(page)
    assert client.get(page.url).status_code == 200
    withdraw_consent(translation_key=page.translation_key, elements=["name"])
    assert client.get(page.url).status_code == 410 and client.get(f"/api/v1/pages/{page.pk}").status_code == 410
    assert NAME.lower() not in public(client, page)
    assert not is_live(page)


@pytest.mark.parametrize("elements", [None, ["face"], ["words"]])
def test_there_must_be_a_consent_of_a_person(index, elements):
    for key in (uuid4(), StoryPageFactory(parent=index).translation_key):
        with pytest.raises(NothingToWithdraw):
            withdraw_consent(translation_key=key, elements=elements)
    assert not Withdrawal.objects.exists()


def test_a_story_without_a_page_can_be_withdrawn_too():
    basis = record_basis(translation_key=uuid4(), **PERSON)
    withdrawal = withdraw_consent(translation_key=basis.translation_key)
    assert not withdrawal.items.exists()
    basis.refresh_from_db()
    assert basis.ended_at


# --- What others hear -------------------------------------------------------------------------------------------------


def test_no_name_and_no_title_stands_in_any_table_of_it(story, django_user_model):
    note_use(translation_key=story.translation_key, kind="social", where=f"A post about {NAME}", description=NAME)
    Webhook.objects.create(name="Ours", audience="own", events=["story.updated", "story.withdrawn"])
    withdraw_consent(translation_key=story.translation_key, elements=["face"])
    withdraw_consent(translation_key=story.translation_key)
    run_after_commit()
    with connection.cursor() as cursor:
        for table in (
            *(model._meta.db_table for model in (Withdrawal, WithdrawalItem, Recall, Use)),
            *(model._meta.db_table for model in (Event, Delivery)),
            "sc_headless_withdrawn",
        ):
            cursor.execute(f"SELECT * FROM {table}")
            rows = str(cursor.fetchall()).lower()
            assert rows != "[]"
            assert not any(word in rows for word in (NAME.lower(), "slow", "water", "r-014", "cora field")), table


# --- What cannot be recalled ------------------------------------------------------------------------------------------


def test_uses_elsewhere_become_a_list_to_tick_off(story, django_user_model):
    user = django_user_model.objects.create_user(username="cora")
    use = note_use(translation_key=story.translation_key, kind="print", where="Yearly report", user=user)
    withdrawal = withdraw_consent(translation_key=story.translation_key)
    recall = withdrawal.recalls.get()
    assert recall.use == use and recall.done_on is None
    note_recall(recall=recall, user=user)
    recall.refresh_from_db()
    assert (recall.done_on, recall.done_by) == (timezone.localdate(), user)
    late = note_use(translation_key=story.translation_key, kind="social", where="An old post")
    assert withdrawal.recalls.get(use=late).done_on is None


@pytest.mark.parametrize("days", [-1, 1])
def test_it_was_recalled_between_the_withdrawal_and_today(story, days):
    note_use(translation_key=story.translation_key, kind="print", where="Yearly report")
    recall = withdraw_consent(translation_key=story.translation_key).recalls.get()
    with pytest.raises(Exception, match="between the withdrawal and today"):
        note_recall(recall=recall, done_on=timezone.localdate() + timedelta(days=days))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "rumour"}, "kind"),
        ({"where": " "}, "where"),
        ({"used_on": timezone.localdate() + timedelta(days=2)}, "used_on"),
    ],
)
def test_a_use_is_said_plainly(values, field):
    with pytest.raises(Exception) as refused:  # noqa: PT011
        note_use(translation_key=uuid4(), **{"kind": "print", "where": "Report"} | values)
    assert refused.value.message_dict.keys() == {field}


def test_it_can_be_made_sure_of_afterwards_once(story, django_user_model):
    one, two = (django_user_model.objects.create_user(username=name) for name in ("cora", "dora"))
    withdrawal = withdraw_consent(translation_key=story.translation_key)
    assert withdrawal.verified_at is None
    verify_withdrawal(withdrawal=withdrawal, user=one)
    assert verify_withdrawal(withdrawal=withdrawal, user=two).verified_by == one
    assert Page.objects.filter(pk=story.pk).exists()
