"""What of a sign-up is public: its words and its form, never anything that was sent."""

from datetime import datetime
from typing import Literal

from headless.documents import Build
from headless.schemas import Data, PageData

from .models import SignUpPage


class QuestionData(Data):
    """One field of the form."""

    name: str
    kind: Literal[
        "singleline",
        "multiline",
        "email",
        "number",
        "url",
        "checkbox",
        "checkboxes",
        "dropdown",
        "radio",
        "date",
        "datetime",
    ]
    label: str
    help: str
    required: bool
    choices: tuple[str, ...]


class SignUpData(PageData):
    type: Literal["sign_up"] = "sign_up"
    intro_html: str
    questions: tuple[QuestionData, ...]
    submit_label: str
    privacy_html: str
    thanks_title: str
    thanks_html: str
    promise_days: int
    closes_at: datetime | None
    proof_of_work: bool


def build_sign_up(page: SignUpPage, build: Build) -> SignUpData:
    return SignUpData(
        **build.page_fields(),
        intro_html=build.rich_text(page.intro),
        questions=tuple(_public(question) for question in page.form_class()().questions()),
        submit_label=page.submit_label,
        privacy_html=build.rich_text(page.privacy_text),
        thanks_title=page.thanks_title,
        thanks_html=build.rich_text(page.thanks_text),
        promise_days=page.promise_days,
        closes_at=page.closes_at,
        proof_of_work=page.proof_of_work,
    )


def _public(question: dict) -> QuestionData:
    """Who may read an answer is nobody's business but the staff's."""
    return QuestionData(**{name: value for name, value in question.items() if name != "sensitive"})
