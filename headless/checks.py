"""What a host misses or risks, said by `manage.py check`, each with its cure."""

from difflib import get_close_matches
from ipaddress import ip_network
from urllib.parse import urlsplit

import swapper
from cryptography.fernet import Fernet
from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.core.files.storage import FileSystemStorage, InvalidStorageError, storages

from .conf import conf, known_names
from .documents import search
from .jobs import queue
from .throttle import Rate

RATES = (
    "SIGN_UPS_PER_ADDRESS",
    "SIGN_UPS_PER_EMAIL",
    "LINKS_PER_ASKER",
    "LINKS_PER_EMAIL",
    "CORRECTIONS_PER_APPLICATION",
)

swapper.set_app_prefix("wagtailcore", "wagtail")


@register()
def settings_are_known(app_configs, **kwargs):
    errors = []
    for name in sorted(set(getattr(settings, "SECOND_CHANCES", {})) - known_names()):
        near = get_close_matches(name, known_names(), n=1)
        hint = f"Did you mean {near[0]}?" if near else f"Known settings: {', '.join(sorted(known_names()))}."
        errors.append(Error(f"SECOND_CHANCES has no setting {name!r}.", hint=hint, id="sc_headless.E001"))
    return errors


@register()
def page_model_is_wagtails(app_configs, **kwargs):
    model = swapper.get_model_name("wagtailcore", "Page")
    if model.lower() == "wagtailcore.page":
        return []
    return [
        Error(
            f"This site has a base page model of its own ({model}); Second Chances' page types cannot build on it.",
            hint="Leave WAGTAIL_PAGE_MODEL unset, or run Second Chances as a site of its own beside this one.",
            id="sc_headless.E002",
        )
    ]


@register()
def public_storage_exists(app_configs, **kwargs):
    try:
        storages[conf.PUBLIC_PICTURES_STORAGE]
    except InvalidStorageError:
        return [
            Error(
                f"SECOND_CHANCES['PUBLIC_PICTURES_STORAGE'] names {conf.PUBLIC_PICTURES_STORAGE!r}, "
                "which is not in STORAGES.",
                hint="Add that storage, or name another.",
                id="sc_headless.E003",
            )
        ]
    return []


@register(Tags.security)
def originals_are_private(app_configs, **kwargs):
    storage = storages["default"]
    if not isinstance(storage, FileSystemStorage) or storage.base_url != settings.MEDIA_URL or not settings.MEDIA_URL:
        return []
    return [
        Warning(
            "Uploaded photographs are public files, at the size and with the metadata (place, camera) they came with, "
            "those of unpublished stories included.",
            hint="Keep originals and renditions in a storage that the web does not serve, and strip metadata at "
            "upload; docs/host-sites.md shows how the stand-alone site does both.",
            id="sc_headless.W004",
        )
    ]


@register()
def languages_are_on(app_configs, **kwargs):
    if getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return []
    return [
        Warning(
            "WAGTAIL_I18N_ENABLED is off: stories and programs cannot be translated.",
            hint="Set it to True, list your languages in WAGTAIL_CONTENT_LANGUAGES, and wrap Wagtail's URLs in "
            "i18n_patterns().",
            id="sc_headless.W005",
        )
    ]


@register()
def personal_data_can_be_encrypted(app_configs, **kwargs):
    keys = list(conf.ENCRYPTION_KEYS)
    hint = "`manage.py second_chances_key` makes a key; keep it outside the database and its backups."
    if not keys:
        return [
            Error(
                "SECOND_CHANCES['ENCRYPTION_KEYS'] is empty: sign-ups cannot be stored.",
                hint=hint,
                id="sc_headless.E006",
            )
        ]
    bad = [number for number, key in enumerate(keys, start=1) if not _is_key(key)]
    return [
        Error(f"Key {number} in SECOND_CHANCES['ENCRYPTION_KEYS'] is no key.", hint=hint, id="sc_headless.E007")
        for number in bad
    ]


def _is_key(text) -> bool:
    try:
        Fernet(text)
    except (ValueError, TypeError):
        return False
    return True


