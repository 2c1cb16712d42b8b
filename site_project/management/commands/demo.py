"""`manage.py demo`: a site to look at and to try, in two languages."""

import os

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, no_translations

from site_project.demo.build import NotEmpty, build
from site_project.demo.people import PASSWORD, is_local


class Command(BaseCommand):
    help = (
        "Fills an empty site with sample stories, programs and sign-ups in English and Spanish, and people who can sign "
        "in. Running it again adds what is missing and changes nothing that is there, except the site's address."
    )

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="Host name of the site (default: %(default)s).")
        parser.add_argument("--port", default=8000, type=int, help="Port of the site (default: %(default)s).")
        parser.add_argument(
            "--password",
            default=os.environ.get("DEMO_PASSWORD"),
            help="Password of the demo's users; also by DEMO_PASSWORD. Required where others can reach the site.",
        )

    @no_translations
    def handle(self, *, host, port, password, verbosity, **options):
        given = password or (PASSWORD if is_local() else None)
        if given is None:
            raise CommandError("Others can reach this site (ALLOWED_HOSTS): choose a password with --password.")
        try:
            validate_password(given)
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        say = self.stdout.write if verbosity else lambda line: None
        try:
            result = build(host=host, port=port, password=given, say=say)
        except NotEmpty as error:
            raise CommandError(
                f"This site has a home page of its own, “{error}”. The demo is for an empty site."
            ) from error
        made = ", ".join(f"{count} {name}" for name, count in sorted(result.made.items()))
        say(f"Made: {made}." if made else "Everything was there already; nothing was changed.")
        if result.people:
            shown = PASSWORD if given == PASSWORD else "the one you gave"
            say(f"Users: {', '.join(result.people)}. Password: {shown}")
        say(f"Site: http://{host}:{port}/   Admin: http://{host}:{port}/admin/")
