"""Loading a folder: twice gives the same, local edits stay, what decides becomes a new version."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from assessments.models import (
    Assessment,
    AssessmentCompetency,
    AssessmentItem,
    AssessmentVersion,
    Item,
    ItemKey,
    ItemVersion,
    ModuleAssessment,
    ObservationContext,
    PolicyAdoption,
    PolicyVersion,
)
from assessments.policy_rules import PolicyRules
from competencies.models import (
    Competency,
    CompetencyMapping,
    Descriptor,
    Fact,
    FrameworkVersion,
    Indicator,
    Module,
    ModuleCompetency,
    Reference,
    Section,
    Term,
)
from interop.framework.load import Report, load_content
from interop.framework.problem import ContentError
from interop.framework.validate import load_folder
from tests.interop.framework_support import AT, LATER, SEED, change, everything, load, told

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def seed() -> Any:
    return load_folder(SEED)


@pytest.fixture(scope="module")
def _loaded(seed: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[Report]:
    """Load once for all tests here, in a transaction around theirs that is taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_content(content=seed, at=AT)
        transaction.set_rollback(True)


@pytest.fixture
def loaded(_loaded: Report, db: None) -> Report:
    return _loaded


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SEED, tmp_path / "seed"))


def test_first_load_brings_every_entry(loaded: Report) -> None:
    assert loaded.counts == {
        "frameworks": 1,
        "domains": 4,
        "competencies": 8,
        "indicators": 24,
        "descriptors": 120,
        "modules": 10,
        "sections": 40,
        "items": 73,
        "assessments": 48,
        "observation forms among them": 8,
        "self-rating forms": 1,
        "facts": 56,
        "references": 119,
        "crosswalk rows": 48,
        "terms": 37,
        "source statements": 44,
        "observation contexts": 13,
        "policies": 1,
    }
    assert loaded.kept == []
    assert (Reference.objects.count(), Fact.objects.count(), Term.objects.count()) == (119, 56, 37)
    assert (Descriptor.objects.count(), Section.objects.count()) == (120, 40)
    assert ObservationContext.objects.filter(setting="workplace").count() == 7


def test_competencies_stand_published_in_the_order_of_the_source(loaded: Report) -> None:
    codes = list(Competency.objects.published().order_by("position").values_list("code", flat=True))
    assert codes == [f"SM-{n}" for n in range(1, 9)]
    version = FrameworkVersion.objects.get()
    assert (version.n, version.state, version.target_level, version.published_at) == (1, "published", 3, AT)
    assert "No instrument is claimed to be validated" in version.caution
    second = Competency.objects.get(code="SM-2")
    assert second.seed_wording == "provide definitions of major terms and tools tool"
    assert second.domain.code == "LIT"
    third = Indicator.objects.get(code="SM-6.a").descriptors.get(level__ordinal=3)
    assert third.text.startswith("Spots combinations")


def test_items_carry_what_their_kind_needs(loaded: Report) -> None:
    item = Item.objects.get(code="SM-6-Q2")
    assert (item.jurisdiction, item.state, item.is_public) == ("US", "published", True)
    assert Item.objects.get(code="SM-1-Q1").jurisdiction == ""
    assert {one.code for one in item.indicators.all()} == {"SM-6.a", "SM-6.b"}
    reflection = ItemVersion.objects.get(item__code="SM-1-Q6")
    assert (reflection.kind, reflection.tier, reflection.n) == ("reflection", "knows_how", 1)
    assert [line["id"] for line in reflection.body["rubric"]] == ["situation", "reasoning", "change"]
    assert reflection.body["rubric"][0]["returns_at_zero"] is True
    key = ItemKey.objects.get(version__item__code="SM-3-Q5")
    assert (key.values, key.status) == ({"ranks": {"A": 1, "B": 3, "C": 5, "D": 2, "E": 4}}, "proposed")
    doubtful = ItemVersion.objects.get(item__code="SM-1-Q4").body["rationale"]
    assert "The source reports these figures" in doubtful


