from datetime import timedelta
from uuid import uuid4

import factory
import wagtail_factories
from django.utils import timezone
from wagtail.models import Locale, Page

from stories.actions.record_basis import record_basis
from stories.models import Basis, HelpLine, StoryIndexPage, StoryPage, Theme

NO_PERSON = {"kind": "no_person", "nature": "sample"}
PERSON = {"kind": "person", "reference": "R-014", "public_name": "Ana", "obtained_by": "Cora Field"}


class ThemeFactory(factory.django.DjangoModelFactory):
    name = factory.Sequence("Theme {}".format)
    slug = factory.Sequence("theme-{}".format)
    locale = factory.LazyFunction(Locale.get_default)

    class Meta:
        model = Theme


class HelpLineFactory(factory.django.DjangoModelFactory):
    name = factory.Sequence("Help line {}".format)
    locale = factory.LazyFunction(Locale.get_default)

    class Meta:
        model = HelpLine


class StoryIndexPageFactory(wagtail_factories.PageFactory):
    title = "Stories"

    class Meta:
        model = StoryIndexPage


class StoryPageFactory(wagtail_factories.PageFactory):
    """`basis`: what is recorded before the page is saved, as values for `record_basis`; None for nothing."""

    title = factory.Sequence("Story {}".format)
    standfirst = "How it began, and how it went on."
    translation_key = factory.LazyFunction(uuid4)
    basis = factory.LazyFunction(lambda: NO_PERSON)

    class Meta:
        model = StoryPage

    @classmethod
    def _create_instance(cls, model_class, parent, kwargs):
        basis = kwargs.pop("basis")
        if basis is not None:
            record_basis(translation_key=kwargs["translation_key"], **basis)
        return super()._create_instance(model_class, parent, kwargs)

    @classmethod
    def _build(cls, model_class, *args, **kwargs):
        kwargs.pop("basis")
        return super()._build(model_class, *args, **kwargs)


def lapse(page):
    """The last day is over; nobody has done anything."""
    today = timezone.localdate()
    Basis.objects.filter(translation_key=page.translation_key).update(
        valid_from=today - timedelta(days=9), valid_until=today - timedelta(days=1)
    )


def is_live(page) -> bool:
    return Page.objects.get(pk=page.pk).live
