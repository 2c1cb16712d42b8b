"""What waits for staff, on the first page of the admin."""

from datetime import timedelta

import pytest
from django.utils import timezone

from headless.roles import Role, set_up
from tests.factories.staff import sign_in
from tests.factories.stories import PERSON, StoryIndexPageFactory, StoryPageFactory, lapse


@pytest.fixture
def index(home):
    return StoryIndexPageFactory(parent=home)


def ends_in(days: int) -> dict:
    return {**PERSON, "audience": "own", "valid_until": timezone.localdate() + timedelta(days=days)}


def test_it_names_what_has_lapsed_what_ends_soon_and_what_has_no_basis(index, admin_client):
    lapse(StoryPageFactory(parent=index, title="Lapsed one", basis=ends_in(9)))
    StoryPageFactory(parent=index, title="Ending one", basis=ends_in(59))
    StoryPageFactory(parent=index, title="Lasting one", basis=ends_in(61))
    StoryPageFactory(parent=index, title="Draft of mine", basis=None, live=False, draft_title="Draft of mine")
    StoryPageFactory(parent=index, title="Sample one")
    html = admin_client.get("/admin/").content.decode()
    panel = html[html.index("Stories that need you") :]
    order = [
        panel.index(words)
        for words in ("3 things wait for you", "Lapsed one", "Ending one", "Draft of mine", "A draft without a basis")
    ]
    assert order == sorted(order)
    assert "Lasting one" not in panel and "Sample one" not in panel


def test_with_nothing_to_do_it_says_so(index, admin_client):
    StoryPageFactory(parent=index, basis=ends_in(400))
    assert "Every story stands on a basis that holds" in admin_client.get("/admin/").content.decode()


def test_it_is_for_those_who_record_bases(index, client):
    set_up()
    StoryPageFactory(parent=index, title="Ending one", basis=ends_in(5))
    sign_in(client, groups=[Role.VOLUNTEER_COORDINATOR.value])
    assert "Ending one" not in client.get("/admin/").content.decode()
