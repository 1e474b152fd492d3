"""What each staff role may do: the table of the design, as data. Pure; nothing here knows Django."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Capability(StrEnum):
    """What somebody may do as staff, in a cohort or a program."""

    MANAGE = "manage"
    """Roster, staff, named export, switching practice to counting."""
    TEACH = "teach"
    """Assign, observe, mark."""
    SEE_RECORD = "see_record"
    """Open the named record of a learner of the cohort."""
    SIGN = "sign"
    """Sign, decline and revoke; the record itself refuses a signer who is the only rater."""
    SEE_AGGREGATES = "see_aggregates"
    """See figures that name nobody."""
    DRAFT_CONTENT = "draft_content"
    PUBLISH_CONTENT = "publish_content"


GRANTS: Final[dict[str, frozenset[Capability]]] = {
    "lead": frozenset(Capability) - {Capability.SIGN},
    "faculty": frozenset(
        {Capability.TEACH, Capability.SEE_RECORD, Capability.SEE_AGGREGATES, Capability.DRAFT_CONTENT}
    ),
    "signer": frozenset({Capability.SEE_RECORD, Capability.SIGN, Capability.SEE_AGGREGATES}),
    "viewer": frozenset({Capability.SEE_AGGREGATES}),
}
"""The capabilities of each role. A lead signs only by being a signer as well."""

OF_ADMIN: Final = frozenset(Capability) - {Capability.SIGN}
"""What a school admin may do everywhere without any role. To sign they need the role, like anyone."""

NEVER_ON_ONESELF: Final = frozenset({Capability.SIGN, Capability.TEACH})
"""What nobody does to their own record, whatever their roles."""


def roles_granting(capability: Capability) -> list[str]:
    """Return the roles that carry `capability`, in the order of the table."""
    return [role for role, granted in GRANTS.items() if capability in granted]
