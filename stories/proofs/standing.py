"""What a proof stands for now, in words for staff."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .. import gate, shown
from ..enums import ProofState
from ..models import Proof, StoryPage


@dataclass(frozen=True)
class ProofStanding:
    proof: Proof
    #: Whether the newest draft shows something else than what she saw.
    is_stale: bool
    #: Why the story may not be published as it is; empty if it may.
    why_not: str

    @classmethod
    def of(cls, proof: Proof, page: StoryPage) -> "ProofStanding":
        return _standings([proof], page)[0]

    @property
    def what(self) -> str:
        """What she said, how and when; or since when she is waited for."""
        if self.proof.is_waiting:
            since = timezone.localtime(self.proof.made_at)
            return _("Waits for her answer since %(day)s.") % {"day": date_format(since, "DATE_FORMAT")}
        return _("%(answer)s. %(channel)s, %(day)s.") % {
            "answer": self.proof.get_state_display(),
            "channel": self.proof.get_channel_display(),
            "day": date_format(self.proof.answered_on, "DATE_FORMAT"),
        }

    @property
    def stale(self) -> str:
        """That the draft has changed, and what to do; empty while it is what she saw."""
        if not self.is_stale:
            return ""
        if self.proof.state == ProofState.APPROVED:
            return _(
                "She said yes to an older version: the story has changed since. Make a new proof and ask her again."
            )
        return _(
            "The story has changed since this proof was made. Make a new proof, so that she answers to what is there."
        )

    @property
    def why_it_waits(self) -> str:
        """Why a workflow has not gone on with her yes."""
        return self.stale or _("She said yes, but the story cannot be published yet: %(why)s") % {"why": self.why_not}


def proofs_of(page: StoryPage) -> list[ProofStanding]:
    """All proofs of a story in this language, the newest first."""
    proofs = Proof.objects.filter(translation_key=page.translation_key, locale=page.locale.language_code)
    return _standings(list(proofs.select_related("made_by", "recorded_by")), page)


def _standings(proofs: list[Proof], page: StoryPage) -> list[ProofStanding]:
    if not proofs:
        return []
    draft, basis = page.get_latest_revision_as_object(), gate.current_basis(page)
    now = shown.fingerprint(draft, basis) if basis else ""
    refusal = gate.judge(page, content=draft)
    why_not = refusal.why if refusal else ""
    return [ProofStanding(proof, proof.fingerprint != now, why_not) for proof in proofs]
