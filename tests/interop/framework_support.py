"""What the tests of the loader share: a copy of the seed to change, and every row of the database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.apps import apps

from interop.framework.load import Report, load_content
from interop.framework.validate import load_folder

SEED = Path("fixtures/social-media-competencies")
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = AT + timedelta(days=30)


def change(folder: Path, file: str, before: str, after: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert before in text
    (folder / file).write_text(text.replace(before, after, 1), encoding="utf-8")


def load(folder: Path, **options: Any) -> Report:
    return load_content(content=load_folder(folder), at=LATER, **options)


def everything() -> dict[str, list[Any]]:
    """Every row of the rooms, so that a write anywhere shows."""
    rooms = {"people", "competencies", "assessments", "learners", "reports", "interop"}
    models = [one for one in apps.get_models(include_auto_created=True) if one._meta.app_label in rooms]
    return {one._meta.label: list(one._default_manager.order_by("pk").values()) for one in models}


def told(report: Report) -> list[str]:
    return [str(kept) for kept in report.kept]
