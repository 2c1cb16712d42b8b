"""Wagtail's command of the same name, except that one publication that is refused does not stop the others.

It takes Wagtail's place where this app stands before `wagtail` in INSTALLED_APPS; our own worker uses it in any case.
"""

from wagtail.management.commands.publish_scheduled import Command as WagtailCommand

from headless.jobs import planned


class Command(WagtailCommand):
    help = "Publishes and unpublishes what staff have planned."

    def handle(self, *args, **options):
        if options["dryrun"]:
            super().handle(*args, **options)
            return
        planned.unpublish_expired()
        for revision in planned.publish_due():
            self.stderr.write(f"Refused: {revision.content_type.model} {revision.object_id}. Its history says why.")
