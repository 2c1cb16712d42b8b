"""One webhook: how it stands, its log, and what can be done with it. Every button works without a script."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from wagtail.admin import messages
from wagtail.admin.views.generic import InspectView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from .. import events
from ..actions.pause_webhook import pause_webhook
from ..actions.replay_deliveries import OVER, replay_deliveries
from ..actions.resume_webhook import resume_webhook
from ..actions.rotate_secret import BOTH_SIGN_FOR, rotate_secret
from ..actions.send_test import send_test
from ..actions.show_secret import show_secret
from ..encryption import Unreadable
from ..models import Attempt, Delivery, Webhook
from ..models.webhooks import DeliveryState
from ..webhooks.health import health_of
from ..webhooks.problems import WORDS
from .webhook_form import event_choices, shortened

PER_PAGE = 25
#: Within which what was given up can be sent again in one go. In hours.
WITHIN = (1, 24, 24 * 7, 24 * 30)


@dataclass(frozen=True)
class Try:
    """One attempt, as staff read it."""

    attempt: Attempt
    problem: str
    answer: str


@method_decorator(never_cache, name="dispatch")
class WebhookPage(InspectView):
    """How it stands and what was sent, 25 messages a page; `?state=` one state alone."""

    page_title = gettext_lazy("Webhook")

    def get_object(self, queryset=None):
        return get_object_or_404(Webhook.objects.without_secrets(), pk=self.pk)

    def get_fields(self):
        """None by themselves: the template says what is shown, and secrets are not."""
        return []

    @sensitive_variables()
    def get_context_data(self, **kwargs):
        webhook = self.object
        state = self.request.GET.get("state", "")
        state = state if state in DeliveryState.values else ""
        rows = webhook.deliveries.exclude(state=DeliveryState.JOINED)
        numbers = dict(rows.values_list("state").annotate(number=Count("pk")).order_by())
        shown = rows.filter(state=state) if state else rows
        page = Paginator(shown.select_related("event").order_by("-created_at", "pk"), PER_PAGE).get_page(
            self.request.GET.get("p")
        )
        return super().get_context_data(
            webhook=webhook,
            health=health_of(webhook),
            address=self._address(),
            hears_of=[label for name, label in event_choices() if name in webhook.events],
            signs=webhook.preset == "standard",
            page=page,
            log=[self._entry(delivery) for delivery in self._with_tries(page.object_list)],
            states=[
                (value, label, numbers.get(value, 0)) for value, label in DeliveryState.choices if value in numbers
            ],
            state=state,
            failed=numbers.get(DeliveryState.FAILED, 0),
            within=[(hours, _hours(hours)) for hours in WITHIN],
            may_change=self.permission_policy.user_has_permission(self.request.user, "change"),
            **kwargs,
        )

    def _address(self) -> str:
        try:
            return shortened(self.object)
        except Unreadable:
            return ""

    def _with_tries(self, deliveries) -> list[Delivery]:
        numbers = [delivery.pk for delivery in deliveries]
        tries = Prefetch("tries", Attempt.objects.defer("answer"))
        rows = Delivery.objects.filter(pk__in=numbers).select_related("event").prefetch_related(tries)
        found = {row.pk: row for row in rows.annotate(others=Count("joined"))}
        return [found[number] for number in numbers if number in found]

    def _entry(self, delivery: Delivery) -> dict:
        labels = {kind.name: kind.label for kind in events.kinds()} | {events.TEST: _("A test")}
        return {
            "delivery": delivery,
            "what": labels.get(delivery.event.kind) or delivery.event.kind,
            "tries": [
                Try(item, str(WORDS.get(item.problem, item.problem)), _answer_of(item)) for item in delivery.tries.all()
            ],
            "is_over": delivery.state in OVER,
        }


def _answer_of(attempt: Attempt) -> str:
    try:
        return attempt.answer
    except Unreadable:
        return ""


def _hours(hours: int) -> str:
    if hours < 24:
        return ngettext("the last hour", "the last %(number)d hours", hours) % {"number": hours}
    return ngettext("the last day", "the last %(number)d days", hours // 24) % {"number": hours // 24}


@method_decorator(never_cache, name="dispatch")
class Action(PermissionCheckedMixin, View):
    """Something that a button does; then the page is there again."""

    http_method_names = ["post", "options"]
    permission_policy = ModelPermissionPolicy(Webhook)
    permission_required = "change"

    def post(self, request, *args, pk: int, **kwargs):
        webhook = get_object_or_404(Webhook.objects.without_secrets(), pk=pk)
        return self.do(request, webhook) or redirect("sc_webhooks:inspect", pk)

    def do(self, request, webhook: Webhook):
        raise NotImplementedError


class Test(Action):
    def do(self, request, webhook):
        answer = send_test(webhook=webhook, user=request.user)
        values = {"status": answer.status or "", "milliseconds": answer.milliseconds}
        if not answer.problem:
            said = _("The test arrived: the receiver answered %(status)s after %(milliseconds)s ms.")
            messages.success(request, said % values)
        elif answer.status:
            said = _("The test did not arrive. The receiver answered %(status)s. %(why)s")
            messages.error(request, said % {**values, "why": WORDS[answer.problem]})
        else:
            messages.error(request, _("The test did not arrive. %(why)s") % {"why": WORDS[answer.problem]})


class Pause(Action):
    def do(self, request, webhook):
        pause_webhook(webhook=webhook, user=request.user)
        messages.success(request, _("It is paused. What happens meanwhile waits, and is sent when you let it go on."))


class Resume(Action):
    def do(self, request, webhook):
        waiting = resume_webhook(webhook=webhook, user=request.user)
        said = ngettext(
            "It goes on: %(number)d message is on its way.",
            "It goes on: %(number)d messages are on their way.",
            waiting,
        )
        messages.success(request, said % {"number": waiting})


class Secret(WebhookPage):
    """The page, with the secret on it. An answer to POST, and no redirect: neither session nor address may hold it."""

    http_method_names = ["post", "options"]
    any_permission_required = ["change"]

    @method_decorator(sensitive_variables())
    def post(self, request, *args, **kwargs):
        try:
            secret = self.secret()
        except Unreadable:
            messages.error(request, WORDS["unreadable"])
            return redirect("sc_webhooks:inspect", self.object.pk)
        return self.render_to_response(self.get_context_data(secret=secret))

    def secret(self) -> str:
        return show_secret(webhook=self.object, user=self.request.user)


class Rotate(Secret):
    def secret(self) -> str:
        secret = rotate_secret(webhook=self.object, user=self.request.user)
        said = _(
            "This is the new secret. The old one signs along for %(hours)d hours: put the new one into the receiver until then."
        )
        messages.success(self.request, said % {"hours": BOTH_SIGN_FOR.total_seconds() // 3600})
        return secret


class Replay(Action):
    """`delivery`: this message; else `hours`: those that were given up and happened within."""

    def do(self, request, webhook):
        number = request.POST.get("delivery", "")
        hours = request.POST.get("hours", "")
        if number:
            row = webhook.deliveries.filter(pk=number).first() if _is_uuid(number) else None
            sent = replay_deliveries(webhook=webhook, user=request.user, deliveries=[row.pk] if row else [])
        else:
            within = timedelta(hours=int(hours)) if hours in map(str, WITHIN) else None
            sent = replay_deliveries(webhook=webhook, user=request.user, failed_within=within)
        if not sent:
            messages.warning(request, _("There is nothing to send again: it waits already, or was never given up."))
            return
        said = ngettext("%(number)d message is sent again.", "%(number)d messages are sent again.", sent)
        messages.success(request, said % {"number": sent})
        if webhook.paused:
            messages.warning(request, _("It is paused: they wait until you let it go on."))


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


#: By the name of the address.
ACTIONS: dict[str, type[Action]] = {
    "test": Test,
    "pause": Pause,
    "resume": Resume,
    "replay": Replay,
}
