"""A front end in TypeScript: types made from the snapshot compile under `strict`, and its client runs against the site.

And what search engines are told of our pages, judged by schema.org's own types.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model

from headless.actions.close_previews import close_previews
from headless.actions.replay_deliveries import replay_deliveries
from headless.actions.rotate_secret import rotate_secret
from headless.documents import refresh
from headless.documents.drafts import previews
from headless.models import FrontEnd
from headless.webhooks import messages, sender, signing
from programs.models import Question, Subject
from stories.actions.withdraw_consent import withdraw_consent
from tests.factories.programs import PartnerFactory, ProgramIndexPageFactory, ProgramPageFactory
from tests.factories.site_project import ContentPageFactory, make_site
from tests.factories.stories import PERSON, StoryIndexPageFactory, StoryPageFactory, ThemeFactory
from tests.factories.volunteers import SignUpPageFactory
from volunteers.models import Application

HERE = Path(__file__).parent
SOURCE = HERE / "typescript"

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("typescript")]


def run(*command, cwd) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The client beside its generated types, and the programs that the lock names."""
    assert shutil.which("npm"), "This needs node and npm: tests/needs.sh node"
    folder = tmp_path_factory.mktemp("typescript")
    for path in SOURCE.iterdir():
        if path.is_file():
            shutil.copy(path, folder)
    run("npm", "ci", "--silent", cwd=folder)
    run("npx", "--no-install", "openapi-typescript", str(HERE / "openapi.json"), "-o", "api.d.ts", cwd=folder)
    return folder


@pytest.fixture(scope="module")
def compiled(project):
    run("npx", "--no-install", "tsc", cwd=project)
    return project


def test_nothing_in_the_types_is_left_open(project):
    types = (project / "api.d.ts").read_text(encoding="utf-8")
    code = re.sub(r"/\*.*?\*/", "", types, flags=re.DOTALL)
    assert not re.search(r"\bany\b", code)
    # The generator writes an unknown for the names of headers that are not in the contract, and nowhere else.
    assert not re.search(r"\bunknown\b", code.replace("[name: string]: unknown;", ""))


def test_a_kind_of_block_that_the_client_forgets_does_not_compile(compiled):
    client = (compiled / "client.ts").read_text(encoding="utf-8")
    forgetful = re.sub(r'    case "quote":\n.*\n', "", client)
    assert forgetful != client
    (compiled / "client.ts").write_text(forgetful, encoding="utf-8")
    try:
        done = subprocess.run(
            ["npx", "--no-install", "tsc", "--noEmit"], cwd=compiled, capture_output=True, text=True, check=False
        )
    finally:
        (compiled / "client.ts").write_text(client, encoding="utf-8")
    assert done.returncode != 0 and "never" in done.stdout


@pytest.mark.usefixtures("initial_data_kept")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_client_runs_against_the_site(compiled, live_server):
    home = make_site()
    index = StoryIndexPageFactory(parent=home, slug="stories")
    for title in ("Bread", "Paper", "Water"):
        StoryPageFactory(
            parent=index,
            title=title,
            body=[("text", "<p>Early.</p>"), ("quote", {"text": "At four.", "attribution": "Ana"})],
        )
    form = SignUpPageFactory(parent=home, slug="mentor")
    refresh.add_missing()
    refresh.refresh.call()  # as the worker does
    said = json.loads(run("node", "built/client.js", live_server.url, str(form.pk), cwd=compiled))
    assert said["titles"] == ["Bread", "Paper", "Water"]
    assert said["blocks"][:2] == ["text: <p>Early.</p>", "quote: At four. (Ana)"]
    assert "<mark>Bread</mark>" in said["found"]
    assert said["front"] == home.title
    assert said["inputs"] == ["text", "email", "checkbox", "checkbox"]
    assert said["sameId"] is True and said["refused"] == ["email"]
    assert Application.objects.count() == 1


