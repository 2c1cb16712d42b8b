"""What the story's editor checks beyond its fields."""

from collections.abc import Iterable
from datetime import datetime
from types import SimpleNamespace

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamBlockValidationError

from . import gate, shown


class StoryPageForm(WagtailAdminPageForm):
    """Says why a story cannot be published when “Publish” is pressed, before anything is saved, and keeps what was typed.

    Drafts and submissions to a workflow pass: the basis may still be on its way.
    """

    def clean(self):
        data = super().clean()
        moment = self._goes_live_at()
        refusal = gate.judge(self.instance, moment, content=self._content()) if moment else None
        if refusal:
            self.add_error(None, self._explained(refusal))
            self._add_beside(refusal.uncovered)
        return data

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
