"""What was done when a woman took her consent back: the certificate of it, and what is left to do."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from headless.enums import Element
from headless.fields import ChoicesField
from headless.models import FrontEnd

from ..enums import Told, Trace, TraceState
from .uses import Use

#: States in which nothing is left to do.
SETTLED = [state for state in TraceState if state is not TraceState.OPEN]


class Withdrawal(models.Model):
    """That a consent was taken back, all of it or some elements. No name and no title: numbers of pages, and hashes."""

    #: Of the story.
    translation_key = models.UUIDField(db_index=True, editable=False)
    #: What she took back; empty for everything.
    elements = ChoicesField(_("what she took back"), blank=True, choices=Element.choices)
    channel = models.CharField(_("how she said so"), max_length=12, choices=Told)
    at = models.DateTimeField(_("when"), default=timezone.now)
    #: Who noted it; nobody where she did it herself.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    verified_at = models.DateTimeField(_("verified"), null=True)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        ordering = ["-pk"]
        # Whoever is staff may withdraw; the record is made by the action, and never changed or deleted by hand.
        default_permissions = ()

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self._meta.verbose_name.capitalize()} {self.pk}"

    @property
    def is_of_everything(self) -> bool:
        return not self.elements


class WithdrawalItem(models.Model):
    """One trace of the story, looked for until it is not there any more."""

    withdrawal = models.ForeignKey(Withdrawal, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=10, choices=Trace)
    #: Not a foreign key: the page may be deleted.
    page_id = models.BigIntegerField(default=0)
    locale = models.CharField(max_length=20, default="")
    audience = models.CharField(max_length=8, default="")
    site_id = models.BigIntegerField(default=0)
    #: A hash of the address, the name of a file (a hash of its content), or the number of the document that was.
    what = models.CharField(max_length=255, default="")
    state = models.CharField(max_length=10, choices=TraceState, default=TraceState.OPEN)
    #: When it was settled.
    settled_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(default=timezone.now)
    #: Which of `PROBLEMS` of the last attempt.
    problem = models.CharField(max_length=20, default="")

    class Meta:
        verbose_name = _("trace of a story")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["withdrawal", "kind", "page_id", "audience", "site_id", "what"], name="sc_trace_once"
            ),
            models.CheckConstraint(
                name="sc_trace_settled_at",
                condition=Q(state=TraceState.OPEN, settled_at__isnull=True)
                | (~Q(state=TraceState.OPEN) & Q(settled_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(state=TraceState.OPEN), name="sc_trace_open")]

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self.kind}, page {self.page_id}"

    @property
    def seconds(self) -> float | None:
        """From the withdrawal until nobody could get it any more."""
        return (self.settled_at - self.withdrawal.at).total_seconds() if self.settled_at else None

    @property
    def problem_in_words(self) -> str:
        return str(PROBLEMS.get(self.problem, ""))


#: Why an attempt did not settle it, in words of ours: an error's own may hold a name.
PROBLEMS = {
    "answers": _("The address does not say yet that it is gone."),
    "there": _("It is still there."),
    "not_anew": _("It is not made anew yet."),
    "storage": _("The storage of the pictures does not answer."),
    "failed": _("It could not be looked at; the program’s log says why."),
    "told": _("The cache in front of the site has not said yet that it forgot it."),
    "waits": _("Caches were told that they may keep it for so long."),
}


class Recall(models.Model):
    """Something that no program can take back: for staff to act on, and to tick off."""

    withdrawal = models.ForeignKey(Withdrawal, on_delete=models.CASCADE, related_name="recalls")
    use = models.ForeignKey(Use, null=True, on_delete=models.CASCADE, related_name="recalls")
    #: Whoever fetched it with a key; its name stays when the front end is deleted.
    front_end = models.ForeignKey(FrontEnd, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=80, default="")
    last_fetched_on = models.DateField(null=True)
    done_on = models.DateField(_("done on"), null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("use to be recalled")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["withdrawal", "use"], name="sc_recall_use_once"),
            models.UniqueConstraint(fields=["withdrawal", "front_end"], name="sc_recall_front_end_once"),
        ]

    wagtail_reference_index_ignore = True

    def __str__(self):
        return f"{self._meta.verbose_name.capitalize()} {self.pk}"
