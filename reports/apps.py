"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """What we tell others."""

    name = "reports"
    verbose_name = _("Reports")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the worker take up reports that another one left lying, and clear old files away."""
        from common import ticks  # noqa: PLC0415  # models must be loaded first
        from reports.services.asking import due  # noqa: PLC0415

        ticks.register("reports", due)
