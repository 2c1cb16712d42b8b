from uuid import uuid4

from django.views.decorators.debug import sensitive_variables

from headless.jobs import queue_mail
from headless.models import Mail

from .. import mails, search_terms


@sensitive_variables()
def ask_for_link(*, email: str, language: str) -> None:
    """Somebody asks for a link to her own page. Does the same for every address, known or not.

    The worker looks whether there is anything to send: this queues one row, and cannot tell by itself. Asking again
    while that row still waits asks once.
    """
    who = search_terms.hash_of_email(email)
    key = f"{mails.LINKS}:{language}:"
    if not Mail.objects.filter(about=who, kind=mails.LINKS, key__startswith=key, state="queued").exists():
        queue_mail(kind=mails.LINKS, about=who, key=f"{key}{uuid4().hex}", text=email)