@pytest.mark.usefixtures("initial_data_kept")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_preview_page_in_the_style_of_next_js_shows_the_draft_and_nothing_sticks(compiled, live_server):
    index = StoryIndexPageFactory(parent=make_site(), slug="stories")
    program = ProgramPageFactory(parent=ProgramIndexPageFactory(parent=index.get_parent(), slug="programs"))
    story = StoryPageFactory(parent=index, title="Bread", related_page=program)
    front_end = FrontEnd.objects.create(
        name="Next.js",
        audience="own",
        origins="https://www.example.org",
        preview_url="https://www.example.org/preview",
    )
    editor = get_user_model().objects.create_user("editor")
    story.title, story.standfirst = "Rye", "As she has it on the screen."
    token = previews.keep(page=story, front_end=front_end, user=editor)
    refresh.add_missing()
    refresh.refresh.call()
    preview = ("node", "built/preview.js", live_server.url, front_end.key, token)
    said = json.loads(run(*preview, cwd=compiled))
    assert said["first"]["title"] == "Rye: As she has it on the screen."
    assert said["published"]["title"] == "Bread"
    assert said["published"]["linked"] == [f"program: {program.title}"]
    assert said["without"]["status"] == 404
    close_previews(front_end=front_end, user=None)
    assert json.loads(run(*preview, cwd=compiled))["first"]["status"] == 404


# --- Webhooks ---------------------------------------------------------------------------------------------------------


