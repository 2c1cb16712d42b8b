"""What staff fill in to record the basis of a story."""

from django import forms
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from headless.enums import Element

from . import evidence
from .actions.record_basis import OF_A_PERSON, OF_NO_PERSON, problems, problems_of_proof
from .enums import BasisKind, Channel, NameKind, Nature, Place
from .models import Basis
from .models.bases import proposed_end


class CoveredWidget(forms.CheckboxSelectMultiple):
    """A table: what she agreed to, by element and place. Each box says both to a screen reader."""

    template_name = "second_chances/stories/admin/covered.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        chosen = set(value or ())
        context["places"] = [place.label for place in Place]
        context["rows"] = [
            (
                element.label,
                [
                    {
                        "value": f"{place.value}:{element.value}",
                        "label": _("%(element)s: %(place)s") % {"element": element.label, "place": place.label},
                        "checked": f"{place.value}:{element.value}" in chosen,
                    }
                    for place in Place
                ],
            )
            for element in Element
        ]
        return context

    # Django's own renderer of forms knows the templates of a site only where the host has set it so.
    def _render(self, template_name, context, renderer=None):
        return render_to_string(template_name, context)

    # A group of boxes has no one box that a label could belong to.
    def id_for_label(self, id_, index=None):
        return ""


class CoveredField(forms.MultipleChoiceField):
    """`Basis.covered`, as boxes named “place:element”."""

    widget = CoveredWidget

    def __init__(self, **kwargs):
        choices = [(f"{place.value}:{element.value}", element.label) for place in Place for element in Element]
        super().__init__(choices=choices, required=False, **kwargs)

    def prepare_value(self, value):
        if isinstance(value, dict):
            return [f"{place}:{element}" for place, elements in value.items() for element in elements]
        return value

    def clean(self, value):
        covered: dict[str, list[str]] = {}
        for choice in super().clean(value):
            place, element = choice.split(":")
            covered.setdefault(place, []).append(element)
        return covered


#: What a program may leave open and staff may not.
REQUIRED = {
    "how_obtained": _("Choose how she said yes."),
    "language": _("Give the language in which it was explained to her."),
}
GROUPS = [
    (_("Who she is"), ("reference", "name_kind", "public_name", "is_client", "client_reason")),
    (_("What she agreed to"), ("covered", "valid_from", "valid_until")),
    (_("How she said yes"), ("how_obtained", "obtained_by", "language", "read_back", "ask_whom", "proof")),
]


