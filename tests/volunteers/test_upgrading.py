"""What was sent before personal data was encrypted is kept, encrypted, findable, and tied to its form."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(script: str, folder: Path) -> str:
    environment = {
        **os.environ,
        "VAR_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "site_project.settings.development",
        "PYTHONPATH": str(ROOT),
    }
    environment.pop("DATABASE_URL", None)
    ran = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{script}"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.mark.slow
def test_applications_of_the_first_version_are_encrypted_and_found(tmp_path):
    run(
        """
import json, uuid
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
call_command("migrate", verbosity=0)
call_command("migrate", "sc_volunteers", "zero", verbosity=0, fake=True)
with connection.cursor() as cursor:
    cursor.execute("PRAGMA foreign_keys=OFF")
    tables = [t for t in connection.introspection.table_names(cursor) if t.startswith("sc_volunteers_")]
    for table in tables:
        cursor.execute(f"DROP TABLE {table}")
call_command("migrate", "sc_volunteers", "0001", verbosity=0)
from wagtail.models import Page
from django.contrib.contenttypes.models import ContentType
kind = ContentType.objects.get(model="signuppage")
page = Page.objects.get(depth=1).add_child(title="Mentor", slug="mentor", content_type=kind)
with connection.cursor() as cursor:
    cursor.execute("INSERT INTO sc_volunteers_signuppage VALUES (%s, '', '', '', '', '')", [page.pk])
    plain = {"kind": "singleline", "help": "", "required": True, "choices": []}
    questions = [{**plain, "name": name, "label": name.title()} for name in ("name", "email", "why")]
    answers = {"name": "Ana Before", "email": "ana@example.org", "why": "To listen."}
    for number in range(2):
        row = {
            "id": uuid.uuid4().hex, "submitted_at": timezone.now(), "language": "en", "name": answers["name"],
            "email": answers["email"], "form_title": "Mentor", "questions": json.dumps(questions),
            "answers": json.dumps(answers), "privacy_text": "Privacy", "page_id": page.pk,
        }
        places = ", ".join(["%s"] * len(row))
        cursor.execute(f"INSERT INTO sc_volunteers_application ({', '.join(row)}) VALUES ({places})", list(row.values()))
""",
        tmp_path,
    )
    said = run(
        """
import json
from django.core.management import call_command
from django.db import connection
call_command("migrate", verbosity=0)
from volunteers import queries
from volunteers.models import Application, FormVersion
found = queries.search(Application.objects.all(), "bef")
with connection.cursor() as cursor:
    cursor.execute("SELECT * FROM sc_volunteers_application")
    raw = str(cursor.fetchall())
print(json.dumps({
    "found": [[a.name, a.email, a.answers, a.form.number, (a.answer_by - a.submitted_at).days] for a in found],
    "versions": FormVersion.objects.count(),
    "readable": "Ana" in raw or "listen" in raw,
}))
""",
        tmp_path,
    )
    told = json.loads(said.splitlines()[-1])
    assert told["found"] == [["Ana Before", "ana@example.org", {"why": "To listen."}, 1, 7]] * 2
    assert told["versions"] == 1
    assert not told["readable"]
