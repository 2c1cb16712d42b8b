"""Stories on other sites: what the elements say, and what stands in a frame."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from headless.documents import read
from headless.embeds.lists import in_origin, listed
from headless.endpoints import Asking
from headless.endpoints.catalogue import one_row
from headless.registry import Embed, Framed

from .documents import StoryCard, StoryData


def list_words() -> dict[str, str | tuple[str, str]]:
    return {
        "name": _("Stories"),
        "nothing": _("There are no stories here yet."),
        "more": _("Show more stories"),
        "added": (
            ngettext("%(number)s more story.", "%(number)s more stories.", 1),
            ngettext("%(number)s more story.", "%(number)s more stories.", 2),
        ),
        "minutes": _minutes(),
        "sample": _("Sample"),
        "composite": _("Put together from several women’s experience"),
        "failed": _("This cannot be shown now. Please try again later."),
        "gone": _("This is no longer public."),
    }


def story_words() -> dict[str, str | tuple[str, str]]:
    return {
        "minutes": _minutes(),
        "sample_title": _("Sample."),
        "sample_note": _("This story was made up to show how the site works. It tells of no real person."),
        "composite_note": _("This story is put together from several women’s experience. It is not one real person’s."),
        "topics_title": _("Before you read"),
        "topics": _("This story speaks of:"),
        "help_title": _("If you want to talk to somebody"),
        # That of the site tells of keys, which only the site's own pages listen to.
        "exit_note": _("Opens another page at once. It does not delete the history of your browser."),
        "checked": _("Number checked on %(day)s"),
        "watch": _("Watch on %(host)s"),
        "video_note": _("The video is on %(host)s, which may record your visit. Everything said is in the transcript."),
        "transcript": _("Transcript"),
        "failed": _("This cannot be shown now. Please try again later."),
        "gone": _("This story is no longer public."),
    }


def frame_stories(request, asked: Asking, _page_id: int) -> Framed:
    return listed(
        request,
        asked,
        embed=STORIES.name,
        sort=read.Sort("date"),
        card=StoryCard.of,
        title=str(STORIES.label),
    )


def frame_story(request, asked: Asking, page_id: int) -> Framed:
    """Raises Problem (404; 410 where it was withdrawn)."""
    row = one_row(asked, page_id, types=["story"])
    story = StoryData.model_validate_json(in_origin(row, asked))
    return Framed(context={"document": story}, title=story.title, locale=story.locale, rows=[row])


def _minutes() -> tuple[str, str]:
    return (
        ngettext("%(number)s minute to read", "%(number)s minutes to read", 1),
        ngettext("%(number)s minute to read", "%(number)s minutes to read", 2),
    )


STORIES = Embed(
    name="stories",
    label=gettext_lazy("The newest stories"),
    of="story",
    module="second_chances/embed/lists.js",
    styles=("second_chances/embed/lists.css",),
    words=list_words,
    frame=frame_stories,
    template="second_chances/stories/embed/stories.html",
    facet="theme",
)
STORY = Embed(
    name="story",
    label=gettext_lazy("One story"),
    of="story",
    module="second_chances/embed/story.js",
    styles=("second_chances/embed/story.css",),
    words=story_words,
    frame=frame_story,
    template="second_chances/stories/embed/story.html",
    is_one=True,
)
