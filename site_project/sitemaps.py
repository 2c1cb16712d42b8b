"""`/sitemap.xml`: every published document of our own site in every language, each with its translations."""

from collections import defaultdict

from django.contrib.sitemaps import Sitemap
from django.utils import timezone
from wagtail.models import Site

from headless.cache import policy
from headless.gate import EVER, Audience
from headless.models import Document


class DocumentSitemap(Sitemap):
    limit = 5000

    def __init__(self, site: Site):
        self.site = site

    def items(self):
        now = timezone.now()
        rows = Document.objects.filter(
            site_id=self.site.pk, audience=Audience.OWN, valid_from__lte=now, valid_until__gt=now, page__isnull=False
        )
        return rows.select_related("page").defer("body", "words", "tags").order_by("path")

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
            url["alternates"] = alternates if len(alternates) > 1 else []
        return urls


def sitemap(request):
    from django.contrib.sitemaps.views import sitemap as render_sitemap

    response = render_sitemap(request, {"pages": DocumentSitemap(Site.find_for_request(request))})
    response.headers["Cache-Control"] = policy(timezone.now(), None)
    return response
