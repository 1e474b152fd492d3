"""The mechanism of the permission matrix; the docstring of the package says how to use it."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.cast import ACTORS, Cast

WORDS = frozenset({"ok", "bare", "go", "no", "-", "gone", "in", "bad"})
REFUSALS = frozenset({"no", "-", "gone", "in"})
METHODS = ("GET", "POST")
SIGN_IN = "/accounts/login/"


@dataclass(frozen=True)
class Scene:
    """What stands in the database when an address is asked, and what must not get out."""

    kwargs: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    secret: tuple[str, ...] = ()
    state: Callable[[], Any] | None = None
    query: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)


SceneMaker = Callable[[Cast], Scene]


@dataclass(frozen=True)
class Line:
    """One line of a table: what each actor is answered when they ask this address with this method."""

    method: str
    name: str
    expected: dict[str, str]
    make: SceneMaker | None

    @property
    def guards(self) -> bool:
        """Whether any signed-in actor is refused."""
        return any(word in {"no", "-"} for word in self.expected.values())


def read(table: str, scenes: dict[str, SceneMaker]) -> list[Line]:
    """Return the lines of a table. Raises ValueError with the line where one is not well-formed.

    A scene is found by "METHOD name", else by "name".
    """
    heading, *rows = [row for row in table.splitlines() if row.split("#")[0].strip()]
    if tuple(heading.split()) != ACTORS:
        raise ValueError(f"The heading must be: {' '.join(ACTORS)}")
    lines = []
    for row in rows:
        method, name, *words = row.split("#")[0].split()
        if method not in METHODS or len(words) != len(ACTORS) or not WORDS.issuperset(words):
            raise ValueError(f"Write METHOD name and {len(ACTORS)} of {sorted(WORDS)}: {row}")
        make = scenes.get(f"{method} {name}", scenes.get(name))
        lines.append(Line(method, name, dict(zip(ACTORS, words, strict=True)), make))
    used = {line.name for line in lines} | {f"{line.method} {line.name}" for line in lines}
    if unused := set(scenes) - used:
        raise ValueError(f"Scenes of addresses that are not in the table: {sorted(unused)}")
    return lines


def names_of_the_project() -> set[str]:
    """Return the name of every address but those of Django's own admin site, which has a test of its own."""
    return {name for name in _names(get_resolver().url_patterns) if not name.startswith("admin:")}


def _names(patterns: Iterable[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _names(pattern.url_patterns, inner)
        else:
            yield f"{prefix}{pattern.name}"


def mismatches(line: Line, cast: Cast, *, alone: bool) -> list[str]:
    """Ask the address as every actor and return, in words, what was not answered as expected.

    With `alone` there is no line for the other method, which must then answer 405: a POST may also be
    answered exactly as GET is, and both may be refused as the line says.
    """
    scene = line.make(cast) if line.make else Scene()
    found = _nothing_to_hide(line, scene)
    for actor in ACTORS:
        word = line.expected[actor]
        asked = [(line.method, {word})]
        if alone and line.method == "GET":
            # "bad" is a page that took nothing: what GET shows.
            asked.append(("POST", {word, "405", *({"bad"} if word in {"ok", "bare"} else ())}))
        elif alone:
            asked.append(("GET", {"405", *(REFUSALS & {word})}))
        for method, expected in asked:
            problem = _ask(method, line.name, scene, cast, actor, expected)
            found += [f"{method} {actor}: {problem}"] if problem else []
    return found


def _nothing_to_hide(line: Line, scene: Scene) -> list[str]:
    if not line.guards or (scene.secret if line.method == "GET" else scene.state):
        return []
    missing = "a secret" if line.method == "GET" else "a state"
    return [f"somebody is refused, so the scene needs {missing}: create first what could leak"]


def _ask(method: str, name: str, scene: Scene, cast: Cast, actor: str, expected: set[str]) -> str:
    """Return what is wrong with the answer, or nothing. Whatever the request wrote is taken back."""
    cache.clear()  # nobody is slowed down by those who asked before
    client = cast.client(actor)
    client.raise_request_exception = True
    address = reverse(name, kwargs=scene.kwargs)
    with transaction.atomic():
        before = scene.state() if scene.state else None
        if method == "GET":
            answer = client.get(address, scene.query, headers=scene.headers)
        else:
            answer = client.post(address, scene.data, query_params=scene.query, headers=scene.headers)
        after = scene.state() if scene.state else None
        text = _text(answer)
        transaction.set_rollback(True)
    shown = [secret for secret in scene.secret if secret in text or html.escape(secret) in text]
    got = _word(answer, method, bare=bool(scene.secret and not shown), changed=before != after)
    if got not in expected:
        return f"expected {' or '.join(sorted(expected))}, got {got} ({answer.status_code}{_where(answer)})"
    if got in REFUSALS | {"405", "bare"} and shown:
        return f"{got}, and yet the answer shows {shown}"
    if method == "GET" and got == "ok" and len(shown) != len(scene.secret):
        return f"ok, but the page does not show {sorted(set(scene.secret) - set(shown))}"
    if method == "POST" and scene.state and (got in {"go", "ok"}) is (before == after):
        return f"{got}, but the state went from {before} to {after}"
    return ""


def _text(answer: HttpResponseBase) -> str:
    content = b"".join(answer) if answer.streaming else answer.content
    return f"{content.decode(errors='replace')}\n{answer.headers}"


def _where(answer: HttpResponseBase) -> str:
    return f" to {answer['Location']}" if answer.has_header("Location") else ""


def _word(answer: HttpResponseBase, method: str, *, bare: bool, changed: bool) -> str:
    status = answer.status_code
    if status in {301, 302, 303}:
        return "in" if answer["Location"].startswith(SIGN_IN) else "go"
    if status == 200 and method == "GET":
        return "bare" if bare else "ok"
    words = {
        200: "ok" if changed else "bad",
        204: "go",
        400: "bad",
        422: "bad",
        403: "no",
        404: "-",
        405: "405",
        410: "gone",
    }
    return words.get(status, str(status))
