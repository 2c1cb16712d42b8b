"""What is noted of a basis in the log of its pages: that, and by whom. Nothing personal."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

RECORDED = "sc_stories.basis_recorded"
TAKEN_BACK = "sc_stories.basis_ended"
NARROWED = "sc_stories.basis_narrowed"
VERIFIED = "sc_stories.withdrawal_verified"
USE_NOTED = "sc_stories.use_noted"
RECALLED = "sc_stories.use_recalled"
CODE_MADE = "sc_stories.code_made"
LIFTED = "sc_stories.anonymity_lifted"
RENEWED = "sc_stories.consent_renewed"
DATE_NOTED = "sc_stories.date_noted"
DATE_CLOSED = "sc_stories.date_closed"
IDENTITY_DECIDED = "sc_stories.identity_decided"
IDENTITY_NOTED = "sc_stories.identity_noted"
EVIDENCE_READ = "sc_stories.evidence_read"
PROOF_MADE = "sc_stories.proof_made"
PROOF_READ = "sc_stories.proof_read"
PROOF_LINK_MADE = "sc_stories.proof_link_made"
PROOF_LINK_REVOKED = "sc_stories.proof_link_revoked"
PROOF_ANSWERED = "sc_stories.proof_answered"
PICTURE_MARKED = "sc_stories.picture_marked"
PICTURE_OBSCURED = "sc_stories.picture_obscured"
PICTURE_RESTORED = "sc_stories.picture_restored"
ORIGINAL_READ = "sc_stories.original_read"
ORIGINAL_DELETED = "sc_stories.original_deleted"

#: How each reads in a page's history.
WORDS = {
    RECORDED: _("Recorded the basis on which the story is public"),
    TAKEN_BACK: _("Noted that the consent was taken back; the story is not public any more"),
    NARROWED: _("Noted that she took back a part of her consent; it is shown no more"),
    VERIFIED: _("Noted that it was she who took her consent back"),
    USE_NOTED: _("Noted where the story is used elsewhere"),
    RECALLED: _("Noted that a use elsewhere was recalled"),
    CODE_MADE: _("Made the code with which she can take her stories back; an older one is void"),
    LIFTED: _("She lifted her anonymity herself"),
    RENEWED: _("Renewed the consent"),
    DATE_NOTED: _("Noted a date on which to ask her again"),
    DATE_CLOSED: _("Noted that she was asked, and what she said"),
    IDENTITY_DECIDED: _("Decided that what could help to find her may stand together"),
    IDENTITY_NOTED: _("Published with what could help to find her; nobody was asked"),
    PICTURE_MARKED: _("Said what the picture shows of a person"),
    EVIDENCE_READ: _("Read the evidence of the consent"),
    PROOF_MADE: _("Made a proof for her to see"),
    PROOF_READ: _("Opened a proof"),
    PROOF_LINK_MADE: _("Made a private link to a proof"),
    PROOF_LINK_REVOKED: _("Revoked a private link to a proof"),
    PROOF_ANSWERED: _("Recorded her answer to a proof"),
    PICTURE_OBSCURED: _("Obscured parts of the picture"),
    PICTURE_RESTORED: _("Restored the picture from its original"),
    ORIGINAL_READ: _("Opened the original of the obscured picture"),
    ORIGINAL_DELETED: _("Deleted the original of the obscured picture"),
}


def note(pages, action: str, *, user=None, **data) -> None:
    """A line in the history of each of these pages. data: plain values, such as the kind of basis."""
    for page in pages:
        log(instance=page.specific_deferred, action=action, user=user, data=data)
