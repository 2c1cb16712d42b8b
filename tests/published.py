"""What the public gets of a page, once what was done before is committed."""

from django.core.files.storage import storages
from wagtail.models import Page

from headless import registry
from headless.documents import check
from headless.documents.addresses import with_paths
from headless.gate import Audience
from headless.models import Document
from tests.conftest import run_after_commit


def document_of(page: Page, audience: Audience = Audience.OWN):
    """The page's public data as it is stored, with paths for addresses; None if there is none."""
    run_after_commit()
    row = Document.objects.filter(page_id=page.pk, audience=audience).exclude(body=b"").first()
    return registry.page_type_named(row.type).data.model_validate_json(with_paths(row.body)) if row else None


def public_files() -> set[str]:
    """The names of the picture files that readers can get."""
    run_after_commit()
    storage = storages["public_pictures"]
    return set(storage.listdir("pictures")[1]) if storage.exists("pictures") else set()


def differences() -> list[str]:
    """What is not as a fresh rendering, in words."""
    run_after_commit()
    found = [str(difference) for difference in check.differences()]
    run_after_commit()
    return found
