"""How well the assessments of a cohort measured: reliability, error, and the questions to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.item_analysis import Figure, Flag
from assessments.item_words import flag_name, reason, why
from assessments.models import ItemVersion
from learners.assessment_quality import AssessmentQuality, assessment_qualities
from reports.scope import Scope, Tongue, head_of, manifest_of
from reports.small_cells import SMALLEST
from reports.table import Column, Kind, Report, Row

NAME: Final = "assessment-quality"
_PRECISE: Final = 10**6


def build(scope: Scope) -> Report:
    """Return one line for each assessment. Of fewer than five sittings others than staff are told nothing."""
    found, tongue = assessment_qualities(scope.cohort, at=scope.as_of, period=scope.period), Tongue()
    titles = {one.version.pk: tongue.say(one.version, "title") for one in found}
    what = _("How well the assessments measured")
    return Report(
        title=what,
        columns=columns(),
        rows=_rows(found, titles, scope),
        row_count=len(found),
        manifest=manifest_of(scope, NAME),
        head=head_of(
            scope,
            what,
            covers=ngettext("%(n)s assessment", "%(n)s assessments", len(found)) % {"n": len(found)},
            only=tongue.only(),
        ),
        notes=_notes(scope),
    )


def columns() -> tuple[Column, ...]:
    """Return the columns, which are the same for every audience."""
    return (
        Column("assessment", _("Assessment")),
        Column("sittings", _("Sittings"), Kind.INTEGER),
        Column("questions", _("Questions"), Kind.INTEGER),
        Column("facility", _("Facility"), Kind.SHARE),
        Column("deviation", _("Standard deviation"), Kind.SHARE),
        Column("discrimination", _("Discrimination (median)"), Kind.NUMBER),
        Column("alpha", _("Cronbach's alpha"), Kind.NUMBER),
        Column("kr20", _("KR-20"), Kind.NUMBER),
        Column("error", _("Standard error of measurement"), Kind.SHARE),
        Column("undefined", _("Not defined because")),
        Column("flagged", _("Questions to look at"), Kind.INTEGER),
        Column("reasons", _("What to look at, and why")),
    )


def _rows(found: tuple[AssessmentQuality, ...], titles: dict[int, str], scope: Scope) -> Iterator[Row]:
    exact = scope.audience.sees_names
    for one in found:
        title, figures = titles[one.version.pk], one.analysis
        if not exact and 0 < figures.n < SMALLEST:
            yield (title, *[None] * (len(columns()) - 1))
            continue
        whole = (figures.alpha, figures.kr20)
        yield (
            title,
            figures.n,
            len(figures.items),
            _exact(figures.mean.value),
            _exact(figures.deviation.value),
            _exact(one.discrimination),
            *(_exact(figure.value) for figure in whole),
            _exact(figures.standard_error.value),
            _undefined(figures.mean, figures.alpha, figures.standard_error),
            len(one.flagged),
            _to_look_at(one, scope),
        )


def _to_look_at(one: AssessmentQuality, scope: Scope) -> str:
    few = reason(one.too_few) if one.too_few else ""
    if scope.audience.sees_names:
        return "\n".join(filter(None, (few, _reasons(one.flagged, numbers=not scope.on_paper))))
    return " ".join(filter(None, (few, _kinds(one.flagged))))


def _exact(value: float | None) -> Fraction | None:
    return None if value is None else Fraction(value).limit_denominator(_PRECISE)


def _undefined(*figures: Figure) -> str:
    """Why figures of the whole are not defined, each reason once."""
    return " ".join(dict.fromkeys(why(one.why) for one in figures if one.why is not None))


def _reasons(flagged: tuple[tuple[ItemVersion, tuple[Flag, ...]], ...], *, numbers: bool) -> str:
    """Each question with what may be wrong; with numbers or, where the room is short, in two words."""
    said = []
    for version, flags in flagged:
        texts = [f"{flag_name(flag)}. {reason(flag)}" if numbers else flag_name(flag) for flag in flags]
        joined = " ".join(texts) if numbers else ", ".join(dict.fromkeys(texts))
        said.append(_("%(question)s: %(what)s") % {"question": version.item.code, "what": joined})
    return "\n".join(said) if numbers else "; ".join(said)


def _kinds(flagged: tuple[tuple[ItemVersion, tuple[Flag, ...]], ...]) -> str:
    """What may be wrong, with how many questions it is said of: the answers of nobody show through."""
    held = Counter(name for _version, flags in flagged for name in {flag_name(flag) for flag in flags})
    return "; ".join(
        _("%(what)s: %(n)s") % {"what": name, "n": number} for name, number in sorted(held.items())
    )


def _notes(scope: Scope) -> tuple[str, ...]:
    return (
        _(
            "Classical item analysis of the first counting sitting of each learner at each assessment, where"
            " it was handed in and its result released by this date. Practice is left out. Marks, keys and"
            " questions are those that stand today, also in a report as of an earlier date."
        ),
        _(
            "Facility is the mean share of the points. Discrimination is the correlation of a question with"
            " the rest of the sitting; told is the median of the questions. KR-20 is told only for questions"
            " of one weight that are right or wrong, all in every sitting."
        ),
        _(
            "A question to look at is no verdict: somebody reads it. Below 10 sittings nothing is said of a"
            " question but that, and below 30 every figure moves widely from group to group."
        ),
        *(
            ()
            if scope.audience.sees_names
            else (_("Of an assessment with fewer than %(n)s sittings nothing is told.") % {"n": SMALLEST},)
        ),
    )
