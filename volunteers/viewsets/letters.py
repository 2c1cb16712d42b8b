"""Writing to a volunteer."""

from uuid import uuid4

from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from .. import audit
from ..actions.change_state import Refused
from ..actions.write_letter import write_letter
from ..admin_forms import ChooseTemplateForm, LetterForm
from ..models import Application, LetterTemplate
from . import words
from .columns import name_of
from .detail import ApplicationPage
from .permissions import HANDLE, VIEW


class WriteLetter(ApplicationPage):
    """A page to write on; a template fills it in (GET with its number), sending is a POST."""

    needs = (VIEW, HANDLE)
    page_title = gettext_lazy("Write to the volunteer")
    template_name = "second_chances/volunteers/admin/letter.html"

    def get_last_breadcrumbs(self):
        return [
            {"url": self.own_url, "label": name_of(self.application)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get(self, request, *args, **kwargs):
        if why_not := words.why_not_written_to(self.application):
            messages.error(request, why_not)
            return redirect(self.own_url)
        return self.show(LetterForm(initial={**self.filled_in(), "key": uuid4()}))

    def post(self, request, *args, **kwargs):
        form = LetterForm(request.POST)
        if form.is_valid():
            try:
                write_letter(application=self.application, user=request.user, **form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The letter is on its way: it leaves within a minute or two."))
                return redirect(self.own_url)
        return self.show(form, status=422)

    def show(self, form: LetterForm, *, status: int = 200):
        # Name and address stand on it.
        audit.note(self.application, audit.READ, user=self.request.user)
        choice = ChooseTemplateForm(
            initial={"template": self.request.GET.get("template")}, language=self.application.language
        )
        return self.render_to_response(
            self.get_context_data(form=form, choice=choice, own_url=self.own_url),
            status=status,
        )

    def filled_in(self) -> dict[str, str]:
        """Subject and text of the chosen template; nothing where none is chosen, or it is gone."""
        number = self.request.GET.get("template", "")
        template = LetterTemplate.objects.filter(pk=number).first() if number.isdecimal() and len(number) < 19 else None
        if template is None:
            return {}
        return {
            "subject": fill_in(template.subject, self.application),
            "text": fill_in(template.text, self.application),
        }


def fill_in(text: str, application: Application) -> str:
    """A template with what stands in braces replaced. Other braces stay: it is no program."""
    with translation.override(application.language):
        sent = date_format(timezone.localtime(application.submitted_at), "DATE_FORMAT")
    # The name comes last: what a volunteer calls herself is not filled in again.
    for placeholder, value in (("sent", sent), ("form", application.form.title), ("name", application.name)):
        text = text.replace("{" + placeholder + "}", value)
    return text
