"""Mails that remind staff of consents that end and of dates: each once, at its time, to the right people, and naming nobody."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail as django_mail
from django.utils import timezone, translation
from wagtail.users.models import UserProfile

from headless import roles
from headless.jobs import outbox, schedule
from headless.models import Mail
from headless.roles import Role
from stories import mails, tasks
from stories.actions import remind_staff as reminding
from stories.actions.close_life_event import close_life_event
from stories.actions.note_life_event import note_life_event
from stories.actions.record_basis import record_basis
from stories.actions.remind_staff import remind_staff
from stories.actions.renew_consent import renew_consent
from stories.actions.withdraw_consent import withdraw_consent
from stories.models import Basis, ConsentSettings, Person, Reminder
from tests.factories.staff import sign_in
from tests.factories.stories import PERSON, StoryIndexPageFactory, StoryPageFactory

pytestmark = pytest.mark.django_db

LAST_DAY = date(2027, 6, 30)


@pytest.fixture
def at(monkeypatch, settings):
    """Sets the clock: so many days before the last day of the consent, at this hour where the organization is."""

    def set_clock(days_left: int, hour: int = 9, zone: str = "") -> None:
        day = LAST_DAY - timedelta(days=days_left)
        moment = datetime(day.year, day.month, day.day, hour, 30, tzinfo=ZoneInfo(zone or settings.TIME_ZONE))
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_clock


@pytest.fixture
def index(home):
    return StoryIndexPageFactory(parent=home, slug="stories")


def story(index, **values):
    """With a consent that was recorded long ago."""
    basis = PERSON | {"valid_from": date(2026, 1, 1), "valid_until": LAST_DAY, "reference": "R-zref"} | values
    number = Basis.objects.count() + 1
    page = StoryPageFactory(parent=index, title="Slow zwater", slug=f"slow-zwater-{number}", basis=basis)
    Basis.objects.update(recorded_at=datetime(2026, 1, 1, tzinfo=ZoneInfo("UTC")))
    return page


@pytest.fixture
def staff(client):
    """Who may record consents, with an address."""
    roles.set_up()

    def make(username="cora", role=Role.ADMINISTRATOR, email=None, language=""):
        user = sign_in(client, groups=[role.value], username=username)
        user.email = f"{username}@example.org" if email is None else email
        user.save()
        if language:
            UserProfile.objects.create(user=user, preferred_language=language)
        return user

    return make


def delivered() -> list[django_mail.EmailMessage]:
    """What leaves now."""
    before = len(django_mail.outbox)
    Mail.objects.filter(state="queued").update(due_at=timezone.now())
    outbox.deliver()
    return django_mail.outbox[before:]


def test_staff_are_reminded_sixty_thirty_and_seven_days_before_the_end_and_once_each(index, staff, at):
    at(200)
    story(index)
    staff()
    reminded = []
    for left in range(70, -10, -1):
        at(left)
        for _hour in range(3):
            remind_staff()
        reminded += [(left, sent.subject) for sent in delivered()]
    assert reminded == [(60, "A story needs you"), (30, "A story needs you"), (7, "A story needs you")]


def test_the_mail_says_how_long_and_where_and_names_nobody(index, staff, at):
    at(200)
    page = story(index)
    staff()
    at(60)
    assert remind_staff() == 1
    (sent,) = delivered()
    assert sent.to == ["cora@example.org"]
    assert "Her consent ends in 60 days." in sent.body and f"/admin/stories/{page.pk}/basis/" in sent.body
    assert "/admin/stories/consent/" in sent.body
    everything = f"{sent.subject} {sent.body} {Mail.objects.get().about} {Mail.objects.get().key}"
    assert not any(word in everything for word in ("Ana", "zref", "zwater", "R-"))


def test_several_of_a_day_are_one_mail_the_first_to_end_first(index, staff, at):
    at(200)
    for days, reference in ((0, "R-1"), (-23, "R-2"), (30, "R-3")):
        story(index, reference=reference, valid_until=LAST_DAY + timedelta(days=days))
    staff()
    at(30)
    remind_staff()
    (sent,) = delivered()
    assert sent.subject == "3 stories need you"
    lasts = [sent.body.index(f"ends in {days} days") for days in (7, 30, 60)]
    assert lasts == sorted(lasts)


@pytest.mark.parametrize(("asleep_until", "marks"), [(25, [30]), (5, [7]), (0, [7]), (-4, [7]), (61, []), (60, [60])])
def test_a_worker_that_slept_reminds_of_the_nearest_only(index, staff, at, asleep_until, marks):
    at(200)
    story(index)
    staff()
    at(asleep_until)
    remind_staff()
    assert list(Reminder.objects.values_list("mark", flat=True)) == marks and len(delivered()) == len(marks)


def test_after_the_end_the_mail_says_so(index, staff, at):
    at(200)
    story(index)
    staff()
    at(-1)
    remind_staff()
    assert "Her consent ended 1 day ago." in delivered()[0].body


def test_a_consent_that_was_recorded_after_a_mark_is_fresh_in_mind(index, staff, at):
    at(200)
    story(index)
    staff()
    Basis.objects.update(recorded_at=datetime(2027, 5, 20, 12, tzinfo=ZoneInfo("UTC")))
    reminded = []
    for left in range(60, 0, -1):
        at(left)
        if remind_staff():
            reminded.append(left)
    assert reminded == [30, 7]


def test_a_worker_that_is_killed_in_the_middle_leaves_no_half_and_the_next_one_does_all(index, staff, at, monkeypatch):
    at(200)
    story(index)
    for name in ("cora", "dora"):
        staff(name)
    at(60)
    queue, calls = reminding.queue_mail, []

    def die_at_the_second(**values):
        calls.append(values)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return queue(**values)

    monkeypatch.setattr(reminding, "queue_mail", die_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        remind_staff()
    assert not Reminder.objects.exists() and not Mail.objects.exists()
    monkeypatch.setattr(reminding, "queue_mail", queue)
    assert remind_staff() == 2
    assert sorted(sent.to[0] for sent in delivered()) == ["cora@example.org", "dora@example.org"]
    assert remind_staff() == 0 and not delivered()


def test_two_workers_at_once_queue_the_same_mails(index, staff, at, monkeypatch):
    at(200)
    story(index)
    staff()
    at(60)
    remind_staff()
    # The other has looked before this one had written.
    monkeypatch.setattr(reminding.Reminder.objects, "filter", lambda **_: Reminder.objects.none())
    remind_staff()
    monkeypatch.undo()
    assert Reminder.objects.count() == 1 and Mail.objects.count() == 1


@pytest.mark.parametrize(
    ("hour", "zone", "reminded"),
    [
        (6, "", False),
        (7, "", True),
        # Still the day before in Los Angeles, and late in the evening.
        (5, "UTC", True),
    ],
)
def test_the_day_begins_in_the_morning_where_the_organization_is(index, staff, at, settings, hour, zone, reminded):
    settings.TIME_ZONE = "America/Los_Angeles"
    at(200)
    story(index)
    staff()
    at(60 if not zone else 59, hour, zone)
    assert bool(remind_staff()) is reminded
    days = set(Reminder.objects.values_list("day", flat=True))
    assert days == ({LAST_DAY - timedelta(days=60)} if reminded else set())


def test_each_gets_it_in_her_language(index, staff, at, monkeypatch):
    at(200)
    story(index)
    staff("cora", language="en")
    staff("lucia", language="es")
    at(60)
    remind_staff()
    written, languages = mails.render_to_string, []
    monkeypatch.setattr(
        mails, "render_to_string", lambda *args: languages.append(translation.get_language()) or written(*args)
    )
    assert [sent.to for sent in delivered()] == [["cora@example.org"], ["lucia@example.org"]]
    assert languages == ["en", "es"]


def test_only_those_who_may_record_and_have_an_address_and_are_active(index, staff, at):
    at(200)
    story(index)
    staff("cora")
    staff("vera", role=Role.VOLUNTEER_COORDINATOR)
    staff("nora", email="")
    gone = staff("gone")
    gone.is_active = False
    gone.save()
    at(60)
    assert remind_staff() == 1
    assert [sent.to for sent in delivered()] == [["cora@example.org"]]


def test_staff_choose_a_group_of_them(index, staff, at):
    at(200)
    story(index)
    staff("cora", role=Role.STORY_REVIEWER)
    chosen = staff("dora").groups.get()
    ConsentSettings.objects.create(reminded=chosen)
    at(60)
    remind_staff()
    assert [sent.to for sent in delivered()] == [["dora@example.org"]]


def test_nobody_to_remind_marks_nothing_so_that_whoever_comes_is_reminded(index, staff, at):
    at(200)
    story(index)
    at(60)
    assert remind_staff() == 0 and not Reminder.objects.exists()
    staff()
    at(58)
    assert remind_staff() == 1


def test_what_was_settled_before_the_mail_leaves_is_not_told(index, staff, at):
    at(200)
    pages = [story(index, reference=f"R-{n}") for n in range(3)]
    staff()
    at(60)
    remind_staff()
    renew_consent(translation_key=pages[0].translation_key, how_obtained="letter", obtained_by="Cora")
    withdraw_consent(translation_key=pages[1].translation_key)
    pages[2].unpublish()
    assert delivered() == [] and Mail.objects.get().state == "cancelled"


def test_nothing_is_told_of_drafts_and_of_stories_of_no_person(index, staff, at):
    at(200)
    story(index).unpublish()
    StoryPageFactory(parent=index)
    staff()
    at(60)
    assert remind_staff() == 0


def test_a_date_is_reminded_of_once_on_its_day_without_what_it_is(index, staff, at):
    at(200)
    page = story(index)
    staff()
    day = LAST_DAY - timedelta(days=100)
    note_life_event(person=Person.objects.get(), day=day, kind="danger", note="zhe is released")
    at(101)
    assert remind_staff() == 0
    at(100)
    assert remind_staff() == 1
    (sent,) = delivered()
    assert "Today is a date on which to ask her" in sent.body and f"/admin/stories/{page.pk}/basis/" in sent.body
    assert "harm" not in sent.body and "zhe" not in sent.body
    at(99)
    assert remind_staff() == 0


def test_a_date_that_was_slept_over_is_told_late_and_a_closed_one_is_not(index, staff, at):
    at(200)
    story(index)
    staff()
    person = Person.objects.get()
    events = [note_life_event(person=person, day=LAST_DAY - timedelta(days=100), kind="work") for _n in range(2)]
    at(98)
    close_life_event(event=events[0], outcome="stands", asked_on=LAST_DAY - timedelta(days=99))
    assert remind_staff() == 1
    (sent,) = delivered()
    assert sent.body.count("was 2 days ago") == 1


def test_it_is_a_job_that_the_worker_does_again_and_again(index, staff, at):
    at(200)
    story(index)
    staff()
    at(60)
    assert schedule._repeated[tasks.remind.module_path].interval <= timedelta(hours=1)
    assert tasks.remind.func() == 1


def test_a_consent_that_replaces_another_is_reminded_of_anew(index, staff, at):
    at(200)
    page = story(index)
    staff()
    at(60)
    remind_staff()
    delivered()
    record_basis(
        translation_key=page.translation_key,
        **PERSON | {"reference": "R-zref", "valid_from": date(2027, 1, 1), "valid_until": LAST_DAY},
    )
    Basis.objects.update(recorded_at=datetime(2027, 1, 1, tzinfo=ZoneInfo("UTC")))
    at(30)
    assert remind_staff() == 1


def test_who_could_not_be_reached_is_named_where_staff_look_until_a_later_mail_arrives(index, staff, at, client):
    at(200)
    story(index)
    user = staff("zcora")
    at(60)
    client.force_login(user)  # the session of before is over
    remind_staff()
    for page in ("/admin/", "/admin/stories/consent/"):
        answer = client.get(page)
        assert answer.status_code == 200 and "could not be sent" not in answer.content.decode()
    Mail.objects.update(state="failed")
    for page in ("/admin/", "/admin/stories/consent/"):
        assert "could not be sent to zcora" in client.get(page).content.decode()
    at(30)
    remind_staff()
    assert len(delivered()) == 1 and mails.not_reached() == []
    user.delete()
    Mail.objects.update(state="failed")
    assert mails.not_reached() == []
