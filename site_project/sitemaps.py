"""`/sitemap.xml`: every public page in every language, each with its translations."""

from collections import defaultdict

from django.contrib.sitemaps import Sitemap
from wagtail.models import Page, Site


class PageSitemap(Sitemap):
    limit = 5000

    def __init__(self, site: Site):
        self.site = site

    def items(self):
        homes = self.site.root_page.get_translations(inclusive=True)
        below = Page.objects.none()
        for home in homes:
            below |= Page.objects.descendant_of(home, inclusive=True)
        return below.live().public().select_related("locale").order_by("path")

    def location(self, page):
        return page.get_url() or ""

    def lastmod(self, page):
        return page.last_published_at

    def get_urls(self, page=1, site=None, protocol=None):
        urls = super().get_urls(page=page, site=site, protocol=protocol)
        translations = defaultdict(list)
        for url in urls:
            translations[url["item"].translation_key].append(
                {"location": url["location"], "lang_code": url["item"].locale.language_code}
            )
        for url in urls:
            alternates = translations[url["item"].translation_key]
            url["alternates"] = alternates if len(alternates) > 1 else []
        return urls


def sitemap(request):
    from django.contrib.sitemaps.views import sitemap as render_sitemap

    return render_sitemap(request, {"pages": PageSitemap(Site.find_for_request(request))})
