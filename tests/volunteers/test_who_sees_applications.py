"""Who may see applications, and who may do something with them; nobody else learns that there are any."""

import pytest
from django.db.models import ProtectedError
from django.urls import NoReverseMatch, reverse
from wagtail.models import ModelLogEntry, PageLogEntry

from headless.models import Mail
from tests.factories.staff import COORDINATOR, sign_in
from tests.factories.volunteers import ApplicationFactory, SignUpPageFactory, add_question
from tests.volunteers.coordinating import INDEX, address, bulk_address
from volunteers.actions.keep_note import mark_of
from volunteers.enums import State
from volunteers.models import Application


@pytest.fixture
def page(home):
    return SignUpPageFactory(parent=home, title="Become a mentor")


@pytest.fixture
def application(page):
    add_question(page, "Why?", "multiline")
    add_question(page, "In prison?", "multiline", sensitive=True)
    return ApplicationFactory(
        page=page,
        name="Canary <script>alert(1)</script>",
        email="canary@example.org",
        answers={"why": "To listen", "is_adult": True, "agrees_to_privacy": True},
        sensitive_answers={"in_prison": "Sealed answer"},
    )


@pytest.fixture
def coordinator(client, db):
    return sign_in(client, *COORDINATOR)


def every_address(application):
    return [
        *(address(name) for name in ("index", "index_results", "tray", "tray_results", "export", "retention")),
        *(address(name, application) for name in ("inspect", "letter")),
        bulk_address("change_state", application),
        bulk_address("accept", application),
    ]


def every_post(application):
    return [
        *(address(name, application) for name in ("state", "note", "accept", "refuse", "letter", "sensitive")),
        reverse("sc_applications:mail_again", args=[application.pk, application.pk]),
        address("export"),
        bulk_address("change_state", application),
        bulk_address("accept", application),
    ]


def test_an_editor_sees_no_applicant_anywhere(client, application, page):
    sign_in(client, groups=["Editors", "Moderators"])
    for url in every_address(application):
        response = client.get(url)
        assert response.status_code in (302, 403), url
        assert b"canary" not in response.content.lower()
    for url in (
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore", args=[page.get_parent().pk]),
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("wagtailadmin_pages:usage", args=[page.pk]),
        reverse("wagtailadmin_pages:history", args=[page.pk]),
        reverse("wagtailadmin_pages:search") + "?q=canary",
        reverse("wagtailforms:index"),
        reverse("wagtailadmin_reports:site_history"),
    ):
        response = client.get(url)
        assert response.status_code == 200, url
        html = response.content.decode()
        assert "Canary" not in html, url
        assert str(application.pk) not in html, url
        assert INDEX not in html, url


@pytest.mark.parametrize("permissions", [(), ("view_application",), ("handle_application",), ("export_application",)])
def test_nothing_is_done_without_the_permission_for_it(client, application, permissions):
    sign_in(client, *permissions)
    for url in every_post(application):
        response = client.post(
            url,
            {
                "state": "closed",
                "decision": "welcomed",
                "note": "x",
                "seen": mark_of(""),
                "subject": "x",
                "text": "x",
                "key": "2f6b8d9e-8d6f-4a43-9a0e-1d3f0a6f6f01",
            },
        )
        assert response.status_code in (302, 403), url
        assert b"Sealed answer" not in response.content
    application.refresh_from_db()
    assert (application.state, application.note) == (State.RECEIVED, "")
    assert not Mail.objects.exists()
    assert not ModelLogEntry.objects.exists()


def test_who_may_only_view_is_offered_nothing_else(client, application):
    sign_in(client, "view_application")
    listing = client.get(INDEX).content.decode()
    assert "data-bulk-action" not in listing
    assert address("export") not in listing
    detail = client.get(address("inspect", application)).content.decode()
    for name in ("state", "note", "accept", "refuse", "letter", "sensitive"):
        assert address(name, application) not in detail
    assert "changing it is for people with a permission of its own" in detail


def test_nobody_is_let_in_without_signing_in(client, application):
    for url in [*every_address(application), *every_post(application)]:
        assert client.get(url).url.startswith("/admin/login/")
        assert client.post(url).url.startswith("/admin/login/")


def test_nobody_adds_changes_or_deletes_an_application(admin_client, application):
    for name in ("add", "edit", "delete", "history", "usage", "copy"):
        with pytest.raises(NoReverseMatch):
            reverse(f"sc_applications:{name}", args=[application.pk] if name != "add" else [])


def test_no_cache_keeps_what_coordinators_see(client, coordinator, application):
    for url in every_address(application):
        assert "no-store" in client.get(url).headers["Cache-Control"], url
    for url in every_post(application):
        assert "no-store" in client.post(url, {"state": "nonsense"}).headers["Cache-Control"], url


def test_the_menu_offers_what_somebody_may_use(client, application):
    sign_in(client, "view_application")
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "sc-tray" in html
    assert "What is deleted when" in html
    assert "Letter templates" not in html
    client.logout()
    sign_in(client, "add_lettertemplate", username="writer")
    html = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Letter templates" in html
    assert "Tray" not in html


def test_a_name_is_text_wherever_it_stands(client, coordinator, application):
    for url in every_address(application)[:1] + every_address(application)[6:9]:
        html = client.get(url).content.decode()
        assert "<script>alert(1)" not in html, url
        assert "&lt;script&gt;alert(1)" in html, url


def test_a_form_of_ours_is_not_among_wagtails_form_submissions(admin_client, application, page):
    assert page.title not in admin_client.get(reverse("wagtailforms:index")).content.decode()
    assert admin_client.get(reverse("wagtailforms:list_submissions", args=[page.pk])).status_code in (302, 403, 404)


def test_a_page_with_applications_is_not_deleted_and_says_why(admin_client, application, page, home):
    response = admin_client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)
    assert "has applications from volunteers" in response.content.decode()
    page.refresh_from_db()
    response = admin_client.post(
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={home.pk}", follow=True
    )
    assert "has applications from volunteers" in response.content.decode()
    page.refresh_from_db()
    with pytest.raises(ProtectedError):
        page.delete()


@pytest.mark.parametrize("above", [False, True])
def test_the_api_of_the_admin_deletes_no_page_with_applications_either(admin_client, application, page, home, above):
    url = reverse("wagtailadmin_api:pages:action", args=[home.pk if above else page.pk, "delete"])
    response = admin_client.post(url, {}, content_type="application/json")
    assert response.status_code == 400
    assert "has applications from volunteers" in response.content.decode()
    page.refresh_from_db()
    assert not PageLogEntry.objects.filter(action="wagtail.delete", page=page.pk).exists(), (
        "nor is it said to be deleted"
    )


def test_the_api_tells_nobody_else_that_there_are_applications(client, application, page):
    sign_in(client, *COORDINATOR)
    response = client.post(reverse("wagtailadmin_api:pages:action", args=[page.pk, "delete"]))
    assert response.status_code in (403, 404)
    assert b"volunteers" not in response.content


def test_the_api_deletes_a_page_without_applications(admin_client, page):
    response = admin_client.post(reverse("wagtailadmin_api:pages:action", args=[page.pk, "delete"]))
    assert response.status_code == 204
    assert not type(page).objects.exists()


def test_a_page_without_applications_can_be_deleted(admin_client, page):
    admin_client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert not type(page).objects.filter(pk=page.pk).exists()


def test_each_permission_can_be_given_to_a_group(admin_client):
    html = admin_client.get(reverse("wagtailusers_groups:add")).content.decode()
    for name, words in Application._meta.permissions:
        assert str(words) in html, name
