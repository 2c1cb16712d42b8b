"""What she says to a proof: recorded once, believed for what she saw, and waited for by a workflow."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, PageLogEntry, TaskState, Workflow, WorkflowTask

from stories.actions.record_answer import AlreadyAnswered, record_answer
from stories.actions.record_basis import record_basis
from stories.actions.withdraw_consent import withdraw_consent
from stories.enums import AnswerChannel, ProofState
from stories.models import Basis, SheSeesItFirst
from stories.models.tasks import is_approved, is_waited_for
from stories.proofs.standing import proofs_of
from tests.factories.stories import NO_PERSON, StoryIndexPageFactory, StoryPageFactory, is_live, lapse
from tests.stories.proving import prove, story_of_hers, without_paper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_paper(monkeypatch):
    without_paper(monkeypatch)


@pytest.fixture
def page(home):
    return story_of_hers(StoryIndexPageFactory(parent=home, slug="stories"))


def say(proof, answer=ProofState.APPROVED, **values):
    return record_answer(proof=proof, answer=answer, **({"channel": AnswerChannel.LETTER} | values))


def edit(page, title="Another title"):
    draft = page.get_latest_revision_as_object()
    draft.title = title
    draft.save_revision()
    page.refresh_from_db()


# --- The answer -------------------------------------------------------------------------------------------------------


def test_her_answer_is_recorded_with_date_way_and_who_noted_it(page, admin_user):
    proof = say(prove(page), channel=AnswerChannel.TELEPHONE, user=admin_user)
    assert (proof.state, proof.channel, proof.answered_on) == ("approved", "telephone", timezone.localdate())
    assert proof.recorded_by == admin_user and is_approved(page)
    entry = PageLogEntry.objects.get(action="sc_stories.proof_answered")
    assert entry.user == admin_user and entry.data == {"answer": "approved"}
    assert not is_live(page)


def test_what_she_wants_changed_is_kept_encrypted(page):
    proof = say(prove(page), ProofState.CHANGES, note="Leave out zstreet.")
    proof.refresh_from_db()
    assert proof.note == "Leave out zstreet." and not is_approved(page)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM sc_stories_proof")
        assert "zstreet" not in str(cursor.fetchall())
    assert "zstreet" not in str(PageLogEntry.objects.filter(page=page.pk).values_list("data", flat=True))


def test_she_answers_once_and_can_still_say_no(page):
    proof = say(prove(page))
    for again in (ProofState.APPROVED, ProofState.CHANGES):
        with pytest.raises(AlreadyAnswered, match="Make a new proof"):
            say(proof, again, note="x")
    say(proof, ProofState.WITHDRAWN)
    assert Basis.objects.get(translation_key=page.translation_key).ended_at and not is_approved(page)
    with pytest.raises(AlreadyAnswered):
        say(proof, ProofState.WITHDRAWN)


def test_no_takes_the_story_down(page):
    proof = prove(page)
    page.get_latest_revision().publish()
    assert is_live(page)
    say(proof, ProofState.WITHDRAWN)
    assert not is_live(page)


def test_no_is_recorded_where_the_consent_has_ended_already(page):
    proof = prove(page)
    withdraw_consent(translation_key=page.translation_key)
    assert say(proof, ProofState.WITHDRAWN).state == "withdrawn"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"answer": "waiting"}, "answer"),
        ({"answer": "perhaps"}, "answer"),
        ({"channel": "pigeon"}, "channel"),
        ({"in_days": 1}, "answered_on"),
        ({"in_days": -1}, "answered_on"),
        ({"answer": "changes", "note": "  "}, "note"),
    ],
)
def test_what_cannot_be_is_refused_by_field(page, values, field):
    proof = prove(page)
    if "in_days" in values:
        values = {"answered_on": timezone.localdate() + timedelta(days=values["in_days"])}
    with pytest.raises(ValidationError) as refused:
        say(proof, **values)
    assert refused.value.message_dict.keys() == {field}
    proof.refresh_from_db()
    assert proof.is_waiting


def test_a_yes_is_to_what_she_saw(page):
    say(prove(page))
    edit(page)
    assert not is_approved(page)
    (standing,) = proofs_of(page)
    assert "older version" in standing.stale
    edit(page, "Slow water")
    assert is_approved(page) and not proofs_of(page)[0].stale


# --- The workflow -----------------------------------------------------------------------------------------------------


@pytest.fixture
def workflow():
    workflow = Workflow.objects.create(name="Hers")
    WorkflowTask.objects.create(workflow=workflow, task=SheSeesItFirst.objects.create(name="She sees it first"))
    return workflow


def test_it_waits_for_her_yes_and_then_publishes(page, workflow, admin_user):
    proof = prove(page)
    state = workflow.start(page, admin_user)
    assert is_waited_for(page) and state.status == "in_progress" and not is_live(page)
    say(proof)
    state.refresh_from_db()
    assert state.status == "approved" and is_live(page) and not is_waited_for(page)


def test_a_yes_that_is_there_already_is_enough(page, workflow, admin_user):
    say(prove(page))
    assert workflow.start(page, admin_user).status == "approved" and is_live(page)


def test_a_wish_for_changes_sends_it_back_and_tells_nobody_what_it_is(page, workflow, admin_user):
    proof = prove(page)
    state = workflow.start(page, admin_user)
    say(proof, ProofState.CHANGES, note="Leave out zstreet.")
    state.refresh_from_db()
    assert state.status == "needs_changes" and "zstreet" not in TaskState.objects.get().comment


def test_a_no_sends_it_back_too(page, workflow, admin_user):
    proof = prove(page)
    state = workflow.start(page, admin_user)
    say(proof, ProofState.WITHDRAWN)
    state.refresh_from_db()
    assert state.status == "needs_changes" and not is_live(page)


def test_a_yes_to_an_older_version_moves_nothing(page, workflow, admin_user):
    proof = prove(page)
    state = workflow.start(page, admin_user)
    edit(page)
    say(proof)
    state.refresh_from_db()
    assert state.status == "in_progress" and not is_live(page)
    say(prove(page))
    state.refresh_from_db()
    assert state.status == "approved" and Page.objects.get(pk=page.pk).title == "Another title"


def test_nobody_says_yes_for_her(page, workflow, admin_user):
    workflow.start(page, admin_user)
    task = SheSeesItFirst.objects.get()
    assert [name for name, _label, _modal in task.get_actions(page, admin_user)] == ["reject"]
    with pytest.raises(PermissionDenied):
        task.on_action(TaskState.objects.get(), admin_user, "approve")
    assert is_waited_for(page)


def test_her_yes_stays_where_publishing_is_refused_and_staff_go_on_by_hand(page, workflow, admin_user):
    proof = prove(page)
    state = workflow.start(page, admin_user)
    lapse(page)
    assert say(proof).state == "approved"
    state.refresh_from_db()
    assert state.status == "in_progress" and not is_live(page)
    assert "lapsed" in proofs_of(page)[0].why_it_waits
    same = {"kind": "person", "reference": "R-014", "public_name": "Zuleika", "obtained_by": "Cora Field"}
    covered = {"own": ["words", "name", "voice", "place", "offence", "children"]}
    record_basis(translation_key=page.translation_key, **same, covered=covered)
    task = SheSeesItFirst.objects.get()
    assert [name for name, _label, _modal in task.get_actions(page, admin_user)] == ["reject", "approve"]
    task.on_action(TaskState.objects.get(), admin_user, "approve")
    assert is_live(page)


def test_a_new_site_has_the_task_to_offer_once(capsys):
    call_command("second_chances_setup")
    assert "Workflow task “She sees it first”: made." in capsys.readouterr().out
    SheSeesItFirst.objects.update(active=False)
    call_command("second_chances_setup")
    assert "Workflow task" not in capsys.readouterr().out and SheSeesItFirst.objects.count() == 1


def test_where_there_is_nobody_to_ask_it_is_passed_over(home, page, workflow, admin_user):
    sample = StoryPageFactory(parent=page.get_parent(), basis=NO_PERSON, live=False)
    sample.save_revision()
    assert workflow.start(sample, admin_user).status == "approved" and is_live(sample)
    home.save_revision()
    assert workflow.start(home, admin_user).status == "approved"


def test_what_is_edited_in_a_later_step_goes_back_to_her_before_it_is_published(page, workflow, admin_user):
    WorkflowTask.objects.create(
        workflow=workflow, sort_order=1, task=GroupApprovalTask.objects.create(name="The last look")
    )
    say(prove(page))
    state = workflow.start(page, admin_user)
    assert state.current_task_state.task.name == "The last look"
    edit(page, "Never seen by her")
    state.current_task_state.approve(user=admin_user)
    state.refresh_from_db()
    assert is_waited_for(page) and state.status == "in_progress" and not is_live(page)
    say(prove(page))
    assert Page.objects.get(pk=page.pk).title == "Never seen by her" and is_live(page)


def test_what_is_as_she_saw_it_is_published_by_the_later_step(page, workflow, admin_user):
    WorkflowTask.objects.create(
        workflow=workflow, sort_order=1, task=GroupApprovalTask.objects.create(name="The last look")
    )
    say(prove(page))
    workflow.start(page, admin_user).current_task_state.approve(user=admin_user)
    assert is_live(page)
