"""Everything that happens in the background, in one process beside the web server."""

import logging
import os
import signal
import sys
import threading
import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils.crypto import get_random_string

from headless.jobs import queue, recovery, schedule
from headless.jobs.threads import start_all

logger = logging.getLogger(__name__)

TICK_SECONDS = 2
#: What waits for others gets this long to end well.
MOST_SECONDS_TO_END = 12


class Command(BaseCommand):
    help = (
        "Sends mails, publishes on schedule, deletes what is due and runs every other background job, until it is "
        "stopped. Several may run side by side."
    )

    def handle(self, **options):
        worker_id = get_random_string(32)
        stop = threading.Event()
        clock = threading.Thread(target=_keep_time, args=(worker_id, stop), daemon=True)
        clock.start()
        others = start_all(stop)
        try:
            if queue.is_database():
                _work(worker_id)
            else:  # tasks run at once, in the clock's thread
                for number in (signal.SIGTERM, signal.SIGINT):
                    signal.signal(number, lambda number, frame: sys.exit(0))
                stop.wait()
        finally:
            stop.set()
            clock.join(timeout=TICK_SECONDS)
            ends = time.monotonic() + MOST_SECONDS_TO_END
            for thread in others:
                thread.join(timeout=max(0, ends - time.monotonic()))
            if any(thread.is_alive() for thread in others):
                # Python would wait for what they have begun, however long; whatever is claimed is taken up again.
                logger.warning("Something that waits for others did not end in time, and was left behind.")
                logging.shutdown()
                os._exit(0)


def _work(worker_id: str) -> None:
    from django_tasks_db.management.commands.db_worker import Worker

    worker = Worker(
        queue_names=["*"],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=[],
    )
    worker.configure_signals()
    worker.run()


def _keep_time(worker_id: str, stop: threading.Event) -> None:
    """Beside the jobs, so that a long one does not look like a dead worker."""
    while not stop.is_set():
        close_old_connections()
        try:
            recovery.sign_of_life(worker_id)
            recovery.recover()
            schedule.enqueue_due()
        except Exception:  # a database that is away for a moment must not end the clock
            logger.exception("The clock missed a beat; it goes on.")
        stop.wait(TICK_SECONDS)
    close_old_connections()
