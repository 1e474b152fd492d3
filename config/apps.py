"""App configuration of the settings package: its commands and system checks."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Bring in commands (``serve``) and the checks of a deployment."""

    name = "config"

    def ready(self) -> None:
        """Register the system checks."""
        from config import checks  # noqa: F401, PLC0415
