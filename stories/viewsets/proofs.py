"""She sees it first: the pages on which staff make a proof, open it, send it as a private link, and record her answer."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.utils import get_breadcrumbs_items_for_page
from wagtail.admin.widgets import AdminDateInput

from .. import gate, permissions
from ..actions.make_proof import NothingToShow, make_proof
from ..actions.make_proof_link import DAYS_AT_MOST, DAYS_PROPOSED, make_proof_link
from ..actions.read_proof import ProofIsGone, read_proof
from ..actions.record_answer import AlreadyAnswered, record_answer
from ..actions.revoke_proof_link import revoke_proof_link
from ..enums import AnswerChannel, ProofState
from ..models import Proof, ProofLink, StoryPage
from ..models.tasks import is_waited_for
from ..proofs import paper, words
from ..proofs.standing import ProofStanding, proofs_of


class MakeProofForm(forms.Form):
    language = forms.ChoiceField(
        label=gettext_lazy("In which language do we speak to her?"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("The questions and what she agreed to. The story itself stays in its own language."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = words.languages()


class AnswerForm(forms.Form):
    """What came by letter, by telephone or in person."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What did she say?"),
        choices=[(state.value, state.label) for state in ProofState if state != ProofState.WAITING],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("If she does not want it published, her consent is taken back at once, everywhere."),
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("How did her answer come?"),
        choices=[(channel.value, channel.label) for channel in AnswerChannel if channel != AnswerChannel.LINK],
        widget=forms.RadioSelect,
    )
    answered_on = forms.DateField(
        label=gettext_lazy("When did she answer?"),
        widget=AdminDateInput,
        help_text=gettext_lazy("The day on her letter, or of the conversation."),
    )
    note = forms.CharField(
        label=gettext_lazy("What should be changed"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("In her words. It is kept encrypted; those who may read her consent see it."),
    )


class LinkForm(forms.Form):
    days = forms.IntegerField(
        label=gettext_lazy("For how many days does the link work?"),
        initial=DAYS_PROPOSED,
        min_value=1,
        max_value=DAYS_AT_MOST,
        help_text=gettext_lazy(
            "At most 60. You can close it earlier. Who has the link sees the story: send it to her alone."
        ),
    )


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class AboutProofs(WagtailAdminTemplateMixin, TemplateView):
    """For `permissions.may_prove`. An alias leads to the page it stands on."""

    header_icon = "mail"

    def dispatch(self, request, *args, **kwargs):
        page = get_object_or_404(StoryPage, pk=kwargs["page_id"])
        if not permissions.may_prove(request.user, page):
            raise PermissionDenied
        if page.alias_of_id:
            return redirect("sc_stories_basis", page.alias_of_id)
        self.page = page
        return super().dispatch(request, *args, **kwargs)

    @property
    def basis_url(self) -> str:
        return reverse("sc_stories_basis", args=[self.page.pk])

    @cached_property
    def proof(self) -> Proof:
        return get_object_or_404(
            Proof,
            pk=self.kwargs["proof_id"],
            translation_key=self.page.translation_key,
            locale=self.page.locale.language_code,
        )

    def get_page_subtitle(self):
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self):
        return [
            *get_breadcrumbs_items_for_page(self.page, self.request.user),
            {"url": self.basis_url, "label": _("Basis")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def to_proof(self, proof: Proof):
        return redirect("sc_stories_proof", self.page.pk, proof.pk)


class MakeProof(AboutProofs):
    """Asks for the language, then makes the proof of the newest draft."""

    page_title = gettext_lazy("She sees it first")
    template_name = "second_chances/stories/admin/make_proof.html"

    def post(self, request, *args, **kwargs):
        form = MakeProofForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            proof = make_proof(page=self.page, user=request.user, **form.cleaned_data)
        except NothingToShow as refusal:
            form.add_error(None, str(refusal))
        except paper.PaperIsMissing:
            form.add_error(
                None,
                _(
                    "The PDF cannot be made on this server: libraries are missing. Whoever runs it installs these packages: "
                    "%(packages)s."
                )
                % {"packages": paper.PACKAGES},
            )
        else:
            messages.success(request, _("The proof is made. Print it and post it, or make a private link."))
            return self.to_proof(proof)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs):
        basis = gate.current_basis(self.page)
        kwargs.setdefault("form", MakeProofForm(initial={"language": words.language_for(basis, self.page)}))
        refusal = gate.judge(self.page, content=self.page.get_latest_revision_as_object())
        return super().get_context_data(
            page=self.page,
            basis_url=self.basis_url,
            proofs=proofs_of(self.page),
            left_out=[str(part) for part in refusal.uncovered] if refusal else [],
            **kwargs,
        )


class OneProof(AboutProofs):
    """What became of a proof; with the forms for a link and for her answer, as long as she has not given one."""

    page_title = gettext_lazy("Proof")
    template_name = "second_chances/stories/admin/proof.html"

    def get_context_data(self, **kwargs):
        standing = ProofStanding.of(self.proof, self.page)
        if self.proof.is_waiting:
            kwargs.setdefault("answer_form", AnswerForm(initial={"answered_on": timezone.localdate()}))
            kwargs.setdefault("link_form", LinkForm())
        return super().get_context_data(
            page=self.page,
            proof=self.proof,
            standing=standing,
            links=self.proof.links.select_related("made_by"),
            now=timezone.now(),
            basis_url=self.basis_url,
            media=AnswerForm().media,
            **kwargs,
        )

    def refuse(self, form, refused: ValidationError, **forms):
        form.add_error(None, refused)
        return self.show(**forms)

    def show(self, *, status: int = 422, **context):
        return self.render_to_response(self.get_context_data(**context), status=status)


class AnswerProof(OneProof):
    """Records her answer."""

    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self.show(answer_form=form)
        try:
            proof = record_answer(proof=self.proof, user=request.user, **form.cleaned_data)
        except ValidationError as refused:
            return self.refuse(form, refused, answer_form=form)
        except AlreadyAnswered as refusal:
            messages.error(request, str(refusal))
            return self.to_proof(self.proof)
        messages.success(request, _("Her answer is recorded."))
        if proof.state == ProofState.APPROVED and is_waited_for(self.page):
            messages.warning(request, ProofStanding.of(proof, self.page).why_it_waits)
        return self.to_proof(proof)


class LinkToProof(OneProof):
    """Makes a private link, and shows it: this once."""

    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        form = LinkForm(request.POST)
        if not form.is_valid():
            return self.show(link_form=form)
        try:
            _link, token = make_proof_link(proof=self.proof, user=request.user, **form.cleaned_data)
        except ValidationError as refused:
            return self.refuse(form, refused, link_form=form)
        url = request.build_absolute_uri(reverse("sc_proofs:open", args=[token]))
        return self.show(status=200, new_link=url)


class RevokeLink(AboutProofs):
    """Closes a private link."""

    http_method_names = ["post", "options"]

    def post(self, request, *args, link_id: int, **kwargs):
        revoke_proof_link(link=get_object_or_404(ProofLink, pk=link_id, proof=self.proof), user=request.user)
        messages.success(request, _("The link is closed: it opens nothing any more."))
        return self.to_proof(self.proof)


class ProofFile(AboutProofs):
    """The PDF, exactly as she sees it. Each opening is noted in the story's history."""

    http_method_names = ["get", "options"]

    def get(self, request, *args, **kwargs):
        try:
            content = read_proof(proof=self.proof, page=self.page, user=request.user)
        except ProofIsGone:
            messages.error(request, _("This file cannot be read: it is gone, or its key is."))
            return self.to_proof(self.proof)
        return HttpResponse(
            content,
            content_type="application/pdf",
            headers={
                "Content-Disposition": f'attachment; filename="proof-{self.proof.pk}.pdf"',
                "Content-Security-Policy": "default-src 'none'; sandbox",
                "X-Content-Type-Options": "nosniff",
            },
        )