def test_assessments_are_practice_with_their_proposed_cut_scores(loaded: Report) -> None:
    assert not Assessment.objects.filter(may_count=True).exists()
    version = AssessmentVersion.objects.get(assessment__code="SM-2-A2")
    assert (version.cut_scores, version.cut_status) == ([0.0, 0.5, 0.7, 0.85], "proposed")
    items = AssessmentItem.objects.filter(version=version).order_by("position")
    assert [one.item_version.item.code for one in items.select_related("item_version__item")] == [
        "SM-2-Q5",
        "SM-2-Q7",
    ]
    assert AssessmentCompetency.objects.filter(assessment__code="SM-SELF").count() == 8
    assert ModuleAssessment.objects.filter(module__code="SM-3-M2").count() == 4
    note = AssessmentVersion.objects.get(assessment__code="SM-1-A3").note
    assert "Rate each criterion from 0 to 4" in note
    assert "1. Retells a rule" in note


def test_first_policy_is_in_force_with_the_rules_of_the_folder(loaded: Report) -> None:
    policy = PolicyVersion.objects.get()
    assert PolicyRules.from_json(policy.rules) == PolicyRules()
    assert PolicyAdoption.objects.get().adopted_at == AT


def test_second_load_changes_no_row(loaded: Report, seed: Any) -> None:
    before = everything()
    again = load_content(content=seed, at=LATER)
    assert again.counts == loaded.counts
    assert (again.added.total(), again.changed.total(), again.kept, again.versions) == (0, 0, [], [])
    assert everything() == before
    overwriting = load_content(content=seed, at=LATER, overwrite=True)
    assert overwriting.versions == []
    assert everything() == before


def test_change_in_the_folder_is_followed(loaded: Report, folder: Path) -> None:
    change(folder, "facts.yaml", "Mesko's course of 2012 used", "The course of 2012 used")
    change(folder, "modules.yaml", "minutes: 30", "minutes: 31")
    report = load(folder)
    assert (report.changed, report.kept) == ({"fact": 1, "module": 1}, [])
    assert Fact.objects.get(code="F46").text.startswith("The course of 2012")
    assert Module.objects.get(code="SM-1-M1").minutes == 31


def test_local_edit_is_told_and_stays(loaded: Report, folder: Path, seed: Any) -> None:
    Fact.objects.filter(code="F46").update(text="Ours.")
    Module.objects.get(code="SM-1-M1").resources.clear()
    ModuleCompetency.objects.get(module__code="SM-2-M1").delete()
    Section.objects.filter(module__code="SM-4-M1", position=2).update(title="Judging")
    before = everything()
    report = load_content(content=seed, at=LATER)
    assert told(report) == [
        "fact F46: text: edited here",
        "module SM-1-M1: resources: edited here",
        "module of a competency SM-2-M1/SM-2: removed here",
        "section SM-4-M1/2: title: edited here",
    ]
    assert everything() == before
    change(folder, "facts.yaml", "Mesko's course of 2012 used", "The course of 2012 used")
    assert "fact F46: text: edited here and changed in the folder" in told(load(folder))
    assert Fact.objects.get(code="F46").text == "Ours."


def test_overwriting_takes_the_folder_back(loaded: Report, seed: Any) -> None:
    Fact.objects.filter(code="F46").update(text="Ours.")
    Module.objects.get(code="SM-1-M1").resources.clear()
    ModuleCompetency.objects.get(module__code="SM-2-M1").delete()
    report = load_content(content=seed, at=LATER, overwrite=True)
    assert (report.kept, report.versions) == ([], [])
    assert Fact.objects.get(code="F46").text.startswith("Mesko's course")
    assert Module.objects.get(code="SM-1-M1").resources.count() == 3
    assert ModuleCompetency.objects.filter(module__code="SM-2-M1").count() == 1


def test_question_changed_in_the_folder_waits_then_becomes_a_version(loaded: Report, folder: Path) -> None:
    change(folder, "items/SM-1.yaml", "A companion app for phones", "An app")
    report = load(folder)
    assert told(report) == [
        "item version SM-1-Q1: body: changed in the folder; it decides in published content"
    ]
    assert ItemVersion.objects.filter(item__code="SM-1-Q1").count() == 1
    report = load(folder, overwrite=True)
    assert report.changed == {"item version": 1, "assessment version": 1}
    versions = list(ItemVersion.objects.filter(item__code="SM-1-Q1").order_by("n"))
    assert [one.n for one in versions] == [1, 2]
    assert "A companion app for phones" in str(versions[0].body)
    assert versions[1].keys.get().values == {"correct": "C"}
    quiz = AssessmentVersion.objects.filter(assessment__code="SM-1-A1").order_by("n")
    asked = [list(one.items.values_list("item_version__n", flat=True)) for one in quiz]
    assert asked == [[1, 1, 1, 1], [2, 1, 1, 1]]
    before = everything()
    assert load(folder, overwrite=True).changed.total() == 0
    assert everything() == before


