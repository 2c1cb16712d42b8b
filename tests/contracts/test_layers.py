"""Who may import whom: the rules stand in `.importlinter`."""

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
APPS = ["headless", "stories", "programs", "volunteers", "site_project"]

#: For each rule, a file and an import in it that the rule must refuse.
OFFENCES = {
    "apps": ("programs/enums.py", "from volunteers import queries"),
    "inside": ("stories/models/themes.py", "from stories import documents"),
    "inside-headless": ("headless/conf.py", "from headless import registry"),
    "doors-of-headless": ("programs/queries.py", "from headless import checks"),
    "doors-of-stories": ("programs/views.py", "from stories.documents import StoryCard"),
    "doors-of-programs": ("volunteers/views.py", "from programs import panels"),
    "engines": ("stories/images/strip_metadata.py", "from django.db import models"),
}


def lint_imports(folder: Path) -> subprocess.CompletedProcess:
    code = (
        "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command; lint_imports_command()"
    )
    return subprocess.run(
        [sys.executable, "-c", code, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


def rules() -> dict[str, str]:
    """The name of each rule, by its id."""
    config = configparser.ConfigParser()
    config.read(ROOT / ".importlinter")
    prefix = "importlinter:contract:"
    return {section.removeprefix(prefix): config[section]["name"] for section in config if section.startswith(prefix)}


def test_imports_follow_the_architecture():
    linted = lint_imports(ROOT)
    assert linted.returncode == 0, linted.stdout + linted.stderr


def copy_of_the_code(folder: Path) -> Path:
    for app in APPS:
        shutil.copytree(ROOT / app, folder / app, ignore=shutil.ignore_patterns("__pycache__", "static", "locale"))
    shutil.copy(ROOT / ".importlinter", folder)
    return folder


@pytest.fixture(scope="module")
def report_on_offences(tmp_path_factory) -> str:
    """What the linter says of a copy of the code that breaks each rule once."""
    folder = copy_of_the_code(tmp_path_factory.mktemp("offences"))
    for file, offence in OFFENCES.values():
        with (folder / file).open("a") as module:
            module.write(f"\n{offence}\n")
    return lint_imports(folder).stdout


@pytest.mark.parametrize("rule", rules())
def test_every_rule_refuses_what_it_is_for(rule, report_on_offences):
    assert re.search(rf"^{re.escape(rules()[rule])} BROKEN", report_on_offences, re.MULTILINE), report_on_offences


def test_a_module_without_a_layer_is_refused(tmp_path):
    folder = copy_of_the_code(tmp_path)
    (folder / "volunteers" / "helpers.py").touch()
    (folder / "headless" / "helpers.py").touch()
    report = lint_imports(folder).stdout
    assert re.search(r"not listed as layers:\s+- volunteers\.helpers\b", report), report
    assert re.search(r"not listed as layers:\s+- headless\.helpers\b", report), report
