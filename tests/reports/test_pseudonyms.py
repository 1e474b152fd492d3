"""Pseudonyms hold within a study and lead nowhere outside it."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest

from reports.models.study import new_secret
from reports.pseudonyms import pseudonym

LEARNER = UUID("12345678-1234-5678-1234-567812345678")


def test_pseudonym_is_stable_within_a_study_and_another_in_the_next():
    first, second = new_secret(), new_secret()
    assert pseudonym(secret=first, learner=LEARNER) == pseudonym(secret=first, learner=LEARNER)
    assert pseudonym(secret=first, learner=LEARNER) != pseudonym(secret=second, learner=LEARNER)


def test_pseudonym_is_that_of_the_written_method():
    """HMAC-SHA-256 worked out with OpenSSL over "webside learner " and the 16 bytes of the identifier."""
    assert pseudonym(secret="s3cret", learner=LEARNER) == "P-DUBCXG6BM3IWJZN6"


def test_pseudonyms_of_a_class_differ_and_hold_nothing_of_the_identifier():
    secret = new_secret()
    learners = [uuid4() for _n in range(2000)]
    found = {pseudonym(secret=secret, learner=one) for one in learners}
    assert len(found) == len(learners)
    assert all(re.fullmatch(r"P-[A-Z2-7]{16}", one) for one in found)


def test_pseudonym_needs_a_secret():
    with pytest.raises(ValueError, match="secret"):
        pseudonym(secret="", learner=LEARNER)
