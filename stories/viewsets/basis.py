"""The page on which staff record the basis of a story, and read what was recorded before."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page
from wagtail.models import Page

from .. import gate, permissions
from ..actions.record_basis import SomethingChanged, record_basis, state_of
from ..actions.renew_consent import why_not_renewable
from ..admin_forms import BasisForm
from ..basis_words import Standing, circumstances, how_she_is_called, table_of, what_is_covered, what_it_says
from ..enums import Place
from ..models import Basis, LifeEvent, Person, StoryPage
from ..proofs.standing import proofs_of
from .use_form import about_uses


# A host may lack the middleware that forbids caching of the whole admin.
@method_decorator(never_cache, name="dispatch")
class AboutBasis(WagtailAdminTemplateMixin, TemplateView):
    """What pages about a story’s consent have. An alias leads to the page it stands on."""

    header_icon = "key"
    url_name = ""

    def dispatch(self, request, *args, **kwargs):
        page = get_object_or_404(StoryPage, pk=kwargs["page_id"])
        if not self.is_allowed(page):
            raise PermissionDenied
        if page.alias_of_id:
            return redirect(self.url_name, page.alias_of_id)
        self.page = page
        return super().dispatch(request, *args, **kwargs)

    def is_allowed(self, page) -> bool:
        return permissions.may_record(self.request.user, page)

    @property
    def own_url(self) -> str:
        return reverse("sc_stories_basis", args=[self.page.pk])

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    @cached_property
    def basis(self) -> Basis | None:
        return gate.current_basis(self.page)

    def get_page_subtitle(self):
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self):
        return [
            *get_breadcrumbs_items_for_page(self.page, self.request.user),
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            page=self.page,
            basis=self.basis,
            # What staff are writing now is what they want to publish.
            standing=Standing(self.page.get_latest_revision_as_object(), self.basis),
            table=table_of(self.basis),
            places=[place.label for place in Place],
            edit_url=self.edit_url,
            own_url=self.own_url,
            **kwargs,
        )


class BasisPage(AboutBasis):
    """Recording is for `permissions.may_record`, what is confidential in it for `permissions.may_read`."""

    page_title = gettext_lazy("Basis")
    template_name = "second_chances/stories/admin/basis.html"
    url_name = "sc_stories_basis"

    def is_allowed(self, page) -> bool:
        return super().is_allowed(page) or permissions.may_read(self.request.user, page)

    def post(self, request, *args, **kwargs):
        if not self.may_record:
            raise PermissionDenied
        form = BasisForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(form, seen=request.POST.get("seen", ""))
        try:
            record_basis(
                translation_key=self.page.translation_key,
                seen=request.POST.get("seen"),
                user=request.user,
                **form.recorded(),
            )
        except SomethingChanged as refused:
            self.__dict__.pop("basis", None)
            form.add_error(None, refused)
            return self.show(form)
        except ValidationError as refused:
            form.add_error(None, refused)
            return self.show(form, seen=request.POST.get("seen", ""))
        messages.success(
            request,
            _("The basis of “%(title)s” is recorded.") % {"title": self.page.get_admin_display_title()},
            buttons=[messages.button(self.edit_url, _("Back to the story"))],
        )
        return redirect(self.own_url)

    def show(self, form: BasisForm, **values):
        return self.render_to_response(self.get_context_data(form=form, **values), status=422)

    @cached_property
    def may_record(self) -> bool:
        return permissions.may_record(self.request.user, self.page)

    @cached_property
    def may_read(self) -> bool:
        return permissions.may_read(self.request.user, self.page)

    def get_context_data(self, **kwargs):
        kwargs.setdefault("seen", state_of(self.basis))
        context = super().get_context_data(may_record=self.may_record, may_read=self.may_read, **kwargs)
        if self.may_record and "form" not in context:
            context["form"] = BasisForm(initial=BasisForm.initial_of(self.basis if self.may_read else None))
        if self.may_record:
            context["media"] = context["form"].media
        if self.may_read:
            rows = Basis.objects.filter(translation_key=self.page.translation_key)
            context["history"] = [
                {
                    "basis": row,
                    "what": what_it_says(row),
                    "covered": what_is_covered(row),
                    "name": how_she_is_called(row),
                    "circumstances": circumstances(row),
                    "evidence": getattr(row, "evidence", None),
                }
                for row in rows.select_related("recorded_by", "ended_by", "evidence")
            ]
        context = about_uses(self.page, may_record=self.may_record, may_read=self.may_read) | context
        context["may_make_code"] = permissions.may_make_code(self.request.user, self.page)
        if permissions.may_prove(self.request.user, self.page):
            context |= {"may_prove": True, "proofs": proofs_of(self.page)}
        if self.basis and self.basis.person:
            may_read_dates = permissions.may_read_dates(self.request.user, self.page)
            context["may_read_dates"] = may_read_dates
            context["dates"] = dates_of(self.basis.person, with_notes=may_read_dates)
        context["may_renew"] = self.may_record and not why_not_renewable(self.basis)
        context["may_read_evidence"] = permissions.may_read_evidence(self.request.user, self.page)
        context["translations"] = (
            Page.objects.filter(translation_key=self.page.translation_key)
            .exclude(pk=self.page.pk)
            .select_related("locale")
        )
        return context


def dates_of(person: Person, *, with_notes: bool) -> list[LifeEvent]:
    """Dates in her life, those that are open first. Notes are only decrypted for those who may read them."""
    events = LifeEvent.objects.filter(person=person).select_related("noted_by", "closed_by")
    events = events if with_notes else events.defer("note")
    return sorted(events, key=lambda event: (event.asked_on is not None, event.day, event.pk))
