"""The OpenAPI document (3.1), from ninja's operations and what `described` says of each.

Ninja makes the frame. The types are made here, all at once: as they are answered (every field is there), without a clash of
names, and with nothing left open.
"""

from copy import deepcopy
from http import HTTPStatus
from typing import Any

from ninja.openapi.schema import REF_TEMPLATE, OpenAPISchema
from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from ..endpoints import problems
from ..endpoints.answers import ALWAYS, EXPANDED, SOME_FIELDS
from ..endpoints.asking import HEADER

_TEXT = {"type": "string"}
HEADERS: dict[str, dict[str, Any]] = {
    "ETag": {"description": "Send it back as `If-None-Match`: 304 if nothing has changed.", "schema": _TEXT},
    "Last-Modified": {
        "description": "When it last changed. Lists have none: what has left one changed it, too.",
        "schema": _TEXT,
    },
    "Cache-Control": {"description": "How long the answer may be kept.", "schema": _TEXT},
    "Vary": {"description": "What the answer depends on beside the address.", "schema": _TEXT},
    "Link": {"description": "The `first` and the `next` page (RFC 8288).", "schema": _TEXT},
    "Retry-After": {"description": "In how many seconds to try again.", "schema": _TEXT},
}
_MEANINGS = {
    304: "It is as you have it.",
    400: "The request cannot be read.",
    401: "The publishable key is not known.",
    403: "This page is not on an origin of the front end.",
    404: "There is nothing public here.",
    409: "The form is closed.",
    410: "It was withdrawn: remove it from your pages and caches.",
    411: "Say its length: what comes in pieces is not taken.",
    413: "It is too large.",
    415: "It is in a format that is not taken here.",
    422: "Something must be corrected: `errors` says what.",
    429: "Too often: wait as long as `Retry-After` says.",
    503: "The database is away; try again in a minute.",
}


class _Plain(GenerateJsonSchema):
    """Without a title for each field, which only repeats its name."""

    def field_title_should_be_set(self, schema) -> bool:
        return False


class Schema(OpenAPISchema):
    def __init__(self, api, path_prefix: str) -> None:
        self._types = {
            (operation.operation_id, status): model.model_fields["response"].annotation
            for bound in api._get_bound_routers()
            for view in bound.path_operations.values()
            for operation in view.operations
            if operation.include_in_schema
            for status, model in operation.response_models.items()
        }
        self._types |= {
            (operation.operation_id, "expanded"): operation.openapi_extra["x-expanded"]
            for bound in api._get_bound_routers()
            for view in bound.path_operations.values()
            for operation in view.operations
            if operation.include_in_schema and operation.openapi_extra["x-expanded"]
        }
        adapters = [(key, "serialization", TypeAdapter(kind)) for key, kind in self._types.items()]
        adapters.append((("", 0), "serialization", TypeAdapter(problems.ProblemData)))
        self._schemas, shared = TypeAdapter.json_schemas(adapters, ref_template=REF_TEMPLATE, schema_generator=_Plain)
        self._shared = _tidied(shared["$defs"])
        super().__init__(api, path_prefix)

    def operation_parameters(self, operation) -> list[dict[str, Any]]:
        return []  # they stand in `openapi_extra`

    def operation_details(self, operation) -> dict[str, Any]:
        details = super().operation_details(operation)
        return {name: value for name, value in details.items() if not name.startswith("x-")}

    def operation_security(self, operation) -> list[dict[str, Any]]:
        return [{}, {"publishableKey": []}]

    def responses(self, operation) -> dict[str, Any]:
        extra = operation.openapi_extra
        found: dict[str, Any] = {}
        names = [
            "Vary",
            "Cache-Control",
            *(["ETag", "Last-Modified"] if extra["x-cached"] else []),
            *extra["x-headers"],
        ]
        for status in operation.response_models:
            schema = self._schemas[((operation.operation_id, status), "serialization")]
            content = {"application/json": {"schema": schema}}
            if extra["x-some-fields"]:
                content[SOME_FIELDS] = {"schema": self._with_some_fields(schema)}
            if extra["x-expanded"]:
                content[EXPANDED] = {"schema": self._schemas[((operation.operation_id, "expanded"), "serialization")]}
            found[str(status)] = {
                "description": HTTPStatus(status).phrase,
                "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in names},
                "content": content,
            }
        if extra["x-cached"]:
            found["304"] = {"$ref": "#/components/responses/304"}
        for status in extra["x-problems"]:
            found[str(status)] = {"$ref": f"#/components/responses/{status}"}
        return dict(sorted(found.items()))

    def get_components(self) -> dict[str, Any]:
        problem = {problems.MEDIA_TYPE: {"schema": self._schemas[(("", 0), "serialization")]}}
        responses: dict[str, Any] = {}
        for status, meaning in _MEANINGS.items():
            responses[str(status)] = {"description": meaning}
            headers = {"Vary": {"$ref": "#/components/headers/Vary"}}
            if status in (429, 503):
                headers["Retry-After"] = {"$ref": "#/components/headers/Retry-After"}
            responses[str(status)]["headers"] = headers
            if status != 304:
                responses[str(status)]["content"] = problem
        key = {
            "type": "apiKey",
            "in": "header",
            "name": HEADER,
            "description": "Says for which site you read: without one you get what partners get. It is no secret.",
        }
        return {
            "schemas": dict(sorted(self._shared.items())),
            "responses": responses,
            "headers": HEADERS,
            "securitySchemes": {"publishableKey": key},
        }

    def _with_some_fields(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The same type when `fields` was given: a document has some of its fields, a list such documents."""
        name = schema["$ref"].rsplit("/", 1)[-1]
        kind = deepcopy(self._shared[name])
        if "items" in kind["properties"]:
            kind["properties"]["items"]["items"] = self._with_some_fields(kind["properties"]["items"]["items"])
        else:
            kind["required"] = [field for field in ALWAYS if field in kind["properties"]]
        self._shared.setdefault(f"{name}Fields", kind)
        return {"$ref": REF_TEMPLATE.format(model=f"{name}Fields")}


def _tidied(value: Any, *, properties: bool = False) -> Any:
    """Without titles, which repeat the names of types, and without defaults, for in an answer everything is there.

    properties: the names in this object are those of fields, whatever they are.
    """
    if isinstance(value, dict):
        return {
            name: _tidied(item, properties=name == "properties" and not properties)
            for name, item in value.items()
            if properties or name not in ("title", "default")
        }
    return [_tidied(item) for item in value] if isinstance(value, list) else value
