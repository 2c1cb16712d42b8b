"""The stand-alone site on a server. Everything that differs from server to server comes from the environment.

Refuses to start without SECRET_KEY, ALLOWED_HOSTS and ADMIN_BASE_URL; see docs/operators.md for the whole list.
"""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import SECOND_CHANCES, env

DEBUG = False
SECRET_KEY = env("SECRET_KEY")
if not SECRET_KEY:
    raise ImproperlyConfigured("Set the SECRET_KEY environment variable: it is empty.")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
SECOND_CHANCES |= {
    "ENCRYPTION_KEYS": tuple(env.list("ENCRYPTION_KEYS")),
    "TRUSTED_PROXIES": env.int("TRUSTED_PROXIES", default=int(env.bool("BEHIND_TLS_PROXY", default=False))),
}
WAGTAILADMIN_BASE_URL = env("ADMIN_BASE_URL")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[WAGTAILADMIN_BASE_URL])

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^health/ready/"]  # asked from inside, without TLS
if env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=365 * 24 * 60 * 60)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=True)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

EMAIL_CONFIG = env.email("EMAIL_URL", default="smtp://localhost:25")
vars().update(EMAIL_CONFIG)

# Shared by all processes, so that what is counted (forms from one address) is counted once.
if redis_url := env("REDIS_URL", default=""):
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis_url}}
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache",
            # Above it Django throws away every third entry, counters among them.
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    }
