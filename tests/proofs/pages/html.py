"""The Nu HTML checker over every page as it was served: one run for all."""

import json
import re
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from .table import Table

CHECKER = "node_modules/vnu-jar/build/dist/vnu.jar"


def check(programs: Path, pages: dict[tuple[str, str], str], table: Table) -> None:
    """`pages`: HTML by state and language."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        places = {}
        for number, (place, html) in enumerate(pages.items()):
            file = folder / f"{number}.html"
            file.write_text(html)
            places[file.name] = place
        messages = _run(programs / CHECKER, [str(folder / name) for name in places]) if places else []
    for state, _language in pages:
        table.note(state, "HTML", "ok")
    for message in messages:
        state, language = places.get(Path(urlsplit(message.get("url", "")).path).name, ("", ""))
        text = f"{message['message']} {_extract(message)}"
        if message["type"] == "info":
            if message.get("subType") == "warning":
                table.warn(f"HTML: {text}", f"{state}, {language}")
        else:
            table.fault(state, "HTML", text, f"{language} line {message.get('lastLine', '?')}")


def _extract(message: dict) -> str:
    """The element it is about, without values that differ each time."""
    start = message.get("hiliteStart", 0)
    element = message.get("extract", "")[start : start + message.get("hiliteLength", 100)]
    return re.sub(r'value="[^"]*"', 'value="…"', " ".join(element.split()))[:120]


def _run(jar: Path, files: list[str]) -> list[dict]:
    command = ["java", "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)["messages"]
