"""What a spreadsheet of applications can hold."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..forms import FIRST_FIELDS
from ..models import Application, FormVersion
from ..spreadsheets import Cell

#: The answers of one application by their question, and whether it is flagged as sensitive.
Answers = dict[tuple[str, bool], list[str]]
_PLAIN, _SENSITIVE = "plain:", "sensitive:"


@dataclass(frozen=True)
class Column:
    """value: how the form names it. sensitive: it holds answers that need a permission of their own."""

    value: str
    label: str
    read: Callable[[Application, Answers], Cell]
    sensitive: bool = False


def _moment(moment) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


STANDARD = [
    Column("number", _("Number"), lambda application, _answers: str(application.pk)),
    Column("form", _("Form"), lambda application, _answers: application.form.title),
    Column("version", _("Version of the form"), lambda application, _answers: str(application.form.number)),
    Column("state", _("State"), lambda application, _answers: application.get_state_display()),
    Column("decision", _("How it ended"), lambda application, _answers: application.get_decision_display()),
    Column("sent", _("Sent"), lambda application, _answers: _moment(application.submitted_at)),
    Column("promised", _("Answer promised by"), lambda application, _answers: _moment(application.answer_by)),
    Column("name", _("Name"), lambda application, _answers: application.name),
    Column("email", _("E-mail address"), lambda application, _answers: application.email),
    Column("language", _("Language"), lambda application, _answers: application.language),
    Column("note", _("Private note"), lambda application, _answers: application.note),
]
UNTICKED = {"note"}
_STANDARD = {column.value: column for column in STANDARD}


def questions_of(forms: list[FormVersion]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The questions of these forms as choices: plain ones, and sensitive ones. The same words are one column."""
    plain: dict[str, str] = {}
    sensitive: dict[str, str] = {}
    for form in forms:
        for question in form.questions:
            label = question["label"]
            if question.get("sensitive"):
                sensitive[f"{_SENSITIVE}{label}"] = label
            elif question["name"] not in FIRST_FIELDS:
                plain[f"{_PLAIN}{label}"] = label
    return list(plain.items()), list(sensitive.items())


def columns_of(values: list[str]) -> list[Column]:
    """The columns of a form's choices, in this order."""
    return [_STANDARD.get(value) or _question(value) for value in values]


def _question(value: str) -> Column:
    sensitive = value.startswith(_SENSITIVE)
    label = value.partition(":")[2]
    return Column(value, label, lambda _application, answers: answers.get((label, sensitive), []), sensitive=sensitive)
