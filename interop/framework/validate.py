"""Whether the entries of a content folder fit together. Pure: no Django.

Shape is the parser's business; here every reference must lead somewhere, every code be used once, every
key fit its options, and every number lie where it can. All problems are collected.
"""

from __future__ import annotations

from pathlib import Path

from interop.framework.check_items import check_item
from interop.framework.check_rules import check_assessment, check_policy, check_rubric, check_self_rating
from interop.framework.checks import Checks
from interop.framework.entries import CompetencyEntry, ModuleEntry
from interop.framework.parse import Content, parse_folder
from interop.framework.problem import ContentError, Problem
from interop.framework.shape import Place
from interop.framework.spans import check_spans

FRAMEWORK, MODULES, ASSESSMENTS = "framework.yaml", "modules.yaml", "assessments.yaml"


def load_folder(folder: Path) -> Content:
    """The content of a folder, sound in shape and sense.

    Raises ContentError with every problem found, in shape and in sense, so that one slip does not hide
    the others.
    """
    content, problems = parse_folder(folder)
    if content is not None and all(problem.entry and problem.field for problem in problems):
        problems += _without_echoes(validate(content), problems)
    if problems or content is None:
        raise ContentError(problems)
    return content


def _without_echoes(found: list[Problem], before: list[Problem]) -> list[Problem]:
    """Leave out what is only missed, or miscounted, because an entry had no fit shape."""
    broken = {problem.entry for problem in before}
    return [
        problem
        for problem in found
        if not broken
        or (
            problem.entry not in broken | {"counts"}
            and not any(f"'{code}'" in problem.message for code in broken)
        )
    ]


def validate(content: Content) -> list[Problem]:
    """Every problem with how the entries of `content` fit together; an empty list where there is none."""
    checks = Checks(content)
    _check_codes(checks)
    _check_framework(checks)
    for competency in content.main.competencies:
        _check_competency(checks, competency)
    for module in content.modules:
        _check_module(checks, module)
    for item in content.items:
        check_item(checks, item)
    for assessment in content.assessments:
        check_assessment(checks, assessment)
    if content.self_rating_form:
        check_self_rating(checks, content.self_rating_form)
    for rubric in content.rubrics:
        check_rubric(checks, rubric)
    if content.policy:
        check_policy(checks, content.policy)
    _check_sources(checks)
    _check_uses(checks)
    _check_counts(checks)
    return sorted(set(checks.problems))


def _check_codes(checks: Checks) -> None:
    content = checks.content
    checks.unique(FRAMEWORK, "domain", [one.code for one in content.main.domains])
    checks.unique(FRAMEWORK, "competency", [one.code for one in content.main.competencies])
    indicators = [one.code for competency in content.main.competencies for one in competency.indicators]
    checks.unique(FRAMEWORK, "indicator", indicators)
    checks.unique(MODULES, "module", [one.code for one in content.modules])
    sections = [section.code for module in content.modules for section in module.sections]
    checks.unique(MODULES, "section", sections)
    checks.unique("items", "item", [one.code for one in content.items])
    form = [content.self_rating_form.code] if content.self_rating_form else []
    checks.unique(ASSESSMENTS, "assessment", [*(one.code for one in content.assessments), *form])
    checks.unique("facts.yaml", "fact", [one.code for one in content.facts])
    checks.unique("references.yaml", "reference", [one.code for one in content.references])
    checks.unique("crosswalk.yaml", "crosswalk row", [one.code for one in content.crosswalk])
    checks.unique("glossary.yaml", "term", [one.code for one in content.terms])
    checks.unique("source.yaml", "section", [one.code for one in content.sections])
    statements = [one.code for section in content.sections for one in section.statements]
    checks.unique("source.yaml", "statement", statements)
    checks.unique("contexts.yaml", "setting", [one.code for one in content.settings])
    checks.unique("contexts.yaml", "context", [one.code for one in content.contexts])
    checks.unique("notes.yaml", "caution", [one.code for one in content.cautions])
    checks.unique("notes.yaml", "note", [one.code for one in content.source_notes])
    checks.unique("notes.yaml", "need", [one.code for one in content.needs])
    for rubric in content.rubrics:
        checks.unique("rubrics.yaml", "criterion", [one.code for one in rubric.criteria])
    checks.unique("rubrics.yaml", "rubric", [one.code for one in content.rubrics])