class ListeningFrontEnd:
    """`webhook.ts`, running. It keeps what it has fetched until a message that its verifier believes says otherwise."""

    def __init__(self, port: int):
        self.address = f"http://127.0.0.1:{port}"
        self.hook = f"{self.address}/api/revalidate"

    def shows(self, page) -> dict:
        with urlopen(f"{self.address}/pages/{page.pk}", timeout=30) as answer:
            return json.load(answer)

    def hears(self, body: bytes, **headers: str) -> int:
        """The status with which it answers."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            with urlopen(Request(self.hook, data=body, headers=named), timeout=30) as answer:
                return answer.status
        except HTTPError as refused:
            return refused.code


@contextmanager
def listening(folder: Path, origin: str, front_end: FrontEnd) -> Iterator[ListeningFrontEnd]:
    """With the secret as it is now, on the port of the revalidation address."""
    port = int(front_end.revalidation_url.split(":")[2].split("/")[0])
    process = subprocess.Popen(
        ["node", "built/webhook.js", origin, front_end.key, str(port)],
        cwd=folder,
        env={**os.environ, "WEBHOOK_SECRET": front_end.webhook.secret},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout and process.stdout.readline() == "listens\n"
        yield ListeningFrontEnd(port)
    finally:
        process.communicate(timeout=30)  # ends with its input
        assert process.returncode == 0


@pytest.fixture
def next_js(db, settings) -> FrontEnd:
    """A front end with a revalidation address on this machine, where nobody listens yet."""
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "WEBHOOK_PRIVATE_NETWORKS": ("127.0.0.0/8",)}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}/api/revalidate"
    return FrontEnd.objects.create(name="Next.js", audience="own", revalidation_url=address)


@pytest.mark.usefixtures("initial_data_kept")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_front_end_in_the_style_of_next_js_fetches_anew_what_a_webhook_names_and_nothing_else(
    compiled, live_server, next_js
):
    home = make_site()
    story = StoryPageFactory(parent=StoryIndexPageFactory(parent=home, slug="stories"), title="Bread", basis=PERSON)
    about = ContentPageFactory(parent=home, slug="about")
    refresh.add_missing()
    refresh.refresh.call()
    webhook = next_js.webhook
    webhook.deliveries.all().delete()  # that they were published
    with listening(compiled, live_server.url, next_js) as front_end:
        assert front_end.shows(about)["title"] == about.title
        assert front_end.shows(story)["title"] == "Bread"
        story.title = "Rye"
        story.save_revision().publish()
        assert front_end.shows(story)["title"] == "Bread", "nobody has told it yet"
        sender.turn(webhook.pk)
        assert front_end.shows(story)["title"] == "Rye"
        assert front_end.shows(about)["fetched"] == 3, "no message named this one"

        number = webhook.deliveries.filter(state="arrived").values_list("pk", flat=True)[:1]
        replay_deliveries(webhook=webhook, user=None, deliveries=list(number))
        sender.turn(webhook.pk)
        assert front_end.shows(story)["again"] == 1, "the same message has the same number"

        old = webhook.secret
        rotate_secret(webhook=webhook, user=None)
        withdraw_consent(translation_key=story.translation_key, channel="staff")
        assert sender.turn(webhook.pk), "it knows the old secret alone, which signs along"
        said = front_end.shows(story)
        assert (said["status"], said["title"], said["refused"]) == (410, "", 0)
        webhook.refresh_from_db()
        assert webhook.secret != old and webhook.failing_since is None


@pytest.mark.usefixtures("initial_data_kept")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_verifier_of_standard_webhooks_refuses_what_is_not_ours_or_old(compiled, live_server, next_js):
    StoryPageFactory(parent=StoryIndexPageFactory(parent=make_site(), slug="stories"), title="Bread")
    webhook = next_js.webhook
    delivery = webhook.deliveries.select_related("event").first()
    message = messages.write(webhook, delivery.message_id, [delivery.event])

    def signed(body: bytes, *, ago: int = 0, secret: str = webhook.secret) -> dict[str, str]:
        at = int(time.time()) - ago
        return signing.signed_headers(message_id=delivery.message_id, at=at, body=body, with_secrets=[secret])

    with listening(compiled, live_server.url, next_js) as front_end:
        assert front_end.hears(message.body, **message.headers) == 204
        assert front_end.hears(message.body, **signed(message.body)) == 204
        assert front_end.hears(message.body + b" ", **message.headers) == 401
        assert front_end.hears(message.body, **message.headers | {"webhook-id": "msg_other"}) == 401
        assert front_end.hears(message.body, **signed(message.body, ago=6 * 60)) == 401
        assert front_end.hears(message.body, **signed(message.body, secret=signing.new_secret())) == 401
        assert front_end.hears(message.body) == 401


# --- Structured data --------------------------------------------------------------------------------------------------

QUESTIONS = ("questions", {"title": "Asked", "questions": [{"question": "Who?", "answer": "<p>All of us.</p>"}]})
KINDS = {"Article", "BreadcrumbList", "Course", "FAQPage", "Organization", "Service", "WebSite"}


@pytest.fixture
def described(home, image, client) -> list[dict]:
    """What each kind of page tells, with everything in it that a page may tell, and with next to nothing."""
    stories = StoryIndexPageFactory(parent=home, slug="stories")
    story = StoryPageFactory(parent=stories, title="</script>", hero_image=image, hero_alt="Bread", basis=PERSON)
    story.themes.set([ThemeFactory()])
    story.save_revision().publish()
    programs = ProgramIndexPageFactory(parent=home, slug="programs")
    full = {
        "parent": programs,
        "hero_image": image,
        "provider": PartnerFactory(website="https://bakery.example"),
        "cost": "free",
        "place": "Queens",
        "body": [QUESTIONS],
    }
    pages = [home, story, StoryPageFactory(parent=stories)]
    pages += [ProgramPageFactory(**full), ProgramPageFactory(parent=programs, stages=[])]
    pages.append(ContentPageFactory(parent=home, slug="about", body=[QUESTIONS]))
    pages += [ProgramPageFactory(**values, kind="skills-training") for values in (full, {"parent": programs})]
    for program in (pages[3], pages[6]):
        program.subjects.add(Subject(name="Bread", credential="Food handler"))
        program.questions.add(Question(question="When?", answer="<p>At four.</p>"))
        program.save()
    found = []
    for page in pages:
        html = BeautifulSoup(client.get(page.get_url()).content, "html.parser")
        found += [json.loads(script.string) for script in html.select('script[type="application/ld+json"]')]
    assert len(found) == len(pages)
    assert {thing["@type"] for graph in found for thing in graph["@graph"]} == KINDS
    return found


def refused(project: Path, graphs: list[dict]) -> set[int]:
    """Which of these graphs, by their place, schema.org does not know."""
    lines = ['import type { Graph } from "schema-dts";']
    # One a line, so that the line of an error tells whose it is.
    lines += [f"export const page{number}: Graph = {json.dumps(graph)};" for number, graph in enumerate(graphs)]
    (project / "structured-data.ts").write_text("\n".join(lines), encoding="utf-8")
    command = ["npx", "--no-install", "tsc", "--project", "tsconfig.structured-data.json"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, timeout=300)
    found = {int(line) - 2 for line in re.findall(r"^structured-data\.ts\((\d+),", done.stdout, re.MULTILINE)}
    assert bool(found) == bool(done.returncode), done.stdout
    return found


#: What must not pass.
WRONG = [
    ("Article", {"headlines": "No such property"}),
    ("Article", {"publisher": {"@type": "BreadcrumbList"}}),
    ("Course", {"areaServed": "A property of a service"}),
    ("Service", {"isAccessibleForFree": True}),
    ("WebSite", {"@type": "Site"}),
]


def test_what_search_engines_are_told_is_what_schema_org_knows(project, described):
    things = {thing["@type"]: thing for graph in described for thing in graph["@graph"]}
    wrong = [{"@context": "https://schema.org", "@graph": [{**things[kind], **change}]} for kind, change in WRONG]
    right = len(described)
    assert refused(project, [*described, *wrong]) == set(range(right, right + len(wrong)))
