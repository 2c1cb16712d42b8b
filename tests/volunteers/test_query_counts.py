"""Ten thousand applications cost as many queries as one: budgets, with everything that Wagtail asks around the page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from headless.models import Mail
from tests.conftest import run_after_commit
from tests.factories.site_project import make_site
from tests.factories.staff import COORDINATOR, sign_in
from tests.factories.volunteers import ApplicationFactory, SignUpPageFactory, add_question
from volunteers import audit, mails
from volunteers.models import Application

#: Session, user, her permissions and profile, and the sidebar.
AROUND = 8
#: What we need ourselves for the list, and for one application.
LIST, DETAIL = 3, 4


@pytest.fixture
def page(home):
    page = SignUpPageFactory(parent=home)
    add_question(page, "Why?", "multiline")
    return page


@pytest.fixture
def coordinator(client, db):
    return sign_in(client, *COORDINATOR)


def make_many(page, number):
    """As many applications, some of them with a mail and a history, in few queries."""
    form = ApplicationFactory(page=page).form
    now = timezone.now()
    made = Application.objects.bulk_create(
        Application(
            page=page, form=form, name=f"Name {n}", email="x@example.org", answers={"why": "x"}, language="en",
            submission_key=f"{n:060x}{form.pk:04x}", fingerprint="0" * 64, email_hash="0" * 64, answer_by=now,
        )
        for n in range(number - 1)
    )  # fmt: skip
    Mail.objects.bulk_create(
        Mail(kind=mails.ACKNOWLEDGEMENT, about=str(application.pk), key=str(application.pk)) for application in made
    )
    return made


@pytest.mark.parametrize("number", [1, 3, 60, 300])
@pytest.mark.parametrize("name", ["index", "tray"])
def test_a_list_costs_the_same_for_one_and_for_many(
    client, coordinator, page, number, name, django_assert_max_num_queries
):
    make_many(page, number)
    if name == "tray":
        Application.objects.update(state="suspect")
    url = reverse(f"sc_applications:{name}")
    client.get(url)  # fills what Wagtail keeps from one request to the next
    with django_assert_max_num_queries(AROUND + LIST):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("number", [3, 300])
def test_a_search_and_filters_cost_the_same_for_few_and_for_many(
    client, coordinator, page, number, django_assert_max_num_queries
):
    for application in make_many(page, number):
        application.index_terms()
    client.post(reverse("sc_applications:index"), {"term": "name"})
    url = reverse("sc_applications:index_results") + "?waiting=late&state=received&language=en"
    client.get(url)
    with django_assert_max_num_queries(7):
        assert b"Name 1" in client.get(url).content


@pytest.mark.parametrize("number", [1, 3, 60])
def test_an_application_costs_the_same_with_a_short_and_a_long_history(
    client, coordinator, page, number, django_assert_max_num_queries
):
    application = ApplicationFactory(page=page)
    for n in range(number):
        audit.note(application, audit.READ, user=coordinator)
        Mail.objects.create(kind=mails.LETTER, about=str(application.pk), key=f"{mails.LETTER}:{n}")
    url = reverse("sc_applications:inspect", args=[application.pk])
    client.get(url)
    with django_assert_max_num_queries(AROUND + DETAIL):
        assert client.get(url).status_code == 200


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("initial_data_kept")
def test_among_ten_thousand_a_list_and_an_application_take_twelve_queries_at_most(client):
    """As a server counts them: without a test's transaction around, so that each BEGIN and COMMIT of ours is one, too."""
    page = SignUpPageFactory(parent=make_site())
    add_question(page, "Why?", "multiline")
    made = make_many(page, 10_000)
    coordinator = sign_in(client, *COORDINATOR)
    for _time in range(210):
        audit.note(made[5000], audit.READ, user=coordinator)
    late = "?waiting=late&ordering=-answer_by&p=100"
    for url in (
        reverse("sc_applications:index"),
        reverse("sc_applications:index") + late,
        reverse("sc_applications:inspect", args=[made[5000].pk]),
    ):
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        assert len(asked) <= 12, "\n".join(query["sql"][:200] for query in asked)


@pytest.mark.parametrize("number", [3, 300])
def test_the_dashboard_costs_the_same_for_few_and_for_many(
    client, coordinator, page, number, django_assert_max_num_queries
):
    make_many(page, number)
    client.get(reverse("wagtailadmin_home"))
    with django_assert_max_num_queries(18):
        assert b"people wait" in client.get(reverse("wagtailadmin_home")).content


def test_an_export_notes_hundreds_in_few_queries(client, coordinator, page, django_assert_max_num_queries):
    make_many(page, 300)
    run_after_commit()
    with django_assert_max_num_queries(30):
        response = client.post(reverse("sc_applications:export"), {"columns": ["name"], "format": "csv"})
        assert len(list(response)) == 302  # the mark at the beginning, the header, and 300
