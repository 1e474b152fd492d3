"""Settings of a production site: everything comes from the environment.

Refuses to start, naming every variable that is missing, rather than running on a default that was
meant for a demo.
"""

from __future__ import annotations

import os

from django.core.exceptions import ImproperlyConfigured

REQUIRED = {
    "SECRET_KEY": "a long random text, kept secret and the same for every process",
    "ALLOWED_HOSTS": "the host names of the site, separated by commas",
    "DATABASE_URL": "postgres://user:password@host/name",
    "WEBSIDE_VAR": "a folder for files that the server may write to and that is backed up",
    "SCHOOL_NAME": "the name of the school as it stands on pages and reports",
    "SCHOOL_TIME_ZONE": "the time zone in which due dates end, such as Europe/Paris",
    "EMAIL_URL": "submission://user:password@host:587",
    "DEFAULT_FROM_EMAIL": "the sender of mail, such as Webside <webside@school.example>",
}

_missing = [name for name in REQUIRED if not os.environ.get(name, "").strip()]
if _missing:
    _lines = "\n".join(f"  {name}: {REQUIRED[name]}" for name in _missing)
    raise ImproperlyConfigured(f"These variables of the environment are missing:\n{_lines}")

from config import logs  # noqa: E402
from config.settings import *  # noqa: E402, F403
from config.settings import env  # noqa: E402

PRODUCTION = True
DEMO_PASSWORD = None
DEBUG = False
if len(env.str("SECRET_KEY")) < 50:
    raise ImproperlyConfigured("SECRET_KEY must have at least 50 characters.")

_mail = env.dj_email_url("EMAIL_URL")
if "EMAIL_BACKEND" not in _mail:
    raise ImproperlyConfigured("EMAIL_URL must start with submission://, smtp://, console:// or file://.")
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST = _mail["EMAIL_HOST"]
EMAIL_PORT = _mail["EMAIL_PORT"]
EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = _mail["EMAIL_USE_TLS"]
EMAIL_USE_SSL = _mail["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 20
SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL")

# The database is what every process shares; `manage.py createcachetable` makes the table once.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "webside_cache",
    }
}

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
# Whoever asks after this process asks it directly.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=365 * 24 * 3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=True)
# Only when a proxy in front sets this header itself and drops the one that clients send.
if env.int("TRUSTED_PROXIES", default=0):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"

LOGGING = logs.configure(level=env.str("LOG_LEVEL", default="INFO"), json_lines=True)
