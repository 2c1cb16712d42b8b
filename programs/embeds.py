"""Programs on other sites: what the element says, and what stands in a frame."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from headless.documents import read
from headless.embeds.lists import in_origin, listed
from headless.endpoints import Asking
from headless.endpoints.catalogue import one_row
from headless.registry import Embed, Framed

from .documents import ProgramCard, ProgramData


def list_words() -> dict[str, str | tuple[str, str]]:
    return {
        "name": _("Programs"),
        "nothing": _("There are no programs here yet."),
        "more": _("Show more programs"),
        "added": (
            ngettext("%(number)s more program.", "%(number)s more programs.", 1),
            ngettext("%(number)s more program.", "%(number)s more programs.", 2),
        ),
        "sample": _("Sample"),
        "failed": _("This cannot be shown now. Please try again later."),
        "gone": _("This is no longer public."),
    }


def program_words() -> dict[str, str | tuple[str, str]]:
    return {
        "sample_title": _("Sample."),
        "sample_note": _("This program was made up to show how the site works. Nobody offers it."),
        "stages": _("For women"),
        "place": _("Where"),
        "schedule": _("When"),
        "languages": _("Languages"),
        "cost": _("Cost"),
        "childcare": _("Childcare"),
        "more": _("Read more and see how to join"),
        "failed": _("This cannot be shown now. Please try again later."),
        "gone": _("This is no longer public."),
    }


def frame_programs(request, asked: Asking, _page_id: int) -> Framed:
    return listed(
        request,
        asked,
        embed=PROGRAMS.name,
        sort=read.Sort("title", descending=False),
        card=ProgramCard.of,
        title=str(PROGRAMS.label),
    )


def frame_program(request, asked: Asking, page_id: int) -> Framed:
    """Raises Problem (404; 410 where it was withdrawn)."""
    row = one_row(asked, page_id, types=["program"])
    program = ProgramData.model_validate_json(in_origin(row, asked))
    return Framed(context={"document": program}, title=program.title, locale=program.locale, rows=[row])


PROGRAMS = Embed(
    name="programs",
    label=gettext_lazy("Programs"),
    of="program",
    module="second_chances/embed/lists.js",
    styles=("second_chances/embed/lists.css",),
    words=list_words,
    frame=frame_programs,
    template="second_chances/programs/embed/programs.html",
    facet="stage",
)
PROGRAM = Embed(
    name="program",
    label=gettext_lazy("One program"),
    of="program",
    module="second_chances/embed/program.js",
    styles=("second_chances/embed/story.css",),
    words=program_words,
    frame=frame_program,
    template="second_chances/programs/embed/program.html",
    is_one=True,
)
