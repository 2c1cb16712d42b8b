"""What the story's editor checks beyond its fields."""

from collections.abc import Iterable
from datetime import datetime
from types import SimpleNamespace

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamBlockValidationError

from . import gate, identity_check, shown
from .enums import Decision


class StoryPageForm(WagtailAdminPageForm):
    """Says why a story cannot be published when “Publish” is pressed, before anything is saved, and keeps what was typed.

    Drafts and submissions to a workflow pass: the basis may still be on its way. Where several clues to who she is stand together,
    it asks once for a decision, and refuses nothing.
    """

    #: No fields of the page: the answer is kept by `viewsets.identity.keep_decision`. `panels.IdentityPanel` shows them.
    identity_decision = forms.ChoiceField(
        label=gettext_lazy("Why may they stand together?"),
        choices=Decision.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    #: What the panel showed, so that an answer counts for that and for nothing that was written since.
    identity_seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self):
        data = super().clean()
        moment = self._goes_live_at()
        refusal = gate.judge(self.instance, moment, content=self._content()) if moment else None
        if refusal:
            self.add_error(None, self._explained(refusal))
            self._add_beside(refusal.uncovered)
        elif moment and self.asks_about_identity:
            self.add_error(
                "identity_decision",
                _(
                    "Read below what could help somebody to find her. Take something out, or choose why it may stay, and publish once "
                    "more."
                ),
            )
        return data

    @cached_property
    def together(self) -> identity_check.Together | None:
        """What stands together in the story: as it was typed, or else as the newest draft has it."""
        content = self._content() if self.is_bound and hasattr(self, "cleaned_data") else self.instance
        return identity_check.look_at(content, self.instance)

    @cached_property
    def is_identity_decided(self) -> bool:
        return self.together is None or identity_check.is_decided(self.instance, self.together)

    @property
    def asks_about_identity(self) -> bool:
        """Whether something stands together of which nobody has decided, here or before."""
        if self.is_identity_decided:
            return False
        seen = set((self.cleaned_data.get("identity_seen") or "").split())
        return not (self.cleaned_data.get("identity_decision") and set(self.together.items) <= seen)

    def _content(self) -> SimpleNamespace:
        """The story as it was typed. What the form has no field for is as it was."""
        names = (*shown.WORDS, "slug", "standfirst_shows", "hero_image", "hero_shows", "body")
        return SimpleNamespace(**{name: self.cleaned_data.get(name, getattr(self.instance, name)) for name in names})

    def _add_beside(self, found: Iterable[shown.Uncovered]) -> None:
        """Say it beside each field and each block as well."""
        blocks: dict[int, ValidationError] = {}
        for item in found:
            message = _("Her consent does not cover this on our own site: %(what)s.") % {"what": item.what}
            if item.part.block is not None:
                blocks[item.part.block] = ValidationError(message)
            elif item.part.field in self.fields:
                self.add_error(item.part.field, message)
        if blocks:
            self.add_error("body", StreamBlockValidationError(block_errors=blocks))

    def _goes_live_at(self) -> datetime | None:
        """When this form is to make the story live; None if it does not."""
        # Wagtail defers what is required while it saves a draft, also for those whose “Publish” does not count.
        if self.is_deferred_validation or not self.data.get("action-publish"):
            return None
        now = timezone.now()
        planned = self.cleaned_data.get("go_live_at")
        return planned if planned and planned > now else now

    def _explained(self, refusal: gate.Refusal) -> str:
        if self.instance.pk:
            return refusal.explained(self.cleaned_data.get("title") or self.instance.title)
        return _(
            "A new story cannot be published at once: nothing says yet why it may be public. Save it as a draft, record its "
            "basis in the panel “Basis”, then publish it."
        )
