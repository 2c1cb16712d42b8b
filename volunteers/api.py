"""Sign-ups as JSON: the form as data, and where it is sent to."""

from datetime import datetime

from django.http import HttpResponse
from django.utils import translation
from django.views.decorators.debug import sensitive_variables
from ninja import Router

from headless.documents.addresses import as_built, as_stored, with_origins
from headless.endpoints import Asking, Catalogue, Parameters, Problem, asking_of, described
from headless.endpoints.answers import dump
from headless.endpoints.catalogue import one_row
from headless.schemas import Data
from headless.throttle import visitor_address

from . import guards, proof_of_work, sending
from .actions.receive_application import KeyReused, Received
from .actions.take_form import TooOften, take_form
from .documents import SignUpData
from .models import SignUpPage
from .sending import Sent
from .views.sign_up import changed_since, sent_already, too_often

router = Router(tags=["forms"])
forms = Catalogue("sign_up", SignUpData, name="Form", plural="forms", sort="title")
_NONE = Parameters()
_PATH = {"page_id": "The form's `id`."}


class SubmissionData(Data):
    """What was sent is stored. `id`: the same for the same Idempotency-Key, so that a repeated request is recognized."""

    id: str
    title: str
    #: Ready to show: what happens next.
    message_html: str
    promise_days: int
    answer_by: datetime


class PuzzleParameters(Data):
    """Named as the protocol has it."""

    algorithm: str
    nonce: str
    salt: str
    cost: int
    keyLength: int
    keyPrefix: str
    keySignature: str
    expiresAt: int


class PuzzleData(Data):
    """What the visitor's browser computes before it sends the form (ALTCHA, version 2)."""

    parameters: PuzzleParameters
    signature: str


@router.get("/forms", **forms.list_described("listForms"))
def list_forms(request):
    return forms.list(request)


@router.get("/forms/{int:page_id}", **forms.one_described("getForm"))
def get_form(request, page_id: int):
    return forms.one(request, page_id)


@router.get(
    "/forms/{int:page_id}/challenge",
    **described(
        "getChallenge",
        "A puzzle, for forms that ask for a proof of work",
        PuzzleData,
        description=(
            f"Send its answer with the form, in the field `{guards.PROOF}`: in base64, as ALTCHA's widget makes it. Each "
            "answer is good for one form."
        ),
        parameters=_NONE,
        problems=[410],
        cached=False,
        path=_PATH,
    ),
)
def get_challenge(request, page_id: int):
    _NONE.read(request.GET)
    one_row(asking_of(request), page_id, types=[forms.page_type])
    return _now(proof_of_work.make_challenge())


@router.post(
    "/forms/{int:page_id}/submissions",
    **described(
        "sendForm",
        "Send a form",
        SubmissionData,
        description=(
            "The answers by the `name` of each question of the form: text, true for a box that is ticked, a list where "
            "several can be chosen. With an `Idempotency-Key` the same request may be repeated: it is stored once, and "
            "answered alike. Without one, each request counts by itself."
        ),
        parameters=_NONE,
        status=201,
        problems=[409, 410, 411, 413, 415, 429],
        cached=False,
        path=_PATH,
        body=sending.BODY,
        body_parameters=[sending.KEY],
    ),
)
def send_form(request, page_id: int):
    """Follows the rules of the form on the site; see `take_form`."""
    _NONE.read(request.GET)
    asked = asking_of(request)
    row = one_row(asked, page_id, types=[forms.page_type])
    sent = sending.read(request)
    with translation.override(row.locale):
        received = _take(request, row, sent)
        return _thanks(asked, SignUpData.model_validate_json(as_built(row.body)), received)


@sensitive_variables()
def _take(request, row, sent: Sent) -> Received:
    document = SignUpData.model_validate_json(as_built(row.body))
    page = SignUpPage.objects.filter(live=True).select_related("locale").filter(pk=row.page_id).first()
    if page is None or page.is_closed or not document.is_open:
        raise Problem(409, "This sign-up is closed. Nothing was stored.")
    form, errors = sending.fill_in(page.form_class(), sent)
    if sent.version and sent.version != document.version:
        errors.append((sending.VERSION, changed_since()))
    if errors:
        raise Problem(422, "Some answers are missing or not right. Nothing was stored.", errors=errors)
    try:
        return take_form(page=page, form=form, sending=sent.sending(visitor_address(request)))
    except TooOften as error:
        raise Problem(429, too_often(error.seconds), headers={"Retry-After": str(error.seconds)}) from None
    except KeyReused:
        raise Problem(
            422, "This key came with other answers before.", errors=[("Idempotency-Key", sent_already())]
        ) from None


def _thanks(asked: Asking, document: SignUpData, received: Received) -> HttpResponse:
    application = received.application
    answer = SubmissionData(
        id=sending.public_id(application.submission_key),
        title=document.thanks_title,
        message_html=document.thanks_html,
        promise_days=document.promise_days,
        answer_by=application.answer_by,
    )
    body = with_origins(as_stored(answer.model_dump_json()), pages=asked.pages, files=asked.origin)
    return _now(body, status=201)


def _now(body, *, status: int = 200) -> HttpResponse:
    """An answer that is for this caller alone."""
    body = body if isinstance(body, bytes) else dump(body)
    return HttpResponse(body, status=status, content_type="application/json", headers={"Cache-Control": "no-store"})
