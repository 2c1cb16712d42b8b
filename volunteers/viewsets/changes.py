"""What coordinators do with one application: each address takes a POST, calls one action, and leads back to the page.

A form with errors comes back as it was filled in, on the same page (422).
"""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from ..actions.accept_suspect import accept_suspect
from ..actions.change_state import Refused, change_state
from ..actions.keep_note import ChangedMeanwhile, keep_note, mark_of
from ..actions.refuse_suspect import refuse_suspect
from ..actions.send_again import send_again
from ..admin_forms import NoteForm, StateForm
from ..enums import State
from .detail import Answering
from .permissions import HANDLE, VIEW


class Change(Answering):
    needs = (VIEW, HANDLE)


class ChangeState(Change):
    def post(self, request, *args, **kwargs):
        form = StateForm(request.POST)
        if not form.is_valid():
            return self.show(status=422, state_form=form)
        before = (self.application.state, self.application.decision)
        try:
            after = change_state(application=self.application, user=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.show(status=422, state_form=form)
        if before == (after.state, after.decision):
            messages.info(request, _("Nothing was changed: it stood there already."))
        else:
            messages.success(request, _("It is now “%(state)s”.") % {"state": State(after.state).label})
        return redirect(self.own_url)


class KeepNote(Change):
    def post(self, request, *args, **kwargs):
        form = NoteForm(request.POST)
        if not form.is_valid():
            return self.show(status=422, note_form=form)
        given = form.cleaned_data
        try:
            keep_note(application=self.application, text=given["note"], seen=given["seen"], user=request.user)
        except ChangedMeanwhile:
            # Sent again, it takes the place of the one that is shown now.
            self.application.refresh_from_db()
            note = self.application.note
            form.data = {"note": given["note"], "seen": mark_of(note)}
            form.add_error(
                "note",
                _("Somebody else changed the note meanwhile: “%(note)s” Put both together, and keep it again.")
                % {"note": note},
            )
            return self.show(status=422, note_form=form)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(self.own_url)
        messages.success(request, _("The note is kept."))
        return redirect(self.own_url)


class AcceptSuspect(Change):
    def post(self, request, *args, **kwargs):
        was_suspect = self.application.state == State.SUSPECT
        after = accept_suspect(application=self.application, user=request.user)
        if was_suspect and after.state == State.RECEIVED:
            messages.success(
                request, _("It is out of the tray and waits for an answer; the volunteer gets the usual e-mail.")
            )
        else:
            messages.info(request, _("Nothing was changed: it is not in the tray."))
        return redirect(self.own_url)


class RefuseSuspect(Change):
    def post(self, request, *args, **kwargs):
        was_suspect = self.application.state == State.SUSPECT
        after = refuse_suspect(application=self.application, user=request.user)
        if was_suspect and after.state == State.CLOSED:
            messages.success(request, _("It is closed: no person wrote it. Its details are deleted in time."))
        else:
            messages.info(request, _("Nothing was changed: it is not in the tray."))
        return redirect(self.own_url)


class SendAgain(Change):
    def post(self, request, *args, **kwargs):
        try:
            send_again(application=self.application, mail_id=kwargs["mail_id"], user=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The e-mail is on its way again: it leaves within a minute or two."))
        return redirect(self.own_url)
