"""Templates: all in our own folder, all compile, all in one style, all static files there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template

TEMPLATES = Path(__file__).parents[2] / "templates"
FILES = sorted(path for path in TEMPLATES.rglob("*") if path.is_file())
NAMES = [str(path.relative_to(TEMPLATES)) for path in FILES]
STATIC = re.compile(r"""\{%\s*static\s+['"]([^'"]+)['"]""")


def test_there_are_templates():
    assert NAMES


def test_no_template_is_outside_our_folder():
    assert [name for name in NAMES if not name.startswith("second_chances/")] == []


@pytest.mark.parametrize("name", NAMES)
def test_template_compiles(name):
    get_template(name)


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_static_files_of_a_template_exist(path):
    assert [name for name in STATIC.findall(path.read_text()) if not finders.find(name)] == []


def test_templates_are_in_one_style():
    html = [path for path in FILES if path.suffix == ".html"]
    checked = subprocess.run(
        [Path(sys.executable).with_name("djade"), "--check", "--target-version", "5.2", *html],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
