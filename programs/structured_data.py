"""What search engines are told of a program: training is a course, everything else a service."""

from typing import Any

from headless.registry import summary_of
from headless.schemas import SiteData
from headless.structured_data import Absolute, Thing, organization, picture, questions, questions_in, thing

from .documents import ProgramData
from .enums import Cost, Kind


def describe_program(program: ProgramData, site: SiteData, absolute: Absolute) -> list[dict[str, Any] | None]:
    is_course = program.kind.value == Kind.SKILLS_TRAINING
    return [
        _course(program, site, absolute) if is_course else _service(program, site, absolute),
        questions([*program.questions, *questions_in(program.body)]),
    ]


def _course(program: ProgramData, site: SiteData, absolute: Absolute) -> Thing:
    return thing(
        "Course",
        **_what_both_have(program, site, absolute),
        inLanguage=[language.value for language in program.languages],
        teaches=[subject.name for subject in program.subjects],
        educationalCredentialAwarded=[subject.credential for subject in program.subjects if subject.credential],
        isAccessibleForFree=True if program.cost.value == Cost.FREE else None,
    )


def _service(program: ProgramData, site: SiteData, absolute: Absolute) -> Thing:
    return thing(
        "Service",
        **_what_both_have(program, site, absolute),
        serviceType=program.kind.label,
        areaServed=program.place,
    )


def _what_both_have(program: ProgramData, site: SiteData, absolute: Absolute) -> dict[str, Any]:
    summary = summary_of(program)
    return {
        "name": program.title,
        "description": summary.text,
        "url": absolute(program.url),
        "image": picture(summary.picture, absolute),
        "provider": _provider(program, site, absolute),
        "audience": thing("Audience", audienceType=", ".join(stage.label for stage in program.stages))
        if program.stages
        else None,
        "offers": thing("Offer", price=0, category=program.cost.label) if program.cost.value == Cost.FREE else None,
    }


def _provider(program: ProgramData, site: SiteData, absolute: Absolute) -> Thing:
    """Who offers it: a partner, or the organization itself."""
    partner = program.provider
    return thing("Organization", name=partner.name, url=partner.website) if partner else organization(site, absolute)
