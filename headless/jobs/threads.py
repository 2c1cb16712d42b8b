"""What runs in a thread of its own beside the worker's jobs, because it waits for others: none of these may hold up the rest."""

import threading
from collections.abc import Callable

_beside: dict[str, Callable[[threading.Event], None]] = {}


def beside(run: Callable[[threading.Event], None]) -> None:
    """Announce something that `manage.py second_chances_worker` runs in a thread until it is told to stop."""
    _beside[f"{run.__module__}.{run.__qualname__}"] = run


def start_all(stop: threading.Event) -> list[threading.Thread]:
    threads = [threading.Thread(target=run, args=(stop,), daemon=True, name=name) for name, run in _beside.items()]
    for thread in threads:
        thread.start()
    return threads
