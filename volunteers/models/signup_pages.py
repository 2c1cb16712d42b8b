from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.forms.models import FORM_FIELD_CHOICES, AbstractFormField
from wagtail.fields import RichTextField
from wagtail.models import Page, TranslatableMixin
from wagtail.search import index
from wagtail.url_routing import RouteResult

from headless.documents import DocumentPageMixin
from headless.fields import synchronized

from .. import panels
from ..forms import FORBIDDEN_KINDS, SignUpPageForm, build_sign_up_form

_PRIVACY_DEFAULT = (
    "<p>We use what you send only to answer you and to prepare your volunteering. "
    "Only our volunteer coordinators read it. You can ask us at any time to correct or delete it.</p>"
)
_THANKS_DEFAULT = "<p>A coordinator reads your form and writes to you. You need not do anything until then.</p>"


class SignUpField(TranslatableMixin, AbstractFormField):
    """A question that staff add to a sign-up, below the ones that every sign-up has."""

    page = ParentalKey("sc_volunteers.SignUpPage", on_delete=models.CASCADE, related_name="form_fields")
    field_type = models.CharField(
        _("kind of answer"),
        max_length=16,
        choices=[(value, label) for value, label in FORM_FIELD_CHOICES if value not in FORBIDDEN_KINDS],
        help_text=_("For a few choices take radio buttons or checkboxes: they are easier on a telephone than a list."),
    )
    field_type.required_on_save = True

    # The name under which answers are stored is no text: translated, it would part the answers of two languages.
    override_translatable_fields = synchronized("clean_name")

    panels = [
        FieldPanel("label", help_text=_("The question as the volunteer reads it.")),
        FieldPanel("field_type", classname="formbuilder-type", required_on_save=True),
        FieldPanel("required", help_text=_("Ask only for what you need in order to answer.")),
        FieldPanel("choices", classname="formbuilder-choices", help_text=_("One choice on each line.")),
        FieldPanel("help_text", help_text=_("A hint below the question: why you ask, or an example.")),
        FieldPanel(
            "default_value", classname="formbuilder-default", help_text=_("What stands there before she writes.")
        ),
    ]

    class Meta(TranslatableMixin.Meta, AbstractFormField.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self):
        return self.label


class SignUpPage(DocumentPageMixin, Page):
    """A volunteer sign-up: a few words, a form, and what happens next.

    It is not one of `wagtail.contrib.forms`' own form pages, though its fields are: whoever may edit such a page may
    read what was sent. Applications are a model of our own, for coordinators alone.
    """

    intro = RichTextField(
        _("introduction"),
        blank=True,
        features=["h3", "bold", "italic", "ol", "ul", "link"],
        help_text=_("What volunteers do, how much time it takes, and what they get: training, company, expenses."),
    )
    submit_label = models.CharField(
        _("words on the button"), max_length=40, blank=True, help_text=_("Leave empty for “Send”.")
    )
    privacy_text = RichTextField(
        _("privacy text"),
        default=_PRIVACY_DEFAULT,
        features=["bold", "italic", "ul", "link"],
        help_text=_("What volunteers agree to. It is stored with each form, as it stood when they agreed."),
    )
    thanks_title = models.CharField(
        _("title of the answer"), max_length=120, blank=True, help_text=_("Leave empty for “Thank you”.")
    )
    thanks_text = RichTextField(
        _("what happens next"),
        default=_THANKS_DEFAULT,
        features=["bold", "italic", "ol", "ul", "link"],
        help_text=_("Shown after sending: who reads it, who writes, and by when. Promise only what you can keep."),
    )

    page_description = _("A form for people who want to volunteer. You choose the questions.")
    template = "second_chances/volunteers/pages/sign_up.html"
    thanks_template = "second_chances/volunteers/pages/thanks.html"
    subpage_types: list[str] = []
    base_form_class = SignUpPageForm
    content_panels = panels.sign_up_panels(Page)
    search_fields = [*Page.search_fields, index.SearchField("intro")]
    preview_modes = [("", _("Form")), ("thanks", _("After sending"))]

    class Meta:
        verbose_name = _("volunteer sign-up")
        verbose_name_plural = _("volunteer sign-ups")

    @classmethod
    def can_create_at(cls, parent):
        return super().can_create_at(parent) and not parent.is_root()

    def form_class(self):
        """The form that a volunteer fills in: the fields every sign-up has, and those that staff added."""
        return build_sign_up_form(self.form_fields.all())

    @property
    def thanks_url(self) -> str:
        return f"{self.get_url() or ''}thanks/"

    def route(self, request, path_components):
        """`…/thanks/` below the page is where a volunteer arrives after sending; it can be reloaded without harm."""
        if path_components == ["thanks"] and self.live:
            return RouteResult(self, kwargs={"thanks": True})
        return super().route(request, path_components)

    def serve(self, request, *args, thanks: bool = False, **kwargs):
        if thanks:
            request.is_preview = False
            return self.respond(request, template=self.thanks_template)
        return super().serve(request)

    def serve_preview(self, request, mode_name):
        if mode_name == "thanks":
            request.is_preview = True
            return self.respond(request, draft=True, template=self.thanks_template)
        return super().serve_preview(request, mode_name)
