"""A front end in TypeScript: types made from the snapshot compile under `strict`, and its client runs against the site."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from headless.documents import refresh
from tests.factories.site_project import make_site
from tests.factories.stories import StoryIndexPageFactory, StoryPageFactory
from tests.factories.volunteers import SignUpPageFactory
from volunteers.models import Application

HERE = Path(__file__).parent
SOURCE = HERE / "typescript"

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("typescript")]


def run(*command, cwd) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The client beside its generated types, and the programs that the lock names."""
    assert shutil.which("npm"), "This needs node and npm: tests/needs.sh node"
    folder = tmp_path_factory.mktemp("typescript")
    for name in ("package.json", "package-lock.json", ".npmrc", "tsconfig.json", "client.ts"):
        shutil.copy(SOURCE / name, folder)
    run("npm", "ci", "--silent", cwd=folder)
    run("npx", "--no-install", "openapi-typescript", str(HERE / "openapi.json"), "-o", "api.d.ts", cwd=folder)
    return folder


@pytest.fixture(scope="module")
def compiled(project):
    run("npx", "--no-install", "tsc", cwd=project)
    return project


def test_nothing_in_the_types_is_left_open(project):
    types = (project / "api.d.ts").read_text(encoding="utf-8")
    code = re.sub(r"/\*.*?\*/", "", types, flags=re.DOTALL)
    assert not re.search(r"\bany\b", code)
    # The generator writes an unknown for the names of headers that are not in the contract, and nowhere else.
    assert not re.search(r"\bunknown\b", code.replace("[name: string]: unknown;", ""))


def test_a_kind_of_block_that_the_client_forgets_does_not_compile(compiled):
    client = (compiled / "client.ts").read_text(encoding="utf-8")
    forgetful = re.sub(r'    case "quote":\n.*\n', "", client)
    assert forgetful != client
    (compiled / "client.ts").write_text(forgetful, encoding="utf-8")
    try:
        done = subprocess.run(
            ["npx", "--no-install", "tsc", "--noEmit"], cwd=compiled, capture_output=True, text=True, check=False
        )
    finally:
        (compiled / "client.ts").write_text(client, encoding="utf-8")
    assert done.returncode != 0 and "never" in done.stdout


@pytest.mark.usefixtures("initial_data_kept")
@pytest.mark.django_db(transaction=True)
def test_the_client_runs_against_the_site(compiled, live_server):
    home = make_site()
    index = StoryIndexPageFactory(parent=home, slug="stories")
    for title in ("Bread", "Paper", "Water"):
        StoryPageFactory(
            parent=index,
            title=title,
            body=[("text", "<p>Early.</p>"), ("quote", {"text": "At four.", "attribution": "Ana"})],
        )
    form = SignUpPageFactory(parent=home, slug="mentor")
    refresh.add_missing()
    refresh.refresh.call()  # as the worker does
    said = json.loads(run("node", "built/client.js", live_server.url, str(form.pk), cwd=compiled))
    assert said["titles"] == ["Bread", "Paper", "Water"]
    assert said["blocks"][:2] == ["text: <p>Early.</p>", "quote: At four. (Ana)"]
    assert "<mark>Bread</mark>" in said["found"]
    assert said["front"] == home.title
    assert said["inputs"] == ["text", "email", "checkbox", "checkbox"]
    assert said["sameId"] is True and said["refused"] == ["email"]
    assert Application.objects.count() == 1
