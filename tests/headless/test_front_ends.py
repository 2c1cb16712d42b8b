"""Staff say whose pages may call the API, and give them keys."""

from html import unescape

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


# --- Addresses and the overview ---------------------------------------------------------------------------------------


def test_addresses_of_pages_and_of_the_preview_are_on_one_of_its_origins(client, db):
    sign_in(client, *ALL)
    addresses = {"site_url": "https://www.example.org/us/", "preview_url": "https://www.example.org/preview?draft=1"}
    assert save(client, origins="https://www.example.org", **addresses).status_code == 302
    front_end = FrontEnd.objects.get()
    assert front_end.site_url == "https://www.example.org/us"  # a path follows, which begins with a slash
    assert front_end.preview_url == addresses["preview_url"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"preview_url": "https://b.example/preview"}, "“https://b.example” is none of its origins"),
        ({"site_url": "https://b.example"}, "“https://b.example” is none of its origins"),
        ({"preview_url": "www.example.org/preview"}, "This is no address"),
        ({"site_url": "javascript:alert(1)//"}, "This is no address"),
        ({"site_url": "https://www.example.org/#top"}, "This is no address"),
        ({"preview_url": "https://www.example.org/preview", "origins": ""}, "is none of its origins"),
    ],
)
def test_what_is_no_address_of_its_own_is_said_and_kept(client, db, values, said):
    sign_in(client, *ALL)
    response = save(client, **{"origins": "https://www.example.org", **values})
    assert response.status_code == 200
    html = unescape(response.content.decode())
    assert said in html and all(value in html for value in values.values())
    assert not FrontEnd.objects.exists()


def test_a_server_without_origins_may_have_its_pages_anywhere(client, db):
    sign_in(client, *ALL)
    assert save(client, site_url="https://www.example.org").status_code == 302


def test_the_overview_shows_how_to_ask_what_is_read_and_how_drafts_look(client, home, library):
    user = sign_in(client, *ALL)
    user.is_superuser = True
    user.save()
    here = f"{HERE}inspect/{library.pk}/"
    html = unescape(client.get(here).content.decode())
    assert f"curl 'http://testserver/api/v1/stories?limit=3' \\\n  -H 'X-Publishable-Key: {library.key}'" in html
    assert "Never, with its key" in html and "Home pages: 1" in html and "Try the preview" not in html
    client.get(f"/api/v1/pages/{home.pk}", headers={"X-Publishable-Key": library.key})
    library.preview_url = "https://library.example.org/preview"
    library.save()
    html = unescape(client.get(here).content.decode())
    assert "Never, with its key" not in html
    address = f"/admin/pages/{home.pk}/view_draft/?mode=front-end-{library.pk}"
    assert address in html
    assert client.get(address)["Location"].startswith("https://library.example.org/preview?token=")
    assert "Close 1 open preview" in client.get(here).content.decode()
    assert client.post(f"{HERE}close-previews/{library.pk}/").url == here
    assert "open preview" not in client.get(here).content.decode()


@pytest.mark.parametrize("permissions", [(), ("view_frontend",)])
def test_whoever_may_not_change_front_ends_closes_no_previews(client, library, permissions):
    sign_in(client, *permissions)
    assert client.post(f"{HERE}close-previews/{library.pk}/").status_code in (302, 403)
    assert not ModelLogEntry.objects.filter(action="sc_headless.previews_closed").exists()
