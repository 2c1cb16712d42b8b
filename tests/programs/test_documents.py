"""What of a program is public."""

import pytest

from headless.documents import build
from programs.enums import PartnerKind, PartnerRole
from programs.models import Figure, Partnership, Subject, TrainingModule
from tests.factories.programs import PartnerFactory, ProgramIndexPageFactory, ProgramPageFactory


@pytest.fixture
def index(home):
    return ProgramIndexPageFactory(parent=home, slug="programs")


@pytest.fixture
def program(index):
    page = ProgramPageFactory(
        parent=index,
        stages=["after-release", "in-custody"],
        delivery=["by-mail"],
        languages=["es", "en"],
        provider=PartnerFactory(name="The provider"),
    )
    page.partnerships.add(
        Partnership(partner=PartnerFactory(name="The bakery", kind=PartnerKind.EMPLOYER), role=PartnerRole.EMPLOYMENT)
    )
    page.subjects.add(Subject(name="Baking", credential="Food handler"))
    page.training_modules.add(TrainingModule(title="Listening", aims="Listen\n\n  Ask \n", minutes=90))
    page.save()
    return page


def test_structure_is_data_with_words_in_the_order_of_the_vocabulary(program):
    document = build(program)
    assert [stage.label for stage in document.stages] == ["In custody", "After release"]
    assert [language.value for language in document.languages] == ["en", "es"]
    assert document.provider.name == "The provider"
    assert document.partnerships[0].partner.kind.label == "Employer"
    assert document.partnerships[0].role.label == "Employs participants"
    assert document.training_modules[0].aims == ("Listen", "Ask")
    assert program.get_stages_display() == "In custody, After release"


def test_a_figure_without_source_or_date_is_not_published(program):
    program.figures.add(Figure(statement="Half of them.", source=""))
    assert build(program, draft=True).figures == ()


def test_an_unknown_choice_is_refused(program):
    from django.core.exceptions import ValidationError

    program.stages = ["in-custody", "on-the-moon"]
    with pytest.raises(ValidationError, match="on-the-moon"):
        program.full_clean()


def test_the_vocabularies_speak_the_language_of_the_page(program, home, spanish, client):
    for parent in (home, program.get_parent()):
        parent.specific.copy_for_translation(spanish).save_revision().publish()
    translated = program.copy_for_translation(spanish)
    translated.save_revision().publish()
    translated.refresh_from_db()
    html = client.get(translated.get_url(), headers={"accept-language": "en"}).content.decode()
    assert "In custody" not in html
    assert "En prisión" in html
