"""Background jobs on top of the task queue: a schedule, a second chance for what failed, and the mail outbox.

The queue itself is Django's task framework, with django-tasks-db where jobs must survive a restart. What that leaves out
is here: jobs that repeat (`schedule`), jobs whose worker was killed or that failed (`recovery`), and mails (`outbox`).
`manage.py second_chances_worker` runs all of it in one process.
"""

from .outbox import Letter, MailServerAway, queue_mail, register_mail
from .recovery import retry
from .schedule import every
from .threads import beside

__all__ = ["Letter", "MailServerAway", "beside", "every", "queue_mail", "register_mail", "retry"]
