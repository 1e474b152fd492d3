"""The exported file in the language of whoever takes it out, with what machines read the same in all."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from competencies.models import Competency, Level
from reports.services.exporting import export_cohort
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


def test_file_names_content_in_its_language_and_says_what_is_not(room: Classroom):
    competency = room.school.competency
    room.observe(room.school.learner, competency, 3)

    def exported() -> list[list[str]]:
        with override("fr"):
            return rows_of(export_cohort(cohort=room.cohort, at=room.now, by=None).content)

    english = exported()
    assert ["Langue", "Une partie de ce fichier n’existe qu’en anglais."] in english
    assert lines_of(english, "fr")[0][6] == competency.title

    for one in Competency.objects.filter(version=competency.version):
        Competency.objects.filter(pk=one.pk).update(translations={"fr": {"title": f"=Titre {one.code}"}})
    for level in Level.objects.filter(scale=competency.version.scale):
        Level.objects.filter(pk=level.pk).update(translations={"fr": {"name": f"Niveau {level.ordinal}"}})
    french = exported()
    assert not any(row[:1] == ["Langue"] for row in french)
    (line,) = [line for line in lines_of(french, "fr") if line[8] == "3"]
    assert (line[6], line[9]) == (f"'=Titre {competency.code}", "Niveau 3")


def test_page_of_the_export_brings_its_list_up_to_date(room: Classroom):
    client = Client()
    client.force_login(room.school.other_teacher)
    address = reverse("reports:cohort-export", args=[room.cohort.public_id])
    page = client.get(address).content.decode()
    assert f'hx-get="{address}"' in page
    assert 'hx-trigger="click, renew delay:2s"' in page
    assert 'data-after="take"' in page
    assert 'id="take"' in page
    assert "Nothing yet." in page.split('id="left"')[1]
    client.post(address, {"shape": "long"})
    assert "Nothing yet." not in client.get(address).content.decode().split('id="left"')[1]
