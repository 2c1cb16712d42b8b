"""The mails to volunteers, each written when it is sent, in the language of her form."""

import contextlib
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from headless.encryption import Unreadable
from headless.jobs import Letter, queue_mail
from headless.models import Mail

from . import search_terms
from .enums import BY_STAFF
from .links import make_token
from .models import AccessLink, Application, SignUpPage

ACKNOWLEDGEMENT = "volunteers.acknowledgement"
NEWS = "volunteers.news"
LETTER = "volunteers.letter"
LINKS = "volunteers.links"

#: How long the link in the acknowledgement works, and one that was asked for again.
LINK_LASTS = timedelta(days=30)
ASKED_LINK_LASTS = timedelta(minutes=15)
#: Who asked for a link so long ago, while the mail server was away, has given up waiting.
REQUEST_LASTS = timedelta(hours=6)
#: State changes within this time are told in one mail.
NEWS_WAIT = timedelta(minutes=10)
MOST_LINKS = 10


class ChangedMeanwhile(Exception):
    """The volunteer corrected her address, or deleted everything, while a mail was written. It is written again."""


@dataclass(frozen=True)
class Preview:
    """An acknowledgement as a volunteer gets it, with a made-up link."""

    subject: str
    text: str
    sender: str
    reply_to: str


def write_acknowledgement(mail: Mail) -> Letter | None:
    """We have your form; what happens next and by when; the way to your own page."""
    application = _reachable(mail)
    if application is None:
        return None
    url, secret = _own_page(application, mail, lasts=LINK_LASTS)
    with translation.override(application.language):
        subject, context = _acknowledgement(application.page, application.form.title, application.answer_by, url)
        context["name"] = application.name
        return _letter(application, subject, "acknowledgement", context, secret)


def preview_acknowledgement(page: SignUpPage) -> Preview:
    """For the editor, of the page as it is in memory; in the language of the page, without any volunteer's data."""
    with translation.override(page.locale.language_code):
        url = _absolute("sc_volunteers:confirm", "…", page) if page.pk else "…"
        subject, context = _acknowledgement(page, page.title, page.promised_from(timezone.now()), url)
        context["name"] = _("Sample Name")
        text = render_to_string("second_chances/volunteers/email/acknowledgement.txt", context).strip()
    return Preview(subject=subject, text=text, sender=settings.DEFAULT_FROM_EMAIL, reply_to=page.reply_to)


def write_news(mail: Mail) -> Letter | None:
    """Where it stands now."""
    application = _reachable(mail)
    if application is None:
        return None
    url, secret = _own_page(application, mail, lasts=LINK_LASTS)
    with translation.override(application.language):
        context = {
            "name": application.name,
            "form_title": application.form.title,
            "state": application.state,
            "state_label": application.get_state_display(),
            "url": url,
        }
        subject = _("Your form “%(title)s”: %(state)s") % {
            "title": application.form.title,
            "state": application.get_state_display().lower(),
        }
        return _letter(application, subject, "news", context, secret)


def write_letter(mail: Mail) -> Letter | None:
    """What a coordinator wrote, as she wrote it."""
    application = _reachable(mail)
    if application is None:
        return None
    return Letter(
        to=application.email,
        subject=_one_line(mail.subject),
        text=mail.text,
        reply_to=application.page.reply_to,
    )


def write_links(mail: Mail) -> Letter | None:
    """Links to the pages of everything that was sent with an address; None, in silence, where nothing was."""
    language = mail.key.split(":")[1]
    # By the address itself and not by its hash: the key may have been replaced since.
    hashes = search_terms.hashes_of_email(mail.text)
    reachable = _applications().filter(email_hash__in=hashes, details_deleted_at=None, state__in=BY_STAFF)
    # And only what was sent with this very address: what hashes alike may be somebody else's.
    asked = search_terms.normal_email(mail.text)
    same = (one for one in reachable.order_by("-submitted_at") if search_terms.normal_email(one.email) == asked)
    applications = list(islice(same, MOST_LINKS))
    if not applications or mail.created_at < timezone.now() - REQUEST_LASTS:
        return None
    links = [_own_page(application, mail, lasts=ASKED_LINK_LASTS, single_use=True) for application in applications]
    with translation.override(language):
        entries = [
            {"title": application.form.title, "sent": application.submitted_at, "url": url}
            for application, (url, _secret) in zip(applications, links, strict=True)
        ]
        text = render_to_string("second_chances/volunteers/email/links.txt", {"entries": entries}).strip()
        kept = render_to_string(
            "second_chances/volunteers/email/links.txt",
            {"entries": [{**entry, "url": "…"} for entry in entries]},
        ).strip()
        return Letter(to=applications[0].email, subject=_("The link to your page"), text=text, kept_text=kept)


