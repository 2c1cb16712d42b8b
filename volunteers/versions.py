"""Which version of a form somebody has before her."""

import hashlib
import json
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from headless.documents import Build
from headless.documents.addresses import without_marks

from .forms import SignUpForm
from .models import FormVersion, SignUpPage


def form_as_asked(page: SignUpPage, form: SignUpForm) -> dict[str, Any]:
    """What makes a version: title, questions and privacy text, as a volunteer reads them now."""
    return {
        "title": page.title,
        "questions": form.questions(),
        "privacy_text": without_marks(Build(page).rich_text(page.privacy_text)),
    }


def digest_of(asked: dict[str, Any]) -> str:
    """The same for the same words: SHA-256, in hexadecimal digits."""
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def version_of(page: SignUpPage, asked: dict[str, Any]) -> FormVersion:
    """The version with these words: one that is there, or the next."""
    digest = digest_of(asked)
    versions = FormVersion.objects.filter(page=page)
    if version := versions.filter(digest=digest).first():
        return version
    try:
        with transaction.atomic():
            number = (versions.aggregate(last=Max("number"))["last"] or 0) + 1
            return versions.create(page=page, number=number, digest=digest, **asked)
    except IntegrityError:  # another volunteer answered the new form at the same moment
        return versions.filter(digest=digest).first() or version_of(page, asked)
