"""The slip of paper with her code: made here, shown once, printed, and given to her."""

from django import forms
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables
from wagtail.admin import messages
from wagtail.models import Site

from headless.conf import conf
from headless.models import SiteSettings

from .. import permissions
from ..actions.make_code import make_code
from ..models import OwnCode
from .basis import AboutBasis

#: What a slip can be written in: the languages of the interface.
LANGUAGES = [("en", "English"), ("es", "Español")]


class SlipForm(forms.Form):
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the slip"), choices=LANGUAGES, initial="en", widget=forms.RadioSelect
    )


class Slip(AboutBasis):
    """GET says what a code is, POST makes one and shows the slip: this once, in no cache and at no address of its own."""

    page_title = gettext_lazy("Her code")
    template_name = "second_chances/stories/admin/code.html"
    url_name = "sc_stories_code"

    def is_allowed(self, page) -> bool:
        return permissions.may_make_code(self.request.user, page)

    @property
    def person(self):
        return self.basis.person if self.basis else None

    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs) if self.person else self._nobody()

    @sensitive_variables()
    def post(self, request, *args, **kwargs):
        if self.person is None:
            return self._nobody()
        form = SlipForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        code = make_code(person=self.person, user=request.user)
        language = form.cleaned_data["language"]
        self.template_name = "second_chances/stories/admin/slip.html"
        site = Site.find_for_request(request)
        return self.render_to_response(
            self.get_context_data(
                form=form,
                code=code,
                language=language,
                organization=SiteSettings.for_site(site) if site else None,
                address=address_for_her(request, language),
            )
        )

    def _nobody(self):
        messages.info(self.request, _("Record her consent first: a code is a person’s."))
        return redirect(self.own_url)

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", SlipForm())
        known = OwnCode.objects.filter(person=self.person).only("made_at").first()
        return super().get_context_data(known=known, **kwargs)


def address_for_her(request, language: str) -> str:
    """What she types into a browser, in this language where addresses have one; without https://, which browsers add."""
    with translation.override(language):
        try:
            path = reverse(conf.OWN_STORY_VIEW)
        except NoReverseMatch:
            return ""
    return f"{request.get_host()}{path}"
