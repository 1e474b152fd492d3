"""What the person importing chose, checked against the file and the program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from interop.roster.batches import Options
from interop.roster.refusal import FileRefusedError
from interop.roster.rows import ClassRef, Roster, note
from interop.roster.snapshot import fold_code
from people.models import Cohort, Program


class UnknownNameError(Exception):
    """A class or a cohort was named that is not there, or more than once: what, and which there are."""

    def __init__(self, kind: str, name: str, known: Sequence[str], *, several: bool = False) -> None:
        super().__init__(name)
        self.kind, self.name, self.known, self.several = kind, name, known, several


def options_for(
    roster: Roster,
    *,
    cohort: Cohort | None,
    starts_on: date,
    mapping: dict[str, str] | None = None,
    only: bool = False,
) -> Options:
    """Return the options of an import of the roster; with `only` it stays within the cohort.

    Raises FileRefusedError where neither the file nor the choice says who belongs to which cohort.
    """
    if roster.needs_cohort and cohort is None:
        raise FileRefusedError("missing_cohort")
    by_class = roster.kind.startswith("oneroster")
    notes = (
        (*roster.notes, note("file", "cohort_ignored")) if by_class and cohort and not only else roster.notes
    )
    return Options(
        system=roster.system,
        delta=roster.delta,
        classes=roster.classes,
        mapping=mapping,
        starts_on=starts_on,
        notes=notes,
        only=only,
    )


def find_cohort(code: str, program: Program) -> Cohort:
    """Return the cohort of the program with this code, or with this name where no code fits.

    Raises UnknownNameError.
    """
    cohorts = list(Cohort.objects.filter(program=program).order_by("code"))
    for attribute in ("code", "name"):
        found = [one for one in cohorts if fold_code(getattr(one, attribute)) == fold_code(code)]
        if len(found) == 1:
            return found[0]
    raise UnknownNameError("cohort", code, [one.code for one in cohorts])


def read_mapping(pairs: Iterable[str], classes: Sequence[ClassRef], program: Program) -> dict[str, str]:
    """Return the code of the cohort by the identifier of the class, from pairs such as `CLASS=COHORT`.

    The class is named by its identifier, its code or its title; an empty cohort leaves the class out. A
    class that holds nobody may be named. Raises UnknownNameError.
    """
    mapping: dict[str, str] = {}
    for pair in pairs:
        name, equals, code = pair.rpartition("=")
        if not equals:
            raise UnknownNameError("pair", pair, [])
        code = find_cohort(code.strip(), program).code if code.strip() else ""
        mapping[_find_class(name.strip(), classes).sourced_id] = code
    return mapping


def _find_class(name: str, classes: Sequence[ClassRef]) -> ClassRef:
    for attribute in ("sourced_id", "code", "title"):
        found = [one for one in classes if fold_code(getattr(one, attribute)) == fold_code(name)]
        if len(found) == 1:
            return found[0]
        if found:
            raise UnknownNameError("class", name, [one.sourced_id for one in found], several=True)
    raise UnknownNameError("class", name, [f"{one.sourced_id} ({one.name})" for one in classes])
