"""A form that a volunteer sent, by whichever door: what keeps robots out, then it is stored."""

from dataclasses import dataclass

from django.views.decorators.debug import sensitive_variables

from headless.conf import conf
from headless.throttle import Rate, seconds_to_wait

from .. import proof_of_work
from ..enums import Suspicion
from ..forms import SignUpForm
from ..models import SignUpPage
from ..search_terms import normal_email
from .receive_application import Received, receive_application


@dataclass(frozen=True)
class Sending:
    """What came with the answers.

    key: of this one sending; again with the same answers it changes nothing. visitor: where it comes from on the network.
    trap: what stood in the field that only robots fill in. proof: the answer to the puzzle. too_fast: nobody writes so.
    """

    key: str
    visitor: str
    trap: str = ""
    proof: str = ""
    too_fast: bool = False


class TooOften(Exception):
    """From one connection. `seconds`: how long to wait. Nothing was stored."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@sensitive_variables()
def take_form(*, page: SignUpPage, form: SignUpForm, sending: Sending) -> Received:
    """Store what a volunteer sent, once; what looks like a robot's goes to the tray.

    form: bound to her answers and valid. Raises TooOften, and KeyReused if the key came with other answers before.
    One sending counts once, however often and by how many ways at once it arrives.
    """
    wait = seconds_to_wait("sign-up", sending.visitor, Rate.parse(conf.SIGN_UPS_PER_ADDRESS), once=_once(page, sending))
    if wait:
        raise TooOften(wait)
    return receive_application(page=page, form=form, key=sending.key, suspicion=lambda: _suspicion(page, form, sending))


@sensitive_variables()
def _suspicion(page: SignUpPage, form: SignUpForm, sending: Sending) -> str:
    """Why this looks like a robot's, or nothing. Each check runs for every form, whoever sends it."""
    email = normal_email(form.cleaned_data["email"])
    many = seconds_to_wait("sign-up-email", email, Rate.parse(conf.SIGN_UPS_PER_EMAIL), once=_once(page, sending))
    if sending.trap:
        return Suspicion.HONEYPOT
    if sending.too_fast:
        return Suspicion.TOO_FAST
    if page.proof_of_work and not proof_of_work.is_proof(sending.proof, used_for=sending.key):
        return Suspicion.NO_PROOF
    return Suspicion.MANY if many else ""


def _once(page: SignUpPage, sending: Sending) -> str:
    return f"{page.pk}:{sending.key}"
