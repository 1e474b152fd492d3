"""Addresses of the room `interop`. How to add one stands in the docstring of this package."""

from __future__ import annotations

from tests.permissions.matrix import SceneMaker

TABLE = """
admin lead faculty signer viewer other_lead former_staff faculty_student student other_student anonymous
"""

SCENES: dict[str, SceneMaker] = {}
