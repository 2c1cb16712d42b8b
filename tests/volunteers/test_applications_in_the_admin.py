"""Coordinators read applications; nobody else does, and nobody edits them."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db.models import ProtectedError
from django.urls import NoReverseMatch, reverse

from tests.factories.volunteers import ApplicationFactory, SignUpPageFactory, add_question


@pytest.fixture
def page(home):
    return SignUpPageFactory(parent=home, title="Become a mentor")


@pytest.fixture
def application(page):
    add_question(page, "Why?", "multiline")
    return ApplicationFactory(page=page, name="Canary <b>Name</b>", email="canary@example.org")


def signed_in(client, django_user_model, *, permissions=(), groups=()):
    user = django_user_model.objects.create_user(username="staff", password="irrelevant")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in permissions:
        user.user_permissions.add(Permission.objects.get(codename=codename))
    user.groups.set(Group.objects.filter(name__in=groups))
    client.force_login(user)
    return client


def addresses(application):
    return [
        reverse("sc_applications:index"),
        reverse("sc_applications:index_results"),
        reverse("sc_applications:inspect", args=[application.pk]),
    ]


def test_a_coordinator_sees_the_list_and_the_answers_as_asked(client, django_user_model, application):
    signed_in(client, django_user_model, permissions=["view_application"])
    index, results, detail = (client.get(address).content.decode() for address in addresses(application))
    assert "canary@example.org" in index
    assert "canary@example.org" in results
    assert "Why?" in detail
    assert "canary@example.org" in detail
    for html in (index, results, detail):
        assert "<b>Name</b>" not in html


def test_an_editor_sees_no_applicant_anywhere(client, django_user_model, application, page):
    signed_in(client, django_user_model, groups=["Editors", "Moderators"])
    for address in addresses(application):
        response = client.get(address)
        assert response.status_code in (302, 403)
        assert b"canary" not in response.content.lower()
    for address in (
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore", args=[page.get_parent().pk]),
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("wagtailadmin_pages:usage", args=[page.pk]),
        reverse("wagtailadmin_pages:history", args=[page.pk]),
        reverse("wagtailadmin_pages:search") + "?q=canary",
        reverse("wagtailforms:index"),
    ):
        response = client.get(address)
        assert response.status_code == 200, address
        html = response.content.decode()
        assert "canary@example.org" not in html, address
        assert "Canary" not in html, address
        assert "sc_applications" not in html


def test_a_form_of_ours_is_not_among_wagtails_form_submissions(admin_client, application, page):
    assert page.title not in admin_client.get(reverse("wagtailforms:index")).content.decode()
    assert admin_client.get(reverse("wagtailforms:list_submissions", args=[page.pk])).status_code in (302, 403, 404)


def test_nobody_adds_changes_or_deletes_an_application(admin_client, application):
    for name in ("add", "edit", "delete", "history", "usage"):
        with pytest.raises(NoReverseMatch):
            reverse(f"sc_applications:{name}", args=[application.pk] if name != "add" else [])


def test_searching_finds_a_name(admin_client, application, page):
    ApplicationFactory(page=page, name="Somebody Else", email="else@example.org")
    html = admin_client.get(reverse("sc_applications:index_results") + "?q=canary").content.decode()
    assert "canary@example.org" in html
    assert "else@example.org" not in html


@pytest.mark.parametrize("many", [1, 4])
def test_the_list_needs_the_same_queries_for_one_and_for_many(admin_client, page, many, django_assert_max_num_queries):
    for _number in range(many):
        ApplicationFactory(page=page)
    with django_assert_max_num_queries(14):
        admin_client.get(reverse("sc_applications:index_results"))


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


def test_a_page_without_applications_can_be_deleted(admin_client, page):
    admin_client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert not type(page).objects.filter(pk=page.pk).exists()
