from .applications import (
    AccessLink,
    Answer,
    Application,
    ApplicationTerm,
    FormVersion,
    in_words,
)
from .letter_templates import PLACEHOLDERS, LetterTemplate
from .signup_pages import SignUpField, SignUpPage

__all__ = [
    "PLACEHOLDERS",
    "AccessLink",
    "Answer",
    "Application",
    "ApplicationTerm",
    "FormVersion",
    "LetterTemplate",
    "SignUpField",
    "SignUpPage",
    "in_words",
]
