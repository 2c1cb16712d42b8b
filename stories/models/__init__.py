from .bases import Basis
from .codes import OwnCode, Pepper
from .consent_settings import ConsentSettings
from .evidence import Evidence
from .help_lines import HelpLine
from .identity_notes import IdentityNote
from .life_events import LifeEvent
from .obscured import FileToDelete, ObscuredPicture
from .pages import StoryIndexPage, StoryPage
from .people import Person
from .pictures import PictureElements
from .proofs import Proof, ProofLink
from .reminders import Reminder
from .tasks import SheSeesItFirst
from .themes import Theme
from .uses import Use
from .withdrawals import Recall, Withdrawal, WithdrawalItem

__all__ = [
    "Basis",
    "ConsentSettings",
    "Evidence",
    "FileToDelete",
    "HelpLine",
    "IdentityNote",
    "LifeEvent",
    "ObscuredPicture",
    "OwnCode",
    "Pepper",
    "Person",
    "PictureElements",
    "Proof",
    "ProofLink",
    "Recall",
    "Reminder",
    "SheSeesItFirst",
    "StoryIndexPage",
    "StoryPage",
    "Theme",
    "Use",
    "Withdrawal",
    "WithdrawalItem",
]
