"""App configuration."""

from uuid import UUID

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class AssessmentsConfig(AppConfig):
    """How we know."""

    name = "assessments"
    verbose_name = _("Assessments")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the worker settle what the clock brings about, and texts show the pictures of the bank."""
        from assessments.services.ticking import tick  # noqa: PLC0415  # models must be loaded first
        from common import markdown, ticks  # noqa: PLC0415

        ticks.register("assessments", tick)
        markdown.show_pictures(_picture_address)


def _picture_address(public_id: UUID) -> str:
    return reverse("assessments:picture-detail", args=[public_id])
