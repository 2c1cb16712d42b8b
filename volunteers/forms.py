"""The form that volunteers fill in, and the one in which editors build it."""

import datetime
from collections.abc import Iterable
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import FormBuilder, WagtailAdminFormPageForm

from . import guards

#: Kinds of `wagtail.contrib.forms` that a volunteer cannot answer well: nothing to see, or a list held with two keys.
FORBIDDEN_KINDS = {"hidden", "multiselect"}
#: Kinds whose answers are chosen from a list.
CHOICE_KINDS = {"checkboxes", "dropdown", "radio"}
#: What every sign-up asks, in this order: first these, then what staff added, then the two agreements.
FIRST_FIELDS = ["name", "email"]
LAST_FIELDS = ["is_adult", "agrees_to_privacy"]
RESERVED_NAMES = {*FIRST_FIELDS, *LAST_FIELDS, guards.PROOF}


def not_blank(value: str) -> None:
    """Refuse what consists of spaces: texts are stored exactly as sent, so nothing strips them."""
    if not value.strip():
        raise ValidationError(_("Write something here, not only spaces."), code="required")


def one_line(value: str) -> None:
    """Refuse line breaks: a name stands in mails and lists, and no header may be added by one."""
    if "\r" in value or "\n" in value:
        raise ValidationError(_("Write this on one line."), code="one_line")


def mailbox(value: str) -> None:
    """Refuse letters before the "@" that only look like A to Z: Django's own check takes the sign for kelvin for a "k"."""
    if not value.rpartition("@")[0].isascii():
        raise ValidationError(
            _("Write the part before the @ without accents or special letters: only a to z, digits and signs."),
            code="letters",
        )
    validate_email(value)


class MailboxField(forms.EmailField):
    """An address that mails are sent to."""

    default_validators = [mailbox]


class SignUpForm(forms.Form):
    """The fields that every sign-up has."""

    required_css_class = "required"

    #: Names of the questions that staff flagged as sensitive.
    sensitive_names: frozenset[str] = frozenset()

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        strip=False,
        validators=[not_blank, one_line],
        help_text=_("The name you would like us to use."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Tell us your name.")},
    )
    email = MailboxField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("We answer to this address."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Tell us your e-mail address, so that we can answer."),
            "invalid": _("This e-mail address is not complete. It should look like name@example.org."),
        },
    )
    is_adult = forms.BooleanField(
        label=_("I am 18 or older."),
        error_messages={"required": _("You can volunteer with us once you are 18. Tick the box if you are.")},
    )
    agrees_to_privacy = forms.BooleanField(
        label=_("I agree to the privacy text above."),
        error_messages={"required": _("Without your agreement we may not keep your form. Tick the box to agree.")},
    )

    # The groups in which the page shows the form.

    @property
    def contact_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in FIRST_FIELDS]

    @property
    def added_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in (*FIRST_FIELDS, *LAST_FIELDS)]

    @property
    def agreement_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in LAST_FIELDS]

    def questions(self) -> list[dict]:
        """The form as data, in order: what readers get, and what is stored with the answers."""
        return [
            {
                "name": name,
                "kind": kind_of(field),
                "label": str(field.label),
                "help": str(field.help_text),
                "required": field.required,
                "choices": [str(label) for value, label in getattr(field, "choices", ()) if value != ""],
                "sensitive": name in self.sensitive_names,
            }
            for name, field in self.fields.items()
        ]

    def answers(self) -> dict:
        """The cleaned answers by name, as plain JSON values."""
        return {name: _plain(value) for name, value in self.cleaned_data.items()}


