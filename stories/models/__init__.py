from .bases import Basis
from .codes import OwnCode, Pepper
from .evidence import Evidence
from .help_lines import HelpLine
from .pages import StoryIndexPage, StoryPage
from .people import Person
from .pictures import PictureElements
from .proofs import Proof, ProofLink
from .tasks import SheSeesItFirst
from .themes import Theme
from .uses import Use
from .withdrawals import Recall, Withdrawal, WithdrawalItem

__all__ = [
    "Basis",
    "Evidence",
    "HelpLine",
    "OwnCode",
    "Pepper",
    "Person",
    "PictureElements",
    "Proof",
    "ProofLink",
    "Recall",
    "SheSeesItFirst",
    "StoryIndexPage",
    "StoryPage",
    "Theme",
    "Use",
    "Withdrawal",
    "WithdrawalItem",
]
