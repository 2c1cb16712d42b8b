import factory
import wagtail_factories

from volunteers.models import Application, SignUpField, SignUpPage


class SignUpPageFactory(wagtail_factories.PageFactory):
    title = "Become a mentor"

    class Meta:
        model = SignUpPage


def add_question(page: SignUpPage, label: str, field_type: str = "singleline", **values) -> SignUpField:
    """A question of the form, as staff would add it; the page is saved."""
    field = SignUpField(label=label, field_type=field_type, **values)
    page.form_fields.add(field)
    page.save()
    return field


class ApplicationFactory(factory.django.DjangoModelFactory):
    page = factory.SubFactory(SignUpPageFactory)
    language = "en"
    name = "Sample Volunteer"
    email = "volunteer@example.org"
    form_title = "Become a mentor"
    questions = factory.LazyAttribute(lambda application: application.page.form_class()().questions())
    answers = factory.LazyAttribute(
        lambda application: {
            "name": application.name,
            "email": application.email,
            "is_adult": True,
            "agrees_to_privacy": True,
        }
    )
    privacy_text = "<p>As it stood.</p>"

    class Meta:
        model = Application
