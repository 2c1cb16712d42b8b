"""A form that comes as JSON or by a program: reading it strictly, and filling it into the form that the site shows."""

import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from headless.encryption import keyed_hash
from headless.endpoints.problems import Problem

from . import guards
from .actions.take_form import Sending
from .forms import SignUpForm, kind_of

MOST_BYTES = 1_000_000
#: A name that no question can have, beside those of `guards`.
VERSION = "sc-version"
_LONGEST_KEY = 255
_MOST_ERRORS = 100
_JSON, _FORM = "application/json", "application/x-www-form-urlencoded"

KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "A word of your own for this one form, such as a UUID: requests with the same one are stored once.",
    "schema": {"type": "string", "minLength": 1, "maxLength": _LONGEST_KEY, "pattern": "^[!-~]+$"},
}
_SCHEMA = {
    "type": "object",
    "description": (
        "By the `name` of each question, and beside them three names of ours. The only object here that is open: which "
        "questions there are is content, and `/forms/{page_id}` says it."
    ),
    "properties": {
        VERSION: {"type": "string", "description": "The form's `version` that the visitor saw."},
        guards.PROOF: {"type": "string", "description": "The answer to the puzzle, in base64."},
        guards.TRAP: {"type": "string", "description": "Left empty: people do not see this field, robots fill it in."},
    },
    "additionalProperties": {
        "anyOf": [
            {"type": "string"},
            {"type": "number"},
            {"type": "boolean"},
            {"type": "array", "items": {"type": "string"}},
        ]
    },
}
BODY = {"required": True, "content": {_JSON: {"schema": _SCHEMA}, _FORM: {"schema": _SCHEMA}}}


@dataclass(frozen=True)
class Sent:
    """What was sent: answers by the names of questions, and what stands beside them."""

    answers: dict[str, Any] = field(repr=False)
    key: str
    trap: str
    proof: str
    version: str

    def sending(self, visitor: str) -> Sending:
        return Sending(key=self.key, visitor=visitor, trap=self.trap, proof=self.proof)


@sensitive_variables()
def read(request) -> Sent:
    """Raises Problem: 400 for what cannot be read, 411, 413, 415, and 422 for a key that is none."""
    key = request.headers.get("Idempotency-Key")
    if key is not None and not (0 < len(key) <= _LONGEST_KEY and all("!" <= char <= "~" for char in key)):
        said = f"Give 1 to {_LONGEST_KEY} letters, digits or signs, without spaces."
        raise Problem(422, "The key is not right.", errors=[("Idempotency-Key", said)])
    length = request.META.get("CONTENT_LENGTH")
    if not length:
        # What comes in pieces is not put together by the servers we run under: its answers would be lost without a word.
        raise Problem(411, "Say how long the form is, in the header Content-Length.")
    if not (length.isascii() and length.isdigit()):
        raise Problem(400, "Its length is not a number.")
    if int(length[:12]) > MOST_BYTES or len(request.body) > MOST_BYTES:
        raise Problem(413, f"A form has at most {MOST_BYTES} bytes.")
    if request.content_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise Problem(415, "Send the form in UTF-8.")
    if request.content_type == _JSON:
        answers = _from_json(request.body)
    elif request.content_type == _FORM:
        answers = {name: values if len(values) > 1 else values[0] for name, values in _from_form(request.body).lists()}
    else:
        raise Problem(415, f"Send the form as {_JSON} or {_FORM}.")
    return Sent(
        # Forms of pages hold keys of their own; one key here is one sending of a program.
        key=f"api:{key}" if key is not None else f"api-once:{secrets.token_urlsafe(18)}",
        trap=_word(answers.pop(guards.TRAP, "")),
        proof=_word(answers.pop(guards.PROOF, "")),
        version=_word(answers.pop(VERSION, "")),
        answers=answers,
    )


@sensitive_variables()
def fill_in(form_class: type[SignUpForm], sent: Sent) -> tuple[SignUpForm, list[tuple[str, str]]]:
    """The form with the answers, and what is wrong: for each field the message that the site's form shows."""
    data: MultiValueDict = MultiValueDict()
    errors: dict[str, str] = {}
    fields = form_class.base_fields
    for name, value in sent.answers.items():
        if name not in fields:
            errors[_shown(name)] = _("The form has no such question.")
            continue
        try:
            data.setlist(name, _as_sent_by_browsers(kind_of(fields[name]), value))
        except ValueError as wrong:
            errors[name] = str(wrong)
    form = form_class(data)
    for name, messages in form.errors.items():
        errors.setdefault("" if name == "__all__" else name, " ".join(messages))
    return form, list(errors.items())[:_MOST_ERRORS]


def public_id(submission_key: str) -> str:
    """The number of a submission for whoever sent it: it says nothing, and opens nothing."""
    return keyed_hash(submission_key, purpose="submission-id").hex()[:32]


def _as_sent_by_browsers(kind: str, value: Any) -> list[str]:
    """Raises ValueError with words for a person."""
    if isinstance(value, bool):
        if kind != "checkbox":
            raise ValueError(_("Answer in words here, not with true or false."))
        return ["on"] if value else []
    if isinstance(value, int | float):
        if kind != "number":
            raise ValueError(_("Answer with text here: put the number in quotes."))
        return [str(value)]
    if isinstance(value, list):
        if kind != "checkboxes":
            raise ValueError(_("Give one answer here, not a list."))
    else:
        value = [value]
    if not all(isinstance(item, str) for item in value):
        raise ValueError(_("Answer with text here."))
    if any(0xD800 <= ord(char) <= 0xDFFF for item in value for char in item):
        raise ValueError(_("There is a character here that cannot be stored."))
    return value


@sensitive_variables()
def _from_json(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body.decode(), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise Problem(400, "This is not JSON in UTF-8.") from None
    if not isinstance(value, dict):
        raise Problem(400, "Send one JSON object: the answers by the name of each question.")
    return value


@sensitive_variables()
def _from_form(body: bytes) -> QueryDict:
    try:
        body.decode("ascii")
    except UnicodeDecodeError:
        raise Problem(400, "This is not a form as browsers send it.") from None
    return QueryDict(body, encoding="utf-8")


def _refuse(word: str):
    raise ValueError(word)


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ("" if value in (None, False) else "?")


def _shown(name: str) -> str:
    cut = name if len(name) <= 60 else f"{name[:60]}…"
    return "".join(char if char.isprintable() and char not in "<>&\"'`" else "?" for char in cut)
