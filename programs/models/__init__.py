from .editorial import Eligibility, Figure, Partnership, Question, Subject, TrainingModule
from .pages import ProgramIndexPage, ProgramPage
from .partners import Partner

__all__ = [
    "Eligibility",
    "Figure",
    "Partner",
    "Partnership",
    "ProgramIndexPage",
    "ProgramPage",
    "Question",
    "Subject",
    "TrainingModule",
]
