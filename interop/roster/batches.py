"""What an import remembers besides its rows: what the file is, what was chosen, what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as of
from datetime import date
from typing import Any, Self

from interop.models import ImportBatch
from interop.roster.placing import Wish
from interop.roster.rows import SCHOOL_SYSTEM, ClassRef, Finding, PersonRow, Roster
from people.models import Cohort


@dataclass(frozen=True, slots=True)
class Options:
    """The typed form of `ImportBatch.options`.

    `mapping` is None until somebody said where the classes of a OneRoster file lead. `counts` are the rows
    by action, once they were looked at for the `look`th time. `moved_on` says that people changed between
    looking and writing. `only` keeps the import within its cohort: whoever imports manages no more. `asked`
    is when somebody last asked for work on it.
    """

    system: str = SCHOOL_SYSTEM
    delta: bool = False
    classes: tuple[ClassRef, ...] = ()
    mapping: Mapping[str, str] | None = None
    starts_on: date | None = None
    take_good: bool = False
    end_missing: bool = False
    notes: tuple[Finding, ...] = ()
    plan_notes: tuple[Finding, ...] = ()
    counts: Mapping[str, int] = of(default_factory=dict)
    moved_on: bool = False
    only: bool = False
    look: int = 0
    asked: str = ""

    @classmethod
    def of_batch(cls, batch: ImportBatch) -> Self:
        """Return what the import remembers."""
        said: dict[str, Any] = batch.options
        return cls(
            system=said.get("system", SCHOOL_SYSTEM),
            delta=said.get("delta", False),
            classes=tuple(ClassRef.from_json(one) for one in said.get("classes", ())),
            mapping=said.get("mapping"),
            starts_on=date.fromisoformat(said["starts_on"]) if said.get("starts_on") else None,
            take_good=said.get("take_good", False),
            end_missing=said.get("end_missing", False),
            notes=tuple(Finding.from_json(one) for one in said.get("notes", ())),
            plan_notes=tuple(Finding.from_json(one) for one in said.get("plan_notes", ())),
            counts=said.get("counts", {}),
            moved_on=said.get("moved_on", False),
            only=said.get("only", False),
            look=said.get("look", 0),
            asked=said.get("asked", ""),
        )

    def as_json(self) -> dict[str, Any]:
        """Return the options as JSON values."""
        return {
            "system": self.system,
            "delta": self.delta,
            "classes": [one.as_json() for one in self.classes],
            "mapping": dict(self.mapping) if self.mapping is not None else None,
            "starts_on": self.starts_on.isoformat() if self.starts_on else "",
            "take_good": self.take_good,
            "end_missing": self.end_missing,
            "notes": [one.as_json() for one in self.notes],
            "plan_notes": [one.as_json() for one in self.plan_notes],
            "counts": dict(self.counts),
            "moved_on": self.moved_on,
            "only": self.only,
            "look": self.look,
            "asked": self.asked,
        }

    def with_changes(self, **changes: Any) -> Self:
        """Return the options with some of them changed."""
        return replace(self, **changes)

    @property
    def needs_mapping(self) -> bool:
        """Whether nobody has said yet where the classes of the file lead."""
        return bool(self.classes) and self.mapping is None

    def wish(self, cohort: Cohort | None, *, on: date) -> Wish:
        """Return what the person importing chose, for the planning, on the day `on`."""
        return Wish(
            on=on,
            starts_on=self.starts_on or on,
            cohort=cohort.code if cohort else "",
            mapping=self.mapping or {},
            only=self.only,
        )


def is_working(batch: ImportBatch) -> bool:
    """Return whether somebody has to wait for the import: its rows are being looked at, or written."""
    if batch.state == ImportBatch.State.READING:
        return not Options.of_batch(batch).needs_mapping
    return batch.state == ImportBatch.State.APPLYING


def staged_roster(batch: ImportBatch) -> Roster:
    """Return the roster as it was read from the file, from the rows that were staged."""
    options = Options.of_batch(batch)
    staged = batch.rows.order_by("pk").values_list("line", "values")
    people = tuple(PersonRow.from_json(line, said) for line, said in staged if not said.get("made"))
    return Roster(
        kind=batch.kind,
        people=people,
        system=options.system,
        classes=options.classes,
        delta=options.delta,
        notes=options.notes,
    )
