"""Loading a content folder into the database: once, again, after edits on either side.

All of it is one transaction. What was written is remembered (`LoadedEntry`), so that the next time a change
in the folder can be told from a change made here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from assessments.kinds import get_kind
from assessments.services import seeding as assessing
from competencies.models import Framework, FrameworkVersion, Scale
from competencies.services import seeding
from competencies.services.shelf import create_row
from interop.framework import wanted, wanted_assessments
from interop.framework.compare import Kept, Outcome, Reason, settle
from interop.framework.parse import Content
from interop.framework.problem import ContentError, Problem
from interop.framework.steps import (
    Step,
    assessment_steps,
    content_steps,
    framework_steps,
    source_steps,
)
from interop.framework.wanted import Rows
from interop.models import LoadedEntry


@dataclass(slots=True)
class Report:
    """What loading did. counts: rows there are now, by what they are. added, changed: entries by kind.
    kept: what was left as it is here. replaced: what somebody had changed here and the folder took back.
    versions: versions that were opened."""

    counts: dict[str, int] = field(default_factory=dict)
    added: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    kept: list[Kept] = field(default_factory=list)
    replaced: list[Kept] = field(default_factory=list)
    versions: list[str] = field(default_factory=list)


@transaction.atomic
def load_content(*, content: Content, overwrite: bool = False, dry_run: bool = False, at: datetime) -> Report:
    """Write what the folder holds and report it. `dry_run` reports the same and writes nothing.

    Local edits stay and are reported, unless `overwrite`; then what decides in published content becomes a
    new version. Raises ContentError, with nothing written, where a value does not fit its field.
    """
    _check_kinds(content)
    loading = _Loading(content=content, overwrite=overwrite, at=at)
    loading.run(source_steps(content))
    version = loading.framework()
    loading.run(content_steps(content, version, at))
    loading.run(assessment_steps(content, version, at))
    loading.remember()
    loading.report.counts = _counts(content, loading.present)
    loading.report.kept.sort()
    loading.report.replaced.sort()
    if dry_run:
        transaction.set_rollback(True)
    return loading.report


class _Loading:
    """One run: the folder, what was last loaded, and what has happened so far."""

    def __init__(self, *, content: Content, overwrite: bool, at: datetime) -> None:
        self.content = content
        self.overwrite = overwrite
        self.at = at
        self.report = Report()
        self.source = content.main.framework.code
        # What of the folder stands in the database after its step, by kind.
        self.present: dict[str, set[str]] = {}
        entries = LoadedEntry.objects.select_for_update().filter(source=self.source)
        self.entries = {(entry.kind, entry.code): entry for entry in entries}
        self.loaded: dict[tuple[str, str], Any] = {}

    def run(self, steps: Iterable[Callable[[], Step]]) -> None:
        """Take the steps in order; each is built when those before it have written."""
        for build in steps:
            self._apply(build())

    def framework(self) -> FrameworkVersion:
        """Bring the framework's version in force up to the folder, or open the next one; return it."""
        code = self.content.main.framework.code
        version = seeding.published_version(framework=code)
        if version is None:
            version = self._open(self._first_scale())
            self.run(framework_steps(self.content, version, fresh=True))
            return version
        changed = self._deciding(version) if self.overwrite else {}
        if changed:
            return self._next_version(version, changed)
        self.run(framework_steps(self.content, version))
        return version

    def _first_scale(self) -> Scale:
        rows = wanted.scale(self.content)
        (code,) = rows
        found = Scale.objects.filter(code=code).first()
        return found or self._new_scale(code)

    def _new_scale(self, code: str) -> Scale:
        (values,) = wanted.scale(self.content).values()
        scale = create_row(shelf=seeding.scale_shelf(), code=code, values=values)
        if not isinstance(scale, Scale):
            raise TypeError
        return scale

    def _open(self, scale: Scale) -> FrameworkVersion:
        main = self.content.main
        title = wanted.framework(self.content)[main.framework.code]["title"]
        framework, _created = Framework.objects.get_or_create(
            code=main.framework.code, defaults={"title": title}
        )
        version = seeding.open_version(
            framework=framework, scale=scale, target_level=main.scale.target_level, at=self.at
        )
        if version.n > 1:
            self.report.versions.append(f"framework {framework.code} version {version.n}")
        values = wanted.version(self.content)[framework.code]
        for name, value in values.items():
            setattr(version, name, value)
        version.save(update_fields=list(values))
        return version

    def _deciding(self, version: FrameworkVersion) -> dict[str, set[str]]:
        """The entries of which something that decides would change, come or go, by kind."""
        changed: dict[str, set[str]] = {}
        for build in framework_steps(self.content, version):
            step = build()
            current, outcomes = self._outcomes(step)
            found = {code for code, outcome in outcomes.items() if set(outcome.write) & set(step.decides)}
            if step.closed:
                found |= {code for code, outcome in outcomes.items() if outcome.new}
                found |= set(self._gone(step, current))
            if found:
                changed[step.kind] = found
        return changed

    def _next_version(self, old: FrameworkVersion, changed: dict[str, set[str]]) -> FrameworkVersion:
        scale = old.scale
        if "level" in changed:
            scale = self._new_scale(f"{self.content.main.scale.code}-{old.n + 1}")
        new = self._open(scale)
        self.run(framework_steps(self.content, new, fresh=True))
        same = {
            competency.code: "level" not in changed
            and competency.code not in changed.get("competency", ())
            and not any(
                indicator.code in changed.get("indicator", ())
                or any(one.startswith(f"{indicator.code}/") for one in changed.get("descriptor", ()))
                for indicator in competency.indicators
            )
            for competency in self.content.main.competencies
        }
        pairs = seeding.carry_over(old=old, new=new, same=same)
        assessing.carry_over(pairs=pairs, version=new)
        return new

    def _outcomes(self, step: Step) -> tuple[Rows, dict[str, Outcome]]:
        current = step.read()
        self.present[step.kind] = set(step.rows) & set(current)
        outcomes = {
            code: settle(
                kind=step.kind,
                code=code,
                wanted=values,
                current=current.get(code),
                last=entry.values if (entry := self.entries.get((step.kind, code))) else None,
                overwrite=self.overwrite,
                decides=step.decides,
                closed=step.closed,
            )
            for code, values in step.rows.items()
        }
        return current, outcomes

    def _gone(self, step: Step, current: Rows) -> list[str]:
        """What was loaded once, stands here, and is no longer in the folder."""
        loaded = (code for kind, code in self.entries if kind == step.kind)
        return [code for code in loaded if code not in step.rows and code in current]

    def _apply(self, step: Step) -> None:
        current, outcomes = self._outcomes(step)
        gone = self._gone(step, current)
        self.report.kept.extend(Kept(step.kind, code, "", Reason.GONE) for code in gone)
        self.loaded |= {(step.kind, code): self.entries[step.kind, code].values for code in gone}
        for code, outcome in outcomes.items():
            self.report.kept.extend(outcome.kept)
            self.report.replaced.extend(outcome.replaced)
            if outcome.loaded:
                self.loaded[step.kind, code] = dict(outcome.loaded)
            if outcome.write:
                self._write(step, code, outcome)

    def _write(self, step: Step, code: str, outcome: Outcome) -> None:
        try:
            if outcome.new:
                step.add(code, dict(outcome.write))
                self.present[step.kind].add(code)
                self.report.added[step.kind] += 1
            else:
                step.change(code, dict(outcome.write), step.rows[code])
                self.report.changed[step.kind] += 1
        except ValidationError as error:
            raise ContentError(_problems(step, code, error)) from error

    def remember(self) -> None:
        """Keep what was written, for the next time; rows that already say so are left alone."""
        new = []
        for (kind, code), values in self.loaded.items():
            entry = self.entries.get((kind, code))
            if entry is None:
                new.append(
                    LoadedEntry(source=self.source, kind=kind, code=code, values=values, loaded_at=self.at)
                )
            elif entry.values != values:
                entry.values, entry.loaded_at = values, self.at
                entry.save(update_fields=["values", "loaded_at"])
        LoadedEntry.objects.bulk_create(new)
        stale = [entry.pk for key, entry in self.entries.items() if key not in self.loaded]
        if stale:
            LoadedEntry.objects.filter(pk__in=stale).delete()


