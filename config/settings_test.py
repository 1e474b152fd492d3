"""Settings of the test suite, on the engine that ``TEST_ENGINE`` names (sqlite or postgresql)."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ.setdefault("WEBSIDE_VAR", str(Path(tempfile.gettempdir()) / f"webside-test-{os.getuid()}"))
os.environ.setdefault("SECRET_KEY", "only-for-tests-only-for-tests-only-for-tests-only-for-tests")

from config import databases
from config.settings import *  # noqa: F403
from config.settings import INSTALLED_APPS, MIDDLEWARE, STORAGES, VAR_DIR, env

TEST_ENGINE = env.str("TEST_ENGINE", default="sqlite")
if TEST_ENGINE == "postgresql":
    DATABASES = {"default": databases.from_url(env.str("TEST_DATABASE_URL"))}
else:
    DATABASES = {"default": databases.sqlite(VAR_DIR / "unused.sqlite3", synchronous="OFF")}
    # A file, not memory: under a live server, memory shared by threads loses writes.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / f"test-{os.getpid()}.sqlite3")}
DATABASES["default"]["CONN_MAX_AGE"] = 0

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
SCHOOL_NAME = "Test School of Medicine"
SCHOOL_TIME_ZONE = "America/Toronto"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default"]}}
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True

# An append-only table with every kind of key, for the tests of the triggers.
# A page that asks the database once per row (zeal) fails its test.
INSTALLED_APPS = [*INSTALLED_APPS, "tests.ledger", "zeal"]
MIDDLEWARE = [*MIDDLEWARE, "zeal.middleware.zeal_middleware"]
ZEAL_RAISE = True
# Confirming an address asks for the person of the new and of the old one: the library's own two queries.
ZEAL_ALLOWLIST = [{"model": "account.EmailAddress", "field": "user"}]

LOGGING_CONFIG = None
