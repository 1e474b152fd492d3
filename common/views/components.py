"""The page of components: every part in its states, for developers and for review."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any, Final

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from common import cells
from common.fields import DayInput

LEVELS: Final = {1: "Novice", 2: "Advanced beginner", 3: "Competent", 4: "Proficient", 5: "Role model"}
STATUSES: Final = {
    "not_assessed": "not assessed",
    "in_progress": "in progress",
    "ready_for_review": "ready for review",
    "attained": "attained",
    "refresh_due": "refresh due",
}
LONG: Final = "Maximiliana-Konstantina Featherstonehaugh-Winterbourne-Oakmoss"
HEAT: Final = {
    "Amara Brightwater": "3a 1 2 2 . 2 1 1",
    "Elif Hawthorn": "4a 4a 3 4s 3 4a . 4",
    LONG: ". . . . . . . .",
    "Nadia Clover-Winterbourne": "3 3 4 1 1 4a . 1",
    "Oisín Heather": "3d 2 3a 2 2 3 . 3s",
    "Zoé Willowherb": "5a 1 2 . 1 5a . 1",
}
CONTENTS: Final = {
    "s-steps-and-tabs": "Steps, tabs",
    "s-buttons": "Buttons",
    "s-notes": "Notes",
    "s-card-and-empty-state": "Card, empty state",
    "s-single-figures": "Figures",
    "s-progress-and-toast": "Progress, toast",
    "ask": "Dialog",
    "wrong": "Form",
    "s-pages-of-a-list": "Pages",
    "s-tables": "Tables",
    "heat": "Heat map",
    "prose": "Prose",
    "bars": "Charts",
}
SIGNS: Final = {"a": "attained", "s": "ready_for_review", "d": "refresh_due", "": "in_progress"}
MARKDOWN: Final = """# A heading of the text

