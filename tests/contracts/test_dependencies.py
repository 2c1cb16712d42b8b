"""The stand-alone site declares what it uses, and uses what it declares. (`deptry .` asks the same of the plugin.)"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

#: Used without an import in the site's code: where it is named instead.
NAMED_ELSEWHERE = {
    "altcha": ("volunteers/proof_of_work.py", "altcha"),
    "django-ninja": ("headless/api/root.py", "ninja"),
    "django-permissions-policy": ("site_project/settings/base.py", "django_permissions_policy"),
    "django-tasks": ("site_project/settings/base.py", "django_tasks"),
    "django-tasks-db": ("site_project/settings/base.py", "django_tasks_db"),
    "granian": ("site_project/management/commands/serve.py", "granian"),
    "psycopg": ("site_project/settings/base.py", "DATABASE_URL"),  # the driver of a postgres:// address
    "redis": ("site_project/settings/production.py", "RedisCache"),
    "snowballstemmer": ("headless/documents/search/words.py", "snowballstemmer"),
    "wagtail-localize": ("site_project/settings/base.py", "wagtail_localize"),
    "weasyprint": ("stories/proofs/paper.py", "weasyprint"),
    "whitenoise": ("site_project/settings/base.py", "whitenoise"),
}

CONFIG = f"""
[tool.deptry]
requirements_files = ["requirements/run.in"]
known_first_party = ["headless", "stories", "programs", "volunteers", "site_project"]
extend_exclude = [".*/migrations"]

[tool.deptry.per_rule_ignores]
DEP002 = {list(NAMED_ELSEWHERE)}
"""


def test_site_imports_what_it_declares_and_declares_what_it_imports(tmp_path):
    config = tmp_path / "deptry.toml"
    config.write_text(CONFIG)
    checked = subprocess.run(
        [Path(sys.executable).with_name("deptry"), "site_project", "--config", config, "--no-ansi"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("package", NAMED_ELSEWHERE)
def test_what_is_not_imported_is_named_where_it_is_used(package):
    file, name = NAMED_ELSEWHERE[package]
    assert re.search(rf"\b{name}\b", (ROOT / file).read_text())
