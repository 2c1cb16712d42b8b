"""Searching by name and address without either in the browser's address bar, its history, or a log of requests.

The term comes by POST and stays in the session, encrypted like the names themselves, until it is cleared.
"""

from django import forms
from django.utils.translation import gettext_lazy as _

from headless.encryption import Unreadable, decrypt, encrypt

_KEY = "sc-applications-search"
MOST = 100


class SearchForm(forms.Form):
    term = forms.CharField(
        label=_("Search by name or e-mail address"),
        required=False,
        max_length=MOST,
        help_text=_("The first letters of a name, or of a part of an e-mail address; at least two."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


def keep_term(session, term: str) -> None:
    """Remember what is looked for; nothing: forget it."""
    if term := term.strip()[:MOST]:
        session[_KEY] = encrypt(term)
    else:
        session.pop(_KEY, None)


def kept_term(session) -> str:
    """What is looked for, or nothing."""
    try:
        return decrypt(session.get(_KEY, ""))
    except Unreadable:  # the key it was encrypted with has been removed
        return ""