def test_corrected_key_is_a_further_key_of_the_same_version(loaded: Report, folder: Path) -> None:
    change(folder, "items/SM-1.yaml", "    correct: C", "    correct: A")
    assert told(load(folder)) == [
        "item key SM-1-Q1: values: changed in the folder; it decides in published content"
    ]
    load(folder, overwrite=True)
    assert ItemVersion.objects.filter(item__code="SM-1-Q1").count() == 1
    keys = ItemKey.objects.filter(version__item__code="SM-1-Q1").order_by("n")
    assert [(one.n, one.values) for one in keys] == [(1, {"correct": "C"}), (2, {"correct": "A"})]


def test_changed_rule_is_a_further_assessment_version(loaded: Report, folder: Path) -> None:
    change(folder, "assessments.yaml", "attempts_allowed: 3", "attempts_allowed: 4")
    change(folder, "assessments.yaml", "3: 0.7", "3: 0.75")
    assert len(told(load(folder))) == 2
    load(folder, overwrite=True)
    versions = AssessmentVersion.objects.filter(assessment__code="SM-1-A1").order_by("n")
    assert [(one.n, one.attempts_allowed, one.cut_scores[2]) for one in versions] == [
        (1, 3, 0.7),
        (2, 4, 0.75),
    ]


def test_note_for_faculty_changes_in_place(loaded: Report, folder: Path) -> None:
    change(
        folder, "assessments.yaml", "note: One judgement case is thin evidence;", "note: One case is thin;"
    )
    report = load(folder)
    assert (report.changed, report.kept) == ({"assessment version": 1}, [])
    assert AssessmentVersion.objects.get(assessment__code="SM-1-A2").note.startswith("One case is thin;")


def test_title_of_a_competency_changes_in_place(loaded: Report, folder: Path) -> None:
    change(folder, "framework.yaml", "title: Definitions of major terms and tools", "title: Words and tools")
    report = load(folder)
    assert (report.changed, report.kept, report.versions) == ({"competency": 1}, [], [])
    assert Competency.objects.get(code="SM-2").title == "Words and tools"


def test_changed_descriptor_opens_a_framework_version_that_maps_to_the_old(
    loaded: Report, folder: Path
) -> None:
    change(folder, "framework.yaml", "Lists platform names only", "Names platforms only")
    assert told(load(folder)) == [
        "descriptor SM-1.a/1: text: changed in the folder; it decides in published content"
    ]
    assert FrameworkVersion.objects.count() == 1
    report = load(folder, overwrite=True)
    assert report.versions == ["framework social-media version 2"]
    assert (report.counts, report.kept) == (loaded.counts, [])
    states = FrameworkVersion.objects.order_by("n").values_list("n", "state")
    assert list(states) == [(1, "retired"), (2, "published")]
    old = Descriptor.objects.get(
        indicator__competency__version__n=1, indicator__code="SM-1.a", level__ordinal=1
    )
    assert old.text == "Lists platform names only"
    relations = dict(
        CompetencyMapping.objects.values_list("from_competency__code", "relation").order_by("from_competency")
    )
    assert relations == {"SM-1": "related"} | {f"SM-{n}": "exact" for n in range(2, 9)}
    new = Competency.objects.get(version__n=2, code="SM-1")
    assert Item.objects.filter(competency=new).count() == 9
    item = Item.objects.get(code="SM-1-Q1")
    assert set(item.indicators.values_list("competency__version__n", flat=True)) == {2}
    assert ModuleCompetency.objects.filter(module__code="SM-1-M1").count() == 2
    assert AssessmentCompetency.objects.filter(assessment__code="SM-1-A1").count() == 2
    assert new.facts.count() == old.indicator.competency.facts.count() > 0
    before = everything()
    again = load(folder)
    assert (again.changed.total(), again.added.total(), again.kept) == (0, 0, [])
    assert everything() == before


