"""App configuration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class CommonConfig(AppConfig):
    """Abstract bases and helpers without domain models."""

    name = "common"
    verbose_name = _("Common")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the system checks, guard append-only tables through migrations, word the fields."""
        from common import checks, field_words, jobs, ticks  # noqa: PLC0415  # models must be loaded first

        field_words.install()
        ticks.register("dead jobs", jobs.revive_dead_jobs)
        pre_migrate.connect(checks.make_way, dispatch_uid="append_only_make_way")
        post_migrate.connect(checks.put_back, dispatch_uid="append_only_put_back")
