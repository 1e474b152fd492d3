"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommonConfig(AppConfig):
    """Abstract bases and helpers without domain models."""

    name = "common"
    verbose_name = _("Common")
    default_auto_field = "django.db.models.BigAutoField"
