"""What was sent before: encrypted, findable, and tied to the version of the form that was asked."""

import hashlib
import json
import uuid
from datetime import timedelta

from django.db import migrations

from headless.encryption import keyed_hash
from volunteers import search_terms


def encrypt(apps, schema_editor):
    Application = apps.get_model("sc_volunteers", "Application")
    FormVersion = apps.get_model("sc_volunteers", "FormVersion")
    ApplicationTerm = apps.get_model("sc_volunteers", "ApplicationTerm")
    with schema_editor.connection.cursor() as cursor:
        # As it lies there: the fields would take it for ciphertext.
        cursor.execute("SELECT id, name, email, answers FROM sc_volunteers_application")
        rows = cursor.fetchall()
    for number, name, email, answers in rows:
        key = number if isinstance(number, uuid.UUID) else uuid.UUID(str(number))
        application = Application.objects.defer("name", "email", "answers").select_related("page").get(pk=key)
        answers = {name: value for name, value in json.loads(answers).items() if name not in ("name", "email")}
        asked = {
            "title": application.form_title,
            "questions": [{**question, "sensitive": False} for question in application.questions],
            "privacy_text": application.privacy_text,
        }
        digest = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
        versions = FormVersion.objects.filter(page=application.page)
        form = versions.filter(digest=digest).first() or versions.create(
            page=application.page, number=versions.count() + 1, digest=digest, created_at=application.submitted_at, **asked
        )
        Application.objects.filter(pk=key).update(
            form=form,
            submission_key=hashlib.sha256(f"before-tokens:{key.hex}".encode()).hexdigest(),
            fingerprint=keyed_hash(key.hex, purpose="fingerprint").hex(),
            answer_by=application.submitted_at + timedelta(days=application.page.promise_days),
            state_changed_at=application.submitted_at,
            name=name,
            email=email,
            answers=answers,
            email_hash=search_terms.hash_of_email(email),
        )
        ApplicationTerm.objects.bulk_create(
            ApplicationTerm(application_id=key, term=term) for term in search_terms.terms_of(name, email)
        )


class Migration(migrations.Migration):
    dependencies = [("sc_volunteers", "0002_applications_are_answered")]
    # Not back again: plain text is what this ends.
    operations = [migrations.RunPython(encrypt)]
