from .applications import (
    AccessLink,
    Answer,
    Application,
    ApplicationTerm,
    FormVersion,
    in_words,
)
from .erased import Erased
from .letter_templates import PLACEHOLDERS, LetterTemplate
from .signup_pages import SignUpField, SignUpPage

__all__ = [
    "PLACEHOLDERS",
    "AccessLink",
    "Answer",
    "Application",
    "ApplicationTerm",
    "Erased",
    "FormVersion",
    "LetterTemplate",
    "SignUpField",
    "SignUpPage",
    "in_words",
]
