"""Miller's four tiers: how near to practice a piece of evidence was shown. Pure: no Django.

Source: Miller GE. The assessment of clinical skills/competence/performance. Acad Med 1990;65(9):S63-S67.
"""

from __future__ import annotations

from enum import IntEnum


class Tier(IntEnum):
    """Ordered from knowing to doing, so that `max` is the tier nearest to practice.

    The integer only orders; records, files and policies keep the `code`.
    """

    KNOWS = 1
    KNOWS_HOW = 2
    SHOWS_HOW = 3
    DOES = 4

    @property
    def code(self) -> str:
        """`knows`, `knows_how`, `shows_how` or `does`."""
        return self.name.lower()

    @classmethod
    def from_code(cls, code: str) -> Tier:
        """The tier that `code` names. Raises ValueError for any other word."""
        for tier in cls:
            if tier.code == code:
                return tier
        raise ValueError(f"unknown tier: {code!r}")
