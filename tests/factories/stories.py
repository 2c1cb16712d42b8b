import factory
import wagtail_factories
from wagtail.models import Locale

from stories.models import StoryIndexPage, StoryPage, Theme


class ThemeFactory(factory.django.DjangoModelFactory):
    name = factory.Sequence("Theme {}".format)
    slug = factory.Sequence("theme-{}".format)
    locale = factory.LazyFunction(Locale.get_default)

    class Meta:
        model = Theme


class StoryIndexPageFactory(wagtail_factories.PageFactory):
    title = "Stories"

    class Meta:
        model = StoryIndexPage


class StoryPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence("Story {}".format)
    standfirst = "How it began, and how it went on."

    class Meta:
        model = StoryPage
