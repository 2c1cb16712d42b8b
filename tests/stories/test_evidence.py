"""The evidence of a consent: what is kept, that nobody reads it by the way, and who may."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import PageLogEntry

from headless import roles
from headless.roles import Role
from stories import evidence
from stories.actions.record_basis import record_basis
from stories.models import Basis, Evidence
from tests.conftest import run_after_commit
from tests.factories.staff import sign_in
from tests.factories.stories import PERSON, StoryIndexPageFactory, StoryPageFactory
from tests.stories.test_basis_in_the_admin import basis_url, consent, editor_with, refused

PDF = b"%PDF-1.7\nzsigned by her\n%%EOF\n"


def picture(format: str) -> bytes:
    out = BytesIO()
    Image.effect_noise((60, 40), 50).convert("RGB").save(out, format)
    return out.getvalue()


# --- What a file is ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "pdf"),
        (picture("JPEG"), "jpeg"),
        (picture("PNG"), "png"),
        ("She said yes on the telephone: sí.\r\n".encode(), "txt"),
        ("\ufeffYes.".encode(), "txt"),
        # A page is kept as the text that it is, and given out as that.
        (b"<script>alert(1)</script>", "txt"),
    ],
)
def test_what_a_file_is_is_seen_by_its_content(content, kind):
    assert evidence.kind_of(content) == kind


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"x" * (evidence.MOST_BYTES + 1), "too_big"),
        (b"%PDF-1.7 cut", "damaged"),
        (picture("JPEG")[:300], "damaged"),
        (picture("PNG")[:300], "damaged"),
        (b"\xff\xd8\xffno picture", "damaged"),
        (picture("GIF"), "unknown"),
        (picture("WEBP"), "unknown"),
        (b"PK\x03\x04 a letter of Word", "unknown"),
        (b"MZ\x90\x00 a program", "unknown"),
        ("Sí.".encode("latin-1"), "unknown"),
        (b"text\x00with a zero", "unknown"),
    ],
)
def test_what_we_do_not_keep(content, code):
    with pytest.raises(evidence.NotEvidence) as refused:
        evidence.kind_of(content)
    assert refused.value.code == code


def test_a_picture_of_too_many_points_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(evidence, "MOST_PIXELS", 1000)
    with pytest.raises(evidence.NotEvidence, match="too_big"):
        evidence.kind_of(picture("PNG"))


# --- Keeping it -------------------------------------------------------------------------------------------------------


@pytest.fixture
def page(home):
    return StoryPageFactory(parent=StoryIndexPageFactory(parent=home, slug="stories"), basis=None, live=False)


def keep(page, content=PDF, name="zsigned-by-maria.pdf") -> Evidence:
    proof = evidence.File(name, content)
    return record_basis(translation_key=page.translation_key, **PERSON, proof=proof).evidence


def stored() -> list[str]:
    storage = storages["default"]
    return storage.listdir("consent-evidence")[1] if storage.exists("consent-evidence") else []


@pytest.mark.django_db
def test_neither_the_storage_nor_the_database_says_anything(page):
    kept = keep(page)
    (name,) = stored()
    content = storages["default"].open(f"consent-evidence/{name}").read()
    assert b"zsigned" not in content and b"%PDF" not in content and "maria" not in name and "." not in name
    assert kept.read() == PDF and (kept.kind, kept.size) == ("pdf", len(PDF))
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM sc_stories_evidence")
        assert "zsigned" not in str(cursor.fetchone())


@pytest.mark.django_db
def test_a_file_that_we_do_not_keep_is_refused_and_nothing_is_recorded(page):
    with pytest.raises(ValidationError) as refused:
        keep(page, content=b"MZ\x90\x00")
    assert refused.value.message_dict.keys() == {"proof"}
    assert not Basis.objects.exists() and stored() == []


@pytest.mark.django_db
def test_no_file_stays_whose_row_is_refused(page):
    basis = keep(page).basis
    from django.db import IntegrityError

    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.keep(basis, evidence.File("again.pdf", PDF))
    assert len(stored()) == 1


@pytest.mark.django_db
def test_it_is_read_after_a_change_of_keys(page, settings):
    keep(page)
    new = "YW5vdGhlci1vbmUtZm9yLXRlc3RzLS0tLS0tLS0tLS0="
    old = settings.SECOND_CHANCES["ENCRYPTION_KEYS"]
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "ENCRYPTION_KEYS": [new, *old]}
    call_command("second_chances_key", "--renew", verbosity=0)
    run_after_commit()
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "ENCRYPTION_KEYS": [new]}
    assert Evidence.objects.get().read() == PDF and len(stored()) == 1


# --- In the admin -----------------------------------------------------------------------------------------------------


def address(kept: Evidence, page) -> str:
    return reverse("sc_stories_evidence", args=[page.pk, kept.pk])


def upload(content=PDF, name="form.pdf"):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


@pytest.mark.slow
@pytest.mark.django_db
def test_it_is_sent_with_the_consent_and_stands_in_its_history(admin_client, page):
    assert admin_client.post(basis_url(page), consent(proof=upload())).status_code == 302
    html = admin_client.get(basis_url(page)).content.decode()
    kept = Evidence.objects.get()
    assert kept.name == "form.pdf" and address(kept, page) in html and "Evidence (PDF," in html


@pytest.mark.slow
@pytest.mark.django_db
def test_what_is_wrong_with_it_stands_beside_it_and_a_good_one_is_asked_for_again(admin_client, page):
    response = admin_client.post(basis_url(page), consent(proof=upload(b"GIF89a\x00", "form.pdf")))
    assert response.status_code == 422 and "We cannot keep this kind of file" in str(
        response.context["form"]["proof"].errors
    )
    response = admin_client.post(basis_url(page), consent(proof=upload(), obtained_by=""))
    assert "Choose this file once more" in str(response.context["form"]["proof"].errors)
    assert not Basis.objects.exists() and stored() == []


@pytest.mark.slow
@pytest.mark.django_db
def test_it_is_handed_out_to_be_saved_and_each_reading_is_noted(admin_client, admin_user, page):
    kept = keep(page, b"<script>alert(1)</script>", "x.html")
    response = admin_client.get(address(kept, page))
    assert response.content == b"<script>alert(1)</script>"
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="evidence-{kept.pk}.txt"'
    assert response["X-Content-Type-Options"] == "nosniff" and "no-store" in response["Cache-Control"]
    assert "sandbox" in response["Content-Security-Policy"]
    entry = PageLogEntry.objects.get(page=page.pk, action="sc_stories.evidence_read")
    assert entry.user == admin_user and entry.data == {}


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "may"), [(Role.STORY_REVIEWER, True), (Role.ADMINISTRATOR, True), (Role.COMMUNICATIONS_EDITOR, False)]
)
def test_it_has_a_permission_of_its_own(page, role, may):
    roles.set_up()
    kept = keep(page)
    client = Client()
    sign_in(client, groups=[role.value])
    response = client.get(address(kept, page))
    assert response.content == PDF if may else refused(response)
    html = client.get(basis_url(page)).content.decode()
    assert (address(kept, page) in html) is may and ("Evidence is kept; reading it" in html) is not may


@pytest.mark.slow
@pytest.mark.django_db
def test_nor_is_it_found_at_another_story_or_without_one(admin_client, client, page):
    kept = keep(page)
    other = StoryPageFactory(parent=page.get_parent())
    assert admin_client.get(address(kept, other)).status_code == 404
    assert admin_client.post(address(kept, page)).status_code == 405
    assert client.get(address(kept, page)).status_code == 302
    for name in (kept.file, f"x/../{kept.file}", f"./{kept.file}"):
        assert admin_client.get(f"/admin/private-files/{name}").status_code in (301, 302, 404)
        assert client.get(f"/media/{name}").status_code == 404
    assert refused(editor_with(page, "view_evidence", on_page=()).get(address(kept, page)))


@pytest.mark.slow
@pytest.mark.django_db
def test_a_file_that_is_gone_is_told_in_words(admin_client, page):
    kept = keep(page)
    storages["default"].delete(kept.file)
    response = admin_client.get(address(kept, page), follow=True)
    assert "This file cannot be read" in response.content.decode()
    assert not PageLogEntry.objects.filter(action="sc_stories.evidence_read").exists()
