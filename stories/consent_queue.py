"""“Consent needs you”: everything about consents that waits for staff, most urgent first, in one list.

What is in it comes from functions, each for one kind of thing. An app module adds its own by one line:

    consent_queue.register("proofs", _("Proofs that wait for her answer"), proofs_that_wait)

`proofs_that_wait(asking)` returns an iterable of `Need`, about `asking.stories` only, in a constant number of queries.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Page, PageLogEntry
from wagtail.permissions import policy_registry

from headless.enums import Element
from headless.gate import Audience
from headless.jobs.planned import REFUSED
from headless.models import Document

from .enums import Clue, Place, ProofState, TraceState
from .models import Basis, IdentityNote, LifeEvent, Proof, StoryPage, Withdrawal
from .models.bases import CONFIDENTIAL, today

#: So long before a consent ends, and before a date in her life, it is in the queue. In days.
BEFORE_THE_END = 60
BEFORE_A_DATE = 14


class Urgency(IntEnum):
    """Lower comes first."""

    NOW = 0
    TODAY = 1
    WEEK = 2
    SOON = 3
    LATER = 4
    INFORMATION = 9


@dataclass(frozen=True)
class Story:
    """What the queue says of a story: one line for all its translations."""

    page_id: int
    title: str
    key: UUID
    live: bool
    last_published_at: Any


@dataclass(frozen=True)
class Need:
    """One thing that waits: of which story, what, in plain words, and the one button that helps."""

    story: Story
    words: str
    url: str
    button: str
    urgency: Urgency = Urgency.SOON
    #: Within the same urgency, the earlier first.
    day: date | None = None
    #: Set by the queue.
    kind: str = ""

    @property
    def is_information(self) -> bool:
        return self.urgency == Urgency.INFORMATION


@dataclass
class Asking:
    """Who asks, and of which stories she may know: those that she may change or publish. Shared by all kinds."""

    user: Any

    @cached_property
    def today(self) -> date:
        return today()

    @cached_property
    def stories(self) -> dict[UUID, Story]:
        """By translation key; of several translations the one that came first, and live if one is."""
        policy = policy_registry.get_by_type(Page)
        pages = policy.instances_user_has_any_permission_for(self.user, ["change", "publish"])
        found: dict[UUID, Story] = {}
        rows = (
            pages.type(StoryPage)
            .filter(alias_of=None)
            .order_by("pk")
            .values_list("pk", "draft_title", "title", "translation_key", "live", "last_published_at")
        )
        for pk, draft_title, title, key, live, published in rows:
            first = found.get(key)
            if first is None or (live and not first.live):
                found[key] = Story(pk, draft_title or title, key, live, published)
        return found

    @cached_property
    def bases(self) -> dict[UUID, Basis]:
        """What counts for each of them; one query."""
        newest = Basis.objects.order_by().values("translation_key").annotate(newest=Max("pk")).values("newest")
        rows = Basis.objects.filter(pk__in=newest).select_related("person")
        rows = rows.defer(*CONFIDENTIAL, "person__reference", "person__reference_hash")
        return {basis.translation_key: basis for basis in rows if basis.translation_key in self.stories}

    @cached_property
    def consents(self) -> list[tuple[Story, Basis]]:
        """Consents of persons that were not taken back, with their story."""
        return [
            (self.stories[key], basis)
            for key, basis in self.bases.items()
            if basis.is_of_a_person and not basis.ended_at
        ]


@dataclass(frozen=True)
class Kind:
    """One kind of thing that waits."""

    name: str
    label: Any
    find: Callable[[Asking], Iterable[Need]]


_kinds: dict[str, Kind] = {}


def register(name: str, label, find: Callable[[Asking], Iterable[Need]]) -> None:
    """Announce a kind: its name in addresses, what staff call it, and who finds what waits."""
    _kinds[name] = Kind(name, label, find)


@dataclass
class Queue:
    """What waits for somebody."""

    asking: Asking
    needs: list[Need] = field(default_factory=list)

    @property
    def urgent(self) -> list[Need]:
        """Without what is only good to know."""
        return [need for need in self.needs if not need.is_information]

    def counts(self) -> list[tuple[Kind, int]]:
        """How many there are of each kind; kinds without any are missing."""
        numbers: dict[str, int] = {}
        for need in self.needs:
            numbers[need.kind] = numbers.get(need.kind, 0) + 1
        return [(kind, numbers[name]) for name, kind in _kinds.items() if name in numbers]


def queue_for(user) -> Queue:
    """Everything that waits for this member of staff, most urgent first. The number of queries does not grow with the stories."""
    asking = Asking(user)
    found = [Need(**{**vars(need), "kind": kind.name}) for kind in _kinds.values() for need in kind.find(asking)]
    found.sort(key=lambda need: (need.urgency, need.day or date.max, need.story.page_id))
    return Queue(asking, found)


# --- What waits -------------------------------------------------------------------------------------------------------


def lapsed(asking: Asking) -> Iterable[Need]:
    """Published, and not shown: the last day of the consent is over."""
    for story, basis in asking.consents:
        if story.live and basis.valid_until < asking.today:
            words = _("Not shown any more: her consent lapsed at the end of %(date)s.") % {
                "date": _day(basis.valid_until)
            }
            yield Need(story, words, _url("renew", story), _("Renew"), Urgency.NOW, basis.valid_until)


def ending(asking: Asking) -> Iterable[Need]:
    """Published, and to disappear within two months."""
    for story, basis in asking.consents:
        left = (basis.valid_until - asking.today).days
        if story.live and 0 <= left <= BEFORE_THE_END:
            urgency = Urgency.WEEK if left <= 7 else Urgency.SOON if left <= 30 else Urgency.LATER
            yield Need(story, days_left(left), _url("renew", story), _("Renew"), urgency, basis.valid_until)


def days_left(left: int) -> str:
    """How long a consent still lasts, in words. Negative: so many days ago was its last."""
    if left < 0:
        words = ngettext("Her consent ended %(days)s day ago.", "Her consent ended %(days)s days ago.", -left)
        return words % {"days": -left}
    if left == 0:
        return _("Today is the last day of her consent.")
    return ngettext("Her consent ends in %(days)s day.", "Her consent ends in %(days)s days.", left) % {"days": left}


def dates(asking: Asking) -> Iterable[Need]:
    """Dates in her life on which she should be asked again: from two weeks before. Once for each woman, by her first story."""
    hers: dict[int, Story] = {}
    for story, basis in sorted(asking.consents, key=lambda pair: (not pair[0].live, pair[0].page_id)):
        hers.setdefault(basis.person_id, story)
    events = LifeEvent.objects.open().filter(day__lte=asking.today + timedelta(days=BEFORE_A_DATE)).defer("note")
    for event in events:
        story = hers.get(event.person_id)
        if story is None:
            continue
        what = event.get_kind_display()
        if event.day > asking.today:
            words, urgency = _("On %(date)s: %(what)s. Ask her then whether her consent stands."), Urgency.WEEK
        elif event.day == asking.today:
            words, urgency = _("Today: %(what)s. Ask her whether her consent stands."), Urgency.TODAY
        else:
            words, urgency = _("Since %(date)s: %(what)s. She has not been asked yet."), Urgency.TODAY
        words = words % {"date": _day(event.day), "what": what}
        url = reverse("sc_stories_close_date", args=[story.page_id, event.pk])
        yield Need(story, words, url, _("We asked her"), urgency, event.day)


def refused(asking: Asking) -> Iterable[Need]:
    """Publications that were planned and refused, where nothing was recorded or published since."""
    last = PageLogEntry.objects.filter(page=OuterRef("page"), action=REFUSED).order_by("-timestamp").values("pk")[:1]
    pages = {story.page_id: story for story in asking.stories.values()}
    for entry in PageLogEntry.objects.filter(action=REFUSED, pk=Subquery(last)):
        story = pages.get(entry.page_id)
        if story is None:
            continue
        basis = asking.bases.get(story.key)
        later = [moment for moment in (basis and basis.recorded_at, story.last_published_at) if moment]
        if any(moment > entry.timestamp for moment in later):
            continue
        words = _("The publication that was planned was refused: %(why)s") % {"why": entry.data.get("why", "")}
        yield Need(
            story,
            words,
            _url("basis", story),
            _("See what is missing"),
            Urgency.TODAY,
            timezone.localdate(entry.timestamp),
        )


def identities(asking: Asking) -> Iterable[Need]:
    """Published by a door that asks nobody, with what could help to find her, and nobody has looked since."""
    newest = IdentityNote.objects.filter(page=OuterRef("page")).order_by("-pk").values("pk")[:1]
    pages = {story.page_id: story for story in asking.stories.values()}
    notes = IdentityNote.objects.filter(decision="", page__live=True, pk=Subquery(newest))
    for note in notes.annotate(key=F("page__translation_key")):
        story = pages.get(note.page_id) or asking.stories.get(note.key)
        if story is None:
            continue
        what = ", ".join(str(clue.label) for clue in Clue if clue.value in note.clues)
        words = _("These stand together on the page, and could help somebody to find her: %(what)s.") % {"what": what}
        url = reverse("sc_stories_identity", args=[note.page_id])
        yield Need(story, words, url, _("Look at it"), Urgency.TODAY, timezone.localdate(note.noted_at))


def proofs(asking: Asking) -> Iterable[Need]:
    """The newest proof of a story, where she has not answered it, or asks for changes that nobody has made a proof of."""
    newest = Proof.objects.order_by().values("translation_key", "locale").annotate(newest=Max("pk")).values("newest")
    open_ones = Proof.objects.filter(pk__in=newest, state__in=(ProofState.WAITING, ProofState.CHANGES))
    for proof in open_ones.defer("note"):
        story = asking.stories.get(proof.translation_key)
        if story is None:
            continue
        url = reverse("sc_stories_proof", args=[story.page_id, proof.pk])
        day = timezone.localdate(proof.made_at)
        if proof.is_waiting:
            words = _("She was shown it on %(date)s, and her answer is not recorded yet.") % {"date": _day(day)}
            yield Need(story, words, url, _("Record her answer"), Urgency.SOON, day)
        else:
            yield Need(story, _("She asks for changes."), url, _("Read what she said"), Urgency.WEEK, day)


def withdrawals(asking: Asking) -> Iterable[Need]:
    """Taken back, and not all of it is gone, or recalled where we cannot do it ourselves."""
    left = Withdrawal.objects.annotate(
        traces=Count("items", filter=Q(items__state=TraceState.OPEN), distinct=True),
        recalls_left=Count("recalls", filter=Q(recalls__done_on=None), distinct=True),
    ).filter(Q(traces__gt=0) | Q(recalls_left__gt=0))
    for withdrawal in left:
        story = asking.stories.get(withdrawal.translation_key)
        if story is None:
            continue
        if withdrawal.traces:
            number, urgency = withdrawal.traces, Urgency.NOW
            words = ngettext(
                "She took it back, and %(number)s trace of it is still there; we go on trying.",
                "She took it back, and %(number)s traces of it are still there; we go on trying.",
                number,
            )
        else:
            number, urgency = withdrawal.recalls_left, Urgency.TODAY
            words = ngettext(
                "She took it back, and %(number)s use elsewhere is not recalled yet.",
                "She took it back, and %(number)s uses elsewhere are not recalled yet.",
                number,
            )
        url = reverse("sc_stories_withdrawal", args=[withdrawal.pk])
        yield Need(
            story, words % {"number": number}, url, _("See what is left"), urgency, timezone.localdate(withdrawal.at)
        )


def drafts(asking: Asking) -> Iterable[Need]:
    """Never published, and nothing is recorded: it cannot be published as it is."""
    for key, story in asking.stories.items():
        if key not in asking.bases and not story.live and story.last_published_at is None:
            yield Need(
                story,
                _("A draft without a basis: nothing says yet why it may be public."),
                _url("basis", story),
                _("Record the basis"),
                Urgency.LATER,
            )


def narrower(asking: Asking) -> Iterable[Need]:
    """Good to know: what partners get of it is not all that our own site shows."""
    partner = Document.objects.filter(page=OuterRef("page"), audience=Audience.PARTNER).exclude(etag="")
    documents = Document.objects.filter(page__isnull=False, type="story", audience=Audience.OWN).exclude(etag="")
    rows = documents.annotate(theirs=Subquery(partner.values("etag")[:1])).values_list("page_id", "etag", "theirs")
    differs = {page_id for page_id, etag, theirs in rows if theirs and theirs != etag}
    for story, basis in asking.consents:
        less = basis.withheld(Place.PARTNERS) - basis.withheld(Place.OWN)
        if not story.live or not less or story.page_id not in differs:
            continue
        what = ", ".join(str(element.label) for element in Element if element.value in less)
        words = _(
            "For your information: partners’ sites get it without what her consent does not give them (%(what)s)."
        )
        yield Need(story, words % {"what": what}, _url("basis", story), _("See what is left out"), Urgency.INFORMATION)


def endings_by_month(queue: Queue, months: int = 12) -> list[tuple[date, int]]:
    """How many consents of published stories end in this month and each of the next, by the first day of the month."""
    asking = queue.asking
    year, month = asking.today.year, asking.today.month
    firsts = [date(year + (month - 1 + n) // 12, (month - 1 + n) % 12 + 1, 1) for n in range(months)]
    numbers = dict.fromkeys(firsts, 0)
    for story, basis in asking.consents:
        first = basis.valid_until.replace(day=1)
        if story.live and basis.valid_until >= asking.today and first in numbers:
            numbers[first] += 1
    return list(numbers.items())


def _url(name: str, story: Story) -> str:
    return reverse(f"sc_stories_{name}", args=[story.page_id])


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


# In the order in which they stand among the filters.
register("lapsed", gettext_lazy("Lapsed"), lapsed)
register("withdrawals", gettext_lazy("Taken back, not all done"), withdrawals)
register("dates", gettext_lazy("Dates in her life"), dates)
register("refused", gettext_lazy("Refused publications"), refused)
register("identity", gettext_lazy("Could give her away"), identities)
register("proofs", gettext_lazy("Proofs"), proofs)
register("ending", gettext_lazy("Ends within two months"), ending)
register("drafts", gettext_lazy("Drafts without a basis"), drafts)
register("partners", gettext_lazy("Partners get less"), narrower)
