"""Whether a post, its pieces and its key fit together."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from assessments.kinds.base import Json, Problem
from assessments.kinds.checks import check_fields, check_id, check_named, check_question, check_text, is_whole
from assessments.kinds.checks import option_ids as ids_of
from assessments.kinds.posts import BREACHES, DECISIONS, PLACES
from assessments.kinds.words import say
from assessments.scoring_partial import percent

MOST_SPANS: Final = 40
MOST_REGIONS: Final = 8
PER_MILLE: Final = 1000
_OPTIONAL: Final = ("handle", "picture", "alt", "place")
_PICTURE: Final = re.compile(r"picture:[0-9A-Za-z._/-]{1,200}")


def check_body(body: object) -> list[Problem]:
    """Everything wrong with the body of a post review."""
    problems = check_question(body, extra=("post", "spans"), optional=("regions",))
    if not isinstance(body, Mapping):
        return problems
    problems += check_named(body, "spans", fewest=1, most=MOST_SPANS)
    if "post" in body:
        problems += _check_post(body["post"])
    if "regions" in body:
        problems += _check_regions(body)
    return problems or _check_whole(body)


def check_key(body: object, key: object) -> list[Problem]:
    """Everything wrong with its key."""
    problems = check_fields(key, "key", required=("marks", "decision"), optional=("decisions",))
    if not isinstance(key, Mapping):
        return problems
    if "marks" in key:
        pieces = ids_of(body, "spans") + ids_of(body, "regions")
        problems += check_fields(key["marks"], "key.marks", required=(), optional=pieces)
        problems += _named(key["marks"], "key.marks", BREACHES)
    if "decision" in key:
        problems += _named({"decision": key["decision"]}, "key", DECISIONS)
    parts = key.get("decisions", {})
    problems += check_fields(parts, "key.decisions", required=(), optional=DECISIONS)
    if isinstance(parts, Mapping):
        problems += [
            Problem(f"key.decisions.{name}", say(_("Give a number of per cent from 0 to 100.")))
            for name, part in parts.items()
            if (given := percent(part)) is None or given < 0
        ]
    return problems


def _named(values: object, path: str, known: Collection[str]) -> list[Problem]:
    if not isinstance(values, Mapping):
        return []
    return [
        Problem(f"{path}.{name}", say(_("Give one of these: %(known)s."), known=", ".join(known)))
        for name, value in values.items()
        if not isinstance(value, str) or value not in known
    ]


def _check_post(post: object) -> list[Problem]:
    path = "body.post"
    problems = check_fields(post, path, required=("author", "text"), optional=_OPTIONAL)
    if not isinstance(post, Mapping):
        return problems
    for name in ("author", "text"):
        problems += check_text(post, name, path)
    for name in ("handle", "alt"):
        problems += check_text(post, name, path, blank=True)
    if "place" in post:
        problems += _named({"place": post["place"]}, path, PLACES)
    picture = post.get("picture", "")
    if picture and not (isinstance(picture, str) and _PICTURE.fullmatch(picture)):
        problems.append(Problem(f"{path}.picture", say(_("Name a picture of the bank."))))
    if picture and not post.get("alt"):
        message = say(_("Say in words what the picture shows: it is part of the question."))
        problems.append(Problem(f"{path}.alt", message))
    return problems


def _check_regions(body: Mapping[str, Any]) -> list[Problem]:
    regions = body["regions"]
    if not isinstance(regions, list) or len(regions) > MOST_REGIONS:
        return [Problem("body.regions", say(_("Give a list of at most %(most)s."), most=MOST_REGIONS))]
    problems = []
    post = body.get("post")
    if regions and isinstance(post, Mapping) and not post.get("picture"):
        problems.append(Problem("body.regions", say(_("Parts of a picture need a picture."))))
    seen = set(ids_of(body, "spans"))
    for place, region in enumerate(regions):
        path = f"body.regions.{place}"
        problems += check_fields(region, path, required=("id", "label", "x", "y", "w", "h"))
        if isinstance(region, Mapping):
            problems += check_text(region, "label", path)
            problems += check_id(region["id"], f"{path}.id", seen) if "id" in region else []
            problems += _check_box(region, path)
    return problems


def _check_box(region: Json, path: str) -> list[Problem]:
    sides = [region.get(side, 0) for side in "xywh"]
    if not all(is_whole(side) and side >= 0 for side in sides):
        return [Problem(path, say(_("Give x, y, w and h as whole numbers, per mille of the picture.")))]
    x, y, width, height = sides
    if width < 1 or height < 1 or x + width > PER_MILLE or y + height > PER_MILLE:
        return [Problem(path, say(_("This part does not lie within the picture.")))]
    return []


def _check_whole(body: Mapping[str, Any]) -> list[Problem]:
    if "".join(span["text"] for span in body["spans"]) == body["post"]["text"]:
        return []
    return [Problem("body.spans", say(_("Joined, the pieces are not the text of the post.")))]
