"""The API's contract: the committed snapshot, and what may not be taken away from it.

python tests/contracts/openapi.py update
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SNAPSHOT = ROOT / "tests/contracts/openapi.json"


def current() -> str:
    from headless.api.reference import schema

    return json.dumps(schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def last_committed() -> dict[str, Any] | None:
    """The snapshot as the last commit that touched it left it before now; None where there is no history."""
    name = SNAPSHOT.relative_to(ROOT).as_posix()
    commits = _git("log", "--format=%H", "-n", "2", "--", name).split()
    if not commits:
        return None
    changed = _git("status", "--porcelain", "--", name).strip()
    before = commits[0] if changed else commits[-1]
    text = _git("show", f"{before}:{name}")
    return json.loads(text) if text else None


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout if done.returncode == 0 else ""


def taken_away(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """What a program that was written for `old` misses in `new`, or cannot do any more."""
    return list(_paths(old, new))


def _paths(old, new) -> Iterator[str]:
    for path, methods in old["paths"].items():
        for method, operation in methods.items():
            there = new["paths"].get(path, {}).get(method)
            where = f"{method.upper()} {path}"
            if there is None:
                yield f"{where} is gone"
                continue
            if there["operationId"] != operation["operationId"]:
                yield f"{where} is called {there['operationId']} now"
            yield from _parameters(operation, there, where)
            yield from _answers(operation, there, where, old, new)
            yield from _body(operation, there, where, old, new)


def _parameters(old, new, where) -> Iterator[str]:
    before = {(item["in"], item["name"]): item for item in old["parameters"]}
    after = {(item["in"], item["name"]): item for item in new["parameters"]}
    for key, item in before.items():
        there = after.get(key)
        if there is None:
            yield f"{where}: parameter {key[1]} is gone"
        elif there["required"] and not item["required"]:
            yield f"{where}: parameter {key[1]} is needed now"
        else:
            yield from _narrower(item["schema"], there["schema"], f"{where}: parameter {key[1]}")
    for key, item in after.items():
        if item["required"] and key not in before:
            yield f"{where}: parameter {key[1]} is new, and needed"


def _narrower(old, new, where) -> Iterator[str]:
    """What may be sent: fewer choices, smaller limits or another type refuse what was good before."""
    old, new = old.get("items", old), new.get("items", new)
    if not _kinds(old) <= _kinds(new):
        yield f"{where} is {', '.join(sorted(_kinds(new)))} now"
    for choice in old.get("enum", ()):
        if "enum" in new and choice not in new["enum"]:
            yield f"{where} does not take {choice} any more"
    if "enum" in new and "enum" not in old:
        yield f"{where} takes only some values now"
    for limit, sign in (("maximum", 1), ("maxLength", 1), ("minimum", -1), ("minLength", -1)):
        if limit in new and (limit not in old or sign * new[limit] < sign * old[limit]):
            yield f"{where} has a narrower {limit}"


def _kinds(schema) -> set[str]:
    return {schema["type"]} if "type" in schema else {item["type"] for item in schema.get("anyOf", ())}


def _answers(old, new, where, old_all, new_all) -> Iterator[str]:
    for status, answer in old["responses"].items():
        there = new["responses"].get(status)
        if there is None:
            if status.startswith("2"):
                yield f"{where}: answer {status} is gone"
            continue
        before, after = _at(answer, old_all), _at(there, new_all)
        for name in before.get("headers", {}):
            if name not in after.get("headers", {}):
                yield f"{where}: header {name} of {status} is gone"
        for kind, content in before.get("content", {}).items():
            if kind not in after.get("content", {}):
                yield f"{where}: {status} is not answered as {kind} any more"
            else:
                yield from _types(
                    content["schema"], after["content"][kind]["schema"], f"{where}: {status}", old_all, new_all, set()
                )


def _body(old, new, where, old_all, new_all) -> Iterator[str]:
    for kind in old.get("requestBody", {}).get("content", {}):
        if kind not in new.get("requestBody", {}).get("content", {}):
            yield f"{where}: does not take {kind} any more"
    if "requestBody" in new and "requestBody" not in old and new["requestBody"].get("required"):
        yield f"{where}: a body is needed now"


def _types(old, new, where, old_all, new_all, seen: set) -> Iterator[str]:
    """What is answered: everything that was there is still there, of the same type."""
    key = (json.dumps(old, sort_keys=True), json.dumps(new, sort_keys=True))
    if key in seen:
        return
    seen.add(key)
    before, after = _at(old, old_all), _at(new, new_all)
    for word in ("type", "const", "format"):
        if before.get(word) != after.get(word):
            yield f"{where}: {word} was {before.get(word)}, is {after.get(word)}"
            return
    for name, kind in before.get("properties", {}).items():
        if name not in after.get("properties", {}):
            yield f"{where}.{name} is gone"
            continue
        if name in before.get("required", ()) and name not in after.get("required", ()):
            yield f"{where}.{name} may be missing now"
        yield from _types(kind, after["properties"][name], f"{where}.{name}", old_all, new_all, seen)
    if "items" in before:
        yield from _types(before["items"], after.get("items", {}), f"{where}[]", old_all, new_all, seen)
    yield from _unions(before, after, where, old_all, new_all, seen)


def _unions(before, after, where, old_all, new_all, seen) -> Iterator[str]:
    mapping = before.get("discriminator", {}).get("mapping", {})
    there = after.get("discriminator", {}).get("mapping", {})
    for name, ref in mapping.items():
        if name not in there:
            yield f"{where}: variant {name} is gone"
        else:
            yield from _types({"$ref": ref}, {"$ref": there[name]}, f"{where}<{name}>", old_all, new_all, seen)
    if "anyOf" in before:
        was_null = {"type": "null"} in before["anyOf"]
        if not was_null and {"type": "null"} in after.get("anyOf", ()):
            yield f"{where} may be null now"
        for one, other in zip(before["anyOf"], after.get("anyOf", [{}] * len(before["anyOf"])), strict=False):
            yield from _types(one, other, where, old_all, new_all, seen)
    elif "anyOf" in after:
        yield f"{where} may be something else now"


def _at(value: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in value:
        found: Any = whole
        for part in value["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        value = found
    return value


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_project.settings.test")
    import django

    django.setup()
    if sys.argv[1:] == ["update"]:
        SNAPSHOT.write_text(current(), encoding="utf-8")
    else:
        sys.exit(__doc__)
