"""Addresses of the room `people`. How to add one stands in the docstring of this package.

Roster and staff are for the lead. Who works or learns in a cohort knows that it exists, and is refused with
403; everybody else gets 404, the lead of another cohort and former staff too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from people.models import Campus, ClaimCode, Cohort, Enrolment, Group, GroupSpell, Program, StaffRole, User
from people.services import claiming
from tests.cast import Cast
from tests.factories.people import (
    LONG_AGO,
    CampusFactory,
    EnrolmentFactory,
    GroupSpellFactory,
    StaffRoleFactory,
    UserFactory,
)
from tests.permissions.matrix import Scene, SceneMaker

TABLE = """
                              admin lead faculty signer viewer other_lead former_staff faculty_student student other_student anonymous
# Anybody may come to the door.
GET  people:account-claim     ok    ok   ok      ok     ok     ok         ok           ok              ok      ok            ok
POST people:account-claim     go    go   go      go     go     go         go           go              go      go            go
GET  people:claim-address     go    go   go      go     go     go         go           go              go      go            go   # no code was entered
POST people:claim-address     go    go   go      go     go     go         go           go              go      go            go
GET  people:claim-sent        go    go   go      go     go     go         go           go              go      go            go
GET  people:claim-verify      go    go   go      go     go     go         go           go              go      go            go   # the link is proof
GET  people:claim-password    gone  gone gone    gone   gone   gone       gone         gone            gone    gone          gone # no link was opened
POST people:claim-password    gone  gone gone    gone   gone   gone       gone         gone            gone    gone          gone
POST people:language-choose   go    go   go      go     go     go         go           go              go      go            go
# One's own.
GET  people:settings          bare  bare bare    bare   bare   bare       bare         bare            bare    bare          in
POST people:settings          go    go   go      go     go     go         go           go              go      go            in
POST people:sessions-end      go    go   go      go     go     go         go           go              go      go            in
# The whole school.
GET  people:school            ok    ok   no      no     no     bare       no           no              no      no            in
GET  people:person-list       ok    no   no      no     no     no         no           no              no      no            in
GET  people:person-detail     ok    no   no      no     no     no         no           no              no      no            in
GET  people:person-edit       ok    no   no      no     no     no         no           no              no      no            in
POST people:person-edit       go    no   no      no     no     no         no           no              no      no            in
POST people:person-code       ok    no   no      no     no     no         no           no              no      no            in
GET  people:person-close      ok    no   no      no     no     no         no           no              no      no            in
POST people:person-close      go    no   no      no     no     no         no           no              no      no            in
POST people:person-reopen     go    no   no      no     no     no         no           no              no      no            in
# A program: managed by a role on the program itself, which nobody of the cast has.
GET  people:program-create    bare  no   no      no     no     no         no           no              no      no            in
POST people:program-create    go    no   no      no     no     no         no           no              no      no            in
GET  people:program-detail    ok    no   no      no     no     no         -            no              no      no            in
GET  people:program-edit      ok    no   no      no     no     no         -            no              no      no            in
POST people:program-edit      go    no   no      no     no     no         -            no              no      no            in
GET  people:cohort-create     bare  no   no      no     no     no         -            no              no      no            in
POST people:cohort-create     go    no   no      no     no     no         -            no              no      no            in
GET  people:program-staff     ok    no   no      no     no     no         -            no              no      no            in
GET  people:program-role-give bare  no   no      no     no     no         -            no              no      no            in
POST people:program-role-give go    no   no      no     no     no         -            no              no      no            in
GET  people:program-role-end  ok    no   no      no     no     no         -            no              no      no            in
POST people:program-role-end  go    no   no      no     no     no         -            no              no      no            in
GET  people:campus-create     bare  no   no      no     no     no         -            no              no      no            in
POST people:campus-create     go    no   no      no     no     no         -            no              no      no            in
GET  people:campus-detail     ok    no   no      no     no     no         -            no              no      no            in
GET  people:campus-edit       ok    no   no      no     no     no         -            no              no      no            in
POST people:campus-edit       go    no   no      no     no     no         -            no              no      no            in
GET  people:campus-groups     ok    no   no      no     no     no         -            no              no      no            in
POST people:campus-groups     go    no   no      no     no     no         -            no              no      no            in
# A cohort.
GET  people:cohort-roster     ok    ok   no      no     no     -          -            no              no      no            in
GET  people:cohort-edit       bare  bare no      no     no     -          -            no              no      no            in
POST people:cohort-edit       go    go   no      no     no     -          -            no              no      no            in
GET  people:learner-add       bare  bare no      no     no     -          -            no              no      no            in
POST people:learner-add       go    go   no      no     no     -          -            no              no      no            in
GET  people:cohort-codes      ok    ok   no      no     no     -          -            no              no      no            in
POST people:cohort-codes      ok    ok   no      no     no     -          -            no              no      no            in
GET  people:cohort-staff      ok    ok   no      no     no     -          -            no              no      no            in
GET  people:cohort-role-give  bare  bare no      no     no     -          -            no              no      no            in
POST people:cohort-role-give  go    go   no      no     no     -          -            no              no      no            in
GET  people:cohort-role-end   ok    ok   no      no     no     -          -            no              no      no            in
POST people:cohort-role-end   go    go   no      no     no     -          -            no              no      no            in
# A learner's place in the cohort.
GET  people:learner-place     ok    ok   no      no     no     -          -            no              no      no            in
POST people:learner-code      ok    ok   no      no     no     -          -            no              no      no            in
GET  people:spell-end         ok    ok   no      no     no     -          -            no              no      no            in
POST people:spell-end         go    go   no      no     no     -          -            no              no      no            in
GET  people:spell-status      ok    ok   no      no     no     -          -            no              no      no            in
POST people:spell-status      go    go   no      no     no     -          -            no              no      no            in
GET  people:spell-move        ok    ok   no      no     no     -          -            no              no      no            in
POST people:spell-move        go    bad  no      no     no     -          -            no              no      no            in   # the lead does not manage the other cohort
GET  people:spell-correct     ok    ok   no      no     no     -          -            no              no      no            in
POST people:spell-correct     go    go   no      no     no     -          -            no              no      no            in
GET  people:spell-void        ok    ok   no      no     no     -          -            no              no      no            in
POST people:spell-void        go    go   no      no     no     -          -            no              no      no            in
# A group: a classmate who is not in it does not know of it.
GET  people:group-create      bare  bare no      no     no     -          -            no              no      no            in
POST people:group-create      go    go   no      no     no     -          -            no              no      no            in
GET  people:group-detail      ok    ok   no      no     no     -          -            -               no      -             in
GET  people:group-edit        bare  bare no      no     no     -          -            -               no      -             in
POST people:group-edit        go    go   no      no     no     -          -            -               no      -             in
GET  people:group-join        ok    ok   no      no     no     -          -            -               no      -             in
POST people:group-join        go    go   no      no     no     -          -            -               no      -             in
POST people:group-leave       go    go   no      no     no     -          -            -               no      -             in
"""

SECRET = "Willow Hawthorn"


def _learner(cast: Cast, **fields: Any) -> User:
    """Make a learner of the cohort whose name is nobody else's."""
    user = UserFactory(given_name="Willow", family_name="Hawthorn", **fields)
    EnrolmentFactory(user=user, cohort=cast.cohort)
    return user


