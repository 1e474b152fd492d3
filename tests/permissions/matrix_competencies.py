"""Addresses of the room `competencies`. How to add one stands in the docstring of this package.

Content belongs to no program: whoever drafts anywhere sees every draft, so faculty of another cohort do too.
"""

from __future__ import annotations

from collections.abc import Callable

from competencies.models import Module, ModuleCompetency, Section
from competencies.services.modules import module_mark
from competencies.services.sections import section_mark
from tests.cast import Cast
from tests.factories.competencies import (
    CompetencyFactory,
    CrosswalkFactory,
    FactFactory,
    FrameworkFactory,
    FrameworkVersionFactory,
    ModuleCompetencyFactory,
    ModuleFactory,
    ReferenceFactory,
    SectionFactory,
)
from tests.permissions.matrix import Scene, SceneMaker

TABLE = """
admin lead faculty signer viewer other_lead former_staff faculty_student student other_student anonymous
GET  competencies:framework-list        ok   ok   ok   bare bare ok   bare ok   bare bare in
GET  competencies:framework-detail      ok   ok   ok   ok   ok   ok   bare ok   bare bare in
GET  competencies:framework-version     ok   ok   ok   -    -    ok   -    ok   -    -    in
GET  competencies:library               ok   ok   ok   ok   ok   ok   bare ok   bare bare in
GET  competencies:fact-list             ok   ok   ok   ok   ok   ok   bare ok   bare bare in
GET  competencies:glossary              ok   ok   ok   ok   ok   ok   ok   ok   ok   ok   in
GET  competencies:reference-list        ok   ok   ok   ok   ok   ok   bare ok   bare bare in
POST competencies:markdown-preview      bad  bad  bad  no   no   bad  no   bad  no   no   in  # saves nothing
GET  competencies:module-list           ok   ok   ok   no   no   ok   no   ok   no   no   in
GET  competencies:module-create         ok   ok   ok   no   no   ok   no   ok   no   no   in
POST competencies:module-create         go   go   go   no   no   go   no   go   no   no   in
GET  competencies:module-edit           ok   ok   ok   no   no   ok   no   ok   no   no   in
GET  competencies:module-details        ok   ok   ok   no   no   ok   no   ok   no   no   in
POST competencies:module-details        go   go   go   no   no   go   no   go   no   no   in
GET  competencies:module-preview        ok   ok   ok   no   no   ok   no   ok   no   no   in
POST competencies:module-review         go   go   go   no   no   go   no   go   no   no   in
POST competencies:module-to-draft       go   go   go   no   no   go   no   go   no   no   in
GET  competencies:module-publish        ok   ok   no   no   no   ok   no   no   no   no   in
POST competencies:module-publish        go   go   no   no   no   go   no   no   no   no   in
GET  competencies:module-retire         ok   ok   no   no   no   ok   no   no   no   no   in
POST competencies:module-retire         go   go   no   no   no   go   no   no   no   no   in
POST competencies:module-attach         go   go   go   no   no   go   no   go   no   no   in
POST competencies:module-levels         go   go   go   no   no   go   no   go   no   no   in
POST competencies:module-detach         go   go   go   no   no   go   no   go   no   no   in
GET  competencies:section-create        ok   ok   ok   no   no   ok   no   ok   no   no   in
POST competencies:section-create        go   go   go   no   no   go   no   go   no   no   in
POST competencies:section-order         go   go   go   no   no   go   no   go   no   no   in
GET  competencies:section-edit          ok   ok   ok   no   no   ok   no   ok   no   no   in
POST competencies:section-edit          go   go   go   no   no   go   no   go   no   no   in
POST competencies:section-take-out      go   go   go   no   no   go   no   go   no   no   in
POST competencies:section-put-back      go   go   go   no   no   go   no   go   no   no   in
"""

SECRET = "Willowherb draft"
HEAD = {"title": "Changed", "objective": "", "minutes": "10"}
TEXT = {"title": "Changed", "kind": "text", "body": "Changed.", "url": "", "caution": ""}


def draft(state: str = "draft") -> Module:
    """A module that could be published, with a section and a competency."""
    module = ModuleFactory(title=SECRET, objective=SECRET, state=state)
    SectionFactory(module=module, title=SECRET, body=SECRET)
    ModuleCompetencyFactory(module=module)
    return module


def frameworks(cast: Cast) -> Scene:
    FrameworkVersionFactory()
    FrameworkVersionFactory()
    secret = FrameworkFactory(title=SECRET)
    FrameworkVersionFactory(framework=secret, state="draft")
    return Scene(secret=(SECRET,))


