"""schemathesis over the whole API: whatever is sent, the answer is a documented one, and as documented.

A small number in the suite; `make prove-api` tries a thousand.
"""

import os
from collections import Counter
from datetime import date

import pytest
import schemathesis
from django.conf import settings as django_settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from headless.models import FrontEnd
from tests.conftest import run_after_commit
from tests.factories.programs import ProgramIndexPageFactory, ProgramPageFactory
from tests.factories.site_project import ContentPageFactory
from tests.factories.stories import StoryIndexPageFactory, StoryPageFactory, ThemeFactory
from tests.factories.volunteers import SignUpPageFactory, add_question

CASES = int(os.environ.get("SC_API_CASES", "200"))
CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
GOOD = {"name": "Ana", "email": "ana@example.org", "is_adult": True, "agrees_to_privacy": True}
BODY = [
    ("heading", "How it began"),
    ("text", "<p>Bread <b>before</b> dawn.</p>"),
    ("quote", {"text": "I was up at four.", "attribution": "Ana"}),
]


@pytest.fixture
def content(home, image):
    """A little of everything: the numbers of its pages, and a key for each audience."""
    index = StoryIndexPageFactory(parent=home, slug="stories")
    theme = ThemeFactory(name="Work", slug="work")
    for number in range(4):
        story = StoryPageFactory(
            parent=index, title=f"Bread {number}", date=date(2026, 1, 1 + number), hero_image=image, body=BODY
        )
        story.themes.set([theme])
        story.save_revision().publish()
    programs = ProgramIndexPageFactory(parent=home, slug="programs")
    for _number in range(3):
        ProgramPageFactory(parent=programs)
    ContentPageFactory(parent=home, slug="about", body=BODY)
    form = SignUpPageFactory(parent=home, slug="mentor")
    add_question(form, "Days", "checkboxes", choices="Monday\nTuesday", required=False)
    form.save_revision().publish()
    run_after_commit()
    keys = [FrontEnd.objects.create(name=name, audience=name).key for name in ("own", "partner")]
    gone = StoryPageFactory(parent=index, slug="gone")
    gone.unpublish()
    run_after_commit()
    numbers = [*range(1, 25), 2**63, 2**70]
    return {"numbers": numbers, "form": form.pk, "keys": keys}


@st.composite
def cases(draw, operation, content):
    mode = draw(st.sampled_from([GenerationMode.POSITIVE, GenerationMode.POSITIVE, GenerationMode.NEGATIVE]))
    case = draw(operation.as_strategy(generation_mode=mode))
    if "page_id" in (case.path_parameters or {}) and draw(st.booleans()):
        is_form = "/forms/" in operation.path
        numbers = [content["form"]] if is_form and draw(st.booleans()) else content["numbers"]
        case.path_parameters["page_id"] = draw(st.sampled_from(numbers))
    if isinstance(case.query, dict):
        # Random keys and cursors are refused before anything else is looked at.
        for name, values in (("key", [*content["keys"], "pk_unknown"]), ("cursor", [""])):
            if name in case.query and draw(st.integers(0, 9)):
                case.query.pop(name)
            elif name in case.query and draw(st.booleans()):
                case.query[name] = draw(st.sampled_from(values))
        if "q" in case.query and draw(st.booleans()):
            case.query["q"] = "bread"
        if "path" in case.query and draw(st.booleans()):
            case.query["path"] = draw(st.sampled_from(["/en/", "/en/stories/", "/stories", "en/about", "/nowhere"]))
    if case.headers and "X-Publishable-Key" in case.headers and draw(st.integers(0, 9)):
        case.headers.pop("X-Publishable-Key")
    if operation.method.upper() == "POST" and draw(st.booleans()):
        case.body, case.media_type, case.query = dict(GOOD), "application/json", {}
        case.path_parameters["page_id"] = content["form"]
    return case


@pytest.fixture
def _one_connection():
    """The test's transaction is in it: no request may close it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.slow
@pytest.mark.usefixtures("_one_connection")
def test_whatever_is_sent_the_answer_is_as_documented(content, monkeypatch):
    monkeypatch.setattr(django_settings, "ALLOWED_HOSTS", ["*"])
    app = get_wsgi_application()
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    operations = [result.ok() for result in schema.get_all_operations()]
    assert len(operations) == 14
    statuses: Counter = Counter()
    for operation in operations:

        @seed(8)
        @settings(
            max_examples=-(-CASES // len(operations)),
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=cases(operation, content))
        def try_it(case):
            response = case.call()
            statuses[response.status_code] += 1
            case.validate_response(response, checks=CHECKS)

        try_it()
    print(dict(sorted(statuses.items())))  # noqa: T201
    assert sum(statuses.values()) >= CASES
    assert statuses[200] > CASES // 10 and statuses[201]
