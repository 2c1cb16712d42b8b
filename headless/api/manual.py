"""The API's description for people: the operations of the OpenAPI document, in sections."""

from typing import Any

_EXAMPLES = {
    "listStories": "?limit=5&theme=work&facets=theme,year",
    "listPrograms": "?stage=after-release&sort=title",
    "search": "?q=bread",
    "resolve": "?path=/en/",
    "listThemes": "?locale=en",
}


def sections(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """By tag: each operation with its parameters, its answers, and a request to try. `base`: where the API is reached."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            found.setdefault(operation["tags"][0], []).append(_operation(schema, path, method, operation))
    return [{"name": name, "operations": operations} for name, operations in found.items()]


def _operation(schema, path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": operation["summary"],
        "description": operation.get("description", ""),
        "parameters": [
            {
                "name": item["name"],
                "place": item["in"],
                "required": item["required"],
                "description": item["description"],
                "values": _values(item["schema"]),
            }
            for item in operation["parameters"]
        ],
        "answers": [
            {"status": status, "description": _resolved(schema, answer)["description"]}
            for status, answer in operation["responses"].items()
        ],
        "example": path.lstrip("/").replace("{page_id}", "1") + _EXAMPLES.get(operation["operationId"], ""),
    }


def _values(schema: dict[str, Any]) -> str:
    kind = schema.get("items", schema)
    if "enum" in kind:
        return ", ".join(kind["enum"])
    if "maximum" in kind:
        return f"{kind['minimum']}–{kind['maximum']}"
    return kind.get("format") or kind.get("type", "")


def _resolved(schema: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in answer:
        return answer
    found: Any = schema
    for part in answer["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return found
