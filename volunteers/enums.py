"""The words for where an application stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """Where an application stands. The volunteer sees the same words, except for the tray."""

    SUSPECT = "suspect", _("In the tray of suspects")
    RECEIVED = "received", _("Received")
    READING = "reading", _("Being read")
    WRITTEN = "written", _("We wrote to you")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


#: The volunteer waits for us.
WAITING = (State.RECEIVED, State.READING)
#: What coordinators move an application between.
BY_STAFF = (State.RECEIVED, State.READING, State.WRITTEN, State.CLOSED)
#: Over: the time after which the details go counts from here.
ENDED = (State.CLOSED, State.WITHDRAWN)


class Decision(TextChoices):
    """How it ended; what is kept when the details are gone."""

    WELCOMED = "welcomed", _("Became a volunteer")
    NOT_NOW = "not_now", _("Not a match for now")
    NO_REPLY = "no_reply", _("Did not reply to us")
    DUPLICATE = "duplicate", _("Sent twice")
    SPAM = "spam", _("No person wrote this")


class Suspicion(TextChoices):
    """Why a form is in the tray."""

    HONEYPOT = "honeypot", _("Filled in a field that people do not see")
    TOO_FAST = "too_fast", _("Came back faster than a person types")
    MANY = "many", _("Many forms with the same e-mail address")
    NO_PROOF = "no_proof", _("Sent without the browser's proof of work (no JavaScript)")