def _spells() -> Any:
    rows = Enrolment.objects.order_by("pk")
    return list(rows.values_list("user", "cohort", "starts_on", "ends_on", "status", "recorded_until"))


def _roles() -> Any:
    return list(StaffRole.objects.order_by("pk").values_list("user", "role", "program", "cohort", "ends_on"))


def in_cohort(data: dict[str, Any] | None = None, state: Callable[[], Any] | None = None) -> SceneMaker:
    """Return a scene of an address of the cohort, with a learner in it who needs a code."""

    def make(cast: Cast) -> Scene:
        _learner(cast, unclaimed=True)
        return Scene({"cohort_id": cast.cohort.public_id}, data or {}, (SECRET,), state)

    return make


def in_program(data: dict[str, Any] | None = None, state: Callable[[], Any] | None = None) -> SceneMaker:
    """Return a scene of an address of the program, which has a secret cohort and a secret member of staff."""

    def make(cast: Cast) -> Scene:
        StaffRoleFactory(
            user__given_name="Willow", user__family_name="Hawthorn", program=cast.program, role="viewer"
        )
        return Scene({"program_id": cast.program.public_id}, data or {}, (SECRET,), state)

    return make


def program_itself(cast: Cast) -> Scene:
    cast.program.name = SECRET
    cast.program.save()
    kwargs = {"program_id": cast.program.public_id}
    state = Program.objects.values_list("name", flat=True).get
    return Scene(kwargs, {"name": "Renamed", "code": "MD"}, (SECRET,), lambda: state(pk=cast.program.pk))