def test_changed_level_opens_a_version_on_a_scale_of_its_own(loaded: Report, folder: Path) -> None:
    change(
        folder, "framework.yaml", "support: Others seek this student's advice.", "support: Advises others."
    )
    load(folder, overwrite=True)
    first, second = FrameworkVersion.objects.order_by("n").select_related("scale")
    assert (first.scale.code, second.scale.code) == ("smc-5", "smc-5-2")
    assert first.scale.levels.get(ordinal=5).support == "Others seek this student's advice."
    assert not CompetencyMapping.objects.filter(relation="exact").exists()
    before = everything()
    assert load(folder).kept == []
    assert everything() == before


def test_modules_made_here_follow_into_the_new_version(loaded: Report, folder: Path) -> None:
    ours = Module.objects.create(title="Ours")
    ModuleCompetency.objects.create(module=ours, competency=Competency.objects.get(code="SM-5"), level_to=4)
    change(folder, "framework.yaml", "Lists platform names only", "Names platforms only")
    load(folder, overwrite=True)
    attached = ModuleCompetency.objects.filter(module=ours).order_by("competency__version__n")
    assert [(one.competency.code, one.competency.version.n, one.level_to) for one in attached] == [
        ("SM-5", 1, 4),
        ("SM-5", 2, 4),
    ]


def test_changed_policy_waits_to_be_adopted(loaded: Report, folder: Path) -> None:
    change(folder, "policy.yaml", "minimum_evidence: 3", "minimum_evidence: 4")
    assert told(load(folder)) == [
        "policy social-media: rules: changed in the folder; it decides in published content"
    ]
    load(folder, overwrite=True)
    assert [one.rules["minimum_evidence"] for one in PolicyVersion.objects.order_by("n")] == [3, 4]
    assert PolicyAdoption.objects.get().policy_version.n == 1


def test_entry_that_left_the_folder_stays_and_is_told(loaded: Report, folder: Path) -> None:
    text = (folder / "facts.yaml").read_text(encoding="utf-8")
    (folder / "facts.yaml").write_text(text[: text.index("- code: F56")], encoding="utf-8")
    change(folder, "framework.yaml", "facts: 56", "facts: 55")
    report = load(folder)
    assert told(report) == ["fact F56: no longer in the folder; it stays here"]
    assert Fact.objects.filter(code="F56").exists()
    assert told(load(folder)) == told(report)


def test_second_language_becomes_translations(loaded: Report, folder: Path) -> None:
    text = (folder / "facts.yaml").read_text(encoding="utf-8")
    position = text.index("- code: F47")
    french = "    fr:\n      text: Le cours de Mesko (2012).\n"
    (folder / "facts.yaml").write_text(text[:position] + french + text[position:], encoding="utf-8")
    report = load(folder)
    assert (report.changed, report.kept) == ({"fact": 1}, [])
    shown = Fact.objects.get(code="F46").local("text", "fr")
    assert (shown.value, shown.is_fallback) == ("Le cours de Mesko (2012).", False)


def test_broken_folder_changes_nothing_and_is_told_with_its_remedy(loaded: Report, folder: Path) -> None:
    change(folder, "facts.yaml", "Mesko's course of 2012 used", "The course of 2012 used")
    change(folder, "items/SM-1.yaml", "    correct: C", "    correct: Z")
    before = everything()
    with pytest.raises(CommandError) as refused:
        call_command("load_framework", folder)
    assert "1 problem in" in str(refused.value)
    assert "items/SM-1.yaml: SM-1-Q1: key.correct: there is no option 'Z'" in str(refused.value)
    assert "Nothing was written." in str(refused.value)
    assert everything() == before


def test_value_too_long_for_its_field_changes_nothing(loaded: Report, folder: Path) -> None:
    change(folder, "facts.yaml", "Mesko's course of 2012 used", "The course of 2012 used")
    change(folder, "glossary.yaml", "term: Web 2.0", f"term: {'Web ' * 40}")
    before = everything()
    with pytest.raises(
        ContentError, match=r"glossary.yaml: web-2-0: name: Ensure this value has at most 100"
    ):
        load(folder)
    assert everything() == before