def framework(cast: Cast) -> Scene:
    version = FrameworkVersionFactory(framework__code="smc")
    CrosswalkFactory(competencies=[CompetencyFactory(version=version)])
    return Scene(kwargs={"code": "smc"}, secret=("code to check",))


def framework_draft(cast: Cast) -> Scene:
    version = FrameworkVersionFactory(framework__code="smc")
    FrameworkVersionFactory(framework=version.framework, n=2, state="draft", description=SECRET)
    return Scene(kwargs={"code": "smc", "n": 2}, secret=(SECRET,))


def facts(cast: Cast) -> Scene:
    FactFactory(text="A finding", note=SECRET)
    return Scene(secret=(SECRET,), query={"q": "finding"})


def references(cast: Cast) -> Scene:
    ReferenceFactory(note=SECRET)
    return Scene(secret=(SECRET,))


def picker(cast: Cast) -> Scene:
    ReferenceFactory(title=SECRET)
    return Scene(data=HEAD, secret=(SECRET,), state=Module.objects.count)


def unsaved(cast: Cast) -> Scene:
    return Scene(data={"body": "text"}, state=Section.objects.count)


def listed(cast: Cast) -> Scene:
    draft()
    return Scene(secret=(SECRET,))


def module(state: str = "draft", **data: object) -> SceneMaker:
    """A module in a state; what a POST changes is its title or its state."""

    def make(cast: Cast) -> Scene:
        one = draft(state)
        return Scene(
            kwargs={"public_id": one.public_id},
            data={**HEAD, "seen": module_mark(one), **data},
            secret=(SECRET,),
            state=lambda: Module.objects.values_list("title", "state").get(pk=one.pk),
        )

    return make


def attaching(cast: Cast) -> Scene:
    one, competency = draft(), CompetencyFactory()
    return Scene(
        kwargs={"public_id": one.public_id},
        data={"competency": competency.public_id, "level_from": 2, "level_to": 4},
        state=ModuleCompetency.objects.count,
    )


def levels(cast: Cast) -> Scene:
    row = draft().attachments.get()
    return Scene(
        kwargs={"public_id": row.module.public_id},
        data={"competency": row.competency.public_id, "level_from": 2, "level_to": 4},
        state=lambda: ModuleCompetency.objects.values_list("level_from", "level_to").get(pk=row.pk),
    )


def detaching(cast: Cast) -> Scene:
    row = draft().attachments.get()
    return Scene(
        kwargs={"public_id": row.module.public_id, "competency_id": row.competency.public_id},
        state=ModuleCompetency.objects.count,
    )


def new_section(cast: Cast) -> Scene:
    one = draft()
    return Scene(
        kwargs={"public_id": one.public_id}, data=TEXT, secret=(SECRET,), state=Section.objects.count
    )


def ordering(cast: Cast) -> Scene:
    one = draft()
    second = SectionFactory(module=one)
    return Scene(
        kwargs={"public_id": one.public_id},
        data={"move": f"{second.public_id}:up"},
        state=lambda: Section.objects.values_list("position").get(pk=second.pk),
    )


def section(state: str = "current") -> Callable[[Cast], Scene]:
    """A section; what a POST changes is its text or whether it is in."""

    def make(cast: Cast) -> Scene:
        one = draft().sections.get()
        Section.objects.filter(pk=one.pk).update(state=state)
        one.refresh_from_db()
        return Scene(
            kwargs={"public_id": one.module.public_id, "section_id": one.public_id},
            data={**TEXT, "seen": section_mark(one)},
            secret=(SECRET,),
            state=lambda: Section.objects.values_list("body", "state").get(pk=one.pk),
        )

    return make


SCENES: dict[str, SceneMaker] = {
    "competencies:framework-list": frameworks,
    "competencies:framework-detail": framework,
    "competencies:framework-version": framework_draft,
    "competencies:library": facts,
    "competencies:fact-list": facts,
    "competencies:reference-list": references,
    "competencies:markdown-preview": unsaved,
    "competencies:module-list": listed,
    "competencies:module-create": picker,
    "competencies:module-edit": module(),
    "competencies:module-details": module(),
    "competencies:module-preview": module(),
    "competencies:module-review": module(),
    "competencies:module-to-draft": module("in_review"),
    "competencies:module-publish": module(),
    "competencies:module-retire": module("published"),
    "competencies:module-attach": attaching,
    "competencies:module-levels": levels,
    "competencies:module-detach": detaching,
    "competencies:section-create": new_section,
    "competencies:section-order": ordering,
    "competencies:section-edit": section(),
    "competencies:section-take-out": section(),
    "competencies:section-put-back": section("taken_out"),
}