class SignUpFormBuilder(FormBuilder):
    """Wagtail's builder, with inputs that telephones know and messages that say what to do."""

    def create_checkbox_field(self, field, options):
        # Never ticked beforehand: a default of "no" would tick it, and consent must be given, not left standing.
        return forms.BooleanField(**{**options, "initial": False})

    def create_date_field(self, field, options):
        return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)

    def create_datetime_field(self, field, options):
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        return forms.DateTimeField(widget=widget, **options)

    def create_singleline_field(self, field, options):
        return forms.CharField(max_length=1000, strip=False, validators=_checks(field), **options)

    def create_multiline_field(self, field, options):
        widget = forms.Textarea(attrs={"rows": 5})
        return forms.CharField(max_length=10_000, strip=False, widget=widget, validators=_checks(field), **options)

    def create_number_field(self, field, options):
        return forms.DecimalField(max_digits=12, **options)

    def create_dropdown_field(self, field, options):
        choices = [("", _("Choose one")), *self.get_formatted_field_choices(field)]
        return forms.ChoiceField(choices=choices, **options)

    def get_formatted_field_choices(self, field):
        return [(choice, choice) for choice in choices_of(field.choices)]

    def get_formatted_field_initial(self, field):
        return choices_of(field.default_value)

    def get_field_options(self, field):
        # Wagtail escapes the help text here; templates do so once more, and it would show its entities.
        options = {
            "label": field.label,
            "help_text": field.help_text,
            "required": field.required,
            "initial": field.default_value,
        }
        if field.required:
            options["error_messages"] = {"required": _required_message(field)}
        return options


def build_sign_up_form(form_fields: Iterable) -> type[SignUpForm]:
    """The form class for the fields that staff added; unfinished ones of a draft are left out."""
    usable = [field for field in form_fields if field.label and field.field_type]
    added = {name: field for name, field in SignUpFormBuilder(usable).formfields.items() if name not in RESERVED_NAMES}
    form_class = type("BuiltSignUpForm", (SignUpForm,), dict(added))  # a copy: Django takes the fields out of it
    form_class.sensitive_names = frozenset(field.clean_name for field in usable if field.sensitive)
    form_class.field_order = [*FIRST_FIELDS, *added, *LAST_FIELDS]
    return form_class


def choices_of(text: str) -> list[str]:
    """The choices that staff wrote, one on each line or separated by commas; without empty ones and doubles."""
    parts = text.splitlines() if len(text.strip().splitlines()) > 1 else text.split(",")
    return list(dict.fromkeys(part.strip().rstrip(",") for part in parts if part.strip()))


def kind_of(field: forms.Field) -> str:
    """The kind of a form field, in the words of `wagtail.contrib.forms`."""
    if isinstance(field, forms.MultipleChoiceField):
        return "checkboxes"
    if isinstance(field, forms.ChoiceField):
        return "radio" if isinstance(field.widget, forms.RadioSelect) else "dropdown"
    for cls, kind in (
        (forms.EmailField, "email"),
        (forms.URLField, "url"),
        (forms.BooleanField, "checkbox"),
        (forms.DateTimeField, "datetime"),
        (forms.DateField, "date"),
        (forms.DecimalField, "number"),
    ):
        if isinstance(field, cls):
            return kind
    return "multiline" if isinstance(field.widget, forms.Textarea) else "singleline"


def _checks(field) -> list:
    return [not_blank] if field.required else []


def _required_message(field) -> str:
    if field.field_type == "checkbox":
        return _("Tick this box to go on.")
    if field.field_type in CHOICE_KINDS:
        return _("Choose an answer.")
    return _("Fill in an answer.")


def _plain(value):
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return "" if value is None else value


class SignUpPageForm(WagtailAdminFormPageForm):
    """The editor's form: Wagtail refuses two questions of the same label; we refuse what a volunteer could not answer."""

    def clean(self):
        cleaned_data = super().clean()
        for form in self.formsets["form_fields"].forms if "form_fields" in self.formsets else ():
            data = getattr(form, "cleaned_data", {})
            if data and not data.get("DELETE"):
                self._check_question(form, data)
        return cleaned_data

    @staticmethod
    def _check_question(form, data) -> None:
        label, kind = data.get("label") or "", data.get("field_type")
        if label:
            name = form.instance.clean_name or form.instance.get_field_clean_name()
            if not name:
                form.add_error("label", ValidationError(_("Use at least one letter or number in the question.")))
            elif name == guards.PROOF:
                form.add_error(
                    "label", ValidationError(_("The site uses this word itself. Word your question differently."))
                )
            elif name in RESERVED_NAMES:
                form.add_error(
                    "label",
                    ValidationError(
                        _(
                            "Every sign-up asks this already. Word your question differently, for example “%(label)s of a friend”."
                        )
                        % {"label": label}
                    ),
                )
        if kind in CHOICE_KINDS and len(choices_of(data.get("choices") or "")) < (1 if kind == "checkboxes" else 2):
            form.add_error("choices", ValidationError(_("Write the choices, one on each line; at least two.")))
