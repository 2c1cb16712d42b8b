"""Front ends in the admin: whose pages may call the API from a browser, and what they read."""

from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from ..actions.close_previews import close_previews
from ..actions.renew_key import renew_key
from ..endpoints.asking import normal_origin
from ..models import FrontEnd
from ..webhooks.problems import WORDS
from .front_end_overview import FrontEndOverview
from .webhook_form import check_address, empty_what_is_unreadable


class FrontEndForm(WagtailAdminModelForm):
    """Origins are kept as browsers write them, each once."""

    def __init__(self, *args, instance=None, **kwargs):
        exists = instance is not None and instance.pk
        self._unreadable = empty_what_is_unreadable(instance, ["revalidation_url"]) if exists else []
        super().__init__(*args, instance=instance, **kwargs)

    def clean_origins(self) -> str:
        origins: list[str] = []
        errors: list[ValidationError] = []
        for number, line in enumerate(self.cleaned_data["origins"].splitlines(), start=1):
            if not line.strip():
                continue
            origin = normal_origin(line)
            if not origin:
                errors.append(_what_is_wrong(number, line.strip()))
            elif origin not in origins:
                origins.append(origin)
        if errors:
            raise ValidationError(errors)
        return "\n".join(origins)

    def clean_site_url(self) -> str:
        return _checked_address(self.cleaned_data["site_url"]).rstrip("/")

    def clean_preview_url(self) -> str:
        return _checked_address(self.cleaned_data["preview_url"])

    def clean_revalidation_url(self) -> str:
        text = self.cleaned_data["revalidation_url"].strip()
        if text:
            check_address(text)
        elif self._unreadable:  # left empty it would take the webhook away, though nobody has asked for that
            raise ValidationError(WORDS["unreadable"], code="unreadable")
        return text

    def clean(self):
        """Both addresses are where its pages are, and those are on its origins."""
        data = super().clean()
        origins = (data.get("origins") or "").splitlines()
        for name in ("site_url", "preview_url"):
            origin = _origin_of(data.get(name) or "")
            # A server shows pages without being anybody's origin; a preview is shown in a browser.
            if origin and origin not in origins and (origins or name == "preview_url") and "origins" in data:
                said = _("“%(origin)s” is none of its origins. Add it to them, or correct this address.")
                self.add_error(name, ValidationError(said % {"origin": origin}, code="origin"))
        return data


def _checked_address(text: str) -> str:
    """Raises ValidationError for what is no address of a page."""
    text = text.strip()
    if text and not _origin_of(text):
        raise ValidationError(_("This is no address. Write it like “https://www.example.org/preview”."), code="address")
    return text


def _origin_of(address: str) -> str:
    """The origin of an address as browsers write it; "" for what is no address of a page."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.fragment or any(character.isspace() for character in address):
        return ""
    return normal_origin(f"{parts.scheme}://{parts.netloc}")


def _what_is_wrong(number: int, line: str) -> ValidationError:
    said = _("Line %(number)d: “%(line)s” is no origin. Write it like “https://www.example.org”.")
    bare = normal_origin("/".join(line.split("/")[:3]))
    if line == "*":
        said = _("Line %(number)d: “*” would be every site there is. Write the origins one by one.")
    elif "://" not in line:
        said = _("Line %(number)d: “%(line)s” lacks the beginning. Write it like “https://www.example.org”.")
    elif bare:
        said = _("Line %(number)d: leave out what comes after the host. Write “%(bare)s”.")
    return ValidationError(said % {"number": number, "line": line[:80], "bare": bare}, code="origin")


class NewKey(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Asks before it gives a front end another key."""

    permission_policy = ModelPermissionPolicy(FrontEnd)
    permission_required = "change"
    page_title = gettext_lazy("New key")
    header_icon = "key"
    template_name = "second_chances/headless/admin/new_key.html"

    def dispatch(self, request, *args, **kwargs):
        self.front_end = get_object_or_404(FrontEnd, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        renew_key(front_end=self.front_end, user=request.user)
        messages.success(request, _("“%(name)s” has a new key.") % {"name": self.front_end.name})
        return redirect(self.edit_url)

    @property
    def edit_url(self) -> str:
        return reverse("sc_front_ends:edit", args=[self.front_end.pk])

    def get_page_subtitle(self):
        return self.front_end.name

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("sc_front_ends:index"), "label": FrontEnd._meta.verbose_name_plural.capitalize()},
            {"url": self.edit_url, "label": self.front_end.name},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(front_end=self.front_end, edit_url=self.edit_url, **kwargs)


class ClosePreviews(PermissionCheckedMixin, View):
    """Ends every preview that is open in a front end."""

    http_method_names = ["post", "options"]
    permission_policy = ModelPermissionPolicy(FrontEnd)
    permission_required = "change"

    def post(self, request, *args, pk: int, **kwargs):
        front_end = get_object_or_404(FrontEnd, pk=pk)
        number = close_previews(front_end=front_end, user=request.user)
        said = ngettext("%(number)d preview is closed.", "%(number)d previews are closed.", number)
        messages.success(request, said % {"number": number})
        return redirect("sc_front_ends:inspect", front_end.pk)


class KeyPanel(FieldPanel):
    """The key, once it is there: what a new form would show is not the one that is saved."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self):
            return self.instance.pk is not None and super().is_shown()


class FrontEndViewSet(ModelViewSet):
    model = FrontEnd
    icon = "globe"
    menu_label = gettext_lazy("Front ends")
    add_to_settings_menu = True
    list_display = ["name", "audience", "origins"]
    inspect_view_enabled = True
    inspect_view_class = FrontEndOverview
    inspect_template_name = "second_chances/headless/admin/front_end.html"
    list_filter = ["audience"]
    search_fields = ["name", "origins"]
    add_to_reference_index = False
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("origins"),
            FieldPanel("site_url"),
            FieldPanel("preview_url"),
            FieldPanel("revalidation_url", widget=forms.TextInput(attrs={"autocomplete": "off"})),
            FieldPanel("audience"),
            KeyPanel("key", read_only=True),
            HelpPanel(template="second_chances/headless/admin/new_key_button.html"),
        ],
        base_form_class=FrontEndForm,
    )

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("new-key/<int:pk>/", NewKey.as_view(), name="new_key"),
            path("close-previews/<int:pk>/", ClosePreviews.as_view(), name="close_previews"),
        ]
