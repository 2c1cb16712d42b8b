from django.core.exceptions import PermissionDenied
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Task, TaskState
from wagtail.workflows import get_concrete_descendants

from .. import gate, permissions, shown
from ..enums import ProofState
from .pages import StoryPage
from .proofs import Proof


class SheSeesItFirst(Task):
    """A step of a workflow that waits until she has said yes to a proof of the draft as it is now.

    Where there is nobody to ask, because the page is no story or tells of no real person, the step is passed over. Her
    answer is recorded by `actions.record_answer`, which moves the workflow on; this task never says yes for her.
    """

    class Meta:
        verbose_name = _("she sees it first")
        verbose_name_plural = _("she sees it first")

    @classmethod
    def get_description(cls):
        return _("Waits until the woman whose story it is has said yes to a proof, on paper or by a private link")

    def start(self, workflow_state, user=None):
        state = super().start(workflow_state, user=user)
        story = _subject(workflow_state)
        if not needs_her(story):
            state.status = TaskState.STATUS_SKIPPED
            state.save(update_fields=["status"])
        elif is_approved(story):
            state.approve(user=user, update=False)
        return state

    def get_actions(self, obj, user):
        if not self._may(obj, user):
            return []
        back = ("reject", _("Back to the writer"), True)
        return [back, ("approve", _("Go on: she said yes"), False)] if is_approved(obj) else [back]

    def on_action(self, task_state, user, action_name, **kwargs):
        """As Wagtail's; raises PermissionDenied for an approval that is not hers."""
        if action_name == "approve" and not is_approved(_subject(task_state.workflow_state)):
            raise PermissionDenied
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        if user.has_perm(permissions.ADD):
            return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return TaskState.objects.none()

    def _may(self, obj, user) -> bool:
        return isinstance(obj, StoryPage) and permissions.may_record(user, obj)


def needs_her(page) -> bool:
    """Whether there is a woman to ask: a story that stands on no basis yet is taken for a person's."""
    if not isinstance(page, StoryPage):
        return False
    basis = gate.current_basis(page)
    return basis is None or basis.is_of_a_person


def is_approved(page) -> bool:
    """Whether she has said yes to the newest draft as it is now."""
    basis = gate.current_basis(page)
    if basis is None or basis.ended_at:
        return False
    proofs = Proof.objects.filter(
        translation_key=page.translation_key, locale=page.locale.language_code, state=ProofState.APPROVED
    )
    seen = set(proofs.values_list("fingerprint", flat=True))
    return bool(seen) and shown.fingerprint(page.get_latest_revision_as_object(), basis) in seen


def waiting_states(page):
    """Of workflows: where this page waits for her."""
    tasks = SheSeesItFirst.objects.values("pk")
    return TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__in=tasks).for_instance(page)


def is_waited_for(page) -> bool:
    return waiting_states(page).exists()


def take_up_again(sender, instance: TaskState, **kwargs) -> None:
    """Where a later step of a workflow is approved and the draft is not what she said yes to, her step is to be done again.

    Wagtail then goes back to it before it publishes; it would otherwise let any edit after her yes through.
    """
    if instance.status != TaskState.STATUS_APPROVED:
        return
    hers = TaskState.objects.filter(
        workflow_state=instance.workflow_state_id,
        task__in=SheSeesItFirst.objects.values("pk"),
        status__in=(TaskState.STATUS_APPROVED, TaskState.STATUS_SKIPPED),
    ).exclude(pk=instance.pk)
    if not hers.exists():
        return
    page = _subject(instance.workflow_state)
    if needs_her(page) and not is_approved(page):
        hers.update(status=TaskState.STATUS_CANCELLED)


def connect() -> None:
    # A signal comes from the very class that is saved, and a host's tasks may have states of their own.
    for model in get_concrete_descendants(TaskState):
        post_save.connect(take_up_again, sender=model, dispatch_uid=f"sc_take_up_again_{model._meta.label_lower}")


def _subject(workflow_state):
    """What a workflow is about: a page as it is now, or something else that workflows can be started for."""
    subject = workflow_state.content_object
    # Afresh: what the workflow has in memory may be older than the draft that it would publish.
    return Page.objects.get(pk=subject.pk).specific if isinstance(subject, Page) else subject
