"""The admin lets everybody do what `permissions.csv` says, and no more. `permissions.py` says how to write it afresh."""

import os
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.template.backends.django import Template
from django.test import Client
from django.urls import resolve, reverse
from wagtail import hooks
from wagtail.log_actions import log

from headless import roles
from headless.roles import Role
from tests.contracts import permissions
from tests.contracts.permissions_addresses import addresses, methods
from tests.contracts.permissions_objects import make_objects
from tests.factories.volunteers import ApplicationFactory, SignUpPageFactory
from volunteers import audit

# Some 650 addresses for each of seven people.
pytestmark = pytest.mark.slow

ROLES = {
    "editor": Role.COMMUNICATIONS_EDITOR,
    "reviewer": Role.STORY_REVIEWER,
    "coordinator": Role.VOLUNTEER_COORDINATOR,
    "administrator": Role.ADMINISTRATOR,
}


#: Before signing in.
DOOR = {
    "admin/jsi18n/",
    "admin/login/",
    "admin/password_reset/",
    "admin/password_reset/complete/",
    "admin/password_reset/confirm/<uidb64>/<token>/",
    "admin/password_reset/done/",
    "admin/sprite/",
}

PUBLISHING = (
    "admin/api/",
    "admin/bulk/sc_programs/",
    "admin/bulk/sc_stories/",
    "admin/bulk/site_project/",
    "admin/bulk/wagtail",
    "admin/choose-page/",
    "admin/collections/",
    "admin/documents/",
    "admin/images/",
    "admin/localize/",
    "admin/pages/",
    "admin/redirects/",
    "admin/sc_programs/",
    "admin/sc_stories/",
    "admin/snippets/",
    "admin/stories/",
    "admin/workflows/",
)
#: What Wagtail and wagtail-localize open to all staff, by what it shows: nothing here changes anything that is published.
OPEN_TO_ALL_STAFF = {
    # Titles and data of pictures and documents; of pages, none
    "admin/api/main/^documents/",
    "admin/api/main/^documents/<int:pk>/",
    "admin/api/main/^documents/find/",
    "admin/api/main/^images/",
    "admin/api/main/^images/<int:pk>/",
    "admin/api/main/^images/find/",
    "admin/api/main/^pages/",
    # Titles of pages, drafts among them
    "admin/choose-page/",
    "admin/choose-page/<int:parent_page_id>/",
    "admin/choose-page/chosen-multiple/",
    "admin/choose-page/search/",
    "admin/localize/reports/translations/",
    "admin/localize/reports/translations/results/",
    "admin/pages/<int:page_to_move_id>/move/<int:destination_id>/confirm/",
    # The name of the task a page waits in
    "admin/pages/workflow/confirm_cancellation/<int:page_id>/",
    # Choosers: of pictures and documents they show what she may choose, which is nothing; names of themes, partners, tasks
    "admin/documents/chooser/",
    "admin/documents/chooser/chosen-multiple/",
    "admin/documents/chooser/results/",
    "admin/images/chooser/",
    "admin/images/chooser/chosen-multiple/",
    "admin/images/chooser/results/",
    "admin/localize/api/snippets/sc_programs/partner/",
    "admin/localize/api/snippets/sc_programs/partner/<partner>/",
    "admin/localize/api/snippets/sc_stories/helpline/",
    "admin/localize/api/snippets/sc_stories/theme/",
    "admin/localize/api/snippets/sc_stories/helpline/<help_line>/",
    "admin/localize/api/snippets/sc_stories/theme/<theme>/",
    "admin/snippets/choose/sc_programs/partner/",
    "admin/snippets/choose/sc_programs/partner/chosen-multiple/",
    "admin/snippets/choose/sc_programs/partner/chosen/<str:pk>/",
    "admin/snippets/choose/sc_programs/partner/results/",
    "admin/snippets/choose/sc_stories/helpline/",
    "admin/snippets/choose/sc_stories/theme/",
    "admin/snippets/choose/sc_stories/helpline/chosen-multiple/",
    "admin/snippets/choose/sc_stories/theme/chosen-multiple/",
    "admin/snippets/choose/sc_stories/helpline/chosen/<str:pk>/",
    "admin/snippets/choose/sc_stories/theme/chosen/<str:pk>/",
    "admin/snippets/choose/sc_stories/helpline/results/",
    "admin/snippets/choose/sc_stories/theme/results/",
    "admin/workflows/task_chooser/",
    "admin/workflows/task_chooser/<int:task_id>/",
    "admin/workflows/task_chooser/create/",
    "admin/workflows/task_chooser/results/",
    # A form to choose a parent from those she may add to: none
    "admin/pages/create/sc_volunteers/signuppage",
    "admin/sc_programs/choose_parent/",
    "admin/sc_stories/choose_parent/",
    # A woman on the telephone takes her story back with whoever answers
    "admin/stories/<int:page_id>/withdraw/",
    # Only on to another address, and words for scripts
    "admin/localize/jsi18n/",
    "admin/pages/<int:page_id>/revisions/",
    # Uploads of her own, which she cannot make
    "admin/documents/multiple/create_from_uploaded_document/<int:uploaded_file_id>/",
    "admin/documents/multiple/delete_upload/<int:uploaded_file_id>/",
    "admin/images/multiple/create_from_uploaded_image/<int:uploaded_file_id>/",
    "admin/images/multiple/delete_upload/<int:uploaded_file_id>/",
}

