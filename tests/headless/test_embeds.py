"""What other sites load and show: the script, its weight, pages in frames, and what is refused."""

import gzip
import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from headless import registry
from headless.embeds.script import files_of
from headless.models import FrontEnd
from stories.actions.withdraw_consent import withdraw_consent
from tests.factories.programs import ProgramIndexPageFactory, ProgramPageFactory
from tests.factories.stories import PERSON, StoryIndexPageFactory, StoryPageFactory, ThemeFactory
from tests.factories.volunteers import SignUpPageFactory
from volunteers.models import Application

HERE = "/second-chances/embed/"
LIBRARY = "https://library.example.org"
MOST_BYTES = 12_000
NAMES = ["program", "programs", "sign-up", "stories", "story"]


@pytest.fixture
def own(db):
    """A site of ours."""
    return FrontEnd.objects.create(name="Ours", origins=LIBRARY, audience="own")


@pytest.fixture
def partner(db):
    return FrontEnd.objects.create(
        name="Partner", origins=f"{LIBRARY}\nhttps://www.partner.example", audience="partner"
    )


@pytest.fixture
def index(home):
    return StoryIndexPageFactory(parent=home, slug="stories")


@pytest.fixture
def hers(index):
    """A story that only our own site may show."""
    return StoryPageFactory(parent=index, slug="hers", title="Hers alone", basis=PERSON)


@pytest.fixture
def shared(index):
    """One that partners may show, too."""
    return StoryPageFactory(parent=index, slug="shared", title="Shared words", basis={**PERSON, "audience": "partners"})


def in_frame(client, path, on, **query):
    headers = {"Sec-Fetch-Dest": "iframe", "Referer": f"{on}/"} if on else {}
    return client.get(f"{HERE}{path}", query, headers=headers)


# --- The script ------------------------------------------------------------------------------------------------------


