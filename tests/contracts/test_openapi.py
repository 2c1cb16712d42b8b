"""The public contract is a committed file; it grows, and nothing is taken away from it."""

import json
from copy import deepcopy

import pytest

from tests.contracts import openapi


@pytest.fixture(scope="module")
def schema():
    return json.loads(openapi.SNAPSHOT.read_text(encoding="utf-8"))


def parts(value, path="#"):
    """Every object of the document, with where it stands."""
    if isinstance(value, dict):
        yield path, value
        for name, item in value.items():
            yield from parts(item, f"{path}/{name}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from parts(item, f"{path}/{number}")


def schemas(schema):
    """Every schema, also those within others: whatever says what a value is."""
    words = {"type", "$ref", "oneOf", "anyOf", "enum", "const"}
    for path, value in parts(schema):
        if words & set(value) and "/examples" not in path and not path.endswith(("/properties", "/mapping")):
            yield path, value


def test_the_snapshot_is_current():
    assert openapi.SNAPSHOT.read_text(encoding="utf-8") == openapi.current(), (
        "The API differs from its snapshot: python tests/contracts/openapi.py update"
    )


def test_nothing_was_taken_away_since_the_last_commit(schema):
    before = openapi.last_committed() or schema  # in an unpacked archive there is no history
    assert openapi.taken_away(before, schema) == []


# --- Typed to the leaf -----------------------------------------------------------------------------------------------


def test_every_object_is_closed_except_the_answers_of_a_form(schema):
    opened = [
        path
        for path, value in parts(schema["paths"])
        if value.get("type") == "object" and "#/additionalProperties" not in path and "additionalProperties" in value
    ]
    assert {path.split("/requestBody/")[0] for path in opened} == {"#//api/v1/forms/{page_id}/submissions/post"}
    for name, value in schema["components"]["schemas"].items():
        if value.get("type") == "object":
            assert value["additionalProperties"] is False, name


def test_every_value_has_a_type(schema):
    for name, component in schema["components"]["schemas"].items():
        for path, value in parts(component):
            for field, kind in value.get("properties", {}).items() if "properties" in value else ():
                assert {"type", "$ref", "oneOf", "anyOf"} & set(kind), f"{name} {path} {field}"
            if value.get("type") == "array":
                assert value["items"], f"{name} {path}"


def test_lists_hold_one_array_and_every_row_its_number_slug_and_address(schema):
    found = 0
    for methods in schema["paths"].values():
        for operation in methods.values():
            if "200" not in operation["responses"]:
                continue
            answer = openapi._at(operation["responses"]["200"]["content"]["application/json"]["schema"], schema)
            if "items" not in answer.get("properties", {}):
                continue
            found += 1
            arrays = [name for name, kind in answer["properties"].items() if kind.get("type") == "array"]
            assert arrays == ["items"]
            assert "limit" in [item["name"] for item in operation["parameters"]]
            row = openapi._at(answer["properties"]["items"]["items"], schema)
            assert {"id", "slug", "url"} <= set(row["required"]), operation["operationId"]
    assert found == 5


def test_unions_are_told_apart_by_a_type_that_is_one_constant_and_always_there(schema):
    unions = [(path, value) for path, value in parts(schema) if "oneOf" in value]
    assert len(unions) >= 3
    for path, value in unions:
        assert value["discriminator"]["propertyName"] == "type", path
        mapping = value["discriminator"]["mapping"]
        assert sorted(mapping.values()) == sorted(item["$ref"] for item in value["oneOf"]), path
        for name, ref in mapping.items():
            variant = openapi._at({"$ref": ref}, schema)
            assert variant["properties"]["type"]["const"] == name
            assert "type" in variant["required"]


def test_every_operation_says_what_it_may_answer(schema):
    names = []
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            names.append(operation["operationId"])
            assert operation["summary"] and operation["tags"]
            statuses = set(operation["responses"])
            assert {"400", "401", "404", "422", "503"} <= statuses
            assert ("304" in statuses) is (method == "get" and not path.endswith(("/challenge", "/preview")))
            for status, answer in operation["responses"].items():
                described = openapi._at(answer, schema)
                assert "Vary" in described["headers"]
                if status >= "400":
                    assert list(described["content"]) == ["application/problem+json"]
    assert len(names) == len(set(names))


def test_parameters_are_documented_as_they_are_read(schema):
    """The same declaration makes both; here it is tried."""
    from headless.endpoints import Problem
    from programs.api import programs
    from stories.api import stories

    for catalogue, path in ((stories, "/api/v1/stories"), (programs, "/api/v1/programs")):
        documented = {
            item["name"]: item["schema"] for item in schema["paths"][path]["get"]["parameters"] if item["in"] == "query"
        }
        assert set(documented) == {item["name"] for item in catalogue.parameters.openapi()}
        from django.http import QueryDict

        for name, kind in documented.items():
            for choice in kind.get("enum", ()) or kind.get("items", {}).get("enum", ()):
                catalogue.parameters.read(QueryDict(f"{name}={choice}"))
            with pytest.raises(Problem):
                catalogue.parameters.read(QueryDict(f"{name}=%00"))


# --- The rule itself -------------------------------------------------------------------------------------------------


def changed(schema, change):
    new = deepcopy(schema)
    change(new)
    return openapi.taken_away(schema, new)


LIST = ("paths", "/api/v1/stories", "get")


def at(schema, *path):
    for part in path:
        schema = schema[part]
    return schema


TAKING = {
    "a path": lambda s: s["paths"].pop("/api/v1/themes"),
    "a parameter": lambda s: at(s, *LIST)["parameters"].pop(0),
    "a parameter becomes needed": lambda s: at(s, *LIST)["parameters"][1].update(required=True),
    "a new parameter that is needed": lambda s: at(s, *LIST)["parameters"].append(
        {"name": "x", "in": "query", "required": True, "schema": {"type": "string"}}
    ),
    "a smaller limit": lambda s: at(s, *LIST)["parameters"][0]["schema"].update(maximum=50),
    "a choice": lambda s: at(s, *LIST)["parameters"][2]["schema"]["enum"].remove("date"),
    "a field": lambda s: at(s, "components", "schemas", "StoryData", "properties").pop("title"),
    "a field may be missing": lambda s: at(s, "components", "schemas", "Picture", "required").remove("alt"),
    "another type": lambda s: at(s, "components", "schemas", "Rendition", "properties", "width").update(type="string"),
    "a field may be null": lambda s: at(s, "components", "schemas", "StoryData", "properties").update(
        title={"anyOf": [{"type": "string"}, {"type": "null"}]}
    ),
    "a variant": lambda s: at(s, "components", "schemas", "StoryData", "properties", "body", "items", "discriminator")[
        "mapping"
    ].pop("quote"),
    "another constant": lambda s: at(s, "components", "schemas", "QuoteBlock", "properties", "type").update(const="q"),
    "an answer": lambda s: at(s, *LIST)["responses"].pop("200"),
    "a header": lambda s: at(s, *LIST)["responses"]["200"]["headers"].pop("Link"),
    "a kind of body": lambda s: at(s, "paths", "/api/v1/forms/{page_id}/submissions", "post", "requestBody")[
        "content"
    ].pop("application/json"),
    "another name": lambda s: at(s, *LIST).update(operationId="stories"),
}
ADDING = {
    "a path": lambda s: s["paths"].update({"/api/v1/new": s["paths"]["/api/v1/themes"]}),
    "a parameter": lambda s: at(s, *LIST)["parameters"].append(
        {"name": "x", "in": "query", "required": False, "schema": {"type": "string"}}
    ),
    "a field": lambda s: at(s, "components", "schemas", "StoryData", "properties").update(told={"type": "string"}),
    "a choice": lambda s: at(s, *LIST)["parameters"][2]["schema"]["enum"].append("place"),
    "other words": lambda s: at(s, *LIST).update(summary="Other words"),
    "an answer": lambda s: at(s, *LIST)["responses"].update({"429": {"$ref": "#/components/responses/429"}}),
}


@pytest.mark.parametrize("what", TAKING)
def test_taking_away_is_noticed(schema, what):
    assert changed(schema, TAKING[what])


@pytest.mark.parametrize("what", ADDING)
def test_adding_is_allowed(schema, what):
    assert changed(schema, ADDING[what]) == []
