"""Keeping the secret part of links out of logs: Django names the address in what it says about a refused or broken request."""

import logging
import re

_LINK = re.compile(r"(/mine/)[^/\s]{20,}")
#: Where Django writes addresses. A filter of a logger sees what is said to that logger alone, so each needs it.
_LOGGERS = ("django.request", "django.security.csrf", "django.server")


class HideLinks(logging.Filter):
    """Replaces the secret of a volunteer's link by dots; lets everything pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(_LINK.sub(r"\1…", arg) if isinstance(arg, str) else arg for arg in record.args)
        record.msg = _LINK.sub(r"\1…", record.msg) if isinstance(record.msg, str) else record.msg
        return True


def hide_links() -> None:
    """From now on, in this process."""
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(HideLinks())
