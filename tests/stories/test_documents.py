"""What of a story is public, and in which language."""

import json

import pytest
from wagtail.blocks import StreamValue

from headless.blocks.video import parse_video_url
from headless.documents import build
from tests.factories.programs import ProgramIndexPageFactory
from tests.factories.stories import StoryIndexPageFactory, StoryPageFactory, ThemeFactory


@pytest.fixture
def index(home):
    return StoryIndexPageFactory(parent=home, slug="stories")


def with_body(page, *blocks):
    stream = page._meta.get_field("body").stream_block
    page.body = StreamValue(
        stream, [{"type": kind, "value": value, "id": str(n)} for n, (kind, value) in enumerate(blocks)], is_lazy=True
    )
    page.save()
    return page


def test_every_block_becomes_typed_data_that_json_can_hold(index, image):
    picture = {"image": {"image": image.pk, "alt_text": "A garden", "decorative": False}, "caption": "c", "credit": "d"}
    page = with_body(
        StoryPageFactory(parent=index),
        ("heading", "How it began"),
        ("heading", "How it began"),
        ("text", "<p>Words</p>"),
        ("picture", picture),
        ("gallery", {"title": "Two", "pictures": [picture, picture]}),
        ("quote", {"text": "I did.", "attribution": "M."}),
        ("questions", {"title": "", "questions": [{"question": "Why?", "answer": "<p>So.</p>"}]}),
        ("timeline", {"title": "", "events": [{"when": "Spring", "title": "Out", "text": ""}]}),
        (
            "video",
            {"url": "https://youtu.be/abcdefghijk?si=tracking", "title": "v", "transcript": "<p>t</p>", "poster": {}},
        ),
        (
            "call_to_action",
            {"action": "donate", "title": "t", "text": "", "label": "Give", "url": "https://example.org"},
        ),
    )
    document = build(page)
    data = json.loads(document.model_dump_json())
    assert [block["type"] for block in data["body"]] == [
        "heading",
        "heading",
        "text",
        "picture",
        "gallery",
        "quote",
        "questions",
        "timeline",
        "video",
        "call_to_action",
    ]
    assert [block.anchor for block in document.body[:2]] == ["how-it-began", "how-it-began-2"]
    assert document.body[3].picture.alt == "A garden"
    assert document.body[8].watch_url == "https://www.youtube.com/watch?v=abcdefghijk"
    assert type(document).model_validate(data) == document


def test_a_decorative_picture_has_no_words(index, image):
    picture = {"image": {"image": image.pk, "alt_text": "ignored", "decorative": True}, "caption": "", "credit": ""}
    assert build(with_body(StoryPageFactory(parent=index), ("picture", picture))).body[0].picture.alt == ""


def test_a_call_to_action_for_a_page_that_is_not_public_is_left_out(index, home):
    draft = ProgramIndexPageFactory(parent=home, live=False)
    action = {"action": "volunteer", "title": "t", "text": "", "label": "Go", "page": draft.pk, "url": ""}
    assert build(with_body(StoryPageFactory(parent=index), ("call_to_action", action))).body == ()


def test_a_related_page_that_is_not_public_is_not_named(index, home):
    draft = ProgramIndexPageFactory(parent=home, title="Canary", live=False)
    page = StoryPageFactory(parent=index, related_page=draft)
    assert "Canary" not in build(page).model_dump_json()


def test_themes_are_in_the_language_of_the_story(index, home, spanish):
    theme = ThemeFactory(name="Work", slug="work")
    translated = theme.copy_for_translation(spanish)
    translated.name, translated.slug = "Trabajo", "trabajo"
    translated.save()
    page = StoryPageFactory(parent=index, themes=[])
    page.themes.set([theme])
    page.save()
    for parent in (home, index):
        parent.copy_for_translation(spanish).save_revision().publish()
    page_es = page.copy_for_translation(spanish)
    page_es.save_revision().publish()
    page_es.refresh_from_db()
    assert [theme.name for theme in build(page).themes] == ["Work"]
    assert [(theme.name, theme.slug) for theme in build(page_es).themes] == [("Trabajo", "trabajo")]


def test_the_index_lists_by_theme_and_by_page_and_keeps_both_in_the_address(index, client, settings):
    settings.SECOND_CHANCES = {**settings.SECOND_CHANCES, "STORIES_PER_PAGE": 2}
    theme = ThemeFactory(name="Work", slug="work")
    for number in range(3):
        page = StoryPageFactory(parent=index, title=f"Work story {number}", date=f"2026-01-0{number + 1}")
        page.themes.set([theme])
        page.save()
    StoryPageFactory(parent=index, title="Another story", date="2026-01-09")
    StoryPageFactory(parent=index, title="Draft story", live=False)
    html = client.get("/en/stories/?theme=work").content.decode()
    assert "Work story 2" in html and "Work story 1" in html
    assert "Work story 0" not in html and "Another story" not in html and "Draft story" not in html
    assert "?theme=work&amp;page=2" in html
    assert "Work story 0" in client.get("/en/stories/?theme=work&page=2").content.decode()
    unknown = client.get("/en/stories/?theme=nothing").content.decode()
    assert "There is no such theme" in unknown and 'content="noindex"' in unknown
    assert '<link rel="canonical" href="http://testserver/en/stories/">' in unknown
    assert client.get("/en/stories/?page=999999999999999999999").status_code == 200
    assert client.get("/en/stories/?theme=%01&page=%F0").status_code == 200


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "https://www.youtube.com/watch?v=abcdefghijk&t=3s&si=xyz",
            ("YouTube", "https://www.youtube.com/watch?v=abcdefghijk"),
        ),
        ("https://www.youtube.com/shorts/abcdefghijk", ("YouTube", "https://www.youtube.com/watch?v=abcdefghijk")),
        ("https://vimeo.com/76979871?share=copy", ("Vimeo", "https://vimeo.com/76979871")),
        ("https://player.vimeo.com/video/76979871", ("Vimeo", "https://vimeo.com/76979871")),
        ("javascript://youtube.com/watch?v=abcdefghijk", None),
        ("https://youtube.com.evil.example/watch?v=abcdefghijk", None),
        ("https://evil.example/https://youtube.com/watch?v=abcdefghijk", None),
        ("https://www.youtube.com/watch", None),
        ("https://vimeo.com/", None),
        ("http://[", None),
    ],
)
def test_only_the_number_of_a_video_on_a_host_we_know_is_kept(url, expected):
    assert parse_video_url(url) == expected
