"""What was erased, as a list that lies beside the backups: an old backup does not bring anybody back."""

import os
from datetime import datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from volunteers.actions.erase_again import erase_again
from volunteers.models import Erased

_DETAILS, _ALL = "details", "all"


class Command(BaseCommand):
    help = (
        "--export FILE: adds what was erased to a list, which holds nothing personal. Keep it outside the database, beside its "
        "backups. --replay FILE: after a backup was put back, erases what is on the list again, before the site starts."
    )

    def add_arguments(self, parser):
        either = parser.add_mutually_exclusive_group(required=True)
        either.add_argument("--export", metavar="FILE", type=Path)
        either.add_argument("--replay", metavar="FILE", type=Path)

    def handle(self, *, export: Path | None, replay: Path | None, **options):
        if export:
            lines = _read(export) if export.exists() else {}
            # What a database that was put back does not know stays on the list.
            lines |= {erased.hash: erased for erased in Erased.objects.all()}
            _write(export, lines)
            self.stdout.write(f"{len(lines)} on the list.")
        elif replay:
            self.stdout.write(f"{erase_again(_read(replay).values())} erased again.")


def _read(path: Path) -> dict[str, Erased]:
    """One line each: hash, time, what. A line that is none ends it: nobody must believe that all was erased."""
    lines = {}
    try:
        for line in path.read_text().splitlines():
            number, at, what = line.split()
            if len(bytes.fromhex(number)) != 32 or what not in (_DETAILS, _ALL):
                raise ValueError
            lines[number] = Erased(hash=number, at=datetime.fromisoformat(at), details_only=what == _DETAILS)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise CommandError(f"{path} is no list of what was erased; nothing was done.") from error
    return lines


def _write(path: Path, lines: dict[str, Erased]) -> None:
    """The old list or the new one is there, whatever happens in between."""
    text = "".join(
        f"{erased.hash} {erased.at.isoformat()} {_DETAILS if erased.details_only else _ALL}\n"
        for erased in sorted(lines.values(), key=lambda erased: (erased.at, erased.hash))
    )
    new = path.with_name(f"{path.name}.new")
    with new.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
