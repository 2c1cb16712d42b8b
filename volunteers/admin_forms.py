"""What coordinators fill in."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from .enums import BY_STAFF, Decision, State
from .forms import not_blank, one_line
from .models import LetterTemplate


class StateForm(forms.Form):
    """Where an application stands now. Closing asks how it ended; the action refuses it otherwise."""

    state = forms.ChoiceField(
        label=_("State"),
        choices=[(state.value, state.label) for state in BY_STAFF],
        help_text=_("The volunteer reads the same words on the page of her own."),
    )
    decision = forms.ChoiceField(
        label=_("How it ended"),
        choices=[("", _("Not over yet")), *Decision.choices],
        required=False,
        help_text=_(
            "Needed for “Closed”, and only there. It is kept when the details are deleted; volunteers do not see it."
        ),
    )
    tell = forms.BooleanField(
        label=_("Tell the volunteer by e-mail"),
        required=False,
        initial=True,
        help_text=_("One e-mail, after ten minutes: what you change until then is told in the same one."),
    )

    def clean(self):
        data = super().clean()
        if data.get("state") == State.CLOSED and not data.get("decision"):
            self.add_error(
                "decision", _("Say how it ended: the decision is what is kept when the details are deleted.")
            )
        return data


class BulkStateForm(StateForm):
    """Nothing is chosen beforehand: many are moved at once."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("Choose one")), *self.fields["state"].choices]


class NoteForm(forms.Form):
    #: The mark of the note as it was shown.
    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Private note"),
        required=False,
        max_length=20_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Only coordinators read it. It is deleted with the details."),
    )


class ChooseTemplateForm(forms.Form):
    """Letter templates by language, those in the application's language first."""

    template = forms.TypedChoiceField(
        label=_("Begin with a template"),
        coerce=int,
        required=False,
        help_text=_("Filling in replaces what is written below."),
    )

    def __init__(self, *args, language: str, **kwargs):
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        groups: dict[str, list] = {language: []}
        for template in LetterTemplate.objects.all():
            groups.setdefault(template.language, []).append((template.pk, template.title))
        self.has_templates = any(groups.values())
        self.fields["template"].choices = [
            ("", _("Choose one")),
            *[(str(names.get(code, code)), templates) for code, templates in groups.items() if templates],
        ]


class LetterForm(forms.Form):
    #: Of this one sending, made when the page was opened: a second click sends nothing more.
    key = forms.UUIDField(widget=forms.HiddenInput)
    subject = forms.CharField(
        label=_("Subject of the e-mail"),
        max_length=200,
        validators=[not_blank, one_line],
        help_text=_("One line."),
    )
    text = forms.CharField(
        label=_("Text"),
        max_length=20_000,
        strip=False,
        validators=[not_blank],
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("Plain text, sent as it stands here."),
    )


class LetterTemplateForm(WagtailAdminModelForm):
    language = forms.ChoiceField(label=_("Language"), help_text=_("Offered first for applications in this language."))

    class Meta:
        model = LetterTemplate
        fields = ["title", "language", "subject", "text"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = dict(settings.LANGUAGES)
        if self.instance.language:  # one that the site no longer has is not lost by saving
            choices.setdefault(self.instance.language, self.instance.language)
        self.fields["language"].choices = list(choices.items())
        self.fields["subject"].validators.append(one_line)


class ExportForm(forms.Form):
    """What a spreadsheet holds."""

    columns = forms.MultipleChoiceField(
        label=_("About each application"), required=False, widget=forms.CheckboxSelectMultiple
    )
    questions = forms.MultipleChoiceField(label=_("Answers"), required=False, widget=forms.CheckboxSelectMultiple)
    sensitive = forms.MultipleChoiceField(
        label=_("Sensitive answers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Take only what you need: it is noted that you exported them, and a file can be lost."),
    )
    format = forms.ChoiceField(
        label=_("File"),
        choices=[
            ("xlsx", _("Excel (XLSX): opens in every spreadsheet program")),
            ("csv", _("CSV: for other programs")),
        ],
        initial="xlsx",
        widget=forms.RadioSelect,
    )
    #: The search of the list. In the form, because it may be a name: those have no place in an address.
    term = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, offered: dict[str, list[tuple[str, str]]], **kwargs):
        """offered: the choices of the first three fields; a field with none is left out."""
        super().__init__(*args, **kwargs)
        for name, choices in offered.items():
            if choices:
                self.fields[name].choices = choices
            else:
                del self.fields[name]

    def clean(self):
        data = super().clean()
        if not self.errors and not self.chosen():
            raise forms.ValidationError(_("Choose at least one column."))
        return data

    def chosen(self) -> list[str]:
        """The chosen columns, in the order in which they are offered, whatever the order in which they arrive."""
        fields = [name for name in ("columns", "questions", "sensitive") if name in self.fields]
        return [
            value
            for name in fields
            for value, _label in self.fields[name].choices
            if value in self.cleaned_data.get(name, ())
        ]
