"""One front end at a glance: its key, how to ask with it, what it may read, what it has fetched, and how drafts look there."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Max
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.admin.views.generic import InspectView
from wagtail.models import Site

from .. import registry
from ..documents.drafts import previews
from ..endpoints.asking import HEADER
from ..models import Document, Fetch, Preview, Webhook
from ..webhooks.health import health_of


@dataclass(frozen=True)
class Readable:
    """How many published pages of a kind a front end may read."""

    kind: str
    number: int


class FrontEndOverview(InspectView):
    page_title = gettext_lazy("Overview")

    def get_fields(self):
        """None by themselves: the template says what is shown."""
        return []

    def get_context_data(self, **kwargs):
        front_end = self.object
        fetches = Fetch.objects.filter(front_end=front_end)
        webhook = Webhook.objects.without_secrets().filter(front_end=front_end).first()
        return super().get_context_data(
            front_end=front_end,
            origins=front_end.origins.splitlines(),
            snippets=self._snippets(),
            readable=self._readable(),
            fetched=fetches.aggregate(pages=Count("pk"), last=Max("last_on")),
            open_previews=Preview.objects.filter(front_end=front_end, expires_at__gt=timezone.now()).count(),
            preview_test=self._preview_test(),
            webhook=webhook,
            health=health_of(webhook) if webhook else None,
            may_see_webhook=self.request.user.has_perm("sc_headless.change_webhook"),
            may_change=self.permission_policy.user_has_permission(self.request.user, "change"),
            **kwargs,
        )

    def _snippets(self) -> dict[str, str]:
        """Requests to try, by how they are made."""
        try:
            base = self.request.build_absolute_uri(reverse("sc_api:openapi")).removesuffix("openapi.json")
        except NoReverseMatch:  # the host has not mounted the API
            return {}
        key = self.object.key
        address = f"{base}stories?limit=3"
        script = "\n".join(
            [
                f'const answer = await fetch("{address}", {{',
                f'  headers: {{ "{HEADER}": "{key}" }},',
                "});",
                "const { items } = await answer.json();",
            ]
        )
        return {"curl": f"curl '{address}' \\\n  -H '{HEADER}: {key}'", "JavaScript": script}

    def _readable(self) -> list[Readable]:
        now = timezone.now()
        rows = Document.objects.filter(
            audience=self.object.audience, valid_from__lte=now, valid_until__gt=now, page__isnull=False
        )
        numbers = dict(rows.values_list("type").annotate(number=Count("pk")).order_by())
        return [
            Readable(str(page_type.model._meta.verbose_name_plural).capitalize(), numbers[page_type.name])
            for page_type in registry.page_types()
            if numbers.get(page_type.name)
        ]

    def _preview_test(self) -> str:
        """Where the front page's newest draft is shown in this front end; "" if nobody can try that."""
        site = Site.find_for_request(self.request)
        mode = previews.mode_of(self.object)
        if not mode or site is None or not site.root_page.permissions_for_user(self.request.user).can_edit():
            return ""
        return f"{reverse('wagtailadmin_pages:view_draft', args=[site.root_page_id])}?{urlencode({'mode': mode})}"
