"""Whatever a file says: once it is written, reading it again finds nothing to do."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from people.models import Enrolment, User
from tests.factories.people import CohortFactory, GroupFactory, ProgramFactory
from tests.interop.roster.files import HEADER
from tests.interop.roster.flows import AT, everything, import_file

ROW = st.fixed_dictionaries(
    {
        "student_number": st.sampled_from(["", "1", "2", "00417", "417"]),
        "given_name": st.sampled_from(["Ann", "Zoé", "", "Bo"]),
        "family_name": st.sampled_from(["Bee", "Ng", ""]),
        "email": st.sampled_from(["", "a@x.example", "B@x.example", "broken"]),
        "cohort": st.sampled_from(["2029", "2028", "", "2031"]),
        "group": st.sampled_from(["", "A", "B"]),
        "role": st.sampled_from(["", "student", "faculty", "parent"]),
        "starts_on": st.sampled_from(["", "2026-10-01", "2026-12-24"]),
        "status": st.sampled_from(["", "active", "on leave", "withdrawn", "completed"]),
    }
)
FILE = st.lists(ROW, min_size=1, max_size=6)


def written(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADER.split(","))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


@pytest.mark.slow
class RosterPropertiesTest(TestCase):
    """Each example begins with an empty school; the database takes back what it wrote."""

    def school(self):
        program = ProgramFactory(code="MD")
        for code in ("2029", "2028"):
            cohort = CohortFactory(program=program, code=code, name=f"Class of {code}")
            for group in ("A", "B"):
                GroupFactory(cohort=cohort, code=group)
        return program

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(first=FILE, second=FILE, end_missing=st.booleans())
    def test_second_time_changes_nothing(self, first, second, end_missing):
        program = self.school()
        for number, rows in enumerate((first, second)):
            at = AT + timedelta(days=number * 7)
            options = {"take_good": True, "end_missing": end_missing, "at": at}
            import_file(written(rows), program, **options)
            before = everything()
            again = import_file(written(rows), program, **options)
            left_to_do = [row for row in again.plan.rows if row.action.value in {"new", "changed"}]
            assert left_to_do == []
            assert not again.changes
            assert everything() == before

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(first=FILE, second=FILE)
    def test_nobody_leaves_and_no_address_vanishes_unless_it_is_said(self, first, second):
        program = self.school()
        import_file(written(first), program, take_good=True)
        here = set(Enrolment.objects.filter(ends_on=None, recorded_until=None).values_list("user", "cohort"))
        addressed = set(User.objects.exclude(email=None).values_list("pk", flat=True))
        import_file(written(second), program, take_good=True, at=AT + timedelta(days=7))
        after = set(Enrolment.objects.filter(ends_on=None, recorded_until=None).values_list("user", "cohort"))
        assert here <= after
        assert addressed <= set(User.objects.exclude(email=None).values_list("pk", flat=True))
