import factory
import wagtail_factories
from wagtail.models import Locale, Site

from site_project.models import ContentPage, HomePage, SiteImage


class SiteImageFactory(wagtail_factories.ImageFactory):
    file = factory.django.ImageField(width=700, height=440, color="teal", format="JPEG")

    class Meta:
        model = SiteImage


class HomePageFactory(wagtail_factories.PageFactory):
    title = "Second Chances"
    lead = "We stand beside women in and after prison."

    class Meta:
        model = HomePage


class ContentPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = ContentPage


def make_site(language: str = "en") -> HomePage:
    """A home page that is the default site's root, in place of Wagtail's welcome page."""
    locale, _created = Locale.objects.get_or_create(language_code=language)
    site = Site.objects.get(is_default_site=True)
    welcome = site.root_page
    home = HomePageFactory(parent=welcome.get_parent(), slug=f"home-{language}", locale=locale)
    site.root_page = home
    site.site_name = "Second Chances"
    site.save()
    welcome.delete()
    return home
