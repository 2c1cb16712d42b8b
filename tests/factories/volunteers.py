import factory
import wagtail_factories
from django.utils import timezone

from volunteers import search_terms
from volunteers.models import Application, FormVersion, SignUpField, SignUpPage


class SignUpPageFactory(wagtail_factories.PageFactory):
    title = "Become a mentor"

    class Meta:
        model = SignUpPage


def add_question(page: SignUpPage, label: str, field_type: str = "singleline", **values) -> SignUpField:
    """A question of the form, as staff would add it; the page is saved."""
    # In order, as the editor's form numbers them: PostgreSQL returns rows without a number in any order.
    field = SignUpField(label=label, field_type=field_type, sort_order=page.form_fields.count(), **values)
    page.form_fields.add(field)
    page.save()
    return field


class FormVersionFactory(factory.django.DjangoModelFactory):
    page = factory.SubFactory(SignUpPageFactory)
    number = factory.Sequence(lambda n: n + 1)
    digest = factory.Sequence(lambda n: f"{n:064x}")
    title = "Become a mentor"
    questions = factory.LazyAttribute(lambda version: version.page.form_class()().questions())
    privacy_text = "<p>As it stood.</p>"

    class Meta:
        model = FormVersion


class ApplicationFactory(factory.django.DjangoModelFactory):
    page = factory.SubFactory(SignUpPageFactory)
    form = factory.SubFactory(FormVersionFactory, page=factory.SelfAttribute("..page"))
    language = "en"
    name = "Sample Volunteer"
    email = "volunteer@example.org"
    submission_key = factory.Sequence(lambda n: f"made-{n}")
    fingerprint = "0" * 64
    answer_by = factory.LazyAttribute(lambda application: application.page.promised_from(application.submitted_at))
    submitted_at = factory.LazyFunction(timezone.now)
    answers = factory.LazyFunction(lambda: {"is_adult": True, "agrees_to_privacy": True})
    email_hash = factory.LazyAttribute(lambda application: search_terms.hash_of_email(application.email))

    class Meta:
        model = Application
        skip_postgeneration_save = True

    @factory.post_generation
    def findable(self, create, extracted, **kwargs):
        if create:
            self.index_terms()
