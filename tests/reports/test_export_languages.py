"""The exported file in the language of whoever takes it out, with what machines read the same in all."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from tests.learners.classroom import Classroom

HEADS = {
    "en": ["Identifier", "Family name", "Given name", "Email", "Group", "Competency", "Title", "Status"],
    "fr": ["Identifiant", "Nom de famille", "Prénom", "Courriel", "Groupe", "Compétence", "Titre", "Statut"],
}


@pytest.fixture
def room(db: None) -> Classroom:
    return Classroom.open()


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def lines_of(rows: list[list[str]], language: str) -> list[list[str]]:
    start = next(number for number, row in enumerate(rows) if row[:8] == HEADS[language])
    return rows[start + 1 :]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_export_speaks_the_language_of_whoever_takes_it_out(room: Classroom, language: str):
    client = Client()
    lead = room.school.other_teacher
    lead.language = language
    lead.save()
    client.force_login(lead)
    address = reverse("reports:cohort-export", args=[room.cohort.public_id])
    answer = client.post(address, {"shape": "long"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert lines_of(rows_of(answer.content), language)


def test_command_takes_a_language_and_says_which_there_are(room: Classroom, tmp_path: Path):
    files = {}
    for language in ("en", "fr"):
        target = tmp_path / f"{language}.csv"
        call_command(
            "export_cohort", room.cohort.code, output=str(target), language=language, stderr=io.StringIO()
        )
        files[language] = lines_of(rows_of(target.read_bytes()), language)
    with pytest.raises(CommandError, match="invalid choice: 'de'"):
        call_command("export_cohort", room.cohort.code, "--language=de")
    assert len(files["en"]) == len(files["fr"]) > 0
    words = 7  # the status alone is said in words
    for english, french in zip(files["en"], files["fr"], strict=True):
        assert english[:words] + english[words + 1 :] == french[:words] + french[words + 1 :]
        assert (english[words], french[words]) in {
            ("Not assessed", "Non évaluée"),
            ("In progress", "En cours"),
            ("Ready for review", "Prête à valider"),
            ("Attained", "Acquise"),
        }
