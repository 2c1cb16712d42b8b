"""What is noted of a basis in the log of its pages: that, and by whom. Nothing personal."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

RECORDED = "sc_stories.basis_recorded"
TAKEN_BACK = "sc_stories.basis_ended"
EVIDENCE_READ = "sc_stories.evidence_read"
PICTURE_MARKED = "sc_stories.picture_marked"

#: How each reads in a page's history.
WORDS = {
    RECORDED: _("Recorded the basis on which the story is public"),
    TAKEN_BACK: _("Noted that the consent was taken back; the story is not public any more"),
    PICTURE_MARKED: _("Said what the picture shows of a person"),
    EVIDENCE_READ: _("Read the evidence of the consent"),
}


def note(pages, action: str, *, user=None, **data) -> None:
    """A line in the history of each of these pages. data: plain values, such as the kind of basis."""
    for page in pages:
        log(instance=page.specific_deferred, action=action, user=user, data=data)
