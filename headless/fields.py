"""Model fields that the apps share."""

import json

from django import forms
from django.core.exceptions import FieldError, ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from . import encryption

try:
    from wagtail_localize.fields import SynchronizedField
except ImportError:  # an extra; without it nothing asks for the lists below
    SynchronizedField = None


def synchronized(*names: str) -> list:
    """For `override_translatable_fields`: fields that translations take over from the original as they are."""
    return [SynchronizedField(name, overridable=False) for name in names] if SynchronizedField else []


class ChoicesField(models.JSONField):
    """Several of a fixed set of choices, stored as a list of their values; checkboxes in forms."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        return forms.MultipleChoiceField(
            choices=self.choices,
            required=not self.blank,
            label=kwargs.get("label", self.verbose_name.capitalize()),
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )

    def validate(self, value, model_instance):
        if not value and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")
        unknown = set(value or ()) - {choice for choice, _label in self.choices}
        if unknown:
            raise ValidationError(_("Unknown choice: %(value)s."), params={"value": ", ".join(sorted(unknown))})

    def labels(self, values) -> list[str]:
        """The labels of stored values, in the order of the choices; values of an older version are left out."""
        return [str(label) for value, label in self.choices if value in (values or ())]

    # A value that is a list has no single display, and Django's `get_FOO_display` would try to hash it.
    def contribute_to_class(self, cls, name, private_only=False):
        super().contribute_to_class(cls, name, private_only)
        if not cls._meta.abstract:
            setattr(cls, f"get_{name}_display", lambda instance: ", ".join(self.labels(getattr(instance, name))))

    @property
    def non_db_attrs(self):
        return (*super().non_db_attrs, "choices")


class EncryptedTextField(models.TextField):
    """Text that the database holds encrypted (`headless.encryption`), and that can therefore not be looked for in it.

    Comparing it in a query raises FieldError; only `isnull` works, and `""` for "nothing".
    """

    def get_prep_value(self, value):
        return None if value is None else encryption.encrypt(self.to_text(value))

    def from_db_value(self, value, expression, connection):
        return None if value is None else self.from_text(encryption.decrypt(value))

    def to_text(self, value) -> str:
        return str(value)

    def from_text(self, text: str):
        return text

    def get_lookup(self, lookup_name):
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted: it cannot be searched by {lookup_name!r}.")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name):
        return None


class EncryptedJSONField(EncryptedTextField):
    """JSON that the database holds encrypted."""

    def to_text(self, value) -> str:
        return json.dumps(value, ensure_ascii=False)

    def from_text(self, text: str):
        return json.loads(text) if text else None
