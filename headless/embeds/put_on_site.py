"""“Put it on your site”: staff choose what another site shows, see it, and copy what goes there."""

from typing import NamedTuple

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Site

from .. import registry
from ..documents import read
from ..documents.addresses import as_built
from ..gate import Audience
from ..models import FrontEnd
from . import snippets

#: Whoever may change what stands around our pages may put them on other sites.
PERMISSION = "sc_headless.change_sitesettings"
LOOKS = [
    ("", gettext_lazy("Like the page around it")),
    ("auto", gettext_lazy("As the reader’s device has it, light or dark")),
    ("light", gettext_lazy("Always light")),
    ("dark", gettext_lazy("Always dark")),
]
#: Of each type, the newest that can be chosen by their titles.
MOST = 200
USUAL = 6


class Choosing(forms.Form):
    """Read from the address, so that a choice can be bookmarked and works without script."""

    front_end = forms.ModelChoiceField(
        label=gettext_lazy("Where it shall stand"),
        queryset=FrontEnd.objects.all(),
        empty_label=None,
        help_text=gettext_lazy(
            "One of your front ends. It says what may be shown there: all stories, or those for partners."
        ),
    )
    what = forms.ChoiceField(label=gettext_lazy("What it shows"))
    limit = forms.IntegerField(
        label=gettext_lazy("How many"),
        min_value=1,
        max_value=50,
        help_text=gettext_lazy("Of a list. Readers can ask for more."),
    )
    lang = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        choices=[("", gettext_lazy("That of the page around it")), *settings.LANGUAGES],
        help_text=gettext_lazy("Of a list. A single story, program or form is in its own language."),
    )
    look = forms.ChoiceField(label=gettext_lazy("Colors"), required=False, choices=LOOKS)

    def __init__(self, data, *, things: "list[tuple[str, list[tuple[str, str]]]]"):
        super().__init__(data)
        self.fields["what"].choices = things
        self.fields["what"].error_messages["invalid_choice"] = _(
            "This cannot be shown there: it is not public, or not for partners. Choose something else."
        )


class Thing(NamedTuple):
    """Something that can be chosen: an embed, and of which value or page."""

    embed: registry.Embed
    value: str = ""
    row: read.Row | None = None


class PutOnSite(WagtailAdminTemplateMixin, TemplateView):
    page_title = gettext_lazy("Put it on your site")
    header_icon = "code"
    template_name = "second_chances/headless/admin/put_on_site.html"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @cached_property
    def site(self) -> Site:
        return Site.find_for_request(self.request)

    @cached_property
    def front_end(self) -> FrontEnd | None:
        """The one that is chosen, or else the first."""
        chosen = self.request.GET.get("front_end", "")
        found = FrontEnd.objects.filter(pk=int(chosen[:9])).first() if chosen.isascii() and chosen.isdigit() else None
        return found or FrontEnd.objects.first()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        may_change = self.request.user.has_perm("sc_headless.change_frontend")
        context |= {"front_end": self.front_end, "may_change": may_change}
        if self.front_end is None or self.site is None:
            return context
        things = things_of(self.site, Audience(self.front_end.audience))
        first = next(iter(things[0][1]), ("", None)) if things else ("", None)
        start = {"front_end": self.front_end.pk, "what": first[0], "limit": USUAL, "lang": "", "look": ""}
        data = {name: self.request.GET.get(name, value) for name, value in start.items()}
        form = Choosing(
            data, things=[(label, [(name, shown) for name, (shown, _thing) in group]) for label, group in things]
        )
        asked = self.request.GET.get("host", "")
        host = next((host for host in snippets.HOSTS if host.name == asked), snippets.HOSTS[0])
        context |= {"form": form, "host": host}
        if form.is_valid():
            thing = next(thing for _l, group in things for name, (_s, thing) in group if name == data["what"])
            wanted = self._wanted(thing, form.cleaned_data)
            query = self.request.GET.copy()
            query.update({name: value for name, value in data.items() if name not in query})
            context |= {
                "code": snippets.code_for(host.name, wanted),
                "hosts": [(item, self._address(query, item.name)) for item in snippets.HOSTS],
                "preview": snippets.element(wanted, preview=True),
                "script": snippets.script_address(wanted).removeprefix(wanted.origin),
                "frame": snippets.frame_address(wanted).removeprefix(wanted.origin),
                "origin": wanted.origin,
            }
        return context

    def _address(self, query, host: str) -> str:
        query = query.copy()
        query["host"] = host
        return f"?{query.urlencode()}#code"

    def _wanted(self, thing: Thing, chosen: dict) -> snippets.Wanted:
        origin = self.site.root_url
        row, embed = thing.row, thing.embed
        language = chosen["lang"] or settings.LANGUAGES[0][0]
        index = None if row else self._index_of(embed.of, language)
        shown = row or index
        return snippets.Wanted(
            embed=embed,
            origin=origin,
            key=self.front_end.key,
            page_id=row.page_id if row else 0,
            value=thing.value,
            limit=chosen["limit"],
            language=chosen["lang"],
            look=chosen["look"],
            fallback_url=f"{origin}{shown.path}" if shown else "",
            fallback_text=title_of(shown) if shown else "",
        )

    def _index_of(self, of: str, language: str) -> read.Row | None:
        """The page that lists these, for those who see no list."""
        audience = Audience(self.front_end.audience)
        for page_type in registry.page_types():
            if page_type.feed and page_type.feed.of == of:
                listing = read.Listing(type=page_type.name, site_id=self.site.pk, audience=audience, locale=language)
                rows, _more = read.page_of(listing, limit=1)
                return rows[0] if rows else None
        return None


def things_of(site: Site, audience: Audience) -> list[tuple[str, list[tuple[str, tuple[str, Thing]]]]]:
    """All that may be shown for this audience, in groups: lists, lists of one facet's value, and single pages by title."""
    embeds = registry.embeds()[::-1]  # stories first: the apps that others build on are installed last
    lists = [(embed.name, (str(embed.label), Thing(embed))) for embed in embeds if not embed.is_one]
    groups = [(_("Lists"), lists)]
    for embed in embeds:
        listing = read.Listing(type=embed.of, site_id=site.pk, audience=audience, sort=read.Sort("published_at"))
        if embed.is_one:
            rows, _more = read.page_of(listing, limit=MOST)
            found = [
                (f"{embed.name}:{row.page_id}", (f"{title_of(row)} ({row.locale})", Thing(embed, row=row)))
                for row in rows
            ]
        else:
            values = read.facets_of(listing, [embed.facet])[0].get(embed.facet, []) if embed.facet else []
            found = [
                (f"{embed.name}:{value}", (f"{embed.label}: {label}", Thing(embed, value=value)))
                for value, label, _number in values
            ]
        if found:
            groups.append((str(embed.label), found))
    return groups


def title_of(row: read.Row) -> str:
    return registry.page_type_named(row.type).data.model_validate_json(as_built(row.body)).title


class PutOnSiteMenuItem(MenuItem):
    def __init__(self):
        super().__init__(
            gettext_lazy("Put it on your site"),
            reverse("sc_put_on_site"),
            name="sc-put-on-site",
            icon_name="code",
            order=650,
        )

    def is_shown(self, request) -> bool:
        return request.user.has_perm(PERMISSION)
