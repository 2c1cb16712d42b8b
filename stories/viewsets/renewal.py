"""The page on which staff renew a consent in one step: what she agreed to stays, only the days are new."""

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateInput

from .. import evidence
from ..actions.record_basis import problems_of_proof
from ..actions.renew_consent import NothingToRenew, problems_of_renewal, renew_consent, why_not_renewable
from ..basis_words import what_is_covered
from ..enums import Channel
from ..models.bases import proposed_end, today
from .basis import AboutBasis


class RenewalForm(forms.Form):
    """The days, and how she said yes this time."""

    valid_from = forms.DateField(
        label=gettext_lazy("Valid from"),
        required=False,
        widget=AdminDateInput,
        help_text=gettext_lazy("Today, mostly."),
    )
    valid_until = forms.DateField(
        label=gettext_lazy("Valid until"),
        required=False,
        widget=AdminDateInput,
        help_text=gettext_lazy("The last day on which the story is shown; three years at most."),
    )
    how_obtained = forms.ChoiceField(
        label=gettext_lazy("How did she say yes?"), choices=Channel.choices, required=False, widget=forms.RadioSelect
    )
    obtained_by = forms.CharField(
        label=gettext_lazy("Obtained by"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Who spoke with her. Only staff see it."),
    )
    language = forms.CharField(
        label=gettext_lazy("In which language"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("The language in which it was explained to her, such as Spanish."),
    )
    read_back = forms.BooleanField(
        label=gettext_lazy("The story was read back to her"),
        required=False,
        help_text=gettext_lazy("As it is now: she has heard or read the whole text, and seen the pictures."),
    )
    proof = forms.FileField(
        label=gettext_lazy("What shows that she said yes"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.txt"}),
        help_text=gettext_lazy(
            "If there is something: a form or letter, as PDF, JPEG, PNG or plain text, 10 MB at most. It is kept encrypted."
        ),
    )
    #: What staff saw when they opened the form.
    renewing = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_proof(self) -> evidence.File | None:
        upload = self.cleaned_data["proof"]
        if not upload:
            return None
        return evidence.File(name=upload.name, content=upload.read(evidence.MOST_BYTES + 1))

    def clean(self):
        data = super().clean()
        for name, message in (problems_of_renewal(data) | problems_of_proof(data.get("proof"))).items():
            if name not in self.errors:
                self.add_error(name, message)
        for name in ("valid_from", "valid_until"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("Give this day."))
        if self.errors and data.get("proof") and "proof" not in self.errors:
            self.add_error("proof", _("Choose this file once more, after you have put right what is missing."))
        return data


class RenewConsent(AboutBasis):
    """A short form; where nothing can be renewed it leads to the record, and says why."""

    page_title = gettext_lazy("Renew the consent")
    template_name = "second_chances/stories/admin/renew.html"
    url_name = "sc_stories_renew"

    def get(self, request, *args, **kwargs):
        if why := why_not_renewable(self.basis):
            messages.info(request, why)
            return redirect(self.own_url)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        form = RenewalForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(form)
        try:
            renew_consent(translation_key=self.page.translation_key, user=request.user, **form.cleaned_data)
        except NothingToRenew as refusal:
            messages.warning(request, str(refusal))
            return redirect(self.own_url)
        except ValidationError as refused:
            form.add_error(None, refused)
            return self.show(form)
        said = _("The consent of “%(title)s” is renewed. What she agreed to is what it was.")
        if not self.page.live:
            said += " " + _("The story is not published: that is for you to do.")
        messages.success(request, said % {"title": self.page.get_admin_display_title()})
        return redirect(self.own_url)

    def show(self, form: RenewalForm):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs):
        if "form" not in kwargs:
            initial = {
                "valid_from": today(),
                "valid_until": proposed_end(),
                "language": self.basis.language,
                "renewing": self.basis.pk,
            }
            kwargs["form"] = RenewalForm(initial=initial)
        covered = what_is_covered(self.basis) if self.basis else ""
        return super().get_context_data(covered=covered, media=kwargs["form"].media, **kwargs)
