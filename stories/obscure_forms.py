"""What staff fill in to obscure parts of a picture. The regions can be drawn or typed."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from .enums import KeepOriginal, Manner
from .images.obscure import MAX_REGIONS, Region, UnusableRegions

#: Rows that wait to be filled in where nobody can draw.
EMPTY_ROWS = 2

TOO_MANY = ngettext_lazy("At most %(num)d region is possible.", "At most %(num)d regions are possible.", "num")


class PercentField(forms.FloatField):
    """Of the picture's width or height. Script draws to a tenth of a percent."""

    def __init__(self, **kwargs):
        widget = forms.NumberInput(attrs={"min": 0, "max": 100, "step": 0.1, "inputmode": "decimal"})
        super().__init__(min_value=0, max_value=100, widget=widget, **kwargs)

    # Not in the language of the page: browsers read and write these with a point.
    def prepare_value(self, value):
        return f"{value:g}" if isinstance(value, int | float) else value


class RegionForm(forms.Form):
    left = PercentField(label=_("From the left"))
    top = PercentField(label=_("From the top"))
    width = PercentField(label=_("Width"))
    height = PercentField(label=_("Height"))

    def clean(self):
        data = super().clean()
        for start, size, message in (
            ("left", "width", _("It ends outside the picture: from the left and width together are more than 100.")),
            ("top", "height", _("It ends outside the picture: from the top and height together are more than 100.")),
        ):
            if data.get(size) == 0:
                self.add_error(size, _("Make it larger than 0."))
            elif None not in (data.get(start), data.get(size)) and data[start] + data[size] > 100.0001:
                self.add_error(size, message)
        return data

    def region(self) -> Region:
        names = ("left", "top", "width", "height")
        return Region(*(self.cleaned_data[name] / 100 for name in names))


class BaseRegions(forms.BaseFormSet):
    default_error_messages = {
        "too_many_forms": TOO_MANY,
        "missing_management_form": _("The form came back incomplete. Load the page anew and draw once more."),
    }

    def initial_form_count(self) -> int:
        # Rows that were shown before and left empty are as good as those that were added: none must be filled in.
        return 0 if self.is_bound else super().initial_form_count()

    def clean(self):
        if any(self.errors):
            return
        if not self.regions():
            raise ValidationError(_("Draw at least one region, or type its numbers."))

    def regions(self) -> list[Region]:
        """Of the rows that are filled in."""
        return [form.region() for form in self.forms if form.has_changed()]


RegionFormSet = forms.formset_factory(
    RegionForm,
    formset=BaseRegions,
    extra=0,
    max_num=MAX_REGIONS,
    validate_max=True,
    absolute_max=MAX_REGIONS + 1,
)


class ObscureForm(forms.Form):
    manner = forms.ChoiceField(
        label=_("How"),
        choices=Manner.choices,
        widget=forms.RadioSelect,
        initial=Manner.COVER,
        error_messages={"required": _("Choose how."), "invalid_choice": _("Choose one of these.")},
        help_text=_(
            "Covering is surest. Pixelated, nobody sees a face any more, but those who know her may guess from hair, "
            "clothes or place: make the region larger than the face."
        ),
    )
    original = forms.ChoiceField(
        label=_("What becomes of the original"),
        choices=KeepOriginal.choices,
        widget=forms.RadioSelect,
        initial=KeepOriginal.KEEP,
        error_messages={
            "required": _("Choose what becomes of the original."),
            "invalid_choice": _("Choose one of these."),
        },
        help_text=_(
            "Kept, it is encrypted and out of the library: only people with a permission of its own can open or restore "
            "it, and each opening is noted. Deleted, nobody can bring it back, and neither can we: choose this if she "
            "asked for it."
        ),
    )


def in_percent(regions: list[dict]) -> list[dict]:
    """As they are recorded, for the form."""
    return [{name: round(item[name] * 100, 1) for name in ("left", "top", "width", "height")} for item in regions]


def as_sent(sent) -> list[dict]:
    """What was typed, as it is, of a form that is not judged yet."""
    total = sent.get("form-TOTAL_FORMS", "0")
    number = min(int(total), MAX_REGIONS) if total.isdecimal() and len(total) < 6 else 0
    names = ("left", "top", "width", "height")
    return [{name: sent.get(f"form-{index}-{name}", "") for name in names} for index in range(number)]


def what_is_wrong(error: UnusableRegions) -> str:
    """For what the form did not see."""
    return str(
        {
            "none": _("Draw at least one region, or type its numbers."),
            "too_many": TOO_MANY % {"num": MAX_REGIONS},
            "empty": _("A region has no size. Make it larger."),
            "outside": _("A region ends outside the picture. Make it smaller."),
        }[error.code]
    )
