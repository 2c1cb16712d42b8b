"""Every setting of the plugin, with its default and its meaning.

A host writes one dict, `SECOND_CHANCES = {...}`, in its settings. Unknown keys are refused by a system check, so that a
slip of the pen is not silently ignored.
"""

from dataclasses import dataclass, fields

from django.conf import settings
from django.core.signals import setting_changed
from django.dispatch import receiver


@dataclass(frozen=True)
class Conf:
    #: Alias in Django's STORAGES for the pictures that readers see. Its files must be public on the web.
    PUBLIC_PICTURES_STORAGE: str = "default"
    #: Folder within that storage.
    PUBLIC_PICTURES_FOLDER: str = "pictures"
    #: Alias in Django's STORAGES for the evidence of consents, proofs, and the originals of obscured pictures. The files are
    #: encrypted, and nothing but our own checked views opens them; keep them off the web all the same.
    EVIDENCE_STORAGE: str = "default"
    #: The paper on which a woman is sent the proof of her story: "letter" (8.5 x 11 inches) or "A4".
    PROOF_PAPER: str = "letter"
    #: Stories on one page of the story index, and programs on one of the program finder.
    STORIES_PER_PAGE: int = 12
    PROGRAMS_PER_PAGE: int = 24
    #: The template that every public page extends. Name your own to put our pages into your site: it needs the blocks
    #: "title", "head" (within <head>) and "content" (within <main>).
    BASE_TEMPLATE: str = "second_chances/shell.html"
    #: The name of the address at which readers search. The stand-alone site has one below each language.
    SEARCH_VIEW: str = "sc_search"
    #: The name of the address at which a woman takes her story back with her code. The stand-alone site has one below each
    #: language.
    OWN_STORY_VIEW: str = "sc_own_story:ask"
    #: How long browsers, and a cache in front of the site that is told of changes (or may be late), keep an answer without
    #: asking again. In seconds; never beyond the end of a consent. 0 and 0: everybody asks, and gets 304 if nothing changed.
    BROWSER_CACHE_SECONDS: int = 0
    EDGE_CACHE_SECONDS: int = 0
    #: For how long such a cache may give an answer that is too old while we do not answer, and for a moment while it asks for a
    #: new one. In seconds; never beyond the end of a consent. Only for caches that are told what to forget.
    EDGE_STALE_SECONDS: int = 0
    #: Where such caches are told what to forget, by the tags of answers: "http://127.0.0.1:6081/" for each Varnish that runs
    #: `deploy/varnish.vcl`.
    EDGE_PURGE_ADDRESSES: tuple[str, ...] = ()
    #: How much each thread of each process keeps of the API's answers, for as long as nothing is written to the database and
    #: no document begins or ends. In bytes; 0: every answer is made anew.
    KEPT_ANSWERS: int = 8_000_000
    #: How long a preview in a front end holds after its editor's last change. In seconds.
    PREVIEW_SECONDS: int = 3600
    #: The header in which such a cache is told what an answer is made of: "Cache-Tag", "Surrogate-Key", "xkey"; "" for none.
    CACHE_TAG_HEADER: str = "Cache-Tag"
    #: Fernet keys for personal data, the newest first: it encrypts, the others still decrypt. Keep them outside the
    #: database and its backups. `manage.py second_chances_key` makes one and, after a change, encrypts afresh with it.
    ENCRYPTION_KEYS: tuple[str, ...] = ()
    #: Sign-ups from one address on the network, and with one e-mail address: "number/seconds". Above the first the form
    #: is refused for a while; above the second it goes to the tray of suspects.
    SIGN_UPS_PER_ADDRESS: str = "20/3600"
    SIGN_UPS_PER_EMAIL: str = "3/86400"
    #: Links to her own page that one e-mail address is sent (from one address on the network, and in all), and corrections of
    #: one application, which send a mail each. Above the first two nothing is sent, and the answer is the same.
    LINKS_PER_ASKER: str = "5/3600"
    LINKS_PER_EMAIL: str = "30/3600"
    CORRECTIONS_PER_APPLICATION: str = "5/3600"
    #: Codes with which women take their stories back: how many may be tried from one address on the network, and by
    #: everybody together: "number/seconds". Above the second each address may try three only.
    CODES_PER_ADDRESS: str = "10/900"
    CODES_IN_ALL: str = "600/3600"
    #: A form that comes back faster than a person can fill it in goes to the tray. In seconds.
    SIGN_UP_MIN_SECONDS: float = 3
    #: How many proxies of your own stand before the site; each adds to X-Forwarded-For where the request came from. With
    #: 1, the last entry is the visitor; with 2, the one before it. 0: nobody's word but the connection's is believed.
    TRUSTED_PROXIES: int = 0
    #: Alias in Django's CACHES for the counters of those limits. Let all processes share it.
    THROTTLE_CACHE: str = "default"
    #: How long a mail is tried again before it is given up, and shown to staff as failed. In seconds.
    MAIL_GIVE_UP_AFTER: int = 3 * 24 * 3600
    #: A mail that was taken for sending so long ago has lost its worker, and is sent again. In seconds; above Django's
    #: EMAIL_TIMEOUT, or a slow mail server gets it twice.
    MAIL_CLAIM_LASTS: int = 300
    #: Networks of your own that webhooks may reach, without https, too: ("10.1.2.0/24",). Every other address must be a public one,
    #: with https: staff write them, and a receiver may send on to any.
    WEBHOOK_PRIVATE_NETWORKS: tuple[str, ...] = ()
    #: A background job whose worker has shown no sign of life for so long is taken up again. In seconds.
    JOB_LOST_AFTER: int = 60


def _load() -> Conf:
    given = getattr(settings, "SECOND_CHANCES", {})
    return Conf(**{name: value for name, value in given.items() if name in known_names()})


def known_names() -> set[str]:
    """The names a host may write into `SECOND_CHANCES`."""
    return {field.name for field in fields(Conf)}


class _Current:
    """Reads like `Conf`, and follows `override_settings` in tests."""

    def __getattr__(self, name: str):
        if name not in known_names():
            raise AttributeError(name)
        # Each answer asks for some: from now on they are plain attributes, for which nothing is called.
        vars(self).update(vars(_load()))
        return vars(self)[name]

    def forget(self) -> None:
        vars(self).clear()


conf = _Current()


@receiver(setting_changed)
def _forget(*, setting: str, **kwargs) -> None:
    if setting == "SECOND_CHANCES":
        conf.forget()
