"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    """How we know."""

    name = "assessments"
    verbose_name = _("Assessments")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the worker settle what the clock brings about."""
        from assessments.services.ticking import tick  # noqa: PLC0415  # models must be loaded first
        from common import ticks  # noqa: PLC0415

        ticks.register("assessments", tick)
