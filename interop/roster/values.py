"""Single values of a roster: whether one can be kept as it is, and what it says. Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

from interop.roster import limits
from interop.roster.headers import fold_header
from interop.roster.rows import Finding, Role, Standing, note, problem
from people.names import sort_name

# One address, as people have them: no quotes, no comments, a domain with a dot.
_LOCAL: Final = r"[^\s@<>()\[\]\\,;:\".]+(?:\.[^\s@<>()\[\]\\,;:\".]+)*"
_LABEL: Final = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_EMAIL: Final = re.compile(rf"{_LOCAL}@(?:{_LABEL}\.)+[^\W\d_][\w-]{{0,61}}[^\W_]")
# What a spreadsheet makes of a long number: 4.17E+10.
_SHORTENED: Final = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+[0-9]+")
# UTF-8 read as something older, once too often: Ã© instead of é.
_GARBLED: Final = re.compile(
    "[ÃÂ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]"
)
_HIDDEN: Final = frozenset("\u200e\u200f\u061c\u200b\u2060\ufeff\u00ad\ufffd")
_ISO: Final = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ].*)?")
_DOTTED: Final = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_EARLIEST: Final = date(1980, 1, 1)
_LATEST: Final = date(2100, 1, 1)

# English and French, as schools and their systems write them: with or without case, accents and brackets,
# so that "étudiant(e)" is `etudiante`. Those who say it in two words are written as one.
_ROLES: Final = {
    Role.STUDENT: (
        "student learner trainee étudiant étudiante étudiantétudiante étudianteétudiant personneétudiante"
        " apprenant apprenante personneapprenante élève stagiaire"
    ),
    Role.FACULTY: (
        "faculty teacher instructor tutor facilitator professor enseignant enseignante professeur professeure"
        " prof tuteur tutrice formateur formatrice moniteur monitrice précepteur préceptrice superviseur"
        " superviseure corpsprofessoral corpsenseignant chargédecours chargéedecours"
    ),
    Role.LEAD: (
        "lead director coordinator responsable directeur directrice coordonnateur coordonnatrice"
        " coordinateur coordinatrice"
    ),
    Role.SIGNER: "signer signataire",
    Role.VIEWER: "viewer consultation lecteur lectrice lectureseule",
}
_RELATIVES: Final = frozenset(
    map(
        fold_header,
        "parent parents guardian relative family mère père famille proche tuteurlégal tutricelégale".split(),
    )
)
_STANDINGS: Final = {
    Standing.ACTIVE: (
        "active enrolled registered current yes true 1 actif actifactive inscrit inscrite inscritinscrite"
        " présent présente encours oui vrai"
    ),
    Standing.ON_LEAVE: (
        "onleave leave leaveofabsence loa suspended encongé congé encongédétudes congédétudes suspendu"
        " suspendue enpause"
    ),
    Standing.COMPLETED: (
        "completed complete graduated alumni alumnus finished diplômé diplômée terminé terminée complété"
        " complétée"
    ),
    Standing.WITHDRAWN: (
        "withdrawn left dropped inactive tobedeleted ended no false 0 retiré retirée partie parti inactif"
        " abandon abandonné abandonnée désinscrit désinscrite non faux"
    ),
}
ROLE_OF: Final = {fold_header(word): role for role, words in _ROLES.items() for word in words.split()}
STANDING_OF: Final = {
    fold_header(word): standing for standing, words in _STANDINGS.items() for word in words.split()
}


def text_findings(field: str, value: str, limit: int) -> list[Finding]:
    """Return what is wrong with a text: too long, or holding characters that hide or turn what one reads."""
    found: list[Finding] = []
    if len(value) > limit:
        found.append(problem(field, "too_long", length=len(value), limit=limit))
    if value.isascii() and value.isprintable():
        return found
    hidden = next((char for char in value if _is_hidden(char)), "")
    if hidden:
        name = unicodedata.name(hidden, "") or f"U+{ord(hidden):04X}"
        code = "garbled" if hidden == "\ufffd" else "hidden_character"
        found.append(problem(field, code, character=name.capitalize()))
    elif _GARBLED.search(value):
        found.append(note(field, "looks_garbled", value=value[:80]))
    return found


def _is_hidden(char: str) -> bool:
    """Controls, line breaks, marks that turn the direction; joiners within words are part of some scripts."""
    if char in _HIDDEN or "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069":
        return True
    return unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}


def name_findings(given_name: str, family_name: str) -> list[Finding]:
    """Return what is wrong with the names of a person."""
    found = text_findings("given_name", given_name, limits.MAX_NAME)
    found += text_findings("family_name", family_name, limits.MAX_NAME)
    key = sort_name(given_name=given_name, family_name=family_name)
    if not found and len(key) > limits.MAX_SORT_NAME:
        found.append(problem("family_name", "too_long", length=len(key), limit=limits.MAX_SORT_NAME))
    return found


def identifier_findings(value: str) -> list[Finding]:
    """Return what is wrong with an identifier."""
    found = text_findings("external_id", value, limits.MAX_IDENTIFIER)
    if _SHORTENED.fullmatch(value):
        found.append(problem("external_id", "number_shortened", value=value))
    return found


def email_findings(value: str) -> list[Finding]:
    """Return what is wrong with an address; an empty one is none."""
    if not value:
        return []
    found = text_findings("email", value, limits.MAX_EMAIL)
    mailbox, _at, _domain = value.rpartition("@")
    fits = _EMAIL.fullmatch(value) and mailbox.isascii()
    if not fits and not any(finding.blocking for finding in found):
        found.append(problem("email", "email_invalid", value=value[:100]))
    return found


def read_role(value: str) -> tuple[Role, list[Finding]]:
    """Return the role that a cell names, a student where it is empty, and what is wrong with it."""
    word = fold_header(value)
    if not word:
        return Role.STUDENT, []
    if word in _RELATIVES:
        return Role.STUDENT, [problem("role", "relative", value=value)]
    if word in ROLE_OF:
        return ROLE_OF[word], []
    return Role.STUDENT, [problem("role", "role_unknown", value=value[:60])]


def read_standing(value: str) -> tuple[Standing | None, list[Finding]]:
    """Return the standing that a cell names, None where it is empty, and what is wrong with it."""
    word = fold_header(value)
    if not word:
        return None, []
    if word in STANDING_OF:
        return STANDING_OF[word], []
    return None, [problem("status", "status_unknown", value=value[:60])]


def read_day(field: str, value: str) -> tuple[date | None, list[Finding]]:
    """Return the day that a cell names, None where it is empty, and what is wrong with it.

    2026-09-01 and 1.9.2026 say which is the month; 09/01/2026 does not, and is refused.
    """
    if not value:
        return None, []
    if found := _ISO.fullmatch(value):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DOTTED.fullmatch(value):
        day, month, year = (int(part) for part in found.groups())
    else:
        return None, [problem(field, "date_unclear", value=value[:40])]
    try:
        read = date(year, month, day)
    except ValueError:
        return None, [problem(field, "date_unclear", value=value[:40])]
    if not _EARLIEST <= read <= _LATEST:
        return None, [problem(field, "date_far", value=value[:40])]
    return read, []
