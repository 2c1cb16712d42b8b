"""“Consent needs you”: what is in it, in which order, for whom, and with how many queries."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.formats import date_format
from wagtail.models import Page, PageLogEntry

from headless import roles
from headless.enums import Element
from headless.jobs.planned import REFUSED
from headless.roles import Role
from stories import consent_queue
from stories.actions.close_life_event import close_life_event
from stories.actions.note_life_event import note_life_event
from stories.actions.note_use import note_use
from stories.actions.record_answer import record_answer
from stories.actions.record_basis import record_basis
from stories.actions.withdraw_consent import withdraw_consent
from stories.consent_queue import Need, Urgency, queue_for
from stories.models import Basis, LifeEvent, Person, StoryPage
from stories.models.bases import today
from tests.conftest import run_after_commit
from tests.factories.staff import sign_in
from tests.factories.stories import NO_PERSON, PERSON, StoryIndexPageFactory, StoryPageFactory, is_live, lapse
from tests.stories.proving import prove, story_of_hers
from tests.stories.telling import but, consent, everything, tell
from tests.stories.test_basis_in_the_admin import editor_with, refused, text
from tests.stories.test_gate import plan

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def index(home):
    return StoryIndexPageFactory(parent=home, slug="stories")


def address(**query) -> str:
    return reverse("sc_stories_queue", query=query or None)


def ends_in(days: int, reference="R-014") -> dict:
    return PERSON | {"valid_until": today() + timedelta(days=days), "reference": reference}


def needs(user, kind=None) -> list[Need]:
    run_after_commit()
    return [need for need in queue_for(user).needs if kind in (None, need.kind)]


def titles(user, kind=None) -> list[str]:
    return [need.story.title for need in needs(user, kind)]


def test_everything_stands_in_one_list_the_most_urgent_first(index, admin_client, admin_user):
    StoryPageFactory(parent=index, title="Ends late", basis=ends_in(59, "R-1"))
    StoryPageFactory(parent=index, title="Ends at once", basis=ends_in(3, "R-2"))
    lapse(StoryPageFactory(parent=index, title="Has lapsed", basis=ends_in(9, "R-3")))
    StoryPageFactory(parent=index, title="A draft", draft_title="A draft", basis=None, live=False)
    StoryPageFactory(parent=index, title="Lasts", basis=ends_in(61, "R-4"))
    StoryPageFactory(parent=index, title="Of nobody", basis=NO_PERSON)
    StoryPageFactory(parent=index, title="Planned", draft_title="Planned", basis=ends_in(9, "R-5"), live=False)
    assert titles(admin_user) == ["Has lapsed", "Ends at once", "Ends late", "A draft"]
    soup = BeautifulSoup(admin_client.get(address()).content, "html.parser")
    kinds = [link.get_text() for link in soup.select(".sc-kinds a")]
    assert kinds == ["All (4)", "Lapsed (1)", "Ends within two months (2)", "Drafts without a basis (1)"]
    renew = soup.find("a", string="Ends at once").find_parent("tr").select_one(".button")
    assert renew.get_text() == "Renew: Ends at once" and renew["href"].endswith("/basis/renew/")


def test_it_is_narrowed_to_a_kind(index, admin_client):
    StoryPageFactory(parent=index, title="Ends late", basis=ends_in(59))
    StoryPageFactory(parent=index, title="A draft", draft_title="A draft", basis=None, live=False)
    shown = text(admin_client.get(address(kind="drafts")))
    assert "A draft" in shown and "Ends late" not in shown
    for odd in ("nothing", "-1", "9" * 500):
        assert "Ends late" in text(admin_client.get(address(kind=odd, p=odd)))


def test_translations_are_one_thing_and_aliases_none(index, home, spanish, admin_user):
    page = StoryPageFactory(parent=index, title="Slow water", basis=ends_in(20))
    for parent in (home, index, page):
        parent.copy_for_translation(spanish).save_revision().publish()
    page.create_alias(parent=index, update_slug="alias")
    assert titles(admin_user) == ["Slow water"]


def test_a_date_is_in_it_from_two_weeks_before_until_she_was_asked(index, admin_user):
    StoryPageFactory(parent=index, title="Hers", basis=PERSON)
    StoryPageFactory(parent=index, title="Hers as well", basis=PERSON)
    person = Person.objects.get()
    note_life_event(person=person, day=today() + timedelta(days=15), kind="release")
    assert titles(admin_user, "dates") == []
    events = [note_life_event(person=person, day=today() + timedelta(days=n), kind="danger") for n in (14, 0)]
    assert titles(admin_user, "dates") == ["Hers", "Hers"]
    assert [need.urgency for need in needs(admin_user, "dates")] == [Urgency.TODAY, Urgency.WEEK]
    for event in events:
        close_life_event(event=event, outcome="stands", asked_on=today())
    assert titles(admin_user, "dates") == []


def test_a_refused_publication_is_in_it_until_something_is_done(index, admin_user):
    page = StoryPageFactory(parent=index, title="Planned", draft_title="Planned", basis=None, live=False)
    plan(page)
    call_command("publish_scheduled")
    (need,) = needs(admin_user, "refused")
    assert need.story.title == "Planned" and "nothing says yet" in need.words
    # In the evening of the organisation's day, which in UTC is over already.
    PageLogEntry.objects.filter(action=REFUSED).update(timestamp=datetime(2026, 3, 5, 2, tzinfo=UTC))
    assert needs(admin_user, "refused")[0].day == date(2026, 3, 4)
    record_basis(translation_key=page.translation_key, **NO_PERSON)
    assert needs(admin_user, "refused") == []


def test_what_partners_do_not_get_is_good_to_know_and_no_work(index, admin_user):
    page = tell(index, "offence")
    record_basis(translation_key=page.translation_key, **consent(partners=but("offence")))
    page.save_revision().publish()
    (need,) = needs(admin_user, "partners")
    assert need.is_information and str(Element.OFFENCE.label) in need.words
    assert queue_for(admin_user).urgent == []


def test_another_part_of_the_product_adds_its_kind_in_a_line(index, admin_client, monkeypatch):
    monkeypatch.setattr(consent_queue, "_kinds", dict(consent_queue._kinds))
    StoryPageFactory(parent=index, title="Slow water", basis=PERSON)

    def proofs(asking):
        for story in asking.stories.values():
            yield Need(story, "Her proof waits.", "/admin/", "Look", Urgency.WEEK)

    consent_queue.register("proofs", "Proofs", proofs)
    shown = text(admin_client.get(address(kind="proofs")))
    assert "Proofs (1)" in shown and "Her proof waits." in shown


def test_somebody_sees_the_stories_that_she_works_on(index, home):
    StoryPageFactory(parent=index, title="Hers", basis=ends_in(5))
    elsewhere = StoryIndexPageFactory(parent=home, slug="elsewhere")
    not_hers = StoryPageFactory(parent=elsewhere, title="Not hers", basis=ends_in(5, "R-2"))
    client = editor_with(index.get_first_child(), "add_basis")
    shown = text(client.get(address()))
    assert "Hers" in shown and "Not hers" not in shown and is_live(not_hers)


@pytest.mark.parametrize(
    ("role", "may"),
    [(Role.COMMUNICATIONS_EDITOR, True), (Role.STORY_REVIEWER, True), (Role.VOLUNTEER_COORDINATOR, False)],
)
def test_it_stands_in_the_menu_of_those_who_record(index, role, may):
    roles.set_up()
    client = Client()
    sign_in(client, groups=[role.value])
    response = client.get(address())
    assert response.status_code == 200 if may else refused(response)
    assert ("Consent needs you" in client.get("/admin/").content.decode()) is may
    if may:
        assert "no-store" in response["Cache-Control"]


def test_it_holds_no_name_and_no_reference(index, admin_client):
    StoryPageFactory(parent=index, title="Slow water", basis=ends_in(5, "R-zref") | {"public_name": "Zuleika"})
    html = admin_client.get(address()).content.decode()
    assert "Zuleika" not in html and "zref" not in html


def test_the_months_to_come_are_drawn_and_stand_in_a_table(index, admin_client):
    start = today()
    for number, days in enumerate((0, 0, 200, 800)):
        StoryPageFactory(parent=index, basis=ends_in(days, f"R-{number}"))
    soup = BeautifulSoup(admin_client.get(address()).content, "html.parser")
    rows = [[cell.get_text() for cell in row.select("th, td")] for row in soup.select(".sc-ends tbody tr")]
    assert len(rows) == 12 and rows[0] == [f"{start:%B %Y}", "2"]
    assert sum(int(number) for _month, number in rows) == 3
    assert len(soup.select("svg.sc-months rect")) == 2
    assert soup.select_one("svg.sc-months > title").get_text() and not soup.select("svg [style]")


def test_a_year_of_months_goes_over_the_end_of_a_year(index, admin_user, monkeypatch):
    monkeypatch.setattr(consent_queue, "today", lambda: date(2026, 12, 31))
    StoryPageFactory(parent=index, basis=PERSON | {"valid_from": date(2026, 1, 1), "valid_until": date(2027, 1, 31)})
    months = consent_queue.endings_by_month(queue_for(admin_user))
    assert months[:2] == [(date(2026, 12, 1), 0), (date(2027, 1, 1), 1)] and months[-1][0] == date(2027, 11, 1)


def test_long_lists_come_a_page_at_a_time(index, admin_client, monkeypatch):
    monkeypatch.setattr("stories.viewsets.queue.PER_PAGE", 2)
    for number in range(3):
        StoryPageFactory(parent=index, title=f"Story number {number}", basis=ends_in(number, f"R-{number}"))
    first, second = (text(admin_client.get(address(p=number))) for number in (1, 2))
    assert "Story number 1" in first and "Story number 2" not in first and "Less urgent" in first
    assert "Story number 2" in second and "More urgent" in second


def several(index, number: int) -> None:
    """Published stories of as many women, whose consents end soon, with a date in the life of each; without building documents."""
    already = Basis.objects.count()
    content_type, key = ContentType.objects.get_for_model(StoryPage), {}
    for n in range(already, already + number):
        person, key[n] = Person.objects.create(reference=f"R-{n}", public_name="Ana"), uuid4()
        days = {"valid_from": today(), "valid_until": today() + timedelta(days=5)}
        Basis.objects.create(
            translation_key=key[n],
            person=person,
            covered=everything(),
            **PERSON | {"reference": f"R-{n}"},
            **days,
        )
        LifeEvent.objects.create(person=person, day=today(), kind="work")
    Page.objects.bulk_create(
        Page(
            title=f"One of many {n}",
            draft_title=f"One of many {n}",
            slug=f"one-{n}",
            path=StoryPage._get_path(index.path, index.depth + 1, n + 1),
            depth=index.depth + 1,
            url_path=f"{index.url_path}one-{n}/",
            translation_key=key[n],
            locale=index.locale,
            content_type=content_type,
        )
        for n in key
    )
    for page in Page.objects.filter(translation_key__in=key.values()):
        StoryPage(page_ptr=page, **{f.attname: getattr(page, f.attname) for f in Page._meta.concrete_fields}).save_base(
            raw=True
        )


def queries_of(client, page: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


@pytest.mark.slow
def test_a_thousand_stories_take_as_many_queries_as_three(index, admin_client):
    several(index, 3)
    admin_client.get(address())
    few = queries_of(admin_client, address()), queries_of(admin_client, "/admin/")
    several(index, 1000)
    assert (queries_of(admin_client, address()), queries_of(admin_client, "/admin/")) == few
    assert "All (2,006)" in text(admin_client.get(address()))


def test_a_proof_waits_for_her_answer_until_it_is_recorded(index, admin_user):
    page = story_of_hers(index)
    proof = prove(page)
    assert [need.words for need in needs(admin_user, "proofs")] == [
        f"She was shown it on {date_format(today(), 'DATE_FORMAT')}, and her answer is not recorded yet."
    ]
    record_answer(proof=proof, answer="changes", channel="letter", note="The town must go.")
    (need,) = needs(admin_user, "proofs")
    assert need.words == "She asks for changes." and need.urgency == Urgency.WEEK
    record_answer(proof=prove(page), answer="approved", channel="letter")
    assert needs(admin_user, "proofs") == []


def test_what_she_took_back_waits_until_all_of_it_is_recalled(index, admin_user):
    page = StoryPageFactory(parent=index, basis=PERSON)
    use = note_use(translation_key=page.translation_key, kind="print", where="A brochure")
    run_after_commit()
    withdrawal = withdraw_consent(translation_key=page.translation_key)
    (need,) = needs(admin_user, "withdrawals")
    assert need.words == "She took it back, and 1 use elsewhere is not recalled yet."
    assert need.url == reverse("sc_stories_withdrawal", args=[withdrawal.pk])
    withdrawal.recalls.filter(use=use).update(done_on=today())
    assert needs(admin_user, "withdrawals") == []
    withdrawal.items.filter(pk=withdrawal.items.first().pk).update(state="open", settled_at=None)
    (need,) = needs(admin_user, "withdrawals")
    assert "1 trace of it is still there" in need.words and need.urgency == Urgency.NOW
