"""Everything stored about a volunteer, for herself."""

import json

from headless.models import Mail

from . import audit
from .models import Application


def as_json(application: Application) -> str:
    """Her answers as asked, where it stands, what was written to her; notes that it was downloaded.

    Not the coordinators' private note: whoever asks for that asks the organization.
    """
    audit.note(application, audit.DOWNLOADED)
    mails = Mail.objects.filter(about=str(application.pk)).order_by("created_at")
    return json.dumps(
        {
            "form": application.form.title,
            "form_version": application.form.number,
            "sent": application.submitted_at.isoformat(),
            "language": application.language,
            "state": application.get_state_display(),
            "since": application.state_changed_at.isoformat(),
            "answer_promised_by": application.answer_by.isoformat(),
            "name": application.name,
            "email": application.email,
            "answers": [
                {"question": answer.label, "answer": answer.values}
                for answer in application.answers_as_asked(sensitive=True)
            ],
            "privacy_text": application.form.privacy_text,
            "mails": [
                {"sent": mail.sent_at.isoformat() if mail.sent_at else None, "subject": mail.subject, "text": mail.text}
                for mail in mails
            ],
        },
        ensure_ascii=False,
        indent=2,
    )