def _check_framework(checks: Checks) -> None:
    main = checks.content.main
    place = Place(FRAMEWORK)
    if main.default_language not in main.languages:
        checks.say(
            place.at("default_language"), f"'{main.default_language}' is not in languages; add it there"
        )
    entry = Place(FRAMEWORK, main.framework.code)
    checks.body(entry, main.framework.body)
    checks.review(entry, main.framework.review_on)
    checks.references(entry.at("source"), [main.framework.source])
    checks.body(Place(FRAMEWORK, "version"), main.version.body)
    scale = Place(FRAMEWORK, main.scale.code)
    checks.body(scale, main.scale.body)
    checks.references(scale.at("references"), main.scale.references)
    ordinals = [level.ordinal for level in main.scale.levels]
    if ordinals != list(range(1, len(ordinals) + 1)) or len(ordinals) < 2:
        checks.say(scale.at("levels"), "ordinals must run 1, 2, 3, ... in order; put them so")
    for level in main.scale.levels:
        checks.body(scale.at(f"levels[{level.ordinal}]"), level.body)
    checks.level(scale.at("target_level"), main.scale.target_level)
    if main.placement_gate:
        gate = Place(FRAMEWORK, "placement_gate")
        checks.body(gate, main.placement_gate.body)
        checks.competencies(gate.at("competencies"), main.placement_gate.competencies)
        checks.level(gate.at("level"), main.placement_gate.level)
    checks.positions(place.at("domains"), [one.position for one in main.domains])
    checks.positions(place.at("competencies"), [one.position for one in main.competencies])
    used = {one.domain for one in main.competencies}
    for domain in main.domains:
        checks.body(Place(FRAMEWORK, domain.code), domain.body)
        if domain.code not in used:
            checks.say(Place(FRAMEWORK, domain.code), "has no competency; give it one or remove it")


def _check_competency(checks: Checks, competency: CompetencyEntry) -> None:
    place = Place(FRAMEWORK, competency.code)
    checks.body(place, competency.body)
    domains = {one.code for one in checks.content.main.domains}
    checks.known(place.at("domain"), [competency.domain], domains, "domain")
    checks.statements(place.at("source_statements"), competency.source_statements)
    if not competency.indicators:
        checks.say(place.at("indicators"), "has none; add at least one")
    ordinals = {level.ordinal for level in checks.content.main.scale.levels}
    for indicator in competency.indicators:
        at = Place(FRAMEWORK, indicator.code)
        checks.body(at, indicator.body)
        for language, text in indicator.body.items():
            field = at.at(f"body.{language}.descriptors")
            for ordinal in sorted(ordinals - set(text.descriptors)):
                checks.say(field, f"none for level {ordinal}; write one for each level of the scale")
            for ordinal in sorted(set(text.descriptors) - ordinals):
                checks.say(field, f"level {ordinal} is not on the scale; remove it")


def _check_module(checks: Checks, module: ModuleEntry) -> None:
    place = Place(MODULES, module.code)
    checks.body(place, module.body)
    checks.review(place, module.review_on)
    checks.jurisdiction(place.at("jurisdiction"), module.jurisdiction)
    checks.between(place.at("minutes"), module.minutes, 1, 600)
    check_spans(checks, place, module.competencies)
    checks.references(place.at("resources"), module.resources)
    known = {one.code for one in checks.content.assessments}
    checks.known(place.at("assessments"), module.assessments, known, "assessment")
    checks.positions(place.at("sections"), [section.position for section in module.sections])
    for section in module.sections:
        at = Place(MODULES, section.code)
        checks.body(at, section.body)
        checks.references(at.at("references"), section.references)
        for jurisdiction in section.jurisdictions:
            checks.jurisdiction(at.at("jurisdictions"), jurisdiction)
        checks.caution(at, section.body, needed=section.source_reports or section.history)
        if section.kind in ("video", "link") and not section.url:
            checks.say(at.at("url"), f"a {section.kind} needs an address; add it")
        if section.kind in ("text", "discussion") and not all(text.text for text in section.body.values()):
            checks.say(at.at("body"), f"a {section.kind} section needs text; write it")


