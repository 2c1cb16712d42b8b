"""What is in the repository, whoever wrote it: nothing of one machine, nothing skipped, nothing too long."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
APPS = ["headless", "stories", "programs", "volunteers", "site_project"]
LONGEST_MODULE = 400

#: Folders of one machine. Those of every Linux system (`/usr/lib`, `/etc`, `/tmp`) may be named.
MACHINE = re.compile(r"(?<![\w.~$}-])/(?:home|Users|root|work|workspace|opt|mnt|srv)/[\w.-]+|\b[A-Z]:\\\\?Users\b")
#: Where packages come from is the business of whoever installs them.
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted\.org|registry\.npmjs\.org|--(?:extra-)?index-url|--find-links|--trusted-host|\bfile://"
)
SKIPPING = re.compile(r"\b(?:pytest|mark)\.(?:skip|skipif|xfail|importorskip)\b|\bunittest\.skip|\bSkipTest\b")


def committed_files() -> list[Path]:
    """What git tracks, and what it would: new files are looked at before they are added."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return sorted({path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()})


def texts() -> dict[str, str]:
    found = {}
    for path in committed_files():
        content = path.read_bytes()
        if b"\0" not in content and path != Path(__file__):
            found[str(path.relative_to(ROOT))] = content.decode()
    return found


def lines_matching(pattern: re.Pattern) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in texts().items()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def requirements(name: str) -> dict[str, list[Requirement]]:
    """The requirements in a file, by name, without their hashes."""
    found: dict[str, list[Requirement]] = {}
    for line in (ROOT / "requirements" / name).read_text().splitlines():
        if re.match(r"[A-Za-z0-9]", line):
            requirement = Requirement(line.partition("#")[0].removesuffix("\\").strip())
            found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


def locked(name: str) -> dict[str, list[Version]]:
    return {
        package: [Version(str(requirement.specifier).removeprefix("==")) for requirement in lines]
        for package, lines in requirements(name).items()
    }


def test_no_file_names_a_package_registry():
    assert lines_matching(REGISTRY) == []


def test_no_file_names_a_folder_of_somebodys_machine():
    assert lines_matching(MACHINE) == []


def test_no_test_is_skipped():
    found = [line for line in lines_matching(SKIPPING) if line.startswith("tests/")]
    assert found == [], "A test that cannot run fails, and says what it needs."


def test_no_test_folder_is_a_package():
    assert [name for name in texts() if re.match(r"tests/.*__init__\.py$", name)] == []


@pytest.mark.parametrize("name", ["run.txt", "test.txt"])
def test_every_locked_requirement_has_one_version_and_hashes(name):
    blocks = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / "requirements" / name).read_text())
    unlocked = [
        block.splitlines()[0]
        for block in blocks
        if not re.match(r"[\w.\[\],-]+==[^\s*]+ ", block) or "--hash=sha256:" not in block
    ]
    assert unlocked == []


@pytest.mark.parametrize(("asked", "lock"), [("run.in", "run.txt"), ("run.in", "test.txt"), ("test.in", "test.txt")])
def test_lock_files_hold_what_was_asked_for(asked, lock):
    versions = locked(lock)
    wrong = [
        str(requirement)
        for package, lines in requirements(asked).items()
        for requirement in lines
        if not any(requirement.specifier.contains(version, prereleases=True) for version in versions.get(package, []))
    ]
    assert wrong == [], "Run `make lock`."


def test_tests_run_on_the_versions_that_the_site_runs_on():
    run, test = locked("run.txt"), locked("test.txt")
    assert {name: versions for name, versions in run.items() if test.get(name) != versions} == {}


def test_locked_versions_are_ones_that_the_wheel_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    optional = [line for lines in project.get("optional-dependencies", {}).values() for line in lines]
    versions = locked("run.txt")
    outside = [
        line
        for line in [*project["dependencies"], *optional]
        for requirement in [Requirement(line)]
        if not any(requirement.specifier.contains(v) for v in versions.get(canonicalize_name(requirement.name), []))
    ]
    assert outside == []


def test_modules_stay_short_enough_to_have_one_subject():
    long = {
        name: text.count("\n")
        for name, text in texts().items()
        if name.endswith(".py") and name.partition("/")[0] in APPS and text.count("\n") > LONGEST_MODULE
        # Demo texts are content, migrations are written by Django.
        if "/migrations/" not in name and not name.startswith("site_project/demo/")
    }
    assert long == {}, "Look for the second subject in it."
