"""Why a message did not arrive, in words for staff, by the code that is kept."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "address": _("This is no address. Write it like “https://www.example.org/hook”."),
    "scheme": _("The address must begin with https://."),
    "login": _("The address must not hold a user name or password."),
    "port": _(
        "The address names a port that is not meant for websites. Leave it out, or use 443, 80, or one above 1023."
    ),
    "private": _("The name of the host stands for an address inside a private network, which must not be called."),
    "unknown": _("There is no host of this name, or names cannot be looked up at present."),
    "connect": _("The receiver could not be reached."),
    "tls": _("The receiver’s certificate is not valid for its name."),
    "deadline": _("The receiver took too long to answer."),
    "broken": _("The receiver hung up, or its answer could not be read."),
    "status": _("The receiver answered that it did not take the message."),
    "gone": _("The receiver says that it is gone for good (410)."),
    "redirect": _(
        "The receiver sends on to another address in a way that drops the message (301, 302, 303). Put that other address here."
    ),
    "redirect-elsewhere": _(
        "The receiver sends on to another host, or to one without https; the token or signature must not go there. Put that "
        "other address here."
    ),
    "redirects": _("The receiver sends on from address to address without an end."),
    "unreadable": _("The address or the secret was encrypted with a key that is no longer there. Write it anew."),
}


class Refused(Exception):
    """An address that may not be called, or cannot be; `code` is one of `WORDS`."""

    def __init__(self, code: str):
        self.code = code
        super().__init__(code)

    @property
    def words(self) -> str:
        return str(WORDS[self.code])
