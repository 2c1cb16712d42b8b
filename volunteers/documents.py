"""What of a sign-up is public: its words and its form, never anything that was sent."""

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


def build_sign_up(page: SignUpPage, build: Build) -> SignUpData:
    return SignUpData(
        **build.page_fields(),
        intro_html=build.rich_text(page.intro),
        questions=tuple(QuestionData(**question) for question in page.form_class()().questions()),
        submit_label=page.submit_label,
        privacy_html=build.rich_text(page.privacy_text),
        thanks_title=page.thanks_title,
        thanks_html=build.rich_text(page.thanks_text),
    )