def campus(cast: Cast) -> Scene:
    riverside = CampusFactory(program=cast.program, name=SECRET)

    def state() -> Any:
        name = Campus.objects.values_list("name", flat=True).get(pk=riverside.pk)
        return name, riverside.groups.count()

    data = {"name": "Renamed", "code": "R", "groups": [str(cast.group.public_id)]}
    return Scene({"campus_id": riverside.public_id}, data, (SECRET,), state)


def of_learner(data: dict[str, Any] | None = None, *, unclaimed: bool = False) -> SceneMaker:
    """Return a scene of an address of one learner's place, or of one of their spells."""

    def make(cast: Cast) -> Scene:
        learner = _learner(cast, unclaimed=unclaimed)
        kwargs = {"cohort_id": cast.cohort.public_id, "person_id": learner.public_id, "day": LONG_AGO}
        return Scene(kwargs, data or {}, (SECRET,), _spells)

    return make


def place(cast: Cast) -> Scene:
    scene = of_learner()(cast)
    del scene.kwargs["day"]
    return scene


def learner_code(cast: Cast) -> Scene:
    learner = _learner(cast, unclaimed=True)
    kwargs = {"cohort_id": cast.cohort.public_id, "person_id": learner.public_id}
    return Scene(kwargs, secret=(SECRET,), state=ClaimCode.objects.count)


def moving(cast: Cast) -> Scene:
    return of_learner({"to": cast.other_cohort.pk, "from_day": "2026-01-01"})(cast)


def role_end(where: str) -> SceneMaker:
    def make(cast: Cast) -> Scene:
        target = getattr(cast, where)
        held = StaffRoleFactory(
            user__given_name="Willow", user__family_name="Hawthorn", role="viewer", **{where: target}
        )
        kwargs = {
            f"{where}_id": target.public_id,
            "person_id": held.user.public_id,
            "role": "viewer",
            "day": LONG_AGO,
        }
        return Scene(kwargs, {"ends_on": "2026-01-01"}, (SECRET,), _roles)

    return make


def staff_of_cohort(cast: Cast) -> Scene:
    StaffRoleFactory(
        user__given_name="Willow", user__family_name="Hawthorn", role="viewer", cohort=cast.cohort
    )
    return Scene({"cohort_id": cast.cohort.public_id}, secret=(SECRET,))


def person(data: dict[str, Any] | None = None, **fields: Any) -> SceneMaker:
    def make(cast: Cast) -> Scene:
        somebody = UserFactory(given_name="Willow", family_name="Hawthorn", **fields)

        def state() -> Any:
            codes = ClaimCode.objects.count()
            return codes, *User.objects.values_list("given_name", "is_active").get(pk=somebody.pk)

        return Scene({"person_id": somebody.public_id}, data or {}, (SECRET,), state)

    return make


def everybody(cast: Cast) -> Scene:
    _learner(cast)
    return Scene(secret=(SECRET,))


def school(cast: Cast) -> Scene:
    cast.cohort.name = SECRET
    cast.cohort.save()
    return Scene(secret=(SECRET,))


def new_program(cast: Cast) -> Scene:
    return Scene(data={"name": "Nursing", "code": "RN"}, secret=(SECRET,), state=Program.objects.count)


def in_group(cast: Cast) -> Scene:
    member = _learner(cast)
    GroupSpellFactory(user=member, group=cast.group)
    return Scene({"group_id": cast.group.public_id}, secret=(SECRET,))


def group_edit(cast: Cast) -> Scene:
    state = Group.objects.values_list("name", flat=True).get
    kwargs = {"group_id": cast.group.public_id}
    return Scene(kwargs, {"name": "Renamed", "code": "A"}, (SECRET,), lambda: state(pk=cast.group.pk))


