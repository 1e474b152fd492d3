"""`manage.py item_analysis`: what the answers say about the questions of an assessment."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from assessments.item_analysis import Figure
from assessments.item_export import as_csv, as_json
from assessments.item_reports import AssessmentReport, ItemLine, assessment_report
from assessments.item_statistics import Scope
from assessments.item_words import caution, decimals, flag_name, percent, reason, why
from assessments.models import Assessment
from assessments.services.settling import settle_due


class Command(BaseCommand):
    """Analyse everybody's sittings of an assessment, whoever teaches them."""

    help = "Item analysis of an assessment: counting sittings, the first of each learner."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("assessment", help="the assessment's code, or its public id")
        parser.add_argument("--format", choices=["json", "csv", "text"], default="text")
        parser.add_argument("--practice", action="store_true", help="take practice sittings as well")
        parser.add_argument("--released", action="store_true", help="only sittings with a released result")
        parser.add_argument(
            "--language",
            choices=[code for code, _name in settings.LANGUAGES],
            default=settings.LANGUAGE_CODE,
            help="of reasons; codes and numbers stay as they are in json and csv",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the analysis to standard output."""
        assessment = _assessment(options["assessment"])
        settle_due(at=timezone.now())
        scope = Scope(practice=options["practice"], released_only=options["released"])
        with translation.override(options["language"]):
            report = assessment_report(assessment, scope)
            written = {"json": _json, "csv": as_csv, "text": _text}[options["format"]](report)
        self.stdout.write(written, ending="" if options["format"] == "csv" else "\n")


def _assessment(named: str) -> Assessment:
    found = Assessment.objects.filter(code=named).first()
    if found is None:
        try:
            found = Assessment.objects.filter(public_id=UUID(named)).first()
        except ValueError:
            found = None
    if found is None:
        known = ", ".join(
            code for code in Assessment.objects.order_by("code").values_list("code", flat=True) if code
        )
        raise CommandError(f"There is no assessment {named}. Known: {known or 'none'}.")
    return found


def _json(report: AssessmentReport) -> str:
    return json.dumps(as_json(report), ensure_ascii=False, indent=2)


def _text(report: AssessmentReport) -> str:
    found = report.analysis
    lines = [
        f"{report.assessment}: {found.n} sittings, {len(report.lines)} questions",
        f"mean {percent(found.mean.value)}, standard deviation {percent(found.deviation.value)}",
        _named("alpha", found.alpha),
        _named("KR-20", found.kr20),
        _named("standard error of measurement", found.standard_error),
        caution(found.n),
        "",
        f"{'':>3} {'item':<32} {'n':>6} {'facility':>9} {'discr.':>7} {'index':>7} {'alpha -':>8}",
    ]
    for line in report.lines:
        lines += _line(line)
    return "\n".join(lines)


def _named(name: str, figure: Figure) -> str:
    said = decimals(figure.value, 4)
    return f"{name} {said}" + (f" ({why(figure.why)})" if figure.why else "")


def _line(line: ItemLine) -> list[str]:
    one = line.figures
    code = f"{line.item.code} v{line.version.n}"
    figures = (
        f"{line.n:>3} {code:<32} {one.n:>6} {decimals(one.facility.value):>9}"
        f" {decimals(one.discrimination.value):>7} {decimals(one.index.value):>7}"
        f" {decimals(one.alpha_if_deleted.value):>8}"
    )
    return [figures, *(f"      {flag_name(flag)}: {reason(flag)}" for flag in line.flags)]
