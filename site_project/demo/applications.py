"""Applications for coordinators to look at, through the form and the actions that everybody uses; all plainly samples."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from headless.models import Mail
from volunteers.actions.change_state import change_state
from volunteers.actions.keep_note import keep_note
from volunteers.actions.receive_application import receive_application
from volunteers.actions.withdraw import withdraw
from volunteers.actions.write_letter import write_letter
from volunteers.enums import Decision, State, Suspicion
from volunteers.models import Application, LetterTemplate, SignUpPage


@dataclass(frozen=True)
class Sample:
    """One application: whose it would be, to which form, and how many days ago."""

    letter: str
    form: str
    days: float
    answers: dict[str, Any]
    suspicion: str = ""
    #: What has been done with it since, in order: (action, what it takes).
    since: list[tuple[Any, dict[str, Any]]] = field(default_factory=list)


_MENTOR = {
    "which_languages_do_you_speak": ["English"],
    "on_which_days_could_you_usually_meet": ["Tuesday", "Thursday"],
    "when_could_you_start": "This month",
    "why_would_you_like_to_be_a_mentor": "This is a sample answer, two lines long, so that you see how such answers look\nin the list.",
}
_HELP = {
    "what_would_you_enjoy_doing": ["Writing letters", "Translating"],
    "how_much_time_do_you_have_in_a_month": "Three to five hours",
}
_SPANISH = {"which_languages_do_you_speak": ["Español"], "on_which_days_could_you_usually_meet": ["Lunes"]}

SAMPLES = [
    Sample("A", "become-a-mentor", 9.2, _MENTOR),
    Sample("B", "become-a-mentor", 5.5, _MENTOR, since=[(change_state, {"state": State.READING})]),
    Sample("C", "se-mentora", 3.1, _SPANISH),
    Sample("D", "volunteer-with-us", 2.4, _HELP),
    Sample("E", "volunteer-with-us", 0.4, {**_HELP, "what_could_you_teach_if_you_would_like_to_teach": "=1+1"}),
    Sample(
        "F",
        "become-a-mentor",
        12,
        _MENTOR,
        since=[
            (keep_note, {"text": "Sample note: would like to start in spring."}),
            (
                write_letter,
                {
                    "key": "sample",
                    "subject": "Shall we talk on the telephone?",
                    "text": "Hello,\n\nthis is a sample letter. Would Monday at five suit you?\n\nThe coordinators",
                },
            ),
        ],
    ),
    Sample(
        "G",
        "volunteer-with-us",
        40,
        _HELP,
        since=[(change_state, {"state": State.CLOSED, "decision": Decision.WELCOMED})],
    ),
    Sample("H", "volunteer-with-us", 20, _HELP, since=[(withdraw, {})]),
    Sample("I", "volunteer-with-us", 1.2, _HELP, suspicion=Suspicion.HONEYPOT),
]

TEMPLATES = [
    LetterTemplate(
        title="Invitation to a first talk",
        language="en",
        subject="Shall we talk on the telephone?",
        text="Hello {name},\n\nthank you for your form “{form}” of {sent}. We would like to get to know you: about half an "
        "hour on the telephone, whenever it suits you. Which two or three times would be good?\n\nThe coordinators",
    ),
    LetterTemplate(
        title="Nothing that fits just now",
        language="en",
        subject="Your offer to help",
        text="Hello {name},\n\nthank you for your form “{form}” of {sent}. Just now we have nothing that fits what you offer. "
        "We would like to write to you again when we do. If you would rather not, a line is enough.\n\nThe coordinators",
    ),
    LetterTemplate(
        title="Invitación a una primera charla",
        language="es",
        subject="¿Hablamos por teléfono?",
        text="Hola, {name}:\n\nGracias por tu formulario «{form}» del {sent}. Nos gustaría conocerte: una media hora por "
        "teléfono, cuando te venga bien. ¿Qué dos o tres horas te convienen?\n\nLas coordinadoras",
    ),
]


def add_applications(*, user) -> int:
    """Make the sample applications and letter templates, unless there are any; returns how many.

    Their mails are not sent: they stand in the outbox as not needed.
    """
    if Application.objects.exists():
        return 0
    if not LetterTemplate.objects.exists():
        LetterTemplate.objects.bulk_create(TEMPLATES)
    pages = {page.slug: page for page in SignUpPage.objects.live().select_related("locale")}
    for sample in SAMPLES:
        _add(pages[sample.form], sample, user)
    Mail.objects.filter(state="queued").update(state="cancelled")
    return len(SAMPLES)


def _add(page: SignUpPage, sample: Sample, user) -> None:
    contact = {"name": f"Sample volunteer {sample.letter}", "email": f"sample-{sample.letter.lower()}@example.org"}
    form = page.form_class()({**sample.answers, **contact, "is_adult": "on", "agrees_to_privacy": "on"})
    if not form.is_valid():
        raise ValueError(f"Sample {sample.letter}: {form.errors.as_json()}")
    received = receive_application(
        page=page, form=form, key=f"sample-{sample.letter}", suspicion=lambda: sample.suspicion
    )
    for action, values in sample.since:
        action(application=received.application, **({} if action is withdraw else {"user": user}), **values)
    sent = timezone.now() - timedelta(days=sample.days)
    Application.objects.filter(pk=received.application.pk).update(
        submitted_at=sent, answer_by=page.promised_from(sent), state_changed_at=sent + timedelta(days=sample.days / 3)
    )
