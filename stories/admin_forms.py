"""What staff fill in to record the basis of a story."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from .actions.record_basis import OF_A_PERSON, OF_NO_PERSON, problems
from .enums import BasisKind, ConsentAudience, Nature
from .models import Basis
from .models.bases import proposed_end


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
    public_name = forms.CharField(
        label=_("Public name"),
        max_length=120,
        required=False,
        help_text=_("How she is called in the story, as agreed with her. Readers see it."),
    )
    obtained_by = forms.CharField(
        label=_("Obtained by"),
        max_length=120,
        required=False,
        help_text=_("Who spoke with her and has her consent. Only staff see it."),
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
    audience = forms.ChoiceField(
        label=_("Where may it be shown?"),
        choices=ConsentAudience.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Partners’ sites get the story only if she agreed to that."),
    )

    @classmethod
    def initial_of(cls, basis: Basis | None) -> dict:
        """What the form begins with: what was recorded last, with new days where those are over."""
        today = timezone.localdate()
        days = {"valid_from": today, "valid_until": proposed_end()}
        if basis is None or basis.ended_at:
            return {"audience": ConsentAudience.OWN, **days}
        given = {name: getattr(basis, name) for name in ("kind", *OF_A_PERSON, *OF_NO_PERSON) if getattr(basis, name)}
        return {"audience": ConsentAudience.OWN, **days, **(given if not _is_over(basis, today) else given | days)}

    def clean(self):
        data = super().clean()
        kind = data.get("kind")
        for name in OF_NO_PERSON if kind == BasisKind.PERSON else OF_A_PERSON if kind == BasisKind.NO_PERSON else ():
            self.errors.pop(name, None)
        for name, message in problems(data).items():
            if name not in self.errors:
                self.add_error(name, message)
        return data

    def recorded(self) -> dict:
        """For `record_basis`: the chosen kind and its fields."""
        kind = self.cleaned_data["kind"]
        names = OF_A_PERSON if kind == BasisKind.PERSON else OF_NO_PERSON
        return {"kind": kind, **{name: self.cleaned_data[name] for name in names}}

    @property
    def of_a_person(self):
        return [self[name] for name in OF_A_PERSON]

    @property
    def of_no_person(self):
        return [self[name] for name in OF_NO_PERSON]


def _is_over(basis: Basis, today) -> bool:
    return basis.valid_until is not None and basis.valid_until < today