@register()
def rates_can_be_read(app_configs, **kwargs):
    errors = []
    for name in RATES:
        try:
            Rate.parse(getattr(conf, name))
        except (ValueError, AttributeError):
            errors.append(
                Error(
                    f"SECOND_CHANCES[{name!r}] is no rate: {getattr(conf, name)!r}.",
                    hint='Write "number/seconds", such as "20/3600".',
                    id="sc_headless.E008",
                )
            )
    return errors


@register(Tags.caches, deploy=True)
def counters_are_shared(app_configs, **kwargs):
    backend = settings.CACHES.get(conf.THROTTLE_CACHE, {}).get("BACKEND", "")
    if not backend.endswith(("LocMemCache", "DummyCache")):
        return []
    return [
        Warning(
            "Each process counts the forms from one address for itself: several processes let several times as many in.",
            hint="Use RedisCache, Memcached or DatabaseCache for the cache that SECOND_CHANCES['THROTTLE_CACHE'] names.",
            id="sc_headless.W009",
        )
    ]


@register(deploy=True)
def background_jobs_wait_for_a_worker(app_configs, **kwargs):
    if queue.is_database():
        return []
    return [
        Warning(
            "Background tasks run at once, inside whatever starts them.",
            hint="Install wagtail-second-chances[worker], set TASKS to django_tasks_db.DatabaseBackend, and keep "
            "`manage.py second_chances_worker` running.",
            id="sc_headless.W010",
        )
    ]


@register(Tags.security, deploy=True)
def visitors_are_told_apart(app_configs, **kwargs):
    if not settings.SECURE_PROXY_SSL_HEADER or conf.TRUSTED_PROXIES:
        return []
    return [
        Warning(
            "The site stands behind a proxy, and takes it for the only visitor: limits for one address hold for everybody.",
            hint="Set SECOND_CHANCES['TRUSTED_PROXIES'] to the number of your proxies that add to X-Forwarded-For.",
            id="sc_headless.W011",
        )
    ]


@register(Tags.compatibility)
def database_can_search(app_configs, **kwargs):
    if search.is_supported():
        return []
    return [
        Error(
            "The search over published documents needs SQLite or PostgreSQL.",
            hint="Use one of them as the default database.",
            id="sc_headless.E012",
        )
    ]


@register()
def settings_have_a_page(app_configs, **kwargs):
    if apps.is_installed("wagtail.contrib.settings"):
        return []
    return [
        Warning(
            "Staff cannot set the organization's addresses, what readers are asked for, or where the exit button leads.",
            hint='Add "wagtail.contrib.settings" to INSTALLED_APPS.',
            id="sc_headless.W013",
        )
    ]


@register(Tags.security)
def private_networks_are_networks(app_configs, **kwargs):
    errors = []
    for text in conf.WEBHOOK_PRIVATE_NETWORKS:
        try:
            ip_network(text)
        except ValueError:
            errors.append(
                Error(
                    f"SECOND_CHANCES['WEBHOOK_PRIVATE_NETWORKS'] has {text!r}, which is no network.",
                    hint='Write each like "10.1.2.0/24", and all of them as a list.',
                    id="sc_headless.E014",
                )
            )
    return errors


@register()
def edges_are_told(app_configs, **kwargs):
    errors = []
    for address in conf.EDGE_PURGE_ADDRESSES:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname or len(address) > 200:
            errors.append(
                Error(
                    f"SECOND_CHANCES['EDGE_PURGE_ADDRESSES'] has {address!r}, which is no address.",
                    hint='Write each like "http://127.0.0.1:6082/", and all of them as a list.',
                    id="sc_headless.E015",
                )
            )
    if conf.EDGE_STALE_SECONDS and not conf.EDGE_PURGE_ADDRESSES:
        errors.append(
            Error(
                "A cache that nobody tells what to forget may give out what was withdrawn while the site is away.",
                hint="Set SECOND_CHANCES['EDGE_PURGE_ADDRESSES'], or EDGE_STALE_SECONDS to 0.",
                id="sc_headless.E016",
            )
        )
    return errors
