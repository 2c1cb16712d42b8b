"""Where a story is used elsewhere, as staff note it on the page of its basis."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from ..actions.note_use import note_use
from .basis import BasisPage
from .use_form import UseForm


class NoteUse(BasisPage):
    """POST notes a use; what is wrong is said beside the field, and what was typed is kept."""

    url_name = "sc_stories_note_use"

    def get(self, request, *args, **kwargs):
        return redirect(f"{self.own_url}#uses")

    def post(self, request, *args, **kwargs):
        if not self.may_record:
            raise PermissionDenied
        form = UseForm(request.POST, prefix="use")
        if form.is_valid():
            try:
                note_use(translation_key=self.page.translation_key, user=request.user, **form.cleaned_data)
            except ValidationError as refused:
                form.add_error(None, refused)
            else:
                messages.success(request, _("The use is noted."))
                return redirect(f"{self.own_url}#uses")
        return self.render_to_response(self.get_context_data(use_form=form), status=422)