class BasisForm(forms.Form):
    """First which kind, then what that kind asks for. What is filled in for the other kind does not count."""

    kind = forms.ChoiceField(
        label=_("On what is this story public?"),
        choices=BasisKind.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Choose “No real person” only if nobody is told of: not under another name either."),
    )
    nature = forms.ChoiceField(
        label=_("What is it instead?"),
        choices=Nature.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("The page says so for samples and composites."),
    )
    reference = forms.CharField(
        label=_("Reference"),
        max_length=60,
        required=False,
        help_text=_("Under which you keep the consent she signed, such as R-014. Only staff see it."),
    )
    name_kind = forms.ChoiceField(
        label=_("What do readers call her?"),
        choices=NameKind.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Once she is anonymous she stays so, in all her stories, until she takes that back herself."),
    )
    public_name = forms.CharField(
        label=_("Public name"),
        max_length=120,
        required=False,
        help_text=_("How she is called in the story, as agreed with her. Readers see it where she agreed to her name."),
    )
    covered = CoveredField(
        label=_("What did she agree to, and where?"),
        help_text=_(
            "Tick only what she said yes to. What is not ticked for our own site cannot be published; what is not ticked "
            "for partners is left out of what their sites get. Social media, print and fundraising are noted for those "
            "who post, print and ask."
        ),
    )
    valid_from = forms.DateField(
        label=_("Valid from"),
        required=False,
        widget=AdminDateInput,
        help_text=_("The story is not shown before this day."),
    )
    valid_until = forms.DateField(
        label=_("Valid until"),
        required=False,
        widget=AdminDateInput,
        help_text=_(
            "The last day on which the story is shown; three years at most. After it, the story disappears by itself."
        ),
    )
    how_obtained = forms.ChoiceField(
        label=_("How did she say yes?"), choices=Channel.choices, required=False, widget=forms.RadioSelect
    )
    obtained_by = forms.CharField(
        label=_("Obtained by"),
        max_length=120,
        required=False,
        help_text=_("Who spoke with her and has her consent. Only staff see it."),
    )
    language = forms.CharField(
        label=_("In which language"),
        max_length=40,
        required=False,
        help_text=_("The language in which it was explained to her, such as Spanish."),
    )
    read_back = forms.BooleanField(
        label=_("The story was read back to her"),
        required=False,
        help_text=_("She has heard or read the whole text, and seen the pictures, before she said yes."),
    )
    ask_whom = forms.CharField(
        label=_("Whom she can ask"),
        max_length=200,
        required=False,
        help_text=_(
            "The person she was told to turn to with questions, or to take it back, and how. Only staff see it."
        ),
    )
    proof = forms.FileField(
        label=_("What shows that she said yes"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.txt"}),
        help_text=_(
            "The signed form or letter, as PDF, JPEG, PNG or plain text, 10 MB at most. It is kept encrypted; reading it is for "
            "people with a permission of its own, and each reading is noted."
        ),
    )
    is_client = forms.BooleanField(
        label=_("She is a client of ours now"),
        required=False,
        help_text=_("Whoever depends on us may find it hard to say no. Better wait until a year after."),
    )
    client_reason = forms.CharField(
        label=_("Why her story is told all the same"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only if she is a client now. Only staff see it."),
    )

    @classmethod
    def initial_of(cls, basis: Basis | None) -> dict:
        """What the form begins with: what was recorded last, with new days where those are over."""
        today = timezone.localdate()
        days = {"valid_from": today, "valid_until": proposed_end()}
        if basis is None or basis.ended_at:
            return days
        given = {name: getattr(basis, name) for name in ("kind", *OF_A_PERSON, *OF_NO_PERSON) if getattr(basis, name)}
        if basis.person:
            given |= {"name_kind": basis.person.name_kind, "public_name": basis.person.public_name}
        return days | (given if not _is_over(basis, today) else given | days)

    def clean_proof(self) -> evidence.File | None:
        upload = self.cleaned_data["proof"]
        if not upload:
            return None
        # What is too large is not even read.
        content = upload.read(evidence.MOST_BYTES + 1)
        return evidence.File(name=upload.name, content=content)

    def clean(self):
        data = super().clean()
        kind = data.get("kind")
        if kind == BasisKind.NO_PERSON:
            self.errors.pop("proof", None)
        for name in OF_NO_PERSON if kind == BasisKind.PERSON else OF_A_PERSON if kind == BasisKind.NO_PERSON else ():
            self.errors.pop(name, None)
        wrong = problems(data) | (problems_of_proof(data.get("proof")) if kind == BasisKind.PERSON else {})
        for name, message in wrong.items():
            if name not in self.errors:
                self.add_error(name, message)
        if kind == BasisKind.PERSON:
            for name, message in REQUIRED.items():
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, message)
            # Browsers keep everything that was typed, and no file.
            if self.errors and data.get("proof") and "proof" not in self.errors:
                self.add_error("proof", _("Choose this file once more, after you have put right what is missing."))
        return data

    def recorded(self) -> dict:
        """For `record_basis`: the chosen kind and its fields."""
        kind = self.cleaned_data["kind"]
        names = OF_A_PERSON if kind == BasisKind.PERSON else OF_NO_PERSON
        values = {"kind": kind, **{name: self.cleaned_data[name] for name in names}}
        return values | ({"proof": self.cleaned_data["proof"]} if kind == BasisKind.PERSON else {})

    @property
    def groups(self):
        """The fields of a person's consent, as they are asked one after the other."""
        return [(heading, [self[name] for name in names]) for heading, names in GROUPS]

    @property
    def of_no_person(self):
        return [self[name] for name in OF_NO_PERSON]


def _is_over(basis: Basis, today) -> bool:
    return basis.valid_until is not None and basis.valid_until < today
