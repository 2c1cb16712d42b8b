"""Who may do what in the admin: every address below `admin/`, asked as everybody, in one table, `permissions.csv`.

    python tests/contracts/permissions.py update

writes the table afresh. Then read what changed in it, line by line: each `allow` is a promise that nobody else checks.

    allow   the view does its work, or says what is missing in what was sent
    deny    on to signing in, back to the admin's first page with a refusal, 401, 403, or 404; of a bulk action also:
            nothing that it may be done to
    400     the view cannot read what was sent
    405     the view knows no such method
    crash   500; only where CRASHES says why

An address with a new parameter fails until `permissions_addresses.py` says what stands for it.
"""

import csv
import os
import subprocess
import sys
import tempfile
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[2]
TABLE = Path(__file__).with_suffix(".csv")
#: The columns of the table. What each is stands in `test_permissions.py`.
EVERYBODY = ["anonymous", "no_role", "editor", "reviewer", "coordinator", "administrator", "superuser"]
#: A folder: the tests write what they see into it instead of comparing.
RECORD = "SC_RECORD_PERMISSIONS"
ACTED_ON = "_sc_acted_on"

#: What is sent: nothing, except that a StreamField without blocks says so.
DATA = {"body-count": "0"}

#: Views that fail when they are sent nothing, after they have looked who asks. Others' only: ours have no place here.
CRASHES = {
    ("admin/choose-external-link/", "POST"): "Wagtail compares an address that the form does not require",
    ("admin/documents/multiple/create_from_uploaded_document/<int:uploaded_file_id>/", "POST"): (
        "Wagtail's form has no place for the complaint that a new document has no file"
    ),
    ("admin/failwhale/", "GET"): "Wagtail's own test of the error page",
    ("admin/failwhale/", "POST"): "Wagtail's own test of the error page",
    ("admin/images/multiple/create_from_uploaded_image/<int:uploaded_file_id>/", "POST"): (
        "Wagtail makes no form for an upload of her own by somebody who may no longer upload"
    ),
    ("admin/localize/translate/<int:translation_id>/pofile/upload/", "POST"): "wagtail-localize expects a file",
    ("admin/localize/translate/<int:translation_id>/overrides/<int:overridable_segment_id>/edit/", "PUT"): (
        "wagtail-localize expects a value"
    ),
    ("admin/localize/translate/<int:translation_id>/strings/<int:string_segment_id>/edit/", "PUT"): (
        "wagtail-localize expects a value"
    ),
    ("admin/pages/<int:page_id>/copy/", "POST"): "Wagtail expects the page it is copied to",
    ("admin/redirects/import/process/", "POST"): "Wagtail expects the format of the file",
    ("admin/snippets/choose/sc_programs/partner/create/", "POST"): "Wagtail expects a form to create partners with",
    ("admin/snippets/choose/sc_stories/helpline/create/", "POST"): "Wagtail expects a form to create help lines with",
    ("admin/snippets/choose/sc_stories/theme/create/", "POST"): "Wagtail expects a form to create themes with",
}


def ask(client, url: str, method: str) -> tuple[str, str]:
    """What happens, and the error if the view crashed. It has no consequences: nothing that the view writes stays."""
    from django.core.cache import cache
    from django.db import transaction

    cookies = client.cookies.output(header="")
    with transaction.atomic():
        response = client.post(url, DATA) if method == "POST" else client.generic(method, url)
        if response.streaming:
            list(response.streaming_content)  # closes the file
        transaction.set_rollback(True)
    cache.clear()  # it may hold what is undone
    client.cookies = SimpleCookie(cookies)
    error = response.exc_info[1] if response.exc_info else None
    return _judge(response), f"{type(error).__name__}: {error}" if error else ""


def _judge(response) -> str:
    from django.urls import reverse

    if response.status_code >= 500:
        return "crash"
    if response.status_code in (400, 405):
        return str(response.status_code)
    if response.status_code in (401, 403, 404):
        return "deny"
    target = urlsplit(response.headers.get("Location", ""))
    if target.path == reverse("wagtailadmin_login") and "next=" in target.query:
        return "deny"
    if target.path == reverse("wagtailadmin_home") and any(
        "do not have permission" in str(message) for message in response.wsgi_request._messages._queued_messages
    ):
        return "deny"
    if response.resolver_match.url_name == "wagtail_bulk_action" and not _acted_on(response):
        return "deny"
    return "allow"


def _acted_on(response) -> list:
    """What a bulk action was done to, or is offered for: Wagtail leaves out what somebody may not, and goes on."""
    return getattr(response.wsgi_request, ACTED_ON, None) or (getattr(response, "context_data", None) or {}).get(
        "items"
    )


def note_bulk_action(request, action_type, objects, action) -> None:
    """For Wagtail's hook `before_bulk_action`."""
    setattr(request, ACTED_ON, objects)


def read() -> dict[tuple[str, str], dict[str, str]]:
    """The table: by address and method, what each may."""
    with TABLE.open(newline="") as file:
        return {(row.pop("address"), row.pop("method")): row for row in csv.DictReader(file)}


def write(columns: dict[str, dict[tuple[str, str], str]]) -> int:
    """Write the table from its columns, in the order of the addresses. Returns the number of lines."""
    lines = sorted(columns[EVERYBODY[0]])
    with TABLE.open("w", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["address", "method", *EVERYBODY])
        table.writerows([*line, *(columns[somebody][line] for somebody in EVERYBODY)] for line in lines)
    return len(lines)


def record(folder: str, somebody: str, seen: dict[tuple[str, str], str]) -> None:
    with Path(folder, f"{somebody}.csv").open("w", newline="") as file:
        csv.writer(file).writerows([*line, verdict] for line, verdict in seen.items())


def update() -> int:
    """Write the table as the code is now. Returns the number of lines, 0 if the tests could not run."""
    tests = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        "2",
        "-k",
        "as_the_table_says",
        "tests/contracts/test_permissions.py",
    ]
    with tempfile.TemporaryDirectory() as folder:
        if subprocess.run(tests, cwd=ROOT, env={**os.environ, RECORD: folder}, check=False).returncode:
            return 0
        columns = {}
        for somebody in EVERYBODY:
            with Path(folder, f"{somebody}.csv").open(newline="") as file:
                columns[somebody] = {(address, method): verdict for address, method, verdict in csv.reader(file)}
    return write(columns)


def main(arguments: list[str]) -> int:
    if arguments != ["update"]:
        sys.stderr.write(__doc__)
        return 2
    lines = update()
    if not lines:
        return 1
    sys.stdout.write(f"{TABLE.name}: {lines} lines. Now read what changed: git diff {TABLE.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