def test_any_page_may_load_the_script_and_it_names_every_file_by_its_hashed_name(client, db, settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    paths = {"second_chances/embed/loader.js", "second_chances/proof.js"}
    paths |= {path for embed in registry.embeds() for path in files_of(embed)}
    hashed = {path: re.sub(r"(\.\w+)$", r".0123456789ab\1", path) for path in paths}
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "staticfiles.json").write_text(json.dumps({"version": "1.1", "hash": "", "paths": hashed}))
    response = client.get(f"{HERE}v1.js?key=pk_any")
    assert response.headers["Content-Type"].startswith("text/javascript")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "public, max-age=300" in response.headers["Cache-Control"] and not response.cookies
    text = response.content.decode()
    assert all(f"/static/{name}" in text for name in hashed.values())
    assert not any(f'/static/{name}"' in text for name in paths)
    assert client.get(f"{HERE}v1.js", headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


def test_files_of_elements_import_nothing_by_a_name_that_is_not_hashed():
    for file in Path(finders.find("second_chances/embed/loader.js")).parent.glob("*.js"):
        assert not re.search(r"^import |from ['\"]|import\(['\"]", file.read_text(), re.MULTILINE), file.name


@pytest.mark.parametrize("language", ["en", "es"])
def test_loader_and_any_one_element_weigh_at_most_12_kilobytes(client, db, language):
    def weight(content: bytes) -> int:
        return len(gzip.compress(content, 6))

    base = weight(client.get(f"{HERE}v1.js").content) + _file_weight("second_chances/embed/loader.js")
    weights = {
        embed.name: base
        + sum(_file_weight(path) for path in files_of(embed))
        + weight(client.get(f"{HERE}{embed.name}.{language}.json").content)
        for embed in registry.embeds()
    }
    assert sorted(weights) == NAMES
    assert max(weights.values()) <= MOST_BYTES, weights


def _file_weight(path: str) -> int:
    return len(gzip.compress(Path(finders.find(path)).read_bytes(), 6))


def test_every_word_that_an_element_says_is_there(client, db):
    for embed in registry.embeds():
        words = client.get(f"{HERE}{embed.name}.en.json").json()
        said = set(re.findall(r'\bsay\("(\w+)"', Path(finders.find(embed.module)).read_text()))
        said -= {"minutes", "composite"} if embed.name == "programs" else set()  # its module is that of stories, too
        assert said and said | {"failed", "gone"} <= set(words), embed.name


def test_words_are_in_the_language_of_their_address_and_in_no_other(client, db):
    assert client.get(f"{HERE}sign-up.es.json").json()["error"] == "Error:"
    assert client.get(f"{HERE}stories.es.json").json()["name"] == "Historias"
    assert client.get(f"{HERE}stories.xx.json").status_code == 404
    assert client.get(f"{HERE}nothing.en.json").status_code == 404


# --- Frames ----------------------------------------------------------------------------------------------------------


def test_a_frame_shows_what_its_front_end_may_read_and_only_its_origins_may_show_it(client, own, partner, hers, shared):
    ours = in_frame(client, "stories/", LIBRARY, key=own.key)
    assert ours.status_code == 200
    assert "Hers alone" in ours.content.decode() and "Shared words" in ours.content.decode()
    assert f"frame-ancestors 'self' {LIBRARY};" in ours.headers["Content-Security-Policy"] + ";"
    assert "X-Frame-Options" not in ours.headers and not ours.cookies
    theirs = in_frame(client, "stories/", "https://www.partner.example", key=partner.key)
    assert "Hers alone" not in theirs.content.decode() and "Shared words" in theirs.content.decode()
    assert in_frame(client, f"story/{hers.pk}/", LIBRARY, key=partner.key).status_code == 404
    assert "Hers alone" in in_frame(client, f"story/{hers.pk}/", LIBRARY, key=own.key).content.decode()


def test_without_a_key_any_site_shows_what_partners_may_read(client, hers, shared):
    response = in_frame(client, f"story/{shared.pk}/", "https://anywhere.example")
    assert response.status_code == 200 and "frame-ancestors 'self' *" in response.headers["Content-Security-Policy"]
    assert in_frame(client, f"story/{hers.pk}/", "https://anywhere.example").status_code == 404


def test_elsewhere_the_refusal_is_a_plain_text_that_can_be_read_there(client, own, shared):
    response = in_frame(client, "stories/", "https://elsewhere.example", key=own.key)
    assert response.status_code == 403 and response.headers["Content-Type"].startswith("text/plain")
    assert (
        "add it to the origins" in response.content.decode()
        and "https://elsewhere.example" in response.content.decode()
    )
    assert (
        "frame-ancestors" not in response.headers["Content-Security-Policy"]
        and "X-Frame-Options" not in response.headers
    )
    assert response.headers["Cache-Control"] == "no-store"
    unknown = in_frame(client, "stories/", LIBRARY, key="pk_unknown")
    assert unknown.status_code == 401 and "not known" in unknown.content.decode()


def test_a_front_end_without_origins_is_shown_by_nobody(client, shared):
    front_end = FrontEnd.objects.create(name="New", audience="partner")
    assert in_frame(client, "stories/", LIBRARY, key=front_end.key).status_code == 403
    shown = client.get(f"{HERE}stories/", {"key": front_end.key})
    assert shown.headers["Content-Security-Policy"].endswith("frame-ancestors 'self'")


def test_who_has_a_frame_gets_it_anew_when_it_may_stand_elsewhere(client, own, shared, settings):
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "EDGE_CACHE_SECONDS": 86400}
    address = f"{HERE}stories/?key={own.key}"
    first = client.get(address)
    assert "s-maxage=0" in first.headers["Cache-Control"] and f"document-{shared.pk}" in first.headers["Cache-Tag"]
    known = {"If-None-Match": first.headers["ETag"]}
    assert client.get(address, headers=known).status_code == 304
    FrontEnd.objects.update(origins="https://new.example")
    again = client.get(address, headers=known)
    assert again.status_code == 200 and "https://new.example" in again.headers["Content-Security-Policy"]
    assert "s-maxage=86400" in client.get(f"{HERE}stories/").headers["Cache-Control"]
    assert "no-store" in client.get(f"{HERE}story/999/").headers["Cache-Control"]


def test_a_withdrawn_story_is_gone_from_frames_at_once(client, own, shared):
    address = f"story/{shared.pk}/"
    assert in_frame(client, address, LIBRARY, key=own.key).status_code == 200
    withdraw_consent(translation_key=shared.translation_key, channel="staff")
    for key in ({"key": own.key}, {}):
        response = in_frame(client, address, LIBRARY, **key)
        assert response.status_code == 410 and "Shared words" not in response.content.decode()
    assert "Shared words" not in in_frame(client, "stories/", LIBRARY, key=own.key).content.decode()


