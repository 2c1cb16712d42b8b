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
    #: Stories on one page of the story index.
    STORIES_PER_PAGE: int = 12


def _load() -> Conf:
    given = getattr(settings, "SECOND_CHANCES", {})
    return Conf(**{name: value for name, value in given.items() if name in known_names()})


def known_names() -> set[str]:
    """The names a host may write into `SECOND_CHANCES`."""
    return {field.name for field in fields(Conf)}


class _Current:
    """Reads like `Conf`, and follows `override_settings` in tests."""

    _loaded: Conf | None = None

    def __getattr__(self, name: str):
        if self._loaded is None:
            self._loaded = _load()
        return getattr(self._loaded, name)

    def forget(self) -> None:
        self._loaded = None


conf = _Current()


@receiver(setting_changed)
def _forget(*, setting: str, **kwargs) -> None:
    if setting == "SECOND_CHANCES":
        conf.forget()
