"""The form in which staff note where a story is used elsewhere."""

from django import forms
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from ..enums import UseKind
from ..models import StoryPage, Use, Withdrawal


class UseForm(forms.Form):
    """What may be said of a use; `note_use` judges it."""

    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=UseKind.choices)
    where = forms.CharField(
        label=gettext_lazy("Where it is"),
        max_length=300,
        help_text=gettext_lazy("So that a colleague finds it: the address of the post, the paper and its number."),
        error_messages={"required": gettext_lazy("Say where it is: an address, the name of a paper, an appeal.")},
    )
    used_on = forms.DateField(
        label=gettext_lazy("Since when"), required=False, widget=AdminDateInput, help_text=gettext_lazy("Empty: today.")
    )
    description = forms.CharField(
        label=gettext_lazy("What was used"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Such as “her portrait and one sentence”. It is kept encrypted."),
    )


def about_uses(page: StoryPage, *, may_record: bool, may_read: bool) -> dict:
    """For the page of the basis."""
    key = page.translation_key
    return {
        "uses": Use.objects.filter(translation_key=key).select_related("noted_by") if may_read else [],
        "use_form": UseForm(prefix="use") if may_record else None,
        "withdrawals": Withdrawal.objects.filter(translation_key=key),
    }
