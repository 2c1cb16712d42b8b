"""Two clicks take a story from the public: the button beside it, and the one on this page."""

from django import forms
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from headless.enums import SHOWN

from .. import gate, permissions
from ..actions.withdraw_consent import NothingToWithdraw, withdraw_consent
from ..enums import Told
from ..models import Withdrawal
from .basis import AboutBasis


class WithdrawForm(forms.Form):
    """How she said so, and what she takes back; as it stands, one press of the button takes everything."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How did she say so?"),
        choices=[(told.value, told.label) for told in Told if told is not Told.CODE],
        initial=Told.TELEPHONE,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Act now. That it was she can be made sure of afterwards, and noted on the certificate."
        ),
    )
    elements = forms.MultipleChoiceField(
        label=gettext_lazy("Only a part of it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Tick nothing to withdraw the whole story. What you tick is gone, the rest of the story stays."
        ),
    )

    def __init__(self, *args, agreed=None, **kwargs):
        """agreed: the elements that are offered; without it, all are understood: somebody else may have been quicker."""
        super().__init__(*args, **kwargs)
        self.fields["elements"].choices = [
            (value, label) for value, label in SHOWN if agreed is None or value in agreed
        ]


class Withdraw(AboutBasis):
    """Asks once more, then withdraws the story from everywhere, or takes an element out of it."""

    page_title = gettext_lazy("Withdraw the story")
    header_icon = "warning"
    template_name = "second_chances/stories/admin/withdraw.html"
    url_name = "sc_stories_withdraw"

    def is_allowed(self, page) -> bool:
        return permissions.may_withdraw(self.request.user, page)

    def get_page_subtitle(self):
        # Not the title of a draft, which is for those who write it.
        return self.page.title

    def get_breadcrumbs_items(self):
        return [{"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}]

    @property
    def can_be_withdrawn(self) -> bool:
        return self.basis is not None and self.basis.is_of_a_person and not self.basis.ended_at

    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs) if self.can_be_withdrawn else self._leave()

    def post(self, request, *args, **kwargs):
        form = WithdrawForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            withdrawal = withdraw_consent(
                translation_key=self.page.translation_key, user=request.user, **form.cleaned_data
            )
        except NothingToWithdraw as refusal:
            messages.info(request, str(refusal))
            return self._leave(refusal.withdrawal)
        messages.success(request, self._done(withdrawal))
        return self._leave(withdrawal)

    def _leave(self, withdrawal: Withdrawal | None = None):
        """To the certificate; where there is none, to where whoever asks may be."""
        found = withdrawal or Withdrawal.objects.filter(translation_key=self.page.translation_key).first()
        if found is not None:
            return redirect("sc_stories_withdrawal", found.pk)
        return redirect(self.back_url)

    @property
    def back_url(self) -> str:
        user = self.request.user
        may_see = permissions.may_record(user, self.page) or permissions.may_read(user, self.page)
        return self.own_url if may_see else reverse("sc_stories_withdrawals")

    def _done(self, withdrawal: Withdrawal) -> str:
        if withdrawal.is_of_everything:
            said = _("“%(title)s” is withdrawn: it is not public any more, in no language.")
        else:
            said = _("“%(title)s” stays without what she took back.")
        return said % {"title": self.page.title}

    def get_context_data(self, **kwargs):
        agreed = {element for found in self.basis.covered.values() for element in found} if self.basis else set()
        kwargs.setdefault("form", WithdrawForm(agreed=agreed))
        works = permissions.works_on(self.request.user, self.page)
        pages = gate.pages_standing_on(self.page.translation_key).select_related("locale")
        return super().get_context_data(
            pages=[page for page in pages if works or permissions.is_known_to_all(page)],
            back_url=self.back_url,
            **kwargs,
        )
