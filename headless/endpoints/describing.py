"""How an operation stands in the documentation: everything it may answer with."""

from collections.abc import Iterable
from typing import Any

from .parameters import Parameters

#: Any answer may be one of these: what cannot be read, an unknown key, no site, a body that is too large, unknown
#: parameters, a database that is away.
ANYWHERE = (400, 401, 404, 413, 422, 503)


def described(
    operation_id: str,
    summary: str,
    answer: Any,
    *,
    parameters: Parameters | None = None,
    description: str = "",
    status: int = 200,
    problems: Iterable[int] = (),
    headers: Iterable[str] = (),
    cached: bool = True,
    some_fields: bool = False,
    expanded: Any = None,
    path: dict[str, str] | None = None,
    body: dict[str, Any] | None = None,
    body_parameters: Iterable[dict[str, Any]] = (),
) -> dict[str, Any]:
    """Keyword arguments for a ninja router's `get` and `post`.

    answer: the type of what it gives (a pydantic type). headers: names of response headers beside the usual ones, of
    `headless.api.openapi`. path: what each number in the address is. some_fields: it knows the parameter `fields`.
    expanded: the type of what it gives when the parameter `expand` is used.
    """
    extra: dict[str, Any] = {
        "parameters": [
            *(
                {
                    "name": name,
                    "in": "path",
                    "required": True,
                    "description": text,
                    "schema": {"type": "integer", "minimum": 1},
                }
                for name, text in (path or {}).items()
            ),
            *body_parameters,
            *(parameters or Parameters()).openapi(),
        ],
        "x-problems": sorted({*ANYWHERE, *problems}),
        "x-headers": list(headers),
        "x-cached": cached,
        "x-some-fields": some_fields,
        "x-expanded": expanded,
    }
    if body:
        extra["requestBody"] = body
    return {
        "operation_id": operation_id,
        "summary": summary,
        "description": description,
        "response": {status: answer},
        "openapi_extra": extra,
    }
