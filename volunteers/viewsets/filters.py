"""What a list of applications can be narrowed to."""

from datetime import timedelta

import django_filters
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from .. import queries
from ..enums import WAITING, State
from ..models import Application, SignUpPage

SOON = timedelta(days=2)
LAST_YEAR = 9000


class PageChoiceField(django_filters.fields.ModelChoiceField):
    """Titles with their language: a translation may have the same title."""

    def label_from_instance(self, page):
        return f"{page.title} ({page.locale.language_code})"

    def to_python(self, value):
        try:
            return super().to_python(value)
        except OverflowError as error:  # a number that no database has
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from error


class PageFilter(django_filters.ModelChoiceFilter):
    field_class = PageChoiceField


class SentFilter(django_filters.DateFromToRangeFilter):
    """Days as typed. The last years that a calendar knows cannot be turned into another time zone: nobody sent then."""

    def filter(self, qs, value):
        if value and value.start and value.start.year > LAST_YEAR:
            return qs.none()
        if value and value.stop and value.stop.year > LAST_YEAR:
            value = slice(value.start, None)
        if value and value.start is None and value.stop is None:
            return qs
        return super().filter(qs, value)


class TrayFilterSet(WagtailFilterSet):
    page = PageFilter(
        label=_("Form"),
        queryset=lambda _request: SignUpPage.objects.select_related("locale").order_by("title"),
        empty_label=_("All"),
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"),
        choices=lambda: settings.LANGUAGES,
        empty_label=_("All"),
        widget=forms.RadioSelect,
    )
    submitted_at = SentFilter(label=_("Sent"), widget=DateRangePickerWidget)

    class Meta:
        model = Application
        fields = ["page", "language", "submitted_at"]


class ApplicationFilterSet(TrayFilterSet):
    state = django_filters.MultipleChoiceFilter(
        label=_("State"),
        choices=[(state.value, state.label) for state in State if state != State.SUSPECT],
        widget=forms.CheckboxSelectMultiple,
    )
    waiting = django_filters.ChoiceFilter(
        label=_("Waiting for an answer"),
        choices=[
            ("late", _("Late: longer than promised")),
            ("soon", _("Promised within two days")),
            ("in_time", _("In time")),
        ],
        empty_label=_("All"),
        widget=forms.RadioSelect,
        method="filter_waiting",
    )
    mail = django_filters.ChoiceFilter(
        label=_("E-mail"),
        choices=[("failed", _("An e-mail could not be sent"))],
        empty_label=_("All"),
        widget=forms.RadioSelect,
        method="filter_mail",
    )

    class Meta(TrayFilterSet.Meta):
        fields = ["state", "waiting", "page", "language", "submitted_at", "mail"]

    def filter_waiting(self, applications, _name, value):
        now = timezone.now()
        applications = applications.filter(state__in=WAITING)
        if value == "late":
            return applications.filter(answer_by__lt=now)
        applications = applications.filter(answer_by__gte=now)
        return applications.filter(answer_by__lt=now + SOON) if value == "soon" else applications

    def filter_mail(self, applications, _name, _value):
        return queries.with_failed_mail(applications)
