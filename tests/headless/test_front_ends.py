"""Staff say whose pages may call the API, and give them keys."""

import pytest
from wagtail.models import ModelLogEntry

from headless import roles
from headless.models import FrontEnd
from tests.factories.staff import sign_in

ALL = ("add_frontend", "change_frontend", "delete_frontend", "view_frontend")
HERE = "/admin/front-ends/"


@pytest.fixture
def library(db):
    return FrontEnd.objects.create(name="Library", origins="https://library.example.org")


def save(client, **values):
    return client.post(f"{HERE}new/", {"name": "Library", "origins": "", "audience": "partner", **values})


def test_a_front_end_is_made_with_a_key_that_nobody_types(client, db):
    sign_in(client, *ALL)
    assert save(client, origins="https://Library.example.org:443\n\nhttps://library.example.org\n").status_code == 302
    front_end = FrontEnd.objects.get()
    assert front_end.origins == "https://library.example.org"
    assert front_end.key.startswith("pk_")
    page = client.get(f"{HERE}edit/{front_end.pk}/").content.decode()
    assert front_end.key in page and 'name="key"' not in page and "Make a new key" in page


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "https://a.example\nhttps://b.example/path",
            "Line 2: leave out what comes after the host. Write “https://b.example”.",
        ),
        ("library.example.org", "Line 1: “library.example.org” lacks the beginning."),
        ("*", "Line 1: “*” would be every site there is."),
        ("https://*.example.org/", "Line 1"),
        ("ftp://example.org", "Line 1: “ftp://example.org” is no origin."),
    ],
)
def test_what_is_no_origin_is_said_by_its_line(client, db, line, said):
    sign_in(client, *ALL)
    response = save(client, origins=line)
    assert response.status_code == 200
    assert said in response.content.decode().replace("&#x27;", "'")
    assert not FrontEnd.objects.exists()


def test_a_new_key_is_asked_for_twice_and_ends_the_old_one(client, library):
    user = sign_in(client, *ALL)
    old = library.key
    assert "From the moment" in client.get(f"{HERE}new-key/{library.pk}/").content.decode()
    library.refresh_from_db()
    assert library.key == old
    assert client.post(f"{HERE}new-key/{library.pk}/").url == f"{HERE}edit/{library.pk}/"
    library.refresh_from_db()
    assert library.key != old
    assert ModelLogEntry.objects.get(object_id=str(library.pk)).user == user


@pytest.mark.parametrize("permissions", [(), ("view_frontend",)])
def test_whoever_may_not_change_front_ends_gets_no_new_key(client, library, permissions):
    sign_in(client, *permissions)
    old = library.key
    assert client.post(f"{HERE}new-key/{library.pk}/").status_code in (302, 403)
    library.refresh_from_db()
    assert library.key == old


def test_administrators_look_after_front_ends(client, library):
    roles.set_up()
    sign_in(client, groups=["Administrators"])
    assert client.get(HERE).status_code == 200
    assert client.get(f"{HERE}edit/{library.pk}/").status_code == 200
