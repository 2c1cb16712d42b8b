"""What happens by the clock: publishing and unpublishing on schedule."""

import logging
import signal
import sys
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Publish and unpublish what is due, again and again, until it is stopped."

    def add_arguments(self, parser):
        parser.add_argument(
            "--seconds", type=float, default=30, help="Pause between two rounds (default: %(default)s)."
        )

    def handle(self, *, seconds, **options):
        signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(0))
        while True:
            close_old_connections()
            try:
                call_command("publish_scheduled", verbosity=0)
            except Exception:  # whatever it is, the clock must go on: the next round may do what this one could not
                logger.exception("What is due could not be published; it is tried again in %s seconds.", seconds)
            time.sleep(seconds)
