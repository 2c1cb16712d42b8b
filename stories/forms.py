"""What the story's editor checks beyond its fields."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from . import gate


class StoryPageForm(WagtailAdminPageForm):
    """Says why a story cannot be published when “Publish” is pressed, before anything is saved, and keeps what was typed.

    Drafts and submissions to a workflow pass: the basis may still be on its way.
    """

    def clean(self):
        data = super().clean()
        moment = self._goes_live_at()
        if moment and (why := gate.why_not_public(self.instance, moment)):
            self.add_error(None, self._explained(why))
        return data

    def _goes_live_at(self) -> datetime | None:
        """When this form is to make the story live; None if it does not."""
        # Wagtail defers what is required while it saves a draft, also for those whose “Publish” does not count.
        if self.is_deferred_validation or not self.data.get("action-publish"):
            return None
        now = timezone.now()
        planned = self.cleaned_data.get("go_live_at")
        return planned if planned and planned > now else now

    def _explained(self, why: str) -> str:
        if self.instance.pk:
            return gate.explained(self.cleaned_data.get("title") or self.instance.title, why)
        return _(
            "A new story cannot be published at once: nothing says yet why it may be public. Save it as a draft, record its "
            "basis in the panel “Basis”, then publish it."
        )
