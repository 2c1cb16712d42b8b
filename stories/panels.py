"""How editors see stories: grouped as they think."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel, Panel

from headless.models import safety_panel

from . import gate, permissions
from .basis_words import Standing
from .enums import Decision


class BasisPanel(Panel):
    """Why the story may be public, in words, with the way to record it. It holds no field: a basis is in no revision."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "second_chances/stories/admin/basis_panel.html"

        def get_context_data(self, parent_context=None):
            page, user = self.instance, self.request.user
            standing = Standing(page, gate.current_basis(page)) if page.pk else None
            return super().get_context_data(parent_context) | {
                "page": page,
                "standing": standing,
                "may_record": bool(page.pk) and permissions.may_record(user, page),
                "may_read": bool(page.pk) and permissions.may_read(user, page),
            }


class IdentityPanel(Panel):
    """What of the story could help somebody to find her, and the decision that it may stay. It holds no field of the page."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "second_chances/stories/admin/identity_panel.html"

        class Media:
            css = {"all": ["second_chances/admin.css"]}

        def is_shown(self):
            # A form for one thing only, such as a translator’s, has no such fields.
            return "identity_decision" in self.form.fields and self.form.together is not None

        def get_context_data(self, parent_context=None):
            return super().get_context_data(parent_context) | {
                "together": self.form.together,
                "is_decided": self.form.is_identity_decided,
                "decisions": Decision.choices,
                "errors": self.form.errors.get("identity_decision", ()),
            }


def story_index_panels(page):
    return [*page.content_panels, FieldPanel("intro"), safety_panel]


def story_panels(page):
    return [
        *page.content_panels,
        BasisPanel(heading=_("Basis"), icon="key"),
        IdentityPanel(heading=_("Could this give her away?"), icon="view"),
        MultiFieldPanel(
            [FieldPanel("standfirst", widget=forms.Textarea(attrs={"rows": 3})), FieldPanel("standfirst_shows")],
            heading=_("Standfirst"),
            icon="pilcrow",
        ),
        MultiFieldPanel(
            [FieldPanel("hero_image"), FieldPanel("hero_alt"), FieldPanel("hero_credit"), FieldPanel("hero_shows")],
            heading=_("Main picture"),
            icon="image",
        ),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("date"),
                FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
            ],
            heading=_("About this story"),
            icon="tag",
        ),
        MultiFieldPanel([PageChooserPanel("related_page")], heading=_("What readers do next"), icon="link"),
        MultiFieldPanel(
            [FieldPanel("topics"), FieldPanel("exit_button")], heading=_("Care for readers"), icon="warning"
        ),
    ]
