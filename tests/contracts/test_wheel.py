"""The wheel, as a stranger meets it: in an empty virtual environment, beside a fresh Wagtail site of her own."""

import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOST = Path(__file__).parent / "host"
OUR_APPS = ["headless", "stories", "programs", "volunteers"]

pytestmark = pytest.mark.slow


def run(*command, cwd: Path) -> str:
    """Run a command as the host's owner would: without this repository's settings and paths. Its output, or failure."""
    ours = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "PYTHONPATH", "VAR_DIR", "VIRTUAL_ENV", "PYTHONWARNINGS"}
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert done.returncode == 0, f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def names(wheel) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


@pytest.fixture(scope="module")
def host(wheel, tmp_path_factory) -> Iterator[tuple[Path, Path]]:
    """A host's site with the wheel installed: its Python, and its folder."""
    folder = tmp_path_factory.mktemp("host")
    venv.create(folder / "venv", symlinks=True)
    python = folder / "venv" / "bin" / "python"
    # The versions we locked, so that a release of tomorrow does not fail this test; no hashes, no addresses.
    constraints = folder / "constraints.txt"
    constraints.write_text("\n".join(locked_versions(ROOT / "requirements" / "run.txt")))
    pip = [sys.executable, "-m", "pip", "--python", python]
    run(*pip, "install", "--quiet", "--no-input", "--no-compile", "--constraint", constraints, wheel, cwd=folder)
    site = folder / "site"
    site.mkdir()
    run(python.with_name("wagtail"), "start", "hostsite", site, cwd=folder)
    shutil.copytree(HOST, site, dirs_exist_ok=True, ignore=shutil.ignore_patterns("base.html", "__pycache__"))
    shutil.copy(HOST / "base.html", site / "hostsite" / "templates" / "base.html")
    for package in ["hostsite_apps", "hostsite_apps/library", "hostsite_apps/stories"]:
        (site / package / "__init__.py").touch()
    yield python, site
    shutil.rmtree(folder, ignore_errors=True)  # pytest keeps the folders of three runs, and this one is large


def locked_versions(path: Path) -> list[str]:
    return [line.removesuffix("\\").strip() for line in path.read_text().splitlines() if re.match(r"[A-Za-z0-9]", line)]


def test_wheel_holds_every_template_where_django_finds_it(names):
    packed = {name.partition("/templates/")[2] for name in names if "/templates/" in name}
    templates = ROOT / "templates"
    ours = {str(path.relative_to(templates)) for path in templates.rglob("*") if path.is_file()}
    of_the_site = {name for name in ours if name.startswith("second_chances/site_project/")}
    assert packed == ours - of_the_site


def test_wheel_holds_static_files_and_translations(names):
    wanted = {
        str(path.relative_to(ROOT))
        for app in OUR_APPS
        for path in [*(ROOT / app).glob("static/**/*"), *(ROOT / app).glob("locale/**/*.mo")]
        if path.is_file()
    }
    assert wanted - names == set()


def test_wheel_holds_nothing_of_the_site_or_the_tests(names):
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(OUR_APPS)
    assert not [name for name in names if name.endswith((".pyc", ".po")) or "/site_project/" in name]


def test_wheel_cannot_shadow_a_template_of_the_host(names):
    templates = {name.partition("/templates/")[2] for name in names if "/templates/" in name}
    assert {name.partition("/")[0] for name in templates} <= {"second_chances"}


def test_host_with_its_own_images_and_its_own_stories_app_can_use_every_page_type(host):
    python, site = host
    # The host's own apps, as their developer left them before she installed ours.
    run(python, "manage.py", "makemigrations", "library", "stories", "--settings=host_settings", cwd=site)
    assert "The journey is complete." in run(python, "journey.py", cwd=site)
