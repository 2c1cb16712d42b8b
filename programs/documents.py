"""What of a program is public, as typed data."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from django.utils.translation import gettext as _

from headless.blocks import build_body
from headless.documents import Build
from headless.documents.pictures import Format
from headless.documents.words import prose
from headless.registry import Facet
from headless.schemas import BodyBlock, Data, PageData, PageLink, Picture, Summary
from headless.schemas.blocks import Question

from .models import Partner, ProgramIndexPage, ProgramPage

#: What readers choose programs by, in the order in which it matters to them.
FACETS = ("stage", "kind", "delivery", "language", "cost", "childcare")


class Choice(Data):
    """One of a fixed vocabulary: `value` for machines, `label` for people, in the page's language."""

    value: str
    label: str


class PartnerData(Data):
    name: str
    kind: Choice
    website: str


class PartnershipData(Data):
    partner: PartnerData
    role: Choice
    since: date | None


class SubjectData(Data):
    name: str
    credential: str


class TrainingModuleData(Data):
    title: str
    minutes: int | None
    aims: tuple[str, ...]
    description_html: str


class FigureData(Data):
    statement: str
    source: str
    source_url: str
    source_date: date


class ProgramData(PageData):
    type: Literal["program"] = "program"
    summary: str
    is_sample: bool
    kind: Choice
    stages: tuple[Choice, ...]
    delivery: tuple[Choice, ...]
    place: str
    schedule: str
    languages: tuple[Choice, ...]
    cost: Choice
    cost_note: str
    childcare: Choice
    childcare_note: str
    eligibility: tuple[str, ...]
    join_inside_html: str
    join_outside_html: str
    #: For those who want to help with it.
    action: PageLink | None
    action_label: str
    provider: PartnerData | None
    partnerships: tuple[PartnershipData, ...]
    subjects: tuple[SubjectData, ...]
    training_modules: tuple[TrainingModuleData, ...]
    questions: tuple[Question, ...]
    figures: tuple[FigureData, ...]
    source_note_html: str
    hero: Picture | None
    card: Picture | None
    body: tuple[BodyBlock, ...]


class ProgramCard(Data):
    """A program in a list."""

    id: int
    title: str
    url: str
    summary: str
    is_sample: bool
    kind: Choice
    stages: tuple[Choice, ...]
    provider: str
    place: str
    picture: Picture | None

    @classmethod
    def of(cls, program: ProgramData) -> "ProgramCard":
        return cls(
            id=program.id,
            title=program.title,
            url=program.url,
            summary=program.summary,
            is_sample=program.is_sample,
            kind=program.kind,
            stages=program.stages,
            provider=program.provider.name if program.provider else "",
            place=program.place,
            picture=program.card,
        )


class FacetValue(Data):
    value: str
    label: str
    count: int


class FacetData(Data):
    """Something that programs are chosen by, with how many there are of each value."""

    name: str
    values: tuple[FacetValue, ...]


class ProgramIndexData(PageData):
    type: Literal["program_index"] = "program_index"
    intro_html: str
    #: Of all programs in this language.
    facets: tuple[FacetData, ...]


def build_program(page: ProgramPage, build: Build) -> ProgramData:
    partnerships = [item for item in page.partnerships.all() if item.partner_id]
    partners = dict(
        zip(
            [item.partner_id for item in partnerships],
            build.localized(item.partner for item in partnerships),
            strict=True,
        )
    )
    provider = build.localized([page.provider])
    return ProgramData(
        **build.page_fields(),
        summary=page.summary,
        is_sample=page.is_sample,
        kind=_choice(page, "kind"),
        stages=_choices(page, "stages"),
        delivery=_choices(page, "delivery"),
        place=page.place,
        schedule=page.schedule,
        languages=_choices(page, "languages"),
        cost=_choice(page, "cost"),
        cost_note=page.cost_note,
        childcare=_choice(page, "childcare"),
        childcare_note=page.childcare_note,
        eligibility=tuple(item.sentence for item in page.eligibility.all() if item.sentence),
        join_inside_html=build.rich_text(page.join_inside),
        join_outside_html=build.rich_text(page.join_outside),
        action=build.link(page.action_page_id),
        action_label=page.action_label,
        provider=_partner(provider[0]) if provider else None,
        partnerships=tuple(
            PartnershipData(partner=_partner(partners[item.partner_id]), role=_choice(item, "role"), since=item.since)
            for item in partnerships
        ),
        subjects=tuple(SubjectData(name=item.name, credential=item.credential) for item in page.subjects.all()),
        training_modules=tuple(
            TrainingModuleData(
                title=item.title,
                minutes=item.minutes,
                aims=tuple(line.strip() for line in item.aims.splitlines() if line.strip()),
                description_html=build.rich_text(item.description),
            )
            for item in page.training_modules.all()
        ),
        questions=tuple(
            Question(question=item.question, answer_html=build.rich_text(item.answer)) for item in page.questions.all()
        ),
        # Without a date a figure has no source: it stays out, in a draft as well.
        figures=tuple(
            FigureData(
                statement=item.statement, source=item.source, source_url=item.source_url, source_date=item.source_date
            )
            for item in page.figures.all()
            if item.source and item.source_date
        ),
        source_note_html=build.rich_text(page.source_note),
        hero=build.picture(page.hero_image, alt=page.hero_alt, credit=page.hero_credit, format=Format.HERO),
        # Beside the title, which names it: for a screen reader the picture on a card is repetition.
        card=build.picture(page.hero_image, alt="", credit=page.hero_credit, format=Format.CARD),
        body=build_body(page.body, build),
    )


def build_program_index(page: ProgramIndexPage, build: Build) -> ProgramIndexData:
    return ProgramIndexData(
        **build.page_fields(),
        intro_html=build.rich_text(page.intro),
        facets=tuple(
            FacetData(
                name=name,
                values=tuple(
                    FacetValue(value=value, label=label, count=count)
                    for value, label, count in build.facet_counts("program", name)[1]
                ),
            )
            for name in FACETS
        ),
    )


def program_facets(program: ProgramData) -> Iterator[Facet]:
    """Readers compare programs by these."""
    yield Facet(name="kind", value=program.kind.value, label=program.kind.label)
    for name, choices in (("stage", program.stages), ("delivery", program.delivery), ("language", program.languages)):
        for choice in choices:
            yield Facet(name=name, value=choice.value, label=choice.label)
    yield Facet(name="cost", value=program.cost.value, label=program.cost.label)
    yield Facet(name="childcare", value=program.childcare.value, label=program.childcare.label)


def summarize_program(program: ProgramData) -> Summary:
    text = f"{_('Sample.')} {program.summary}" if program.is_sample else program.summary
    return Summary(text=text, picture=program.hero, topics=(program.kind.label,))


def summarize_index(index: ProgramIndexData) -> Summary:
    return Summary(text=index.description or prose(index.intro_html))


def _partner(partner: Partner) -> PartnerData:
    return PartnerData(name=partner.name, kind=_choice(partner, "kind"), website=partner.website)


def _choice(obj, field: str) -> Choice:
    return Choice(value=getattr(obj, field) or "", label=str(getattr(obj, f"get_{field}_display")()))


def _choices(obj, field: str) -> tuple[Choice, ...]:
    chosen = getattr(obj, field) or ()
    return tuple(
        Choice(value=value, label=str(label)) for value, label in obj._meta.get_field(field).choices if value in chosen
    )
