"""The rubric of a reflection that was brought in without one."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

DEFAULT_WORDS: Final = (150, 400)

# The rubric of the seeded reflections; each criterion from 0 upward.
_DEFAULT: Final = (
    (
        "situation",
        _("Specific and safe"),
        (
            _("Absent, or it reveals who a patient is (return the work)"),
            _("General statements only"),
            _("A situation is named, with little detail"),
            _("A clear situation, nobody identifiable"),
            _("A clear situation with its context and others' viewpoints, nobody identifiable"),
        ),
    ),
    (
        "reasoning",
        _("Reasoning"),
        (
            _("None"),
            _("Opinion only"),
            _("Names a principle or a source"),
            _("Applies a principle or a source to the situation"),
            _("Weighs principles that pull apart, and the limits of the evidence"),
        ),
    ),
    (
        "change",
        pgettext_lazy("what becomes different", "Change"),
        (
            _("None"),
            _("A vague intention"),
            _("One concrete action"),
            _("A concrete action with a time"),
            _("An action, a time, and a way to know that it worked"),
        ),
    ),
)


def default_rubric() -> list[dict[str, Any]]:
    """The rubric as a body holds it, in the language in use. A 0 for what could reveal a patient returns
    the work."""
    rubric = []
    for name, title, marks in _DEFAULT:
        line: dict[str, Any] = {"id": name, "name": str(title)}
        line["levels"] = {str(mark): str(meaning) for mark, meaning in enumerate(marks)}
        if name == "situation":
            line["returns_at_zero"] = True
        rubric.append(line)
    return rubric
