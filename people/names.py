"""Pure helpers for personal names; nothing here knows Django."""

import unicodedata


def fold(text: str) -> str:
    """Return `text` as a key that sorts alike on every database.

    Accents are dropped and case is folded, because neither SQLite nor every PostgreSQL build carries
    ICU collations: "Zoé" and "Zoe" sort side by side everywhere.
    """
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold().strip()


def sort_name(*, given_name: str, family_name: str) -> str:
    """Return the stored key by which people are listed: family name first, folded."""
    return f"{fold(family_name)} {fold(given_name)}".strip()


def initials(*, given_name: str, family_name: str) -> str:
    """Return up to two capital letters for the small circle beside a name."""
    return "".join(part[0] for part in (given_name.strip(), family_name.strip()) if part).upper()
