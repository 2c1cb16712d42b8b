"""Production: safe by its own settings, or it does not start. And nothing calls home."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: What an operator sets, and no more.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "site_project.settings.production",
    "SECRET_KEY": "k8-Vq2:nT5w!eRz0bYx7Lm3Pd9Hs4Jc6Gf1Ua_QoWiEyXtZv-for-tests-alone",
    "ALLOWED_HOSTS": "stories.example.org",
    "ADMIN_BASE_URL": "https://stories.example.org",
    "ENCRYPTION_KEYS": "b25seS1mb3ItdGVzdHMtLW9ubHktZm9yLXRlc3RzLS0=",
}
#: Hosts that Wagtail's admin would ask: for faces, for releases, for what is new.
THIRD_PARTIES = ["gravatar.com", "releases.wagtail.org", "wagtail.org"]


@pytest.fixture
def production(tmp_path):
    """Run something with production settings and these variables alone."""

    def run(*command: str, without: str = "", **more: str) -> subprocess.CompletedProcess:
        system = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        given = {**system, **PRODUCTION, "VAR_DIR": str(tmp_path), **more}
        given.pop(without, None)
        return subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=given, capture_output=True, text=True, check=False
        )

    return run


@pytest.mark.parametrize("behind", [{}, {"BEHIND_TLS_PROXY": "1", "REDIS_URL": "redis://127.0.0.1:6379/0"}])
def test_production_passes_djangos_deployment_check_without_a_warning(production, behind):
    checked = production("manage.py", "check", "--deploy", "--fail-level", "WARNING", **behind)
    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout
    assert "WARNING" not in checked.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "ADMIN_BASE_URL", "ENCRYPTION_KEYS"])
def test_production_does_not_start_without(name, production):
    started = production("manage.py", "check", without=name)
    assert started.returncode != 0
    assert name in started.stderr.strip().splitlines()[-1]


def test_production_does_not_start_with_an_empty_secret_key(production):
    started = production("manage.py", "check", SECRET_KEY="")
    assert started.returncode != 0
    assert "SECRET_KEY" in started.stderr


def test_production_never_shows_djangos_error_pages(production):
    shown = production("-c", "from django.conf import settings; print(settings.DEBUG)", DEBUG="1")
    assert shown.stdout.strip() == "False", shown.stderr


def test_admin_calls_no_third_party(production):
    code = """
from django.conf import settings
print(settings.WAGTAIL_GRAVATAR_PROVIDER_URL, settings.WAGTAIL_ENABLE_UPDATE_CHECK, settings.WAGTAILEMBEDS_FINDERS)
"""
    assert production("-c", code).stdout.strip() == "None False []"


def test_settings_name_no_third_party():
    text = "\n".join(path.read_text() for path in (ROOT / "site_project" / "settings").glob("*.py"))
    assert [name for name in THIRD_PARTIES if name in text] == []
    assert re.findall(r"https?://(?!127\.0\.0\.1|localhost)[^\s\"']+", text) == []


def test_policies_let_pages_load_from_this_site_alone(production):
    code = """
import json
from django.conf import settings
print(json.dumps([settings.CONTENT_SECURITY_POLICY["DIRECTIVES"], settings.ADMIN_CONTENT_SECURITY_POLICY]))
"""
    allowed = {"'self'", "'none'", "data:", "blob:"}
    public, admin = json.loads(production("-c", code).stdout)
    assert {source for sources in public.values() for source in sources} <= allowed
    inline = {"'unsafe-inline'", "'unsafe-eval'"}
    assert {source for sources in admin.values() for source in sources} <= allowed | inline
