import factory
import wagtail_factories
from wagtail.models import Locale

from programs.enums import Kind, PartnerKind
from programs.models import Partner, ProgramIndexPage, ProgramPage


class PartnerFactory(factory.django.DjangoModelFactory):
    name = factory.Sequence("Partner {}".format)
    kind = PartnerKind.NON_PROFIT
    locale = factory.LazyFunction(Locale.get_default)

    class Meta:
        model = Partner


class ProgramIndexPageFactory(wagtail_factories.PageFactory):
    title = "Programs"

    class Meta:
        model = ProgramIndexPage


class ProgramPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence("Program {}".format)
    summary = "What happens, and for whom."
    kind = Kind.MENTORSHIP
    stages = factory.List(["after-release"])
    delivery = factory.List(["in-community"])
    languages = factory.List(["en"])

    class Meta:
        model = ProgramPage
