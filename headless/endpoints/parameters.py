"""Query parameters, read strictly: what nobody documented is refused by name, and the same declaration is the documentation.

Read by hand and not by the framework, which takes longer for it than everything else in an answer together.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.http import QueryDict
from wagtail.coreutils import get_content_languages

from ..gate import EVER, NEVER_ENDS
from .problems import Problem

#: Values of one parameter; nobody needs more, and each costs the database.
MOST_VALUES = 50
LONGEST = 1000
#: A cursor may hold a whole title, in base64.
LONGEST_CURSOR = 4000
#: A name that is not ours is told back, as far as this.
_LONGEST_NAME = 60


class Wrong(ValueError):
    """What is wrong with a value, in words for a person."""


@dataclass(frozen=True)
class Parameter:
    """One query parameter. `read` gets its values as they were sent, at least one; raises Wrong."""

    name: str
    description: str
    schema: dict[str, Any]
    read: Callable[[list[str]], Any]
    required: bool = False
    default: Any = None

    def openapi(self) -> dict[str, Any]:
        described = {
            "name": self.name,
            "in": "query",
            "description": self.description,
            "required": self.required,
            "schema": self.schema,
        }
        if self.schema.get("type") == "array":
            described |= {"style": "form", "explode": True}
        return described


KEY = Parameter(
    "key",
    "A publishable key, for callers that cannot send the header `X-Publishable-Key`.",
    {"type": "string", "maxLength": 64},
    lambda values: _single(values),
)


@dataclass(frozen=True)
class Parameters:
    """The query parameters of an operation."""

    own: Sequence[Parameter] = ()
    _by_name: dict[str, Parameter] = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        object.__setattr__(self, "_by_name", {item.name: item for item in (*self.own, KEY)})

    def read(self, query: QueryDict) -> dict[str, Any]:
        """The values by name; what was not sent has its default. Raises Problem (422) naming everything that is wrong."""
        found = {item.name: item.default for item in self.own}
        errors: list[tuple[str, str]] = []
        for name, values in query.lists():
            parameter = self._by_name.get(name)
            if parameter is None:
                errors.append((_shown(name), "There is no such parameter."))
                continue
            try:
                longest = LONGEST_CURSOR if name == "cursor" else LONGEST
                if any(len(value) > longest for value in values):
                    raise Wrong(f"This is too long: at most {longest} characters.")
                if any("\0" in value for value in values):
                    raise Wrong("This has a character that is not allowed.")
                found[name] = parameter.read(values)
            except Wrong as wrong:
                errors.append((name, str(wrong)))
        errors += [
            (item.name, "This parameter is needed.") for item in self.own if item.required and item.name not in query
        ]
        if errors:
            raise Problem(422, "Some parameters are not right.", errors=errors[:MOST_VALUES])
        return found

    def openapi(self) -> list[dict[str, Any]]:
        return [item.openapi() for item in (*self.own, KEY)]


def text(name: str, description: str, *, required: bool = False, longest: int = LONGEST) -> Parameter:
    def read(values: list[str]) -> str:
        value = _single(values)
        if len(value) > longest:
            raise Wrong(f"This is too long: at most {longest} characters.")
        return value

    schema = {"type": "string", "maxLength": longest}
    return Parameter(name, description, schema, read, required=required, default="")


def number(name: str, description: str, *, least: int, most: int, default: int) -> Parameter:
    def read(values: list[str]) -> int:
        value = _single(values)
        if not (value.isascii() and value.isdigit() and len(value) <= len(str(most)) and least <= int(value) <= most):
            raise Wrong(f"Give a whole number from {least} to {most}.")
        return int(value)

    schema = {"type": "integer", "minimum": least, "maximum": most, "default": default}
    return Parameter(name, description, schema, read, default=default)


def one_of(name: str, description: str, choices: Sequence[str], *, default: str = "") -> Parameter:
    def read(values: list[str]) -> str:
        value = _single(values)
        if value not in choices:
            raise Wrong(f"Give one of: {', '.join(choices)}.")
        return value

    schema: dict[str, Any] = {"type": "string", "enum": list(choices)}
    if default:
        schema["default"] = default
    return Parameter(name, description, schema, read, default=default)


def locale() -> Parameter:
    # Not an enumeration: which languages there are is the site's content, not the API's contract.
    def read(values: list[str]) -> str:
        value = _single(values)
        if value not in get_content_languages():
            raise Wrong("This site has no such language.")
        return value

    return Parameter(
        "locale",
        "Only what is in this language, such as `en`. Without it, every language.",
        {"type": "string", "maxLength": 20},
        read,
        default="",
    )


def several(
    name: str,
    description: str,
    *,
    choices: Sequence[str] | None = None,
    pattern: str | None = None,
    known: Callable[[str], bool] | None = None,
    longest: int = 120,
) -> Parameter:
    """Values that are repeated or separated by commas: a tuple, each once. known: asked of each value."""
    matches = re.compile(pattern).fullmatch if pattern else None

    def read(values: list[str]) -> tuple[str, ...]:
        parts = tuple(dict.fromkeys(part for value in values for part in value.split(",") if part))
        if not parts:
            raise Wrong("This is empty.")
        if len(parts) > MOST_VALUES:
            raise Wrong(f"These are too many: at most {MOST_VALUES}.")
        for part in parts:
            if choices is not None and part not in choices:
                raise Wrong(f"There is no {_shown(part)}. Give one or more of: {', '.join(choices)}.")
            if known and not known(part):
                raise Wrong(f"There is no {_shown(part)}.")
            if matches and not matches(part):
                raise Wrong(f"{_shown(part)} is not of the right form.")
            if len(part) > longest:
                raise Wrong(f"This is too long: at most {longest} characters.")
        return parts

    items: dict[str, Any] = {"type": "string"}
    if choices is not None:
        items["enum"] = list(choices)
    elif pattern:
        items["pattern"] = f"^{pattern}$"
    else:
        items |= {"minLength": 1, "maxLength": longest}
    schema = {"type": "array", "items": items, "minItems": 1, "maxItems": MOST_VALUES}
    return Parameter(name, f"{description} Repeat it or separate by commas.", schema, read, default=())


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?([Zz]|[+ -]\d{2}:\d{2})")


def range_of(name: str, what: str, *, moments: bool) -> tuple[Parameter, Parameter]:
    """`<name>_from` and `<name>_to`: datetimes, not before the one and before the other. A day that is named is included."""
    if moments:
        shape = "a moment (RFC 3339, such as 2026-03-08T12:00:00Z) or a day (UTC)"
        schema: dict[str, Any] = {
            "anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}],
            "examples": ["2026-03-08", "2026-03-08T12:00:00Z"],
        }
    else:
        shape = "a day, such as 2026-03-08"
        schema = {"type": "string", "format": "date"}

    def reader(*, ends: bool) -> Callable[[list[str]], datetime]:
        def read(values: list[str]) -> datetime:
            value = _single(values)
            try:
                if _DAY.fullmatch(value):
                    day = datetime.combine(date.fromisoformat(value), time(), UTC)
                    return day + timedelta(days=1) if ends else day
                if moments and _MOMENT.fullmatch(value):
                    # In an address, "+" means a space.
                    moment = datetime.fromisoformat(_with_zone(value)).astimezone(UTC)
                    return moment + timedelta(microseconds=1) if ends else moment
            except OverflowError:
                return NEVER_ENDS if value > "5" else EVER
            except ValueError:
                pass
            raise Wrong(f"Give {shape}.")

        return read

    return (
        Parameter(f"{name}_from", f"{what} then or later: {shape}.", schema, reader(ends=False)),
        Parameter(f"{name}_to", f"{what} then or earlier: {shape}.", schema, reader(ends=True)),
    )


def _with_zone(value: str) -> str:
    value = value[:10] + "T" + value[11:]
    zone = value[-6:]
    if zone[0] == " ":
        value = f"{value[:-6]}+{zone[1:]}"
    # Python knows microseconds, and not more.
    return re.sub(r"(\.\d{6})\d+", r"\1", value.upper())


def fields_of(data, always: Iterable[str]) -> Parameter:
    names = list(data.model_fields)
    return several(
        "fields",
        f"Only these fields of each ({', '.join(always)} always come along); the answer's media type is another then.",
        choices=names,
    )


def _single(values: list[str]) -> str:
    if len(values) > 1:
        raise Wrong("Give this once.")
    return values[0]


def _shown(name: str) -> str:
    """Something that was sent, for the message that says it is unknown: cut, and harmless wherever it is shown."""
    cut = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
    return "".join(char if char.isprintable() and char not in "<>&\"'`" else "?" for char in cut)
