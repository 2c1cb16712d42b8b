from collections.abc import Iterable
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Revision

from headless.documents import refresh
from headless.enums import Element
from headless.gate import Audience
from headless.models import Fetch

from .. import audit, gate, traces
from ..enums import Told
from ..models import Basis, Person, Recall, Use, Withdrawal, WithdrawalItem
from .check_withdrawals import check_withdrawals


class NothingToWithdraw(Exception):
    """There is no consent of a person that counts, or she has taken that back already; the message says so, for people.

    withdrawal: the certificate of what was taken back before, if there is one.
    """

    def __init__(self, message: str, withdrawal: Withdrawal | None = None):
        self.withdrawal = withdrawal
        super().__init__(message)


def withdraw_consent(
    *,
    translation_key: UUID,
    channel: str = Told.TELEPHONE,
    elements: Iterable[str] | None = None,
    user=None,
    of_person: Person | None = None,
    look_for_seconds: float = 3,
) -> Withdrawal:
    """She takes her consent back for a story, its translations and their aliases, at once; returns the certificate.

    elements: only these, wherever she had agreed to them; without them, or where her story in words is among them or
    nothing is left, everything. channel: how she said so. user: who notes it; nobody where she did it herself.
    of_person: she takes back what she has agreed to, also where staff have recorded something else for the story since.
    look_for_seconds: how long the caller waits at most while what was in public is looked for; the worker goes on.

    Effects, all or nothing. Of everything: the newest row is marked as ended, for ever; documents are removed and their
    addresses answer 410; pages are unpublished; planned publications are cancelled. Of elements: a row without them counts
    from now on; documents are removed, to be made anew without. Of both: whoever listens hears that the story was withdrawn, or is
    another now; a line in the history of the pages; the list of what cannot be recalled. After the commit each trace is looked for, and
    again by the worker until none is left.

    Refuses (NothingToWithdraw). It publishes nothing, now or later: for that there must be a new consent, and somebody who
    publishes.
    """
    with transaction.atomic():
        # Locked before it is read what they stand on: of two who do this at once, one finds it done.
        pages = list(gate.pages_standing_on(translation_key).select_for_update())
        basis = _what_counts(translation_key, of_person)
        taken = _taken_back(basis, set(elements or ()))
        withdrawal = Withdrawal.objects.create(
            translation_key=translation_key, elements=taken, channel=channel, by=user, at=timezone.now()
        )
        items = traces.gather(withdrawal, pages)
        gone = _end(basis, pages, user) if withdrawal.is_of_everything else _narrow(basis, pages, taken, user)
        items += traces.gather_addresses(withdrawal, gone)
        WithdrawalItem.objects.bulk_create(items)
        _list_what_stays_elsewhere(withdrawal, pages)
        action = audit.TAKEN_BACK if withdrawal.is_of_everything else audit.NARROWED
        audit.note((page for page in pages if not page.alias_of_id), action, user=user)
        transaction.on_commit(lambda: check_withdrawals(withdrawal=withdrawal, seconds=look_for_seconds), robust=True)
    return withdrawal


def _what_counts(translation_key: UUID, of_person: Person | None) -> Basis:
    """The newest row, read once nobody else can change it. Raises NothingToWithdraw.

    Where that is not hers, her own newest row counts again from now on, to be taken back: the story began with her.
    """
    basis = Basis.objects.newest([translation_key]).get(translation_key)
    if of_person is not None and (basis is None or basis.person_id != of_person.pk):
        hers = Basis.objects.newest_of(Basis.objects.filter(translation_key=translation_key, person=of_person))
        if translation_key in hers:
            basis = _record_again(hers[translation_key])
    if basis is not None and basis.is_of_a_person:
        # A story that has no page yet is locked by her alone.
        Person.objects.select_for_update().filter(pk=basis.person_id).order_by("pk").first()
        basis = Basis.objects.newest([translation_key])[translation_key]
    if basis is None or not basis.is_of_a_person:
        raise NothingToWithdraw(_("There is no consent of a person that could be taken back."))
    if basis.ended_at:
        raise NothingToWithdraw(
            _("This consent was taken back already, and the story is withdrawn. Nothing was done a second time."),
            _newest_certificate(translation_key),
        )
    return basis


