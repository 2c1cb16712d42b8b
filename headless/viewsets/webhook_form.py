"""What staff say of a webhook. Address, token and secret open doors: what is there already is never shown in the form."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables
from wagtail.admin.forms import WagtailAdminModelForm

from .. import events
from ..encryption import Unreadable
from ..gate import Audience
from ..models import Webhook
from ..models.webhooks import Preset
from ..webhooks import address as addresses
from ..webhooks.messages import PLACES, REPOSITORY
from ..webhooks.problems import Refused
from ..webhooks.signing import new_secret

LONGEST_TOGETHER = 3600
#: Whoever builds a whole site wants one call for many changes.
_TOGETHER = {Preset.STANDARD: 0}
_BUILDS = 60
#: A host name is looked up while somebody waits.
_LOOK_UP_SECONDS = 3.0


def event_choices() -> list[tuple[str, str]]:
    """In the order in which staff think of them: stories, programs, forms; what is for the organization alone comes last.

    Apps announce in the order in which they build upon each other, the last first; “page” is what none of them has named.
    """
    offered = [kind for kind in events.kinds() if kind.label]
    nouns = list(dict.fromkeys(kind.noun for kind in offered))
    offered.sort(key=lambda kind: (kind.own, kind.noun == events.ANY_PAGE, -nouns.index(kind.noun)))
    return [(kind.name, str(kind.label)) for kind in offered]


class WebhookForm(WagtailAdminModelForm):
    address = forms.CharField(
        label=gettext_lazy("Address"),
        required=False,
        max_length=addresses.LONGEST,
        help_text=gettext_lazy(
            "Where it listens, beginning with https://. For Netlify, Vercel and Cloudflare: the whole address of the build hook as "
            "it is shown there; whoever has it can start builds, so it is kept encrypted. For GitHub: the repository, "
            "such as “our-charity/website”."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    token = forms.CharField(
        label=gettext_lazy("Token"),
        required=False,
        max_length=500,
        help_text=gettext_lazy(
            "Only for GitHub: a fine-grained access token for this repository alone, with “Contents: Read and write”. "
            "Kept encrypted, and never shown again."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    events = forms.MultipleChoiceField(
        label=gettext_lazy("What it hears of"),
        choices=event_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "A message says what happened, to which page (by its number), and which cache tags it concerns. It never holds a "
            "name, a title or anything that somebody wrote."
        ),
    )
    together_seconds = forms.IntegerField(
        label=gettext_lazy("One message for what happens within (seconds)"),
        required=False,
        min_value=0,
        max_value=LONGEST_TOGETHER,
        help_text=gettext_lazy(
            "For receivers that build a whole site: a theme that is renamed changes 300 stories, and one build is enough. Leave "
            "empty for our choice: 60 where a site is built, else 0, a message for each event at once."
        ),
    )

    def __init__(self, *args, instance=None, **kwargs):
        if instance is not None and instance.pk:
            empty_what_is_unreadable(instance, Webhook.SECRETS)
        super().__init__(*args, instance=instance, **kwargs)
        self.initial.pop("address", None)
        self.initial.pop("token", None)
        if self.instance.pk:
            kept = _("Leave empty to keep the one that is there.")
            for name in ("address", "token"):
                self.fields[name].help_text = f"{self.fields[name].help_text} {kept}"
        else:
            self.initial["together_seconds"] = None

    @sensitive_variables()
    def clean(self):
        data = super().clean()
        preset = data.get("preset")
        if preset:
            self._clean_address(data, preset)
            if preset == Preset.GITHUB and not data.get("token") and not self._keeps("token"):
                self.add_error("token", _("GitHub takes nothing without a token. Put one here."))
            if data.get("together_seconds") is None and "together_seconds" not in self.errors:
                data["together_seconds"] = _TOGETHER.get(preset, _BUILDS)
        ours = [kind.label for kind in events.kinds() if kind.own and kind.name in data.get("events", ())]
        if ours and data.get("audience") == Audience.PARTNER:
            said = _("A partner’s site never hears of this: %(kinds)s. Take it out, or choose “Our own site”.")
            self.add_error("events", said % {"kinds": "; ".join(map(str, ours))})
        return data

    def _clean_address(self, data, preset: str) -> None:
        text = data.get("address", "").strip()
        if not text:
            if not self._keeps("address"):
                self.add_error("address", _("Without an address nothing can be sent. Put it here."))
            elif "preset" in self.changed_data:
                self.add_error("address", _("It is something else now: put its address here, too."))
            return
        try:
            data["address"] = full_address(text, preset)
            check_address(data["address"])
        except ValidationError as wrong:
            self.add_error("address", wrong)

    def _keeps(self, name: str) -> bool:
        return bool(self.instance.pk and getattr(self.instance, name))

    def _post_clean(self):
        # What is left empty keeps what is there.
        for name in ("address", "token"):
            if not self.cleaned_data.get(name):
                self.cleaned_data.pop(name, None)
        super()._post_clean()

    def save(self, commit=True):
        if not self.instance.secret:
            self.instance.secret = new_secret()
        return super().save(commit=commit)


@sensitive_variables()
def empty_what_is_unreadable(instance: Model, names: Iterable[str]) -> list[str]:
    """What was encrypted with a lost key counts as empty, so that staff can write it anew; the names of that."""
    emptied = []
    for name in names:
        try:
            getattr(instance, name)
        except Unreadable:
            setattr(instance, name, "")
            emptied.append(name)
    return emptied


def full_address(text: str, preset: str) -> str:
    """What staff wrote as the address that is called. Raises ValidationError where it is none of this kind of receiver."""
    place = PLACES.get(Preset(preset))
    if place is None:
        return text
    if preset == Preset.GITHUB:
        name = text.removeprefix("https://github.com/").removesuffix("/").removesuffix(".git")
        if text.startswith(place):
            name = text.removeprefix(place).removesuffix("/dispatches")
        if not REPOSITORY.fullmatch(name):
            raise ValidationError(_("This is no repository. Write it like “our-charity/website”."), code="repository")
        return f"{place}{name}/dispatches"
    if not text.startswith(place):
        raise ValidationError(
            _("An address of this kind begins with “%(place)s”. Copy it from the build hook.") % {"place": place},
            code="place",
        )
    return text


def check_address(address: str) -> None:
    """Raises ValidationError for an address that must not be called, or never can be. A name that cannot be looked up at
    present is none of these."""
    try:
        place = addresses.place_of(address)
        addresses.look_up(place, seconds=_LOOK_UP_SECONDS)
    except Refused as refused:
        if refused.code != "unknown":
            raise ValidationError(refused.words, code=refused.code) from refused


@sensitive_variables()
def shortened(webhook: Webhook) -> str:
    """Enough of the address to know it by, and too little to call it. Raises Unreadable."""
    parts = urlsplit(webhook.address)
    if webhook.preset == Preset.GITHUB:
        return webhook.address.removeprefix(PLACES[Preset.GITHUB]).removesuffix("/dispatches")
    rest = f"{parts.path}{'?' + parts.query if parts.query else ''}"
    return f"{parts.scheme}://{parts.netloc}{rest if len(rest) <= 1 else '/…'}"
