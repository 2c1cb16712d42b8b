"""Keeping what is secret or personal out of logs and error reports: Django names in them the address that was asked for,
and shows what was sent and every variable."""

import logging
import re
from functools import wraps

from headless.reports import WithoutValues

#: The secret of a volunteer’s link to her own page, of a woman’s to the proof of her story, and of an outsider’s to a draft.
_LINK = re.compile(r"(/(?:mine|proofs|drafts|draft-pictures)/)[^/\s]{20,}")
#: Where Django writes addresses. A filter of a logger sees what is said to that logger alone, so each needs it.
_LOGGERS = ("django.request", "django.security.csrf", "django.server")


def without_link(text):
    """A text with dots for the secret of a private link; anything else as it is."""
    return _LINK.sub(r"\1…", text) if isinstance(text, str) else text


class HideLinks(logging.Filter):
    """Replaces the secret of a private link by dots; lets everything pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(without_link(arg) for arg in record.args)
        record.msg = without_link(record.msg)
        return True


def hide_links() -> None:
    """From now on, in this process. Each app with private links says so: twice does no harm."""
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(known, HideLinks) for known in logger.filters):
            logger.addFilter(HideLinks())


def reported_without_values(view):
    """Let error reports of a view hold no values, and not the link that it was asked with or that led to it."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        request.exception_reporter_filter = WithoutValues()
        try:
            return view(request, *args, **kwargs)
        except Exception:
            request.path, request.path_info = without_link(request.path), without_link(request.path_info)
            request.META.update({name: without_link(value) for name, value in request.META.items()})
            raise

    return answer
