"""`/sitemap.xml`: every published document of our own site in every language, each with its translations."""

from collections import defaultdict
from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as render_sitemap
from django.db.models import Min
from django.http import Http404
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import Site

from headless import registry
from headless.cache import describe
from headless.documents import dependencies
from headless.documents.alternates import ANY, default_language
from headless.gate import EVER, Audience
from headless.models import Document


def _documents(site: Site):
    """All that may be read now."""
    now = timezone.now()
    return Document.objects.filter(
        site_id=site.pk, audience=Audience.OWN, valid_from__lte=now, valid_until__gt=now, page__isnull=False
    )


class DocumentSitemap(Sitemap):
    #: What the protocol allows in one file: with more, Django's own index of sitemaps would be needed.
    limit = 50_000

    def __init__(self, site: Site):
        self.site = site

    def items(self):
        rows = _documents(self.site).select_related("page")
        return rows.only("path", "locale", "updated_at", "page__translation_key").order_by("path")

    def ends(self) -> datetime | None:
        """When something leaves it, comes into it, or may be another by itself."""
        now = timezone.now()
        known = Document.objects.filter(site_id=self.site.pk, audience=Audience.OWN, page__isnull=False)
        coming = known.filter(valid_from__gt=now, valid_until__gt=now).aggregate(Min("valid_from"))
        moments = self.items().order_by().aggregate(Min("valid_until"), Min("rebuild_at"))
        return min((moment for moment in [*coming.values(), *moments.values()] if moment), default=None)

    def location(self, document):
        return document.path

    def lastmod(self, document):
        return document.updated_at if document.updated_at != EVER else None

    def get_urls(self, page=1, site=None, protocol=None):
        urls = super().get_urls(page=page, site=site, protocol=protocol)
        translations = defaultdict(list)
        for url in urls:
            translations[url["item"].page.translation_key].append(
                {"location": url["location"], "lang_code": url["item"].locale}
            )
        for url in urls:
            alternates = translations[url["item"].page.translation_key]
            url["alternates"] = _with_default(alternates) if len(alternates) > 1 else []
        return urls


def _with_default(alternates: list[dict[str, str]]) -> list[dict[str, str]]:
    """And which of them is for readers of any other language, as the pages themselves say it."""
    language = default_language()
    others = [{**item, "lang_code": ANY} for item in alternates if item["lang_code"] == language]
    return alternates + others


@require_safe
def sitemap(request):
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("There is no site at this host.")
    pages = DocumentSitemap(site)
    response = render_sitemap(request, {"pages": pages}).render()
    kinds = (dependencies.documents_of(page_type.name) for page_type in registry.page_types())
    describe(response, [], tags=[dependencies.site(site.pk), *kinds], until=pages.ends())
    return response