def queue_news(application: Application) -> None:
    """Tell the volunteer where it stands, in ten minutes: what changes until then is told in the same mail."""
    key = f"{NEWS}:{application.pk}:{application.state_changed_at.isoformat()}"
    waiting = Mail.objects.filter(kind=NEWS, about=str(application.pk), state="queued", attempts=0)
    if not waiting.update(due_at=timezone.now() + NEWS_WAIT):
        queue_mail(kind=NEWS, about=str(application.pk), key=key, delay=NEWS_WAIT)


def cancel_news(application: Application) -> None:
    """What waits to be told is not told."""
    Mail.objects.filter(kind=NEWS, about=str(application.pk), state="queued").update(state="cancelled")


def cancel(application: Application) -> None:
    """Nothing more leaves for this application."""
    Mail.objects.filter(about=str(application.pk), state="queued").update(state="cancelled")


def delete(application: Application) -> None:
    """No trace of its mails stays, those that asked for a link to it included."""
    Mail.objects.filter(about=str(application.pk)).delete()
    if application.email_hash:
        Mail.objects.filter(kind=LINKS, about=application.email_hash).delete()
    # Between two keys, who asked for a link is noted by the newest, whatever stands with the application.
    with contextlib.suppress(Unreadable):
        if application.email:
            forget_link_requests(application.email)


def forget_link_requests(email: str) -> None:
    """That somebody asked for links with this address, and what was sent to it."""
    Mail.objects.filter(kind=LINKS, about__in=search_terms.hashes_of_email(email)).delete()


def forget_old_link_requests() -> None:
    """Nobody needs to know for longer than a day who asked for a link; many have never sent a form."""
    Mail.objects.filter(kind=LINKS, created_at__lt=timezone.now() - timedelta(days=1)).delete()


def _acknowledgement(page: SignUpPage, form_title: str, answer_by, url: str) -> tuple[str, dict[str, Any]]:
    subject = _one_line(page.acknowledgement_subject or _("We have your form"))
    return subject, {
        "form_title": form_title,
        "words": page.acknowledgement_text.strip(),
        "answer_by": answer_by,
        "url": url,
        "days": LINK_LASTS.days,
        "asked_url": _absolute("sc_volunteers:ask", page.pk, page) if page.pk else "",
    }


def _letter(application, subject: str, template: str, context: dict, secret: str) -> Letter:
    text = render_to_string(f"second_chances/volunteers/email/{template}.txt", context).strip()
    return Letter(
        to=application.email,
        subject=_one_line(subject),
        text=text,
        kept_text=text.replace(secret, "…"),
        reply_to=application.page.reply_to,
    )


def _own_page(application: Application, mail: Mail, *, lasts: timedelta, single_use: bool = False) -> tuple[str, str]:
    """The address of the volunteer's page, and its secret part. The same mail gets the same link, however often tried.

    Raises ChangedMeanwhile if the letter would go to an address that is hers no more. A correction that comes later takes the
    link away again.
    """
    with transaction.atomic():
        as_read = Application.objects.filter(pk=application.pk, email_hash=application.email_hash)
        if not as_read.select_for_update().exists():
            raise ChangedMeanwhile
        # Written again, after the mail server was away, it lasts from now on.
        link, _created = AccessLink.objects.update_or_create(
            application=application,
            mail_id=mail.pk,
            defaults={"expires_at": timezone.now() + lasts, "single_use": single_use},
        )
    token = make_token(link.pk)
    return _absolute("sc_volunteers:confirm", token, application.page), token


def _absolute(name: str, argument, page: SignUpPage) -> str:
    """An address of ours on the site that the page is on."""
    site = page.get_site()
    root = site.root_url if site else settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    return f"{root}{reverse(name, args=[argument])}"


def _reachable(mail: Mail) -> Application | None:
    application = _applications().filter(pk=mail.about).first()
    reachable = application is not None and application.has_details and application.state in BY_STAFF
    return application if reachable else None


def _applications():
    return Application.objects.select_related("page__locale", "form")


def _one_line(text: str) -> str:
    return " ".join(text.split())