def joining(cast: Cast) -> Scene:
    learner = _learner(cast)
    data = {"learners": [str(learner.public_id)], "starts_on": "2026-01-01"}
    return Scene({"group_id": cast.group.public_id}, data, (SECRET,), GroupSpell.objects.count)


def leaving(cast: Cast) -> Scene:
    member = _learner(cast)
    GroupSpellFactory(user=member, group=cast.group)
    running = GroupSpell.objects.filter(group=cast.group, recorded_until__isnull=True, ends_on__isnull=True)
    kwargs = {"group_id": cast.group.public_id, "person_id": member.public_id}
    return Scene(kwargs, state=running.count)


def entering(cast: Cast) -> Scene:
    learner = _learner(cast, unclaimed=True)
    issued = claiming.issue_claim_code(user=learner, by=cast.admin, at=timezone.now())
    return Scene(data={"code": issued.code}, secret=())


def opening(cast: Cast) -> Scene:
    learner = _learner(cast, unclaimed=True)
    now = timezone.now()
    issued = claiming.issue_claim_code(user=learner, by=cast.admin, at=now)
    found = claiming.find_claim(code=issued.code, at=now)
    assert found is not None
    token = claiming.give_address(claim=found, email="willow@home.example", at=now)
    return Scene({"token": token}, secret=(SECRET,))


def own(cast: Cast) -> Scene:
    _learner(cast)
    return Scene(data={"language": "en", "theme": "dark"}, secret=(SECRET,))


SCENES: dict[str, SceneMaker] = {
    "POST people:account-claim": entering,
    "people:claim-verify": opening,
    "people:claim-password": everybody,
    "people:settings": own,
    "people:language-choose": lambda cast: Scene(data={"language": "fr", "next": "/"}),
    "people:school": school,
    "people:person-list": everybody,
    "people:person-detail": person(),
    "people:person-edit": person({"given_name": "Changed", "family_name": "Name", "email": "x@y.example"}),
    "people:person-code": person(unclaimed=True),
    "people:person-close": person(),
    "people:person-reopen": person(is_active=False),
    "people:program-create": new_program,
    "people:program-detail": program_itself,
    "people:program-edit": program_itself,
    "people:cohort-create": in_program(
        {"name": "New", "code": "new", "starts_on": "2026-01-01"}, Cohort.objects.count
    ),
    "people:campus-create": in_program({"name": "New", "code": "new"}, Campus.objects.count),
    "people:campus-detail": campus,
    "people:campus-edit": campus,
    "people:campus-groups": campus,
    "people:program-staff": in_program(),
    "people:program-role-give": in_program(
        {"who": "vera@school.example", "role": "viewer", "starts_on": "2026-01-01"}, StaffRole.objects.count
    ),
    "people:program-role-end": role_end("program"),
    "people:cohort-roster": in_cohort(),
    "people:cohort-edit": in_cohort(
        {"name": "Renamed", "code": "2029", "starts_on": "2020-01-01"},
        lambda: list(Cohort.objects.order_by("pk").values_list("name", flat=True)),
    ),
    "people:learner-add": in_cohort(
        {"given_name": "New", "starts_on": "2026-01-01"}, Enrolment.objects.count
    ),
    "people:cohort-codes": in_cohort(state=ClaimCode.objects.count),
    "people:cohort-staff": staff_of_cohort,
    "people:cohort-role-give": in_cohort(
        {"who": "elsa@school.example", "role": "viewer", "starts_on": "2026-01-01"}, StaffRole.objects.count
    ),
    "people:cohort-role-end": role_end("cohort"),
    "people:learner-place": place,
    "people:learner-code": learner_code,
    "people:spell-end": of_learner({"ends_on": "2026-01-01", "status": "withdrawn"}),
    "people:spell-status": of_learner({"from_day": "2026-01-01", "status": "on_leave"}),
    "people:spell-move": moving,
    "people:spell-correct": of_learner({"starts_on": "2026-01-01", "status": "active"}),
    "people:spell-void": of_learner(),
    "people:group-create": in_cohort({"name": "New", "code": "new"}, Group.objects.count),
    "people:group-detail": in_group,
    "people:group-edit": group_edit,
    "people:group-join": joining,
    "people:group-leave": leaving,
}
