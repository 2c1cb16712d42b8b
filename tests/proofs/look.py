"""Run by `site.Site.ask` beside the site: what its database holds, and how fast it commits.

python -m tests.proofs.look applications
python -m tests.proofs.look commits SECONDS
"""

import json
import sys
import time
from collections import Counter
from datetime import timedelta

import django

from .clients import FIRST_LETTERS


def applications() -> dict:
    """By volunteer, those of the demo aside: how often stored, how many mails queued. And what became of mails and jobs."""
    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    from headless.models import Mail, Worker
    from volunteers.models import Application

    rows = [row for row in Application.objects.all() if row.email.startswith(FIRST_LETTERS)]
    emails = {str(row.pk): row.email for row in rows}
    mails = [mail for mail in Mail.objects.values_list("about", "state") if mail[0] in emails]
    jobs = list(DBTaskResult.objects.values_list("worker_ids", "status"))
    alive = set(Worker.objects.filter(seen_at__gt=timezone.now() - timedelta(seconds=20)).values_list("id", flat=True))
    return {
        "stored": Counter(row.email for row in rows),
        "names": {row.email: row.name for row in rows},
        "answered": sum(bool(row.answers) for row in rows),
        "suspect": sum(bool(row.suspicion) for row in rows),
        "mails": Counter(emails[about] for about, _state in mails),
        "mail_states": Counter(state for _about, state in mails),
        "jobs_taken_up_again": sum(len(workers) > 1 for workers, _status in jobs),
        "jobs_left_lying": sum(status == "RUNNING" and workers[-1] not in alive for workers, status in jobs),
    }


def commits(seconds: str) -> dict:
    """The floor: a row a commit, one after the other, by the site's own driver and connection settings."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE proof_floor (number integer, words text)")
        try:
            number, start = 0, time.monotonic()
            while time.monotonic() - start < float(seconds):
                cursor.execute("INSERT INTO proof_floor VALUES (%s, %s)", [number, "x" * 100])
                number += 1
            rate = number / (time.monotonic() - start)
        finally:
            cursor.execute("DROP TABLE proof_floor")
    return {"rate": rate}


if __name__ == "__main__":
    django.setup()
    print(json.dumps({"applications": applications, "commits": commits}[sys.argv[1]](*sys.argv[2:])))  # noqa: T201
