"""The pages on which staff note a date in a woman's life, and what she said when she was asked on it."""

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateInput

from ..actions.close_life_event import AlreadyClosed, close_life_event, problems_of_asking
from ..actions.note_life_event import LONGEST_NOTE, note_life_event, problems_of_event
from ..enums import Asked, LifeEventKind
from ..models import Basis, LifeEvent, Person
from ..models.bases import today
from ..permissions import may_read_dates
from .basis import AboutBasis


class _CheckedForm(forms.Form):
    """Each problem that the action names stands beside its field."""

    problems = staticmethod(lambda data: {})

    def clean(self):
        data = super().clean()
        for name, message in self.problems(data).items():
            if name not in self.errors:
                self.add_error(name, message)
        return data


class DateForm(_CheckedForm):
    problems = staticmethod(problems_of_event)

    day = forms.DateField(
        label=gettext_lazy("Date"),
        required=False,
        widget=AdminDateInput,
        help_text=gettext_lazy(
            "Who may record consents is reminded on this day, and sees it in the queue from two weeks before."
        ),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What happens on that day?"),
        choices=LifeEventKind.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("It counts for all her stories. What it is stands in no mail."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Only if it is needed. It is kept encrypted; reading it is for people with a permission of its own."
        ),
    )


class AskedForm(_CheckedForm):
    problems = staticmethod(problems_of_asking)

    asked_on = forms.DateField(label=gettext_lazy("When did you ask her?"), required=False, widget=AdminDateInput)
    outcome = forms.ChoiceField(
        label=gettext_lazy("What did she say?"),
        choices=Asked.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Where she wants something changed, or takes it back, the next page is where you record that."
        ),
    )


class _AboutDate(AboutBasis):
    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", self.form_of())
        return super().get_context_data(media=kwargs["form"].media, **kwargs)

    def show(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class NoteDate(_AboutDate):
    page_title = gettext_lazy("Note a date")
    template_name = "second_chances/stories/admin/note_date.html"
    url_name = "sc_stories_note_date"

    def form_of(self, data=None):
        return DateForm(data)

    @property
    def person(self) -> Person | None:
        return self.basis.person if self.basis else None

    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs) if self.person else self.no_person(request)

    def post(self, request, *args, **kwargs):
        if self.person is None:
            return self.no_person(request)
        form = self.form_of(request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            note_life_event(person=self.person, user=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
            return self.show(form)
        messages.success(request, _("The date is noted. You are reminded when she should be asked."))
        return redirect(self.own_url)

    def no_person(self, request):
        messages.info(request, _("Record her consent first: a date is noted for a person."))
        return redirect(self.own_url)


class CloseDate(_AboutDate):
    page_title = gettext_lazy("We asked her")
    template_name = "second_chances/stories/admin/close_date.html"
    # An alias leads to the record of the story that it stands on.
    url_name = "sc_stories_basis"

    def form_of(self, data=None):
        return AskedForm(data, initial={"asked_on": today()})

    @cached_property
    def event(self) -> LifeEvent:
        """Of a woman who stands, or has stood, behind this story."""
        hers = Basis.objects.filter(translation_key=self.page.translation_key).order_by().values("person")
        events = LifeEvent.objects.filter(person__in=hers).select_related("person")
        if not may_read_dates(self.request.user, self.page):
            events = events.defer("note")
        return get_object_or_404(events, pk=self.kwargs["event_id"])

    def get(self, request, *args, **kwargs):
        if self.event.asked_on:
            messages.info(request, _("What she said on this date is noted already."))
            return redirect(self.own_url)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        form = self.form_of(request.POST)
        event = self.event
        if not form.is_valid():
            return self.show(form)
        try:
            close_life_event(event=event, user=request.user, **form.cleaned_data)
        except AlreadyClosed as refusal:
            messages.info(request, str(refusal))
            return redirect(self.own_url)
        except ValidationError as refused:
            form.add_error(None, refused)
            return self.show(form)
        outcome = form.cleaned_data["outcome"]
        if outcome == Asked.TAKEN_BACK:
            messages.warning(request, _("It is noted that she takes it back. Withdraw the story here."))
            return redirect("sc_stories_withdraw", self.page.pk)
        if outcome == Asked.CHANGED:
            messages.warning(
                request, _("It is noted that she wants something changed. Record below what she agrees to now.")
            )
        else:
            messages.success(request, _("It is noted that you asked her."))
        return redirect(self.own_url)

    def get_context_data(self, **kwargs):
        may_read = may_read_dates(self.request.user, self.page)
        return super().get_context_data(event=self.event, may_read_note=may_read, **kwargs)
