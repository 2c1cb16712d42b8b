"""Applications as a spreadsheet."""

from collections.abc import Iterator

from django.http import FileResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .. import audit, queries, spreadsheets
from ..admin_forms import ExportForm
from ..models import Application
from . import permissions
from .export_columns import STANDARD, UNTICKED, Column, columns_of, questions_of
from .search_box import kept_term
from .selection import NoSelection, chosen

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Export(permissions.ForCoordinators, WagtailAdminTemplateMixin, TemplateView):
    """Choose columns, get a file. It holds what the list shows with the filters of the address and its search.

    Each application in the file gets a line in its audit trail, before the file is sent.
    """

    needs = (permissions.VIEW, permissions.EXPORT)
    page_title = gettext_lazy("Export applications")
    header_icon = "download"
    template_name = "second_chances/volunteers/admin/export.html"

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("sc_applications:index"), "label": _("Volunteer applications")},
            {"url": "", "label": self.get_page_title()},
        ]

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except NoSelection:
            messages.error(request, _("One of the filters makes no sense. Choose again what to export."))
            return redirect("sc_applications:index")

    def get(self, request, *args, **kwargs):
        return self.show(self.form(initial=self.ticked_beforehand))

    def post(self, request, *args, **kwargs):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        columns = columns_of(form.chosen())
        numbers = audit.note_all(
            self.applications,
            audit.EXPORT,
            user=request.user,
            count=self.applications.count(),
            columns=[str(column.label) for column in columns],
            sensitive=any(column.sensitive for column in columns),
        )
        return _file(form.cleaned_data["format"], columns, numbers)

    def form(self, data=None, **options) -> ExportForm:
        return ExportForm(data, offered=self.offered, **options)

    def show(self, form: ExportForm, *, status: int = 200):
        index, filters = reverse("sc_applications:index"), self.request.GET.urlencode()
        context = self.get_context_data(
            form=form,
            number=self.applications.count(),
            term=self.term,
            list_url=f"{index}?{filters}" if filters else index,
        )
        return self.render_to_response(context, status=status)

    @cached_property
    def term(self) -> str:
        """As it stood when the page was shown: another tab may look for something else by now."""
        return self.request.POST.get("term", "") if self.request.method == "POST" else kept_term(self.request.session)

    @cached_property
    def applications(self):
        return chosen(self.request.GET, self.term)

    @cached_property
    def offered(self) -> dict[str, list[tuple[str, str]]]:
        plain, sensitive = questions_of(queries.forms_answered(self.applications))
        may_see_sensitive = self.request.user.has_perm(permissions.SENSITIVE)
        return {
            "columns": [(column.value, column.label) for column in STANDARD],
            "questions": plain,
            "sensitive": sensitive if may_see_sensitive else [],
        }

    @property
    def ticked_beforehand(self) -> dict:
        return {
            "columns": [column.value for column in STANDARD if column.value not in UNTICKED],
            "questions": [value for value, _label in self.offered["questions"]],
            "term": self.term,
        }


def _file(kind: str, columns: list[Column], numbers: list):
    name = f"{_('applications')}-{timezone.localdate():%Y-%m-%d}.{kind}"
    rows = _rows(columns, numbers, language=translation.get_language())
    if kind == "xlsx":
        response = FileResponse(spreadsheets.xlsx_file(rows, title=_("Applications")), content_type=TYPES[kind])
    else:
        response = StreamingHttpResponse(spreadsheets.csv_lines(rows), content_type=TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _rows(columns: list[Column], numbers: list, *, language: str) -> Iterator[list[spreadsheets.Cell]]:
    """The header and a row for each application. They are made while the file is sent, when the language is set no more."""
    with translation.override(language):
        header = [str(column.label) for column in columns]
    yield header
    for application in queries.read_in_parts(numbers):
        yield _row(application, columns, language)


def _row(application: Application, columns: list[Column], language: str) -> list[spreadsheets.Cell]:
    with translation.override(language):
        sensitive = any(column.sensitive for column in columns)
        answers = {
            (answer.label, answer.sensitive): answer.values or []
            for answer in application.answers_as_asked(sensitive=sensitive)
        }
        return [column.read(application, answers) for column in columns]