def _problems(step: Step, code: str, error: ValidationError) -> list[Problem]:
    if not hasattr(error, "error_dict"):
        return [Problem(step.file, code, "", message) for message in error.messages]
    told = error.message_dict
    return [Problem(step.file, code, name, message) for name in told for message in told[name]]


def _check_kinds(content: Content) -> None:
    """Every item as its kind wants it, in every language. Raises ContentError."""
    keys = wanted_assessments.item_keys(content)
    problems = []
    for code, row in wanted_assessments.item_versions(content).items():
        kind = get_kind(row["kind"])
        bodies = {row["language"]: row["body"], **row["translations"]}
        for language, body in bodies.items():
            problems += [
                Problem(content.item_files[code], code, f"{one.path} ({language})", str(one.message))
                for one in kind.validate(body, keys[code]["values"])
            ]
    if problems:
        raise ContentError(problems)


def _counts(content: Content, present: dict[str, set[str]]) -> dict[str, int]:
    """How many entries of the folder stand in the database, by what they are."""
    forms = {one.code for one in content.assessments if one.type == "observation"}
    listed = {one.code for one in content.assessments}
    return {
        "frameworks": len(present["framework"]),
        "domains": len(present["domain"]),
        "competencies": len(present["competency"]),
        "indicators": len(present["indicator"]),
        "descriptors": len(present["descriptor"]),
        "modules": len(present["module"]),
        "sections": len(present["section"]),
        "items": len(present["item"]),
        "assessments": len(present["assessment"] & listed),
        "observation forms among them": len(present["assessment"] & forms),
        "self-rating forms": len(present["assessment"] - listed),
        "facts": len(present["fact"]),
        "references": len(present["reference"]),
        "crosswalk rows": len(present["crosswalk row"]),
        "terms": len(present["term"]),
        "source statements": len(present["source statement"]),
        "observation contexts": len(present["observation context"]),
        "policies": len(present["policy"]),
    }
