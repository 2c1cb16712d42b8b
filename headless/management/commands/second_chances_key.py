"""Keys for personal data: make one, and after a change encrypt everything afresh."""

from cryptography.fernet import Fernet
from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction

from headless.fields import EncryptedTextField

BATCH = 200


class Command(BaseCommand):
    help = (
        "Prints a new key for SECOND_CHANCES['ENCRYPTION_KEYS']. To replace a key: put the new one first and keep the old "
        "one behind it, restart, run this with --renew, then take the old one away."
    )

    # One check says that there is no key yet.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("--renew", action="store_true", help="Encrypt all personal data afresh with the first key.")

    def handle(self, *, renew, **options):
        if not renew:
            self.stdout.write(Fernet.generate_key().decode())
            return
        for model in apps.get_models():
            names = [field.attname for field in model._meta.local_fields if isinstance(field, EncryptedTextField)]
            if names:
                self._renew(model, names)

    def _renew(self, model, names: list[str]) -> None:
        keys = list(model._base_manager.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), BATCH):
            with transaction.atomic():
                rows = model._base_manager.select_for_update().filter(pk__in=keys[start : start + BATCH])
                for row in rows:
                    row.save(update_fields=names)
                    # What is looked up by a keyed hash has one of the old key.
                    if hasattr(row, "renew_hashes"):
                        row.renew_hashes()
            self.stdout.write(f"{model._meta.label}: {min(start + BATCH, len(keys))} of {len(keys)}")
