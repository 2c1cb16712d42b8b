"""What of a sign-up is public: its words and its form, never anything that was sent."""

from datetime import datetime
from types import SimpleNamespace
from typing import Literal

from headless.documents import Build
from headless.documents.words import prose
from headless.schemas import Data, PageData, Summary

from .forms import RESERVED_NAMES, SignUpForm, build_sign_up_form
from .guards import VERSION_DIGITS
from .models import SignUpPage
from .versions import digest_of, form_as_asked


class QuestionData(Data):
    """One field of the form."""

    for_machines = frozenset({"name", "kind"})

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
    #: What stands there before somebody writes.
    default: str


class SignUpData(PageData):
    type: Literal["sign_up"] = "sign_up"
    intro_html: str
    #: The form, in order: what every sign-up asks, then what staff added, then the two agreements.
    fields: tuple[QuestionData, ...]
    #: Changes whenever what the form asks or says about privacy does.
    version: str
    is_open: bool
    submit_label: str
    privacy_html: str
    thanks_title: str
    thanks_html: str
    promise_days: int
    closes_at: datetime | None
    proof_of_work: bool


def build_sign_up(page: SignUpPage, build: Build) -> SignUpData:
    form = page.form_class()()
    build.until(page.closes_at)
    return SignUpData(
        **build.page_fields(),
        intro_html=build.rich_text(page.intro),
        fields=tuple(_public(question, form) for question in form.questions()),
        version=digest_of(form_as_asked(page, form))[:VERSION_DIGITS],
        is_open=page.closes_at is None or page.closes_at > build.now,
        submit_label=page.submit_label,
        privacy_html=build.rich_text(page.privacy_text),
        thanks_title=page.thanks_title,
        thanks_html=build.rich_text(page.thanks_text),
        promise_days=page.promise_days,
        closes_at=page.closes_at,
        proof_of_work=page.proof_of_work,
    )


def summarize_sign_up(sign_up: SignUpData) -> Summary:
    return Summary(text=sign_up.description or prose(sign_up.intro_html))


def _public(question: dict, form: SignUpForm) -> QuestionData:
    """Who may read an answer is nobody's business but the staff's."""
    default = form.fields[question["name"]].initial
    default = "\n".join(default) if isinstance(default, list) else str(default or "")
    return QuestionData(default=default, **{name: value for name, value in question.items() if name != "sensitive"})


def form_of(sign_up: SignUpData) -> type[SignUpForm]:
    """The form class of a sign-up, from its public data alone."""
    added = [
        SimpleNamespace(
            clean_name=question.name,
            field_type=question.kind,
            label=question.label,
            help_text=question.help,
            required=question.required,
            choices="\n".join(question.choices),
            default_value=question.default,
            sensitive=False,
        )
        for question in sign_up.fields
        if question.name not in RESERVED_NAMES
    ]
    return build_sign_up_form(added)
