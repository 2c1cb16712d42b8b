from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from .. import audit, gate
from ..enums import AnswerChannel, ProofState
from ..models import Basis, Proof, StoryPage
from ..models.tasks import is_approved, waiting_states
from .withdraw_consent import withdraw_consent


class AlreadyAnswered(Exception):
    """She has answered this proof; only taking everything back is possible afterwards. The message says so, for people."""


@sensitive_variables("note")
def record_answer(
    *, proof: Proof, answer: str, channel: str, answered_on: date | None = None, note: str = "", user=None
) -> Proof:
    """What she said to a proof, once: yes, with changes, or not at all.

    answer: of ProofState, not waiting. answered_on: today unless given. note: what to change, in her words.

    Effects: the answer and a line in the history of the page; where she does not want it published, her consent is taken back
    with all that follows (`withdraw_consent`). Then a workflow that waits for her goes on, if the draft is still what she
    saw, or back to the writer. Raises ValidationError, by field, and AlreadyAnswered; saying no is possible after a yes.
    """
    answered_on = answered_on or timezone.localdate()
    if errors := problems(proof, answer=answer, channel=channel, answered_on=answered_on, note=note.strip()):
        raise ValidationError(errors)
    with transaction.atomic():
        proof = Proof.objects.select_for_update().select_related("basis").get(pk=proof.pk)
        if not (proof.is_waiting or (answer == ProofState.WITHDRAWN and proof.state != ProofState.WITHDRAWN)):
            raise AlreadyAnswered(_("Her answer to this proof is recorded already. Make a new proof to ask her again."))
        proof.state, proof.channel, proof.answered_on = answer, channel, answered_on
        proof.note, proof.recorded_at, proof.recorded_by = note.strip() or proof.note, timezone.now(), user
        proof.save()
        page = proof.page()
        if answer == ProofState.WITHDRAWN:
            _withdraw(proof, user)
        if page:
            audit.note([page], audit.PROOF_ANSWERED, user=user, answer=str(answer))
    if page:
        _move_workflow(page, answer, user)
    return proof


def problems(proof: Proof, *, answer: str, channel: str, answered_on: date, note: str) -> dict[str, str]:
    """What is wrong with an answer, by field."""
    errors = {}
    if answer not in ProofState.values or answer == ProofState.WAITING:
        errors["answer"] = _("Choose what she said.")
    if channel not in AnswerChannel.values:
        errors["channel"] = _("Choose how her answer came.")
    if answered_on > timezone.localdate():
        errors["answered_on"] = _("This day is yet to come. Give the day on which she answered.")
    elif answered_on < timezone.localdate(proof.made_at):
        errors["answered_on"] = _("This is before the proof was made. Give the day on which she answered.")
    if answer == ProofState.CHANGES and not note:
        errors["note"] = _("Write down what should be changed.")
    return errors


def _withdraw(proof: Proof, user) -> None:
    """The one place at which an answer to a proof takes a consent back."""
    basis = Basis.objects.newest([proof.translation_key]).get(proof.translation_key)
    if basis and basis.is_of_a_person and not basis.ended_at:
        withdraw_consent(translation_key=proof.translation_key, channel=proof.channel, user=user)


def _move_workflow(page: StoryPage, answer: str, user) -> None:
    """Her answer is recorded by now, and stays so whatever is in the way of the workflow."""
    state = waiting_states(page).select_related("workflow_state").first()
    if state is None or (answer == ProofState.APPROVED and not is_approved(page)):
        return
    try:
        with transaction.atomic():
            if answer == ProofState.APPROVED:
                state.approve(user=user)
            else:
                state.reject(user=user, comment=_("See her answer, with the proof."))
    except gate.NotPublic:
        # Her yes was the last step, and something else forbids to publish. The task goes on waiting; staff can
        # take the step by hand when that is mended, and read until then what it is.
        return