def _check_sources(checks: Checks) -> None:
    content = checks.content
    if content.source:
        checks.references(Place("source.yaml", "source", "reference"), [content.source.reference])
    for section in content.sections:
        checks.body(Place("source.yaml", section.code), section.body)
        for statement in section.statements:
            place = Place("source.yaml", statement.code)
            checks.body(place, statement.body)
            checks.references(place.at("references"), statement.references)
            checks.references(place.at("later_references"), statement.later_references)
            checks.caution(place, statement.body, needed=statement.source_reports or statement.history)
            if statement.competency:
                checks.competencies(place.at("competency"), [statement.competency])
    for fact in content.facts:
        place = Place("facts.yaml", fact.code)
        checks.body(place, fact.body)
        checks.cited(place, fact.references)
        checks.competencies(place.at("competencies"), fact.competencies)
        checks.jurisdiction(place.at("jurisdiction"), fact.jurisdiction)
        checks.caution(place, fact.body, needed=fact.source_reports or fact.history)


def _check_uses(checks: Checks) -> None:
    content = checks.content
    for term in content.terms:
        place = Place("glossary.yaml", term.code)
        checks.body(place, term.body)
        checks.cited(place, term.references)
        checks.competencies(place.at("competencies"), term.competencies)
    for row in content.crosswalk:
        place = Place("crosswalk.yaml", row.code)
        checks.body(place, row.body)
        checks.cited(place, row.references)
        checks.competencies(place.at("competencies"), row.competencies)
    settings = {setting.code for setting in content.settings}
    for setting in content.settings:
        checks.body(Place("contexts.yaml", setting.code), setting.body)
    for context in content.contexts:
        place = Place("contexts.yaml", context.code)
        checks.body(place, context.body)
        checks.known(place.at("setting"), [context.setting], settings, "setting")
        checks.competencies(place.at("competencies"), context.competencies)
        checks.references(place.at("references"), context.references)
    for caution in content.cautions:
        checks.body(Place("notes.yaml", caution.code), caution.body)
        checks.references(Place("notes.yaml", caution.code, "references"), caution.references)
    for note in content.source_notes:
        checks.body(Place("notes.yaml", note.code), note.body)
        checks.references(Place("notes.yaml", note.code, "references"), note.references)
    for need in content.needs:
        checks.body(Place("notes.yaml", need.code), need.body)
        checks.references(Place("notes.yaml", need.code, "references"), need.references)


def _check_counts(checks: Checks) -> None:
    content = checks.content
    found = counts(content)
    for name, expected in content.main.counts.items():
        place = Place(FRAMEWORK, "counts", name)
        if name not in found:
            checks.say(place, f"cannot be counted; what can is {', '.join(found)}")
        elif found[name] != expected:
            checks.say(
                place, f"{expected} expected, {found[name]} found; add the lost entry or mend the number"
            )


def counts(content: Content) -> dict[str, int]:
    """How many entries of each kind the folder holds. The self-rating form is not among the assessments."""
    return {
        "domains": len(content.main.domains),
        "competencies": len(content.main.competencies),
        "indicators": sum(len(one.indicators) for one in content.main.competencies),
        "modules": len(content.modules),
        "items": len(content.items),
        "assessments": len(content.assessments),
        "observation_forms": sum(one.type == "observation" for one in content.assessments),
        "facts": len(content.facts),
        "references": len(content.references),
        "crosswalk": len(content.crosswalk),
        "terms": len(content.terms),
    }
