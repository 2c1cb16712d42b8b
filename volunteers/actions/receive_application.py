import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from headless.encryption import keyed_hash, keyed_hashes
from headless.jobs import queue_mail

from .. import mails, search_terms, told
from ..enums import State
from ..forms import SignUpForm
from ..models import Application, SignUpPage
from ..versions import form_as_asked, version_of


@dataclass(frozen=True)
class Received:
    """An application that is stored; `again`: it had been stored before, and nothing was done now."""

    application: Application
    again: bool


class KeyReused(Exception):
    """The key came with other answers than the first time: this is another form, and needs a key of its own."""


@sensitive_variables()
def receive_application(
    *, page: SignUpPage, form: SignUpForm, key: str, suspicion: Callable[[], str] = str
) -> Received:
    """Store what a volunteer sent, once, with the questions and the privacy text as she saw them.

    form: bound to her answers and valid. key: of this one sending; the same key and answers again change nothing.
    suspicion: says why it goes to the tray (`enums.Suspicion`) instead of to the coordinators, or nothing. Asked only for
    what is not stored yet: sending once more must not look like a robot.
    Queues the e-mail that confirms it, in the same transaction, and tells whoever listens; not for a suspect, whose address may
    be somebody else's.
    Raises KeyReused. Everything is committed when this returns.
    """
    submission_key = hashlib.sha256(f"{page.pk}:{key}".encode()).hexdigest()
    answers = form.answers()
    sent = json.dumps(answers, sort_keys=True)
    if known := _stored(submission_key, sent):
        return known
    why = suspicion()
    try:
        with transaction.atomic():
            return Received(_store(page, form, answers, sent, submission_key, why), again=False)
    except IntegrityError:
        # The same form at the same moment by another way: the other one was first.
        if known := _stored(submission_key, sent):
            return known
        raise


@sensitive_variables()
def _stored(submission_key: str, sent: str) -> Received | None:
    application = Application.objects.filter(submission_key=submission_key).first()
    if application is None:
        return None
    if application.fingerprint not in [digest.hex() for digest in keyed_hashes(sent, purpose="fingerprint")]:
        raise KeyReused
    return Received(application, again=True)


@sensitive_variables()
def _store(page, form, answers: dict, sent: str, submission_key: str, suspicion: str) -> Application:
    now = timezone.now()
    name, email = answers.pop("name"), answers.pop("email")
    application = Application.objects.create(
        page=page,
        form=version_of(page, form_as_asked(page, form)),
        submitted_at=now,
        state=State.SUSPECT if suspicion else State.RECEIVED,
        state_changed_at=now,
        suspicion=suspicion,
        answer_by=page.promised_from(now),
        language=page.locale.language_code,
        submission_key=submission_key,
        fingerprint=keyed_hash(sent, purpose="fingerprint").hex(),
        name=name,
        email=email,
        email_hash=search_terms.hash_of_email(email),
        answers={name: value for name, value in answers.items() if name not in form.sensitive_names},
        sensitive_answers={name: value for name, value in answers.items() if name in form.sensitive_names},
    )
    application.index_terms()
    if not suspicion:
        queue_mail(
            kind=mails.ACKNOWLEDGEMENT, about=str(application.pk), key=f"{mails.ACKNOWLEDGEMENT}:{application.pk}"
        )
        told.application_received(application)
    return application
