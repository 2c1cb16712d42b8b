from django.db import transaction

from headless.documents import Build

from ..forms import SignUpForm
from ..models import Application, SignUpPage


def receive_application(*, page: SignUpPage, form: SignUpForm) -> Application:
    """Store what a volunteer sent, with the questions and the privacy text as she saw them.

    form: bound to her answers and valid. The application is committed when this returns.
    """
    answers = form.answers()
    with transaction.atomic():
        return Application.objects.create(
            page=page,
            language=page.locale.language_code,
            name=answers["name"],
            email=answers["email"],
            form_title=page.title,
            questions=form.questions(),
            answers=answers,
            privacy_text=Build(page).rich_text(page.privacy_text),
        )
