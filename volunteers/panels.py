"""How editors see a sign-up: in the order in which a volunteer meets it."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultiFieldPanel

from headless.models import safety_panel


def sign_up_panels(page):
    return [
        *page.content_panels,
        FieldPanel("intro"),
        MultiFieldPanel(
            [
                HelpPanel(
                    content=_(
                        "Every sign-up asks for name and e-mail address, that the person is 18 or older, and agreement "
                        "to the privacy text. Add only what you need besides."
                    )
                ),
                InlinePanel("form_fields", label=_("Question")),
                FieldPanel("submit_label"),
            ],
            heading=_("Questions"),
            icon="form",
        ),
        MultiFieldPanel([FieldPanel("privacy_text")], heading=_("Privacy"), icon="lock"),
        MultiFieldPanel(
            [FieldPanel("promise_days"), FieldPanel("thanks_title"), FieldPanel("thanks_text")],
            heading=_("After sending"),
            icon="check",
        ),
        MultiFieldPanel(
            [
                HelpPanel(
                    content=_("The live preview shows the e-mail as a volunteer gets it: choose “The e-mail” there.")
                ),
                FieldPanel("acknowledgement_subject"),
                FieldPanel("acknowledgement_text"),
                FieldPanel("reply_to"),
            ],
            heading=_("The e-mail"),
            icon="mail",
        ),
        MultiFieldPanel(
            [FieldPanel("closes_at"), FieldPanel("proof_of_work"), FieldPanel("retention_months")],
            heading=_("Opening, robots, and keeping"),
            icon="cog",
        ),
        safety_panel,
    ]