def _taken_back(basis: Basis, elements: set[str]) -> list[str]:
    """What is taken back of a consent, in order; empty for everything. Raises NothingToWithdraw."""
    if not elements or Element.WORDS in elements:
        return []
    agreed = {element for found in basis.covered.values() for element in found}
    taken = [element.value for element in Element if element in elements & agreed]
    if not taken:
        raise NothingToWithdraw(
            _("Her consent does not cover this, or she took it back already. Nothing was done."),
            _newest_certificate(basis.translation_key, elements),
        )
    return [] if agreed <= set(taken) else taken


def _newest_certificate(translation_key: UUID, elements: Iterable[str] = ()) -> Withdrawal | None:
    rows = Withdrawal.objects.filter(translation_key=translation_key)
    return next((row for row in rows if set(elements) <= set(row.elements) or not row.elements), None)


def _end(basis: Basis, pages: list[Page], user) -> list[int]:
    """All of it; the numbers of the pages that have gone."""
    could_read = {page_id: frozenset(periods) for page_id, periods in gate.periods_of(pages).items()}
    basis.ended_at, basis.ended_by = timezone.now(), user
    basis.save(update_fields=["ended_at", "ended_by"])
    numbers = [page.pk for page in pages]
    # Before unpublishing: what is not published any more would have no address to answer from.
    for audiences in {could_read.get(pk, frozenset()) for pk in numbers}:
        refresh.pages_withdrawn(
            [pk for pk in numbers if could_read.get(pk, frozenset()) == audiences], audiences=sorted(audiences)
        )
    _unpublish(pages, user)
    return numbers


def _narrow(basis: Basis, pages: list[Page], taken: list[str], user) -> list[int]:
    """Some elements; the numbers of the pages that have gone for one audience at least: their address holds her name."""
    before = gate.periods_of(pages)
    _record_without(basis, taken, user)
    after = gate.periods_of(pages)
    refresh.pages_made_anew(page.pk for page in pages)
    lost = {page.pk: before.get(page.pk, {}).keys() - after.get(page.pk, {}).keys() for page in pages}
    for page_id, audiences in lost.items():
        if audiences:
            refresh.pages_withdrawn([page_id], audiences=audiences)
    _unpublish([page for page in pages if Audience.OWN in lost[page.pk]], user)
    return [page_id for page_id, audiences in lost.items() if audiences]


def _record_without(basis: Basis, taken: list[str], user) -> Basis:
    """A row like this one, without these elements anywhere."""
    left = {place: [name for name in found if name not in taken] for place, found in basis.covered.items()}
    return _record_again(
        basis,
        covered={place: found for place, found in left.items() if found},
        # Not the moment at which she may have agreed to a name.
        recorded_at=timezone.now() if basis.may_name_her else basis.recorded_at,
        recorded_by_id=user.pk if user else None,
    )


def _record_again(basis: Basis, **values) -> Basis:
    """A row like this one that counts from now on, with other values."""
    whole = Basis.objects.get(pk=basis.pk)
    known = {field.attname: getattr(whole, field.attname) for field in Basis._meta.concrete_fields}
    return Basis.objects.create(**known | {"id": None, "ended_at": None, "ended_by_id": None} | values)


def _unpublish(pages: list[Page], user) -> None:
    for page in pages:
        # Unpublishing a page unpublishes its aliases.
        if Page.objects.filter(pk=page.pk, live=True).exists():
            UnpublishPageAction(page, user=user).execute(skip_permission_checks=True)
    Revision.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page), object_id__in=[str(page.pk) for page in pages]
    ).update(approved_go_live_at=None)


def _list_what_stays_elsewhere(withdrawal: Withdrawal, pages: list[Page]) -> None:
    """What staff noted, and whoever fetched it with a key of theirs."""
    uses = Use.objects.filter(translation_key=withdrawal.translation_key).only("pk")
    fetches: dict[int, Fetch] = {}
    for fetch in Fetch.objects.filter(page_id__in=[page.pk for page in pages]).select_related("front_end"):
        known = fetches.setdefault(fetch.front_end_id, fetch)
        known.last_on = max(known.last_on, fetch.last_on)
    Recall.objects.bulk_create(
        [
            *(Recall(withdrawal=withdrawal, use=use) for use in uses),
            *(
                Recall(
                    withdrawal=withdrawal,
                    front_end=fetch.front_end,
                    name=fetch.front_end.name,
                    last_fetched_on=fetch.last_on,
                )
                for fetch in fetches.values()
            ),
        ]
    )
