"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InteropConfig(AppConfig):
    """How other systems talk to us."""

    name = "interop"
    verbose_name = _("Interop")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the worker carry on imports that another one left lying."""
        from common import ticks  # noqa: PLC0415  # models must be loaded first
        from interop.questions import files  # noqa: PLC0415
        from interop.roster.flow import tick  # noqa: PLC0415

        ticks.register("interop", tick)
        ticks.register("questions", files.tick)
