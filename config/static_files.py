"""Which static files are served, and how they are named."""

from __future__ import annotations

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HouseStaticFilesConfig(StaticFilesConfig):
    """Leave out what no page asks for: it would take most of the first start.

    Bootstrap and our own styles reach pages as one file (:mod:`config.stylesheet`).
    """

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "*.map",
        "bootstrap/*",
        "webside/css/*",
        "django_htmx/htmax*",
        "django_htmx/htmx-4*",
        "django_htmx/htmx-2.js",
        "django_htmx/ext/*",
    ]


class HouseStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Names by content, compressed; follows ``url()`` and ``@import`` in styles, and no source maps."""

    patterns = (
        (
            "*.css",
            (
                r"""(?P<matched>url\((?P<quote>['"]{0,1})\s*(?P<url>.*?)(?P=quote)\))""",
                (r"""(?P<matched>@import\s*["']\s*(?P<url>.*?)["'])""", """@import url("%(url)s")"""),
            ),
        ),
    )
