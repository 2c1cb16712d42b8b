"""Mails: queued in the transaction of what causes them, written and sent by the worker.

Why not a library: the best kept one (django-post-office 3.12) keeps recipients and texts in plain text, and notes what
was sent after a whole batch, so that a worker killed in the middle sends the batch again.
"""

import logging
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_noop

from ..conf import conf
from ..models import Mail
from ..models.mail import MailState

logger = logging.getLogger(__name__)

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
#: However old, a mail is tried so often before it is given up: over an hour or two.
FEWEST_ATTEMPTS = 8


@dataclass(frozen=True)
class Letter:
    """A written mail. Line breaks in to, subject and reply_to are refused when it is sent."""

    to: str
    subject: str
    text: str
    html: str = ""
    reply_to: str = ""
    #: The copy that is kept for staff, without links that open something; the text itself where there are none.
    kept_text: str = ""


class MailServerAway(Exception):
    """The mail server could not be reached: nothing of this round can be sent."""


_writers: dict[str, Callable[[Mail], Letter | None]] = {}


def register_mail(kind: str, write: Callable[[Mail], Letter | None]) -> None:
    """Announce who writes the mails of a kind. It returns None where the mail is not needed any more."""
    _writers[kind] = write


def queue_mail(
    *, kind: str, about: str, key: str, delay: timedelta = timedelta(), subject: str = "", text: str = ""
) -> Mail:
    """Put a mail into the outbox; it leaves when the transaction is committed and a worker comes by.

    subject, text: for its writer to use, where they are not made when it is sent.
    The same key again: the mail that waits is put off by `delay` from now (so that three changes in a minute make one
    mail); one that has left stays as it is. Returns the mail.
    """
    due_at = timezone.now() + delay
    mail, created = Mail.objects.get_or_create(
        key=key, defaults={"kind": kind, "about": about, "due_at": due_at, "subject": subject, "text": text}
    )
    if not created and delay:
        Mail.objects.filter(pk=mail.pk, state=MailState.QUEUED, attempts=0).update(due_at=due_at)
    return mail


def queue_again(mail: Mail) -> bool:
    """Queue a mail that was given up: with its Message-ID, and with the attempts and the time of a new one.

    False, and nothing is done, for one that has not failed.
    """
    now = timezone.now()
    failed = Mail.objects.filter(pk=mail.pk, state=MailState.FAILED)
    return bool(
        failed.update(state=MailState.QUEUED, created_at=now, due_at=now, claimed_at=None, attempts=0, problem="")
    )


def something_is_due() -> bool:
    return _due().exists()


def deliver(*, limit: int = 500) -> int:
    """Send what is due, one mail at a time, and return how many were sent.

    Each mail is taken and its result noted in a transaction of its own: a worker that is killed leaves at most one mail
    of which nobody knows whether it left. That one is sent again after `MAIL_CLAIM_LASTS`, with the same Message-ID.
    Ends early when the mail server is away; the mails wait.
    """
    sent = 0
    connection = get_connection()
    try:
        for _turn in range(limit):
            mail = _take()
            if mail is None:
                break
            try:
                sent += _send(mail, connection)
            except MailServerAway:
                logger.warning("The mail server cannot be reached; mails wait.")
                break
    finally:
        _close(connection)
    return sent


def _due():
    now = timezone.now()
    lapsed = now - timedelta(seconds=conf.MAIL_CLAIM_LASTS)
    return Mail.objects.filter(
        Q(state=MailState.QUEUED, due_at__lte=now) | Q(state=MailState.SENDING, claimed_at__lt=lapsed)
    )


def _take() -> Mail | None:
    """The mail that has waited longest, marked as taken. Two workers never take the same."""
    for mail in _due().order_by("due_at")[:20]:
        as_read = Mail.objects.filter(pk=mail.pk, state=mail.state, claimed_at=mail.claimed_at)
        if as_read.update(state=MailState.SENDING, claimed_at=timezone.now(), attempts=F("attempts") + 1):
            mail.attempts += 1
            return mail
    return None


def _send(mail: Mail, connection) -> int:
    """Returns 1 for a mail that left. Raises MailServerAway; every other fault is noted on the mail."""
    try:
        letter = _writers[mail.kind](mail)
        if letter is None:
            _note(mail, state=MailState.CANCELLED)
            return 0
        connection.send_messages([_message(mail, letter, connection)])
    except smtplib.SMTPRecipientsRefused as error:
        codes = {code for code, _reply in error.recipients.values()}
        if min(codes, default=500) >= 500:
            _note(mail, state=MailState.FAILED, problem=gettext_noop("The mail server does not accept the address."))
        else:
            _later(mail, gettext_noop("The mail server put the mail off."))
        _close(connection)
    except (smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError) as error:
        _later(mail, gettext_noop("The mail server could not be reached."))
        _close(connection)
        raise MailServerAway from error
    except smtplib.SMTPException as error:  # before OSError, which it is a kind of
        refused_for_good = isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500
        if refused_for_good:
            _note(mail, state=MailState.FAILED, problem=gettext_noop("The mail server refused the mail."))
        else:
            _later(mail, gettext_noop("The mail server refused the mail."))
        _close(connection)
    except OSError as error:
        _later(mail, gettext_noop("The mail server could not be reached."))
        _close(connection)
        raise MailServerAway from error
    except Exception as error:  # a writer's fault must not stop the mails behind it
        # Not with a traceback: it would carry the person's data into the log.
        logger.error("A mail of kind %s could not be written: %s.", mail.kind, type(error).__name__)
        _later(mail, gettext_noop("The mail could not be written."))
    else:
        kept = letter.kept_text or letter.text
        _note(mail, state=MailState.SENT, sent_at=timezone.now(), subject=letter.subject, text=kept)
        return 1
    return 0


def _message(mail: Mail, letter: Letter, connection) -> EmailMultiAlternatives:
    _name, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        to=[letter.to],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers={
            # The same for every attempt, so that a mail server or a mailbox that has it already drops the second.
            "Message-ID": f"<{mail.pk}@{sender.rpartition('@')[2] or 'localhost'}>",
            # RFC 3834: keeps out-of-office answers from answering.
            "Auto-Submitted": "auto-generated",
        },
        connection=connection,
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message


def _later(mail: Mail, problem: str) -> None:
    now = timezone.now()
    # Not by time alone: while the worker was away nothing was tried.
    if now - mail.created_at > timedelta(seconds=conf.MAIL_GIVE_UP_AFTER) and mail.attempts >= FEWEST_ATTEMPTS:
        _note(mail, state=MailState.FAILED, problem=problem)
    else:
        pause = min(FIRST_PAUSE * 2 ** min(mail.attempts - 1, 12), LONGEST_PAUSE)
        _note(mail, state=MailState.QUEUED, due_at=now + pause, problem=problem)


def _note(mail: Mail, **changes) -> None:
    Mail.objects.filter(pk=mail.pk).update(**{"problem": "", **changes})


def _close(connection) -> None:
    """Also where the server is gone already; the next mail opens a new one."""
    try:
        connection.close()
    except (smtplib.SMTPException, OSError):
        logger.debug("The mail server had hung up.")
