"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InteropConfig(AppConfig):
    """How other systems talk to us."""

    name = "interop"
    verbose_name = _("Interop")
    default_auto_field = "django.db.models.BigAutoField"
