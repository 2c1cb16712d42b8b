"""The admin's pages about the basis of a story, and what staff read where a story is refused."""

from .basis import BasisPage
from .certificates import Certificate, TickOff, Verify, Withdrawals, WithdrawalsMenuItem
from .dashboard import StoriesPanel
from .evidence import EvidenceFile
from .identity import IdentityPage, keep_decision
from .life_events import CloseDate, NoteDate
from .obscure import DeleteOriginal, ObscurePage, OriginalFile, RestorePicture, offer_obscuring
from .pictures import PicturesMenuItem, PicturesPage
from .proofs import AnswerProof, LinkToProof, MakeProof, OneProof, ProofFile, RevokeLink
from .queue import ConsentQueue, QueueMenuItem
from .refusals import explain_bulk, explain_draft, explain_refusals
from .renewal import RenewConsent
from .slip import Slip
from .uses import NoteUse
from .withdrawing import Withdraw

__all__ = [
    "AnswerProof",
    "BasisPage",
    "Certificate",
    "CloseDate",
    "ConsentQueue",
    "DeleteOriginal",
    "EvidenceFile",
    "IdentityPage",
    "LinkToProof",
    "MakeProof",
    "NoteDate",
    "NoteUse",
    "ObscurePage",
    "OneProof",
    "OriginalFile",
    "PicturesMenuItem",
    "PicturesPage",
    "ProofFile",
    "QueueMenuItem",
    "RenewConsent",
    "RestorePicture",
    "RevokeLink",
    "Slip",
    "StoriesPanel",
    "TickOff",
    "Verify",
    "Withdraw",
    "Withdrawals",
    "WithdrawalsMenuItem",
    "explain_bulk",
    "explain_draft",
    "explain_refusals",
    "keep_decision",
    "offer_obscuring",
]
