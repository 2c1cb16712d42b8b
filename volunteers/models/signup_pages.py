from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
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
from headless.models import QuickExitMixin

from .. import panels
from ..forms import FORBIDDEN_KINDS, SignUpPageForm, build_sign_up_form

_PRIVACY_DEFAULT = (
    "<p>We use what you send only to answer you and to prepare your volunteering. "
    "Only our volunteer coordinators read it. You can ask us at any time to correct or delete it.</p>"
)
_THANKS_DEFAULT = "<p>A coordinator reads your form and writes to you. You need not do anything until then.</p>"
#: The fields of the page that are no words: a translation takes them over.
_SETTINGS = ("promise_days", "closes_at", "reply_to", "proof_of_work", "retention_months", "exit_button")


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
    sensitive = models.BooleanField(
        _("sensitive"),
        default=False,
        help_text=_(
            "For what could harm somebody in the wrong hands, such as a conviction. Only people with a permission of "
            "its own read the answers, each reading is noted, and exports leave them out unless somebody asks."
        ),
    )

    # The name under which answers are stored is no text: translated, it would part the answers of two languages.
    override_translatable_fields = synchronized("clean_name", "sensitive")

    panels = [
        FieldPanel("label", help_text=_("The question as the volunteer reads it.")),
        FieldPanel("field_type", classname="formbuilder-type", required_on_save=True),
        FieldPanel("required", help_text=_("Ask only for what you need in order to answer.")),
        FieldPanel("choices", classname="formbuilder-choices", help_text=_("One choice on each line.")),
        FieldPanel("help_text", help_text=_("A hint below the question: why you ask, or an example.")),
        FieldPanel(
            "default_value", classname="formbuilder-default", help_text=_("What stands there before she writes.")
        ),
        FieldPanel("sensitive"),
    ]

    class Meta(TranslatableMixin.Meta, AbstractFormField.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self):
        return self.label


class SignUpPage(DocumentPageMixin, QuickExitMixin, Page):
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

    promise_days = models.PositiveSmallIntegerField(
        _("we answer within"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text=_(
            "Days. Volunteers read this promise after sending and in the e-mail, and coordinators see who waits longer."
        ),
    )
    closes_at = models.DateTimeField(
        _("closes on"),
        null=True,
        blank=True,
        help_text=_("From then on the page says that the sign-up is closed, and takes nothing. Empty: it stays open."),
    )
    acknowledgement_subject = models.CharField(
        _("subject of the e-mail"), max_length=120, blank=True, help_text=_("Leave empty for “We have your form”.")
    )
    acknowledgement_text = models.TextField(
        _("text of the e-mail"),
        blank=True,
        help_text=_(
            "Sent to the volunteer at once. The promise, and the link to a page of her own, are added below it. Plain "
            "text; leave empty for a short thank-you."
        ),
    )
    reply_to = models.EmailField(
        _("replies go to"),
        blank=True,
        help_text=_("The e-mail address that volunteers reach when they answer the e-mail. Empty: the site's sender."),
    )
    proof_of_work = models.BooleanField(
        _("ask browsers for a proof of work"),
        default=False,
        help_text=_(
            "Switch on if robots fill in the form: the visitor's browser computes for a moment, without questions or "
            "pictures. Forms from browsers without JavaScript then wait in the tray until a coordinator has looked."
        ),
    )
    retention_months = models.PositiveSmallIntegerField(
        _("details are kept for"),
        default=6,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_(
            "Months after an application was closed or withdrawn. Then everything personal is deleted; that there was "
            "one, and how it ended, stays."
        ),
    )

    override_translatable_fields = synchronized(*_SETTINGS)

    page_description = _("A form for people who want to volunteer. You choose the questions.")
    template = "second_chances/volunteers/pages/sign_up.html"
    thanks_template = "second_chances/volunteers/pages/thanks.html"
    mail_template = "second_chances/volunteers/pages/mail_preview.html"
    subpage_types: list[str] = []
    base_form_class = SignUpPageForm
    content_panels = panels.sign_up_panels(Page)
    search_fields = [*Page.search_fields, index.SearchField("intro")]
    own_preview_modes = [("", _("Form")), ("thanks", _("After sending")), ("mail", _("The e-mail"))]

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
    def is_closed(self) -> bool:
        """Whether the closing date has passed."""
        return self.closes_at is not None and self.closes_at <= timezone.now()

    def promised_from(self, moment):
        """When somebody who sends the form at this moment may expect an answer."""
        return moment + timedelta(days=self.promise_days)

    @property
    def thanks_url(self) -> str:
        return f"{self.get_url() or ''}thanks/"

    def route(self, request, path_components):
        """`…/thanks/` below the page is where a volunteer arrives after sending; it can be reloaded without harm."""
        if path_components == ["thanks"] and self.live:
            return RouteResult(self, kwargs={"thanks": True})
        return super().route(request, path_components)

    def respond(self, request, **options):
        """The page as HTML. Never kept by a cache: each copy of the form carries a token of its own."""
        response = super().respond(request, **options)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    def serve(self, request, *args, thanks: bool = False, **kwargs):
        if thanks:
            request.is_preview = False
            return self.respond(request, template=self.thanks_template)
        return super().serve(request)

    def serve_preview(self, request, mode_name):
        request.is_preview = True
        if mode_name == "thanks":
            return self.respond(request, draft=True, template=self.thanks_template)
        if mode_name == "mail":
            return self.respond(request, draft=True, template=self.mail_template)
        return super().serve_preview(request, mode_name)
