"""Item analysis as JSON and as CSV: for other programs and for spreadsheets."""

from __future__ import annotations

import csv
import io
from typing import Any

from assessments.item_analysis import Analysis, Figure, Flag, OptionFigures, Quartiles
from assessments.item_reports import AssessmentReport, ItemLine
from assessments.item_words import flag_name, reason
from common import spreadsheet

DIGITS = 6
_HEAD = (
    *("assessment", "position", "code", "version", "kind", "competency", "n", "omitted", "not_reached"),
    *("facility", "standard_deviation", "discrimination", "discrimination_index", "alpha_if_deleted"),
    *("seconds_lower", "seconds_median", "seconds_upper", "flags", "reasons"),
)


def as_json(report: AssessmentReport) -> dict[str, Any]:
    """The whole analysis as one object; what is not defined is null, and `undefined` says why."""
    found = report.analysis
    return {
        "assessment": str(report.assessment),
        "public_id": str(report.assessment.public_id),
        "sittings": found.n,
        "questions": len(report.lines),
        "complete": found.complete,
        "mean": _number(found.mean),
        "standard_deviation": _number(found.deviation),
        "quartiles": _quartiles(found.quartiles),
        "alpha": _number(found.alpha),
        "kr20": _number(found.kr20),
        "standard_error_of_measurement": _number(found.standard_error),
        "undefined": _whys(_whole(found)),
        "items": [_item(line) for line in report.lines],
    }


def _whole(found: Analysis) -> dict[str, Figure]:
    return {
        "mean": found.mean,
        "standard_deviation": found.deviation,
        "alpha": found.alpha,
        "kr20": found.kr20,
        "standard_error_of_measurement": found.standard_error,
    }


def _item(line: ItemLine) -> dict[str, Any]:
    one = line.figures
    figures = {
        "facility": one.facility,
        "standard_deviation": one.deviation,
        "discrimination": one.discrimination,
        "discrimination_index": one.index,
        "alpha_if_deleted": one.alpha_if_deleted,
    }
    return {
        "position": line.n,
        "code": line.item.code,
        "version": line.version.n,
        "kind": line.version.kind,
        "competency": line.item.competency.code if line.item.competency else None,
        "n": one.n,
        "omitted": one.omitted,
        "not_reached": one.not_reached,
        **{name: _number(figure) for name, figure in figures.items()},
        "undefined": _whys(figures),
        "seconds": _quartiles(one.seconds),
        "options": [_option(option) for option in one.options],
        "flags": [_flag(flag) for flag in line.flags],
    }


def _option(option: OptionFigures) -> dict[str, Any]:
    return {
        "id": option.id,
        "keyed": option.keyed,
        "chosen": option.chosen,
        "share": round(option.share, DIGITS),
        "upper": _rounded(option.upper),
        "lower": _rounded(option.lower),
        "point_biserial": _number(option.point_biserial),
    }


def _flag(flag: Flag) -> dict[str, Any]:
    values = {name: round(value, DIGITS) for name, value in flag.values.items()}
    return {"kind": flag.kind.value, "option": flag.option or None, "values": values, "reason": reason(flag)}


def _number(figure: Figure) -> float | None:
    return _rounded(figure.value)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS) + 0.0


def _whys(figures: dict[str, Figure]) -> dict[str, str]:
    return {name: figure.why.value for name, figure in figures.items() if figure.why is not None}


def _quartiles(found: Quartiles | None) -> dict[str, float] | None:
    if found is None:
        return None
    return {name: round(getattr(found, name), DIGITS) for name in ("lower", "median", "upper")}


def as_csv(report: AssessmentReport) -> str:
    """One line per question. No cell is taken for a formula; what is not defined is empty."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_HEAD)
    for line in report.lines:
        writer.writerow(_cells(report, line))
    return out.getvalue()


def _cells(report: AssessmentReport, line: ItemLine) -> list[object]:
    found = _item(line)
    seconds = found["seconds"] or {"lower": "", "median": "", "upper": ""}
    figures = (
        *("n", "omitted", "not_reached", "facility", "standard_deviation"),
        *("discrimination", "discrimination_index", "alpha_if_deleted"),
    )
    return [
        spreadsheet.text(str(report.assessment)),
        line.n,
        spreadsheet.identifier(line.item.code),
        line.version.n,
        line.version.kind,
        spreadsheet.identifier(found["competency"] or ""),
        *("" if found[name] is None else found[name] for name in figures),
        *(seconds[name] for name in ("lower", "median", "upper")),
        spreadsheet.text("; ".join(dict.fromkeys(flag_name(flag) for flag in line.flags))),
        spreadsheet.text(" ".join(reason(flag) for flag in line.flags)),
    ]
