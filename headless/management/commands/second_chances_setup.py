"""What a new site begins with."""

from django.core.management.base import BaseCommand, CommandError

from headless import registry, roles


class Command(BaseCommand):
    help = (
        "Makes the groups for the people who work on the site: communications editors, story reviewers, volunteer "
        "coordinators, administrators; and what else apps begin with. Running it again adds what is missing and takes nothing away."
    )

    def handle(self, *, verbosity, **options):
        try:
            changes = roles.set_up()
        except roles.UnknownPermission as error:
            raise CommandError(str(error)) from error
        for change in changes:
            if verbosity:
                self.stdout.write(f"{change.role.value}: {_in_words(change)}")
        for make in registry.beginnings():
            if (made := make()) and verbosity:
                self.stdout.write(made)


def _in_words(change: roles.Change) -> str:
    done = []
    if change.made:
        done.append("made")
    if change.added:
        done.append(f"{change.added} permission{'s' if change.added > 1 else ''} added")
    if change.joined_workflow:
        done.append(f"may now decide in the task “{roles.WAGTAILS_TASK}”")
    return f"{'; '.join(done)}." if done else "nothing to do."