def test_a_frame_is_narrowed_as_its_address_says(client, home, index, spanish):
    work = ThemeFactory(name="Work", slug="work")
    for number in range(3):
        story = StoryPageFactory(parent=index, title=f"At work {number}")
        story.themes.add(work)
        story.save()
    StoryPageFactory(parent=index, title="Elsewhere")
    text = client.get(f"{HERE}stories/?theme=work&limit=2&lang=en").content.decode()
    assert len(re.findall("At work", text)) == 2 and "Elsewhere" not in text
    assert "There are no stories here yet." in client.get(f"{HERE}stories/?theme=nothing&lang=en").content.decode()
    assert 'lang="es"' in client.get(f"{HERE}stories/?lang=es").content.decode()
    assert "At work" in client.get(f"{HERE}stories/?limit=-7&lang=en").content.decode()
    assert 'data-sc-look="dark"' in client.get(f"{HERE}stories/?look=dark").content.decode()
    assert "data-sc-look" not in client.get(f'{HERE}stories/?look="><b>').content.decode()


def test_programs_stand_in_frames(client, home, own):
    programs = ProgramIndexPageFactory(parent=home)
    program = ProgramPageFactory(parent=programs, title="Kitchen School", stages=["after-release"])
    ProgramPageFactory(parent=programs, title="Letters", stages=["in-custody"])
    text = in_frame(client, "programs/", LIBRARY, key=own.key, stage="after-release").content.decode()
    assert "Kitchen School" in text and "Letters" not in text
    assert "Kitchen School" in in_frame(client, f"program/{program.pk}/", LIBRARY, key=own.key).content.decode()


def test_what_cannot_be_is_not_there(client, own, shared):
    for path in ("story/", "stories/7/", "nothing/", f"program/{shared.pk}/", "story/999999999999999999999/"):
        assert client.get(f"{HERE}{path}", {"key": own.key}).status_code == 404, path
    assert client.post(f"{HERE}story/{shared.pk}/?key={own.key}").status_code == 404


# --- The form in a frame ----------------------------------------------------------------------------------------------


@pytest.fixture
def sign_up(home):
    return SignUpPageFactory(parent=home, slug="help", thanks_title="Thank you, truly")


def fields_of(response) -> dict[str, str]:
    return dict(re.findall(r'name="(sc-[\w-]+)" value="([^"]*)"', response.content.decode()))


def test_a_form_in_a_frame_is_stored_once_and_says_what_happens_next(client, own, sign_up):
    address = f"{HERE}sign-up/{sign_up.pk}/?key={own.key}"
    form = client.get(address)
    assert form.status_code == 200 and "no-store" in form.headers["Cache-Control"]
    sent = {"name": "Ana", "email": "ana@example.org", **fields_of(form)}
    wrong = client.post(address, sent)
    assert wrong.status_code == 422 and 'value="Ana"' in wrong.content.decode()
    assert "frame-ancestors" in wrong.headers["Content-Security-Policy"] and "X-Frame-Options" not in wrong.headers
    assert not Application.objects.exists()
    right = {**sent, **fields_of(wrong), "is_adult": "on", "agrees_to_privacy": "on"}
    for _twice in range(2):
        stored = client.post(address, right)
        assert stored.status_code == 302 and stored.url.startswith(f"{HERE}sign-up/{sign_up.pk}/?")
    assert Application.objects.get().name == "Ana"
    thanks = client.get(stored.url)
    assert "Thank you, truly" in thanks.content.decode() and not thanks.cookies
    assert "Ana" not in stored.url and "ana" not in stored.url.lower().replace(own.key.lower(), "")


def test_a_form_is_framed_for_a_front_end_alone_and_takes_no_more_than_a_form(client, own, sign_up):
    assert in_frame(client, f"sign-up/{sign_up.pk}/", LIBRARY).status_code == 403
    large = client.post(f"{HERE}sign-up/{sign_up.pk}/?key={own.key}", {"name": "x" * 1_000_001})
    assert large.status_code == 413 and LIBRARY in large.headers["Content-Security-Policy"]