#: Where even a superuser finds nothing.
NOTHING_THERE = {
    "admin/settings/<slug:app_name>/<slug:model_name>/<int:pk>/preview/": "settings are shown on every page: there is no preview",
    "admin/^.*/$": "no such address",
    "admin/block-preview/": "asked without a block",
    "admin/editing-sessions/ping/sc_volunteers/application/<application>/<int:session_id>/": "nobody edits these",
    "admin/forms/submissions/<int:page_id>/": "no page is a form of Wagtail's own",
    "admin/forms/submissions/<int:page_id>/delete/": "no page is a form of Wagtail's own",
    "admin/forms/submissions/<int:page_id>/results/": "no page is a form of Wagtail's own",
    "admin/images/<int:image_id>/generate_url/": "the site has no address for pictures of any size",
    "admin/images/<int:image_id>/generate_url/output/": "the site has no address for pictures of any size",
    "admin/localize/translate/<int:translation_id>/machine_translate/": "nothing translates by machine",
    "admin/localize/translate/<int:translation_id>/overrides/<int:overridable_segment_id>/edit/": "not overridden yet",
    "admin/localize/translate/<int:translation_id>/preview/<str:mode>/": "stories have one way to be previewed",
    "admin/localize/translate/<int:translation_id>/strings/<int:string_segment_id>/edit/": "not translated yet",
}


@pytest.fixture
def unrendered(monkeypatch):
    """Who may is settled before a page is rendered, and rendering takes most of the time."""
    render = Template.render

    def render_messages_only(self, *args, **kwargs):
        return render(self, *args, **kwargs) if self.template.name == "wagtailadmin/shared/messages.html" else ""

    monkeypatch.setattr(Template, "render", render_messages_only)


def make_user(somebody: str):
    """One of EVERYBODY; None for nobody."""
    if somebody == "anonymous":
        return None
    user = get_user_model().objects.create_user(username=somebody, is_superuser=somebody == "superuser")
    if somebody in ROLES:
        user.groups.add(Group.objects.get(name=ROLES[somebody].value))
    return user


@pytest.mark.filterwarnings("ignore:Pagination may yield inconsistent results")  # wagtail-localize's report
@pytest.mark.usefixtures("unrendered")
@pytest.mark.django_db
@pytest.mark.parametrize("somebody", permissions.EVERYBODY)
def test_everybody_may_do_as_the_table_says(somebody):
    roles.set_up()
    user = make_user(somebody)
    objects = make_objects(user)
    client = Client(raise_request_exception=False)
    if user:
        client.force_login(user)
    seen, crashes = {}, {}
    with hooks.register_temporarily("before_bulk_action", permissions.note_bulk_action, order=-1):
        for address in addresses(objects):
            for method in methods(address.route):
                line = (address.line, method)
                seen[line], error = permissions.ask(client, address.url, method)
                if seen[line] == "crash" and line not in permissions.CRASHES:
                    crashes[line] = error
    if crashes:
        pytest.fail("Views crash:\n" + "\n".join(f"{method} {line}: {why}" for (line, method), why in crashes.items()))
    if folder := os.environ.get(permissions.RECORD):
        permissions.record(folder, somebody, seen)
        return
    table = {line: row[somebody] for line, row in permissions.read().items()}
    if found := differences(seen, table):
        pytest.fail(f"For {somebody}, the admin is not as permissions.csv says:\n" + "\n".join(found))


