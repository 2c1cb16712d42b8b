"""What coordinators do in the admin, for several tests."""

from datetime import timedelta

from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

INDEX = "/admin/applications/"


def address(name, application=None) -> str:
    return reverse(f"sc_applications:{name}", args=[application.pk] if application else [])


def bulk_address(action, *applications, query="") -> str:
    numbers = "".join(f"&id={application.pk}" for application in applications)
    return reverse("wagtail_bulk_action", args=["sc_volunteers", "application", action]) + f"?{query}{numbers}"


def soup_of(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def text_of(response) -> str:
    return " ".join(soup_of(response).text.split())


def names_in(client, query="", path=INDEX) -> list[str]:
    """The names that a list shows, in its order."""
    return [cell.text.strip() for cell in soup_of(client.get(path + query)).select("td.title a")]


def said(response) -> str:
    """The messages that the next page will show."""
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def state_of(application) -> str:
    application.refresh_from_db()
    return application.state


def days(number):
    """A moment so many days from now."""
    return timezone.now() + timedelta(days=number)
