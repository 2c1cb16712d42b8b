"""The gate: a story goes live only on a basis that holds, whoever writes it and by whatever door.

`StoryPage.save()` asks `admit()` before it writes. What the public reads is judged once more, by `queries.story_periods`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models.signals import pre_save
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import COMMENTS_RELATION_NAME, Page

from headless.enums import Element
from headless.gate import Periods

from . import names, shown
from .enums import Place
from .models.bases import PLACE_OF, Basis
from .models.people import Person

#: Fields that change nothing a reader sees: writing only these passes, also where the basis has lapsed.
HOUSEKEEPING = {
    COMMENTS_RELATION_NAME,
    "depth",
    "draft_title",
    "expire_at",
    "expired",
    "first_published_at",
    "go_live_at",
    "has_unpublished_changes",
    "last_published_at",
    "latest_revision",
    "latest_revision_created_at",
    "latest_revision_id",
    "live_revision",
    "live_revision_id",
    "locked",
    "locked_at",
    "locked_by",
    "locked_by_id",
    "numchild",
    "owner",
    "owner_id",
    "path",
    "url_path",
}
#: What a page carries that was published.
PUBLISHED_BEFORE = ("live_revision", "first_published_at", "last_published_at")


@dataclass(frozen=True)
class Refusal:
    """Why a story may not be public, and which of its parts are in the way, if it is those."""

    why: str
    uncovered: tuple[shown.Uncovered, ...] = ()

    def explained(self, title: str) -> str:
        """For people: which story, why, and what to do."""
        said = {"title": title, "why": self.why}
        if self.uncovered:
            return (
                _(
                    "“%(title)s” cannot be published: %(why)s Take that out, or record that she agreed to it, then publish it again."
                )
                % said
            )
        return _("“%(title)s” cannot be published: %(why)s Record a basis for it, then publish it again.") % said


class NotPublic(ValidationError):
    """A story may not go live. The message says which, why, and what to do."""

    def __init__(self, page: Page, refusal: Refusal):
        self.why, self.page_id = refusal.why, page.pk
        # By field: wagtail-localize reads `error_dict` of every ValidationError.
        super().__init__({NON_FIELD_ERRORS: [refusal.explained(page.title)]})


# --- What a page stands on --------------------------------------------------------------------------------------------


def standing_keys(pages: Iterable[Page]) -> dict[int | None, UUID]:
    """The translation key whose basis counts for each page, by its number. An alias stands on what it is an alias of.

    No query where there is no alias, else one for each alias of an alias. A loop of aliases stands on nothing and is missing.
    """
    pages = list(pages)
    sources = {page.pk: (page.alias_of_id, page.translation_key) for page in pages if page.pk}
    unknown = {page.alias_of_id for page in pages if page.alias_of_id} - sources.keys()
    while unknown:
        found = Page.objects.filter(pk__in=unknown).values_list("pk", "alias_of_id", "translation_key")
        sources |= {pk: (alias_of, key) for pk, alias_of, key in found}
        unknown = {alias_of for alias_of, _key in sources.values() if alias_of} - sources.keys() - unknown
    keys = {page.pk: _follow(page.alias_of_id, page.translation_key, sources) for page in pages}
    return {pk: key for pk, key in keys.items() if key}


def _follow(alias_of: int | None, key: UUID, sources: dict) -> UUID | None:
    seen = set()
    while alias_of:
        if alias_of in seen or alias_of not in sources:
            return None
        seen.add(alias_of)
        alias_of, key = sources[alias_of]
    return key


def current_bases(pages: Iterable[Page]) -> dict[int | None, Basis]:
    """What counts for each page now, by its number, in one query (see `standing_keys` for aliases)."""
    keys = standing_keys(pages)
    newest = Basis.objects.newest(keys.values()) if keys else {}
    return {pk: newest[key] for pk, key in keys.items() if key in newest}


def current_basis(page: Page) -> Basis | None:
    return current_bases([page]).get(page.pk)


def pages_standing_on(translation_key: UUID):
    """All pages whose basis is that of this key: the story, its translations, and aliases of those."""
    numbers = set(Page.objects.filter(translation_key=translation_key, alias_of=None).values_list("pk", flat=True))
    added = numbers
    while added:
        added = set(Page.objects.filter(alias_of__in=added).values_list("pk", flat=True)) - numbers
        numbers |= added
    return Page.objects.filter(pk__in=numbers).order_by("pk")


def pages_about(person: Person) -> list[int]:
    """The numbers of all pages that stand, or have stood, on a consent of hers."""
    keys = Basis.objects.filter(person=person).order_by().values_list("translation_key", flat=True).distinct()
    return [pk for key in keys for pk in pages_standing_on(key).values_list("pk", flat=True)]


def stories_about(person: Person):
    """Her stories and their translations, without aliases: the pages in whose history stands what concerns her."""
    keys = Basis.objects.filter(person=person).order_by().values("translation_key")
    return Page.objects.filter(translation_key__in=keys, alias_of=None).order_by("pk")


def why_not(basis: Basis | None, moment: datetime | None = None) -> str:
    """Why a story with this basis may not be public at that moment, as a sentence; empty if it may."""
    moment = moment or timezone.now()
    if basis is None:
        return _("nothing says yet why it may be public.")
    if basis.ended_at:
        return _("the consent was taken back on %(date)s.") % {"date": _day(timezone.localtime(basis.ended_at))}
    if basis.holds(moment):
        return ""
    if not basis.covers(Element.WORDS, Place.OWN):
        return _("her consent does not cover her story, in words, on our own site.")
    if moment < basis.period.start:
        return _("the consent begins only on %(date)s.") % {"date": _day(basis.valid_from)}
    return _("the consent lapsed at the end of %(date)s.") % {"date": _day(basis.valid_until)}


def _day(day) -> str:
    return date_format(day, "DATE_FORMAT")


def judge(
    story: Page, moment: datetime | None = None, *, basis: Basis | None = None, content: Any = None
) -> Refusal | None:
    """Why this story may not go live at that moment, as it is in memory; None if it may.

    content: what is to be published, if not the page itself: anything that has its fields.
    """
    basis = basis or current_basis(story)
    if why := why_not(basis, moment):
        return Refusal(why)
    return what_is_uncovered(shown.uncovered(content or story, basis, Place.OWN))


def what_is_uncovered(found: list[shown.Uncovered]) -> Refusal | None:
    if not found:
        return None
    why = [_("her consent does not cover all that it shows on our own site."), *map(str, found)]
    return Refusal(" ".join(why), tuple(found))


def why_not_public(story: Page, moment: datetime | None = None) -> str:
    """`judge` in words; empty if the story may go live."""
    refusal = judge(story, moment)
    return refusal.why if refusal else ""


def refusals(stories: Iterable[Page], moment: datetime | None = None) -> dict[int, Refusal]:
    """Why the newest draft of each of these stories may not go live, by its number. Those that may are missing."""
    stories = list(stories)
    bases = current_bases(stories)
    found: dict[int, Refusal] = {}
    for page in stories:
        basis = bases.get(page.pk)
        why = why_not(basis, moment)
        refusal = Refusal(why) if why else None
        if basis and not why and basis.withheld(Place.OWN):
            draft = page.get_latest_revision_as_object()
            refusal = what_is_uncovered(shown.uncovered(draft, basis, Place.OWN))
        if refusal:
            found[page.pk] = refusal
    return found


# --- Who may read it --------------------------------------------------------------------------------------------------


def periods_of(pages: Iterable[Page]) -> dict[int, Periods]:
    """When each of these stories may be read, by audience. Those that may never be are missing.

    In two queries. An address that holds her name cannot be left out of what stands at it, so those who may not have her name
    do not get the story at all.
    """
    pages = list(pages)
    bases = current_bases(pages)
    hers = shown.names_of_all(basis.person for basis in bases.values() if basis.person)
    found: dict[int, Periods] = {}
    for page in pages:
        basis = bases.get(page.pk)
        periods = dict(basis.periods) if basis else {}
        for audience in list(periods):
            place = PLACE_OF[audience]
            withheld = shown.names_withheld(basis, place, hers.get(basis.person_id, []))
            is_named = basis.covers(Element.NAME, place)
            if withheld and names.found_in_address(page.slug or "", withheld, whole=is_named):
                del periods[audience]
        if periods:
            found[page.pk] = periods
    return found


# --- Writes -----------------------------------------------------------------------------------------------------------


def concerns(page: Page, update_fields: Iterable[str] | None) -> bool:
    """Whether a write makes or keeps a story live with changed content, so that it must be judged."""
    return page.live and (update_fields is None or not HOUSEKEEPING.issuperset(update_fields))


def admit(page: Page, update_fields: Iterable[str] | None) -> set[str] | None:
    """Judge a write that `concerns`; returns the fields to write, None for all of them.

    Passes where the basis holds now. Where it does not, a copy, an alias, and an alias that becomes a page of its own are
    made drafts, because Wagtail makes them live by itself; everything else is refused (NotPublic). To be called inside the
    transaction of the write: the page's row is locked, so that a consent that is taken back meanwhile waits or counts.
    """
    if page.pk:
        Page.objects.select_for_update().filter(pk=page.pk).order_by("pk").values_list("pk", flat=True).first()
    refusal = judge(page)
    fields = None if update_fields is None else set(update_fields)
    if refusal is None:
        return fields
    was_alias = fields is not None and bool(fields & {"alias_of", "alias_of_id"})
    if page.alias_of_id or was_alias or (page._state.adding and _is_copy(page)):
        make_draft(page)
        return None if fields is None else fields | {"live", "has_unpublished_changes", "live_revision"}
    raise NotPublic(page, refusal)


def _is_copy(page: Page) -> bool:
    """A page that is new in earnest gets its draft title only while it is saved; one that was published has more."""
    return bool(page.draft_title) or any(getattr(page, name) for name in PUBLISHED_BEFORE)


def make_draft(page: Page) -> None:
    """What is to be saved is a draft that was never published. The page remembers it for what its copier saves next."""
    page.live = False
    page.has_unpublished_changes = True
    page.live_revision = None
    page.began_as_draft = page._state.adding
    keep_as_draft(page)


def keep_as_draft(page: Page) -> None:
    """Wagtail's copier made a draft of what it believes to be live, and is about to say when that was published."""
    if not page.live and getattr(page, "began_as_draft", False):
        for name in (*PUBLISHED_BEFORE, "go_live_at"):
            setattr(page, name, None)


def judge_plain_page(sender, instance: Page, raw: bool, update_fields=None, **kwargs) -> None:
    """A story can be written as a plain `Page` as well: refuse (NotPublic) to make it live where the basis does not hold.

    Moves and other saves of a page that is live already pass, whatever became of its basis.
    """
    if raw or not instance.live or not instance.pk or (update_fields is not None and "live" not in update_fields):
        return
    from .models import StoryPage

    if not issubclass(instance.specific_class or Page, StoryPage):
        return
    if Page.objects.filter(pk=instance.pk, live=True).exists():
        return
    if refusal := judge(StoryPage.objects.get(pk=instance.pk)):
        raise NotPublic(instance, refusal)


def connect() -> None:
    pre_save.connect(judge_plain_page, sender=Page, dispatch_uid="sc_judge_plain_page")