One piece rarely identifies a person; **several together** do. See [the guidance](https://example.org/).

- the place and the day
- a picture with a *whiteboard* behind it

> The same standards hold in every medium.

| Kind | Example |
|---|---|
| Direct | `name` |
| Indirect | a rare condition |
"""


class SampleForm(forms.Form):
    """A field of each kind."""

    title = forms.CharField(label="Title", help_text="What learners see in their list.", max_length=80)
    due = forms.DateField(label="Due", help_text="The end of that day.", widget=DayInput())
    to = forms.ChoiceField(label="To", choices=[("", "Choose who gets it"), ("a", "Class of 2029")])
    why = forms.CharField(label="Reason", widget=forms.Textarea, required=False)
    file = forms.FileField(label="Roster file", help_text="CSV, XLSX or a OneRoster zip.", required=False)
    counts = forms.ChoiceField(
        label="Does it count?",
        choices=[("p", "Practice: only the learner sees it"), ("c", "Counting: becomes evidence at release")],
        widget=forms.RadioSelect,
    )
    rating = forms.ChoiceField(
        label="Say nothing because nobody has commented",
        choices=[
            ("1", "Clearly inappropriate"),
            ("2", "Questionable"),
            ("3", "Acceptable, not the best"),
            ("4", "Clearly appropriate"),
        ],
        widget=forms.RadioSelect,
    )
    seen = forms.ChoiceField(
        label="Beatriz Oakmoss, SM-3",
        choices=[("0", "not seen"), *((str(n), str(n)) for n in LEVELS)],
        widget=forms.RadioSelect,
        initial="3",
    )
    keep = forms.BooleanField(label="Keep me signed in on this device", required=False)


class OtherForm(forms.Form):
    """Fields that are disabled, and words that are long."""

    fixed = forms.CharField(
        label="Student number", help_text="It came with the roster.", initial="00417", disabled=True
    )
    closed = forms.ChoiceField(label="Framework", choices=[("a", "Version 2, published")], disabled=True)
    long = forms.ChoiceField(
        label="Which of the issues of professionalism that the source lists does what you saw belong to?",
        help_text="Choose the one that fits best; more than one may be true. Nobody but the learner, their "
        "cohort’s faculty and those who sign for it sees what you choose.",
        choices=[("", "Generational differences in use and in views on professionalism, and what follows")],
    )
    groups = forms.MultipleChoiceField(
        label="Groups",
        choices=[("a", "Group A"), ("b", f"Group of {LONG}")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class SampleFilter(forms.Form):
    """The fields of a filter bar."""

    name = forms.CharField(label="Learner", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    group = forms.ChoiceField(label="Group", choices=[("", "All groups"), ("a", "Group A")], required=False)
    status = forms.ChoiceField(label="Status", choices=[("", "Any status")], required=False)


def heat_rows() -> str:
    """Return the sample rows of a heat map."""
    looks = cells.prepare(
        levels=LEVELS, statuses=STATUSES, hints={"ready_for_review": "sign", "refresh_due": "due"}
    )
    rows = []
    for name, line in HEAT.items():
        keys = [
            (None, "not_assessed") if one == "." else (int(one[0]), SIGNS[one[1:]]) for one in line.split()
        ]
        rows.append(cells.row(name=name, href="#", address="#", endings=[looks[key] for key in keys]))
    return mark_safe("".join(rows))  # noqa: S308  # made by common.cells, which escapes


def sample_charts() -> dict[str, Any]:
    """Return what the charts show: nothing, one, many."""
    shown = {date(2026, 9, 14): 1, date(2026, 10, 1): 2, date(2026, 10, 12): None, date(2026, 10, 19): 2}
    return {
        "days": [*shown.items(), (date(2026, 11, 16), 4), (date(2026, 11, 23), 3)],
        "one_day": [(date(2026, 11, 23), 3)],
        "no_days": [],
        "rows": [
            (f"SM-{n}", *both)
            for n, both in enumerate(
                [(3, 3), (2, 3), (3, 4), (2, 2), (None, 3), (3, 2), (None, 1), (1, 5)], 1
            )
        ],
        "one_part": [("l1", "Novice", 1), ("none", "Not assessed", 0)],
        "weeks": [3, 4, 4, None, 6, 2, 9],
        "flat": [5, 5, 5],
    }


def sample_context() -> dict[str, Any]:
    """Return everything that the page shows."""
    levels = [SimpleNamespace(ordinal=ordinal, name=name) for ordinal, name in LEVELS.items()]
    paginator = Paginator(range(400), 50)
    return {
        "levels": levels,
        "third": levels[2],
        "form": SampleForm(initial={"counts": "p"}),
        "wrong": SampleForm(
            {"wrong-title": "Privacy", "wrong-due": "yesterday", "wrong-seen": "3"},
            prefix="wrong",
        ),
        "other": OtherForm(auto_id="other_%s"),
        "choosing": SampleForm(prefix="choosing", initial={"rating": "2"}),
        "filter_form": SampleFilter(auto_id="filter_%s"),
        "contents": list(CONTENTS.items()),
        "long_name": LONG,
        "page": paginator.page(3),
        "short_page": paginator.page(1),
        "now": timezone.now(),
        "parts": [
            *(
                (f"l{n}", name, count)
                for (n, name), count in zip(LEVELS.items(), (2, 5, 10, 3, 2), strict=True)
            ),
            ("none", "Not assessed", 2),
        ],
        "done": [("in", "on time", 14), ("late", "late", 2), ("none", "not in", 8)],
        "heat": heat_rows(),
        "columns": [
            (f"SM-{n}", word) for n, word in enumerate("Literacies Terms Principles Tools".split(), 1)
        ]
        + [(f"SM-{n}", word) for n, word in enumerate("Generations Privacy Policies Reputation".split(), 5)],
        "text": MARKDOWN,
        "nothing": Paginator([], 50).page(1),
        **sample_charts(),
    }


@require_safe
@login_required
def components(request: HttpRequest) -> HttpResponse:
    """Show every part in its states, to the school's admins; nobody else knows the page."""
    if not getattr(request.user, "is_school_admin", False):
        raise Http404
    return render(request, "components/catalogue.html", sample_context())
