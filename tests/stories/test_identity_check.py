"""What could give her away on one page: staff are asked once before it is published, never refused, and told of where nobody was."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from wagtail.models import PageLogEntry, Workflow
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from stories import consent_queue, identity_check
from stories.actions.decide_identity import decide_identity
from stories.actions.record_basis import record_basis
from stories.models import ConsentSettings, IdentityNote, StoryPage
from tests.factories.stories import NO_PERSON, PERSON, StoryIndexPageFactory, StoryPageFactory, is_live
from tests.stories.telling import body
from tests.stories.test_basis_in_the_admin import editor_with, refused, text
from tests.stories.test_gate import plan

pytestmark = pytest.mark.django_db

#: Her name stands in the title; her age and her town here.
TELLING = "Ana is 34 years old. She grew up in Zanesville."
HARMLESS = "Ana learned to bake."


@pytest.fixture
def index(home):
    return StoryIndexPageFactory(parent=home, slug="stories")


@pytest.fixture
def page(index):
    return draft(index)


def draft(index, words=TELLING, basis=PERSON, **values) -> StoryPage:
    values = {"title": "Ana bakes", "slug": "ana-bakes", "standfirst": "Bread."} | values
    page = StoryPageFactory(parent=index, basis=basis, live=False, **values)
    page.body = body(page, ("text", f"<p>{words}</p>"))
    page.save()
    page.save_revision()
    return page


def together(page):
    return identity_check.look_at(page, page)


def form(words=TELLING, **values):
    blocks = streamfield([("text", rich_text(f"<p>{words}</p>"))])
    fields = {"title": "Ana bakes", "slug": "ana-bakes", "standfirst": "Bread.", "date": "2026-05-04", "body": blocks}
    return nested_form_data({**fields, "comments": inline_formset([]), **values})


def send(client, page, **values):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form(**values), follow=True)


def publish(client, page, **values):
    return send(client, page, **{"action-publish": "1", **values})


def seen(response) -> str:
    """What the panel in the editor says that it has shown."""
    return BeautifulSoup(response.content, "html.parser").select_one("[name=identity_seen]")["value"]


def waits(user) -> list[str]:
    return [need.words for need in consent_queue.queue_for(user).needs if need.kind == "identity"]


# --- What is looked at ------------------------------------------------------------------------------------------------


def test_it_says_what_stands_where(page):
    lines = {line.clue.value: (line.words, line.where) for line in together(page).lines}
    assert lines["name"] == (["Ana"], ["Title", "Address of the page", "Block 1, Text"])
    assert lines["age"] == (["34"], ["Block 1, Text"]) and lines["town"] == (["Zanesville"], ["Block 1, Text"])


def test_spanish_is_read_as_well(index):
    page = draft(index, "Ana tiene 34 años. Vive en Guadalajara y salió en mayo de 2021.")
    assert together(page).clues == ["name", "age", "town", "release"]


def test_two_are_not_enough_and_stories_of_nobody_are_not_looked_at(index):
    assert together(draft(index, "Ana is 34 years old.")) is None
    assert together(draft(index, basis=NO_PERSON, slug="nobody")) is None


def test_words_that_staff_keep_are_found(index):
    page = draft(index, "Ana is 34 years old. Bread from the zflats.")
    assert together(page) is None
    ConsentSettings.objects.create(places="Elsewhere\nThe zflats\n")
    assert together(page).clues == ["name", "age", "town"]


def test_each_of_a_combination_is_hashed(page):
    note = decide_identity(page=page, together=together(page), decision="agreed")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM sc_stories_identitynote")
        row = str(cursor.fetchone()).casefold()
    assert "zanesville" not in row and "ana" not in row and len(note.items) == 3


def test_less_than_was_decided_is_decided_and_anything_new_is_not(index, page):
    decide_identity(page=page, together=together(page), decision="agreed")
    assert identity_check.is_decided(page, together(page))
    page.body = body(page, ("text", f"<p>{TELLING} She works at Loaf Bakery.</p>"))
    assert not identity_check.is_decided(page, together(page))
    decide_identity(page=page, together=together(page), decision="agreed")
    page.body = body(page, ("text", "<p>Ana grew up in Zanesville. She works at Loaf Bakery.</p>"))
    assert identity_check.is_decided(page, together(page))
    page.body = body(page, ("text", "<p>Ana is 35 years old, and from Zanesville.</p>"))
    assert not identity_check.is_decided(page, together(page))


# --- In the editor ----------------------------------------------------------------------------------------------------


def test_the_editor_is_asked_once_and_the_next_one_is_not(admin_client, admin_user, page):
    asked = publish(admin_client, page)
    assert "Read below what could help somebody to find her" in asked.content.decode() and not is_live(page)
    assert "Zanesville" in text(asked) and not IdentityNote.objects.exists()
    publish(admin_client, page, identity_decision="agreed", identity_seen=seen(asked))
    assert is_live(page)
    note = IdentityNote.objects.get()
    assert (note.decision, note.decided_by, note.clues) == ("agreed", admin_user, ["name", "age", "town"])
    entry = PageLogEntry.objects.get(action="sc_stories.identity_decided")
    assert entry.user == admin_user and entry.data == {"clues": ["name", "age", "town"], "decision": "agreed"}
    shown = text(publish(admin_client, page, standfirst="More bread."))
    assert "Read below" not in shown and StoryPage.objects.get(pk=page.pk).standfirst == "More bread."
    assert IdentityNote.objects.count() == 1
    assert "Somebody has decided already" in text(admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))


def test_what_was_written_since_is_asked_of_again(admin_client, page):
    first = seen(publish(admin_client, page))
    more = TELLING + " She was released in May 2021."
    answer = publish(admin_client, page, words=more, identity_decision="agreed", identity_seen=first)
    assert "Read below" in answer.content.decode() and not is_live(page) and not IdentityNote.objects.exists()
    assert "May 2021" in text(answer)
    publish(admin_client, page, words=more, identity_decision="agreed", identity_seen=seen(answer))
    assert is_live(page)


@pytest.mark.parametrize("odd", ["", "maybe", "\x00"])
def test_an_odd_answer_is_none(admin_client, page, odd):
    items = seen(publish(admin_client, page))
    publish(admin_client, page, identity_decision=odd, identity_seen=items)
    assert not is_live(page) and not IdentityNote.objects.exists()


def test_taking_something_out_is_an_answer_too(admin_client, page):
    publish(admin_client, page)
    publish(admin_client, page, words=HARMLESS)
    assert is_live(page) and not IdentityNote.objects.exists()


def test_drafts_are_saved_and_shown_the_warning(admin_client, page):
    send(admin_client, page, standfirst="Typed.")
    assert StoryPage.objects.get(pk=page.pk).get_latest_revision_as_object().standfirst == "Typed."
    shown = text(admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    assert "Could this give her away?" in shown and "Zanesville" in shown


def test_a_harmless_story_has_no_such_panel(admin_client, index):
    page = draft(index, HARMLESS)
    shown = text(admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    assert "Could this give her away?" not in shown


# --- Doors that ask nobody --------------------------------------------------------------------------------------------


def in_bulk(client, page):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{address}?id={page.pk}", {}, follow=True)


def on_schedule(client, page):
    plan(page)
    call_command("publish_scheduled")


def by_workflow(client, page):
    Workflow.objects.get().start(page, get_user_model().objects.create_user(username="author"))
    task = page.current_workflow_task_state
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk]), {"comment": "Good"})


def by_a_program(client, page):
    page.get_latest_revision().publish()


@pytest.mark.parametrize("door", [in_bulk, on_schedule, by_workflow, by_a_program])
def test_a_door_that_asks_nobody_publishes_and_it_is_noted(admin_client, admin_user, page, door):
    door(admin_client, page)
    assert is_live(page)
    assert IdentityNote.objects.get().decision == ""
    entry = PageLogEntry.objects.get(action="sc_stories.identity_noted")
    assert entry.data == {"clues": ["name", "age", "town"]}
    assert waits(admin_user) == [
        "These stand together on the page, and could help somebody to find her: Her public name, Her age, A town."
    ]


def test_the_same_words_are_noted_once_and_go_when_they_are_gone(admin_user, page):
    for _time in range(2):
        page.save_revision().publish()
    assert IdentityNote.objects.count() == 1
    assert PageLogEntry.objects.filter(action="sc_stories.identity_noted").count() == 1
    page.body = body(page, ("text", f"<p>{HARMLESS}</p>"))
    page.save_revision().publish()
    assert waits(admin_user) == [] and not IdentityNote.objects.exists()


def test_an_alias_says_what_its_source_says_and_is_not_noted_by_itself(index, page):
    page.create_alias(parent=index, update_slug="alias")
    page.get_latest_revision().publish()
    assert [note.page_id for note in IdentityNote.objects.all()] == [page.pk]


def test_what_was_decided_or_unpublished_does_not_wait(admin_user, page):
    page.get_latest_revision().publish()
    StoryPage.objects.get(pk=page.pk).unpublish()
    assert waits(admin_user) == []
    page = StoryPage.objects.get(pk=page.pk)
    page.get_latest_revision().publish()
    assert len(waits(admin_user)) == 1
    decide_identity(page=page, together=together(page), decision="not_hers")
    assert waits(admin_user) == []
    StoryPage.objects.get(pk=page.pk).save_revision().publish()
    assert waits(admin_user) == []


# --- The page on which somebody looks at it ---------------------------------------------------------------------------


def address(page) -> str:
    return reverse("sc_stories_identity", args=[page.pk])


def test_whoever_looks_decides_or_goes_to_change_it(admin_client, admin_user, page):
    page.get_latest_revision().publish()
    response = admin_client.get(address(page))
    assert "Zanesville" in text(response) and "no-store" in response["Cache-Control"]
    items = [box["value"] for box in BeautifulSoup(response.content, "html.parser").select("[name=seen]")]
    without = admin_client.post(address(page), {"seen": items}, follow=True)
    assert "Choose why these may stand together." in without.content.decode()
    stale = admin_client.post(address(page), {"seen": items[:1], "decision": "agreed"}, follow=True)
    assert "The story has changed meanwhile" in stale.content.decode() and len(waits(admin_user)) == 1
    admin_client.post(address(page), {"seen": items, "decision": "agreed"})
    assert waits(admin_user) == [] and "Somebody has decided already" in text(admin_client.get(address(page)))


def test_where_nothing_stands_together_it_says_so(admin_client, index):
    assert "Nothing that stands here together" in text(admin_client.get(address(draft(index, HARMLESS))))


def test_it_is_for_those_who_work_on_the_page(page):
    record_basis(translation_key=page.translation_key, **PERSON)
    assert "Zanesville" in text(editor_with(page).get(address(page)))


def test_and_for_nobody_else(page):
    client = editor_with(page, "add_basis", on_page=())
    assert refused(client.get(address(page))) and refused(client.post(address(page), {"decision": "agreed"}))
