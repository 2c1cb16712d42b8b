from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from headless.jobs import queue_mail

from .. import mails, search_terms


@sensitive_variables()
def ask_for_link(*, email: str, language: str) -> None:
    """Somebody asks for a link to her own page. Does the same for every address, known or not.

    The worker looks whether there is anything to send: this queues one row, and cannot tell by itself. Asking again
    within a minute asks once.
    """
    who = search_terms.hash_of_email(email)
    minute = int(timezone.now().timestamp() // 60)
    queue_mail(kind=mails.LINKS, about=who, key=f"{mails.LINKS}:{language}:{who}:{minute}", text=email)
