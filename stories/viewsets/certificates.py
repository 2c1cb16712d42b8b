"""The certificates of withdrawals: what was in public and is gone, and what is left for people to do."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Page

from .. import permissions
from ..actions.note_recall import note_recall
from ..actions.verify_withdrawal import verify_withdrawal
from ..enums import BasisKind, TraceState
from ..models import Basis, Recall, StoryPage, Withdrawal
from ..models.withdrawals import SETTLED

PER_PAGE = 30
#: So many stories are offered for withdrawal at once; a search finds the others.
MOST_OFFERED = 20


@method_decorator(never_cache, name="dispatch")
class ForStaff(WagtailAdminTemplateMixin, TemplateView):
    """For everybody on the staff: nothing in it names her."""

    header_icon = "warning"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(permissions.ADMIN):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class Withdrawals(ForStaff):
    """All certificates, the newest first; and the stories that can be withdrawn, for whoever answers the telephone."""

    page_title = gettext_lazy("Withdrawals")
    template_name = "second_chances/stories/admin/withdrawals.html"

    def get_context_data(self, **kwargs):
        rows = (
            Withdrawal.objects.order_by("-pk")
            .select_related("by")
            .annotate(
                total=Count("items", distinct=True),
                settled=Count("items", filter=Q(items__state__in=SETTLED), distinct=True),
                to_recall=Count("recalls", filter=Q(recalls__done_on=None), distinct=True),
            )
        )
        query = " ".join(self.request.GET.get("q", "").split())[:200]
        shown_page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            shown_page=shown_page, withdrawals=list(shown_page), query=query, stories=_public_stories(query), **kwargs
        )

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


def _public_stories(query: str) -> list[StoryPage]:
    """Published stories on a person's consent with these words in the title, in all languages."""
    keys = Basis.objects.filter(kind=BasisKind.PERSON, ended_at=None).order_by().values("translation_key")
    pages = StoryPage.objects.filter(live=True, alias_of=None, translation_key__in=keys).select_related("locale")
    for word in query.split():
        pages = pages.filter(title__icontains=word)
    return list(pages.order_by("-last_published_at", "-pk")[:MOST_OFFERED])


class RecallForm(forms.Form):
    """When something elsewhere was recalled."""

    done_on = forms.DateField(label=gettext_lazy("Done on"), required=False, widget=AdminDateInput)


class Certificate(ForStaff):
    """One withdrawal. What staff noted of uses elsewhere may name her, and is for those who may read her consent."""

    template_name = "second_chances/stories/admin/certificate.html"

    def dispatch(self, request, *args, **kwargs):
        self.withdrawal = get_object_or_404(Withdrawal.objects.select_related("by", "verified_by"), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def may_act(self) -> bool:
        return permissions.may_work_on_key(self.request.user, permissions.ADD, self.withdrawal.translation_key)

    @cached_property
    def may_read(self) -> bool:
        return permissions.may_work_on_key(self.request.user, permissions.VIEW, self.withdrawal.translation_key)

    @property
    def own_url(self) -> str:
        return reverse("sc_stories_withdrawal", args=[self.withdrawal.pk])

    def get_page_title(self):
        return _("Certificate of withdrawal %(number)s") % {"number": self.withdrawal.pk}

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("sc_stories_withdrawals"), "label": Withdrawals.page_title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs):
        items = list(self.withdrawal.items.all())
        for item in items:
            item.withdrawal = self.withdrawal  # its seconds are counted from there
        settled = [item for item in items if item.state != TraceState.OPEN]
        recalls = list(self.withdrawal.recalls.select_related("use", "done_by"))
        for recall in recalls:
            recall.form = RecallForm(prefix=f"recall-{recall.pk}")
        page = Page.objects.filter(translation_key=self.withdrawal.translation_key, alias_of=None).first()
        return super().get_context_data(
            withdrawal=self.withdrawal,
            took_back=self.withdrawal.get_elements_display(),
            items=sorted(items, key=lambda item: item.state != TraceState.OPEN),
            settled=len(settled),
            total=len(items),
            slowest=max((item.seconds for item in settled), default=None),
            recalls=recalls,
            recalled=sum(recall.done_on is not None for recall in recalls),
            may_act=self.may_act,
            may_read=self.may_read,
            page=page if page and permissions.works_on(self.request.user, page) else None,
            **kwargs,
        )


class Verify(Certificate):
    """Notes that it was she."""

    def get(self, request, *args, **kwargs):
        return redirect(self.own_url)

    def post(self, request, *args, **kwargs):
        if not self.may_act:
            raise PermissionDenied
        verify_withdrawal(withdrawal=self.withdrawal, user=request.user)
        messages.success(request, _("It is noted that it was she."))
        return redirect(self.own_url)


class TickOff(Certificate):
    """Notes that a use elsewhere was recalled."""

    def get(self, request, *args, **kwargs):
        return redirect(self.own_url)

    def post(self, request, *args, recall_id, **kwargs):
        if not self.may_act:
            raise PermissionDenied
        recall = get_object_or_404(
            Recall.objects.select_related("withdrawal"), pk=recall_id, withdrawal=self.withdrawal
        )
        form = RecallForm(request.POST, prefix=f"recall-{recall.pk}")
        try:
            if not form.is_valid():
                raise ValidationError(_("This is no day. Give one such as 2026-03-31, or leave it empty for today."))
            note_recall(recall=recall, done_on=form.cleaned_data["done_on"], user=request.user)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, _("It is noted as done."))
        return redirect(f"{self.own_url}#recalls")


class WithdrawalsMenuItem(MenuItem):
    def __init__(self):
        super().__init__(
            gettext_lazy("Withdrawals"),
            reverse("sc_stories_withdrawals"),
            name="sc-withdrawals",
            icon_name="warning",
            order=112,
        )

    def is_shown(self, request) -> bool:
        return request.user.has_perm(permissions.ADMIN)
