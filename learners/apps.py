"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearnersConfig(AppConfig):
    """The journey."""

    name = "learners"
    verbose_name = _("Learners")
    default_auto_field = "django.db.models.BigAutoField"
