"""Which static files are served, and how they are named."""

from __future__ import annotations

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HouseStaticFilesConfig(StaticFilesConfig):
    """Leave out what Bootstrap ships and no page asks for: it would take most of the first start."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "*.map",
        "bootstrap/css/*.rtl*",
        "bootstrap/css/bootstrap-*",
        "bootstrap/css/bootstrap.css",
        "bootstrap/js/*.esm*",
        "bootstrap/js/bootstrap.js",
        "bootstrap/js/bootstrap.min.js",
        "bootstrap/js/bootstrap.bundle.js",
        "bootstrap/js/jquery*",
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