@pytest.mark.usefixtures("unrendered")
@pytest.mark.django_db
@pytest.mark.parametrize("somebody", permissions.EVERYBODY)
def test_no_other_method_opens_what_the_table_closes(somebody, table):
    """At every address for who has no business there, and for everybody at what is about volunteers."""
    roles.set_up()
    user = make_user(somebody)
    client = Client(raise_request_exception=False)
    if user:
        client.force_login(user)
    opened = {}
    with hooks.register_temporarily("before_bulk_action", permissions.note_bulk_action, order=-1):
        for address in addresses(make_objects(user)):
            if somebody not in ("anonymous", "no_role") and not about_volunteers(address):
                continue
            known = {method: table[address.line, method][somebody] for method in methods(address.route)}
            for method in {"HEAD", "PUT", "PATCH", "DELETE"} - known.keys():
                verdict, _error = permissions.ask(client, address.url, method)
                if verdict not in ("deny", "400", "405", *known.values()):
                    opened[method, address.line] = verdict
    assert opened == {}


def differences(seen: dict, table: dict) -> list[str]:
    return [
        f"{method} {address}: {seen.get((address, method), 'gone')}, and the table says {table.get((address, method), 'nothing')}"
        for address, method in sorted(seen.keys() | table.keys())
        if seen.get((address, method)) != table.get((address, method))
    ]


# --- What the table must never say ------------------------------------------------------------------------------------


class Anything(dict):
    """Stands for every object, where only the addresses' names matter."""

    def __missing__(self, name):
        return "1"


@pytest.fixture(scope="module")
def table():
    return permissions.read()


def allowed_to(table, somebody: str) -> set[str]:
    """The addresses at which the table lets somebody do anything at all."""
    return {address for (address, _method), row in table.items() if row[somebody] in ("allow", "crash")}


def about_volunteers(address) -> bool:
    """Applications, letters, exports, retention: by the view's module, its namespace, or the model it is asked for."""
    return (
        address.route.module.startswith("volunteers.")
        or address.route.name.startswith(("sc_applications:", "sc_letter_templates:"))
        or "/sc_volunteers/application/" in address.line
        or "/sc_volunteers/lettertemplate/" in address.line
    )


def test_nobody_but_coordinators_comes_near_what_volunteers_sent(table):
    theirs = {address.line for address in addresses(Anything()) if about_volunteers(address)}
    assert len(theirs) > 20
    for (address, method), row in table.items():
        if address in theirs:
            seen = {somebody: row[somebody] for somebody in ("no_role", "editor", "reviewer", "administrator")}
            assert set(seen.values()) <= {"deny", "405"}, f"{method} {address}: {seen}"


def test_sensitive_answers_are_for_those_who_were_given_the_permission(table):
    verdicts = {row["coordinator"] for (address, _method), row in table.items() if "/sensitive/" in address}
    assert verdicts == {"deny"}


def test_coordinators_come_near_nothing_that_is_published(table):
    open_to_her = {address for address in allowed_to(table, "coordinator") if address.startswith(PUBLISHING)}
    assert open_to_her == OPEN_TO_ALL_STAFF


def test_without_signing_in_and_without_a_role_there_is_only_the_door(table):
    assert allowed_to(table, "anonymous") == DOOR
    assert allowed_to(table, "no_role") == DOOR


def test_what_even_a_superuser_cannot_reach_is_known(table):
    """Else the object that stands in an address would be wrong, and `deny` would prove nothing."""
    closed = {address for (address, _method), row in table.items() if row["superuser"] == "deny"}
    assert closed == NOTHING_THERE.keys()


@pytest.mark.django_db
def test_every_address_leads_where_its_line_says():
    for address in addresses(make_objects(None)):
        match = resolve(urlsplit(address.url).path)
        assert match.route.replace("^", "") == address.route.pattern.replace("^", ""), address.url


def test_a_view_that_knows_no_method_of_ours_is_asked_by_its_own(table):
    methods_of = {}
    for (address, _method), row in table.items():
        methods_of.setdefault(address, set()).add(row["superuser"])
    assert [address for address, verdicts in methods_of.items() if verdicts == {"405"}] == []


@pytest.mark.django_db
def test_the_history_of_the_site_shows_applications_to_coordinators_only(home):
    roles.set_up()
    application = ApplicationFactory(page=SignUpPageFactory(parent=home))
    log(instance=application, action=next(iter(audit.WORDS)))
    for somebody in ROLES:
        client = Client()
        client.force_login(make_user(somebody))
        shown = client.get(reverse("wagtailadmin_reports:site_history")).content.decode()
        assert (str(application) in shown) == (somebody == "coordinator"), somebody
