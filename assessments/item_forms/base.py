"""What the forms of all kinds share: rows of options, and how problems reach their fields.

An `Editor` holds one form and some groups of rows for one kind, and turns them into a body and its key and
back. Rows that are left blank are left out, so that everything works with plain posts: "add another" sends
the page back with one more blank row.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django import forms
from django.forms import BaseFormSet, BoundField, formset_factory
from django.http import QueryDict

from assessments.choices import KeyStatus
from assessments.item_forms.questions import QuestionForm
from assessments.item_forms.rows import MOST_ROWS, Row, RowForm, RowSet
from assessments.kinds import get_kind
from assessments.kinds.base import Problem
from assessments.pictures import MOST_BYTES
from assessments.services.authoring import ItemContent
from assessments.services.bank_errors import PictureRefused, PictureTooLarge

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.utils.datastructures import MultiValueDict
    from django_stubs_ext import StrOrPromise

Json = Mapping[str, Any]
Rows = Mapping[str, list[Row]]
Store = Callable[[bytes], str]


@dataclass(frozen=True)
class Group:
    """A group of rows of one kind: `blank` empty rows are offered, at least `least` in all. `title` heads the
    group, `legend` one row."""

    name: str
    form: type[RowForm]
    title: StrOrPromise
    legend: StrOrPromise
    add: StrOrPromise
    note: StrOrPromise = ""
    least: int = 4
    blank: int = 1


@dataclass(frozen=True)
class DrawnGroup:
    """A group with its rows, for a page."""

    group: Group
    formset: BaseFormSet[RowForm]


@dataclass(frozen=True)
class Takes:
    """Where a picture goes: into the Markdown of `into`, or alone into the field `alone`."""

    alt: str
    into: str = ""
    alone: str = ""

    def has_alt(self, sent: QueryDict) -> bool:
        """Whether the words that it needs are there."""
        return bool(str(sent.get(self.alt, "")).strip())

    def put(self, sent: QueryDict, name: str) -> None:
        """Write the name of the stored picture, such as `picture:<id>`, into what was sent."""
        if self.alone:
            sent[self.alone] = name
            return
        alt = re.sub(r"[\[\]\\]", "", " ".join(str(sent.get(self.alt, "")).split()))
        sent[self.into] = f"{str(sent.get(self.into, '')).rstrip()}\n\n![{alt}]({name})"
        sent[self.alt] = ""


class Editor(ABC):
    """The form of one kind. Subclasses say their fields, their rows, and how they become an item and back."""

    kind: ClassVar[str]
    form_class: ClassVar[type[QuestionForm]] = QuestionForm
    groups: ClassVar[tuple[Group, ...]] = ()
    pictures: ClassVar[Mapping[str, Takes]] = {"picture": Takes("picture_alt", "stem")}
    """Where a picture that is sent in a field goes."""
    says: ClassVar[Mapping[str, StrOrPromise]] = {}
    """What to say, on top of the form, of a problem at a path of the item; see `Problem.path`."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        *,
        initial: Row | None = None,
        rows: Rows | None = None,
        more: str = "",
    ) -> None:
        """An empty form, one with `initial` values and `rows`, or what was sent. `more` names the group that
        gets a further blank row."""
        self.refused: dict[str, PictureRefused] = {}
        self.form = self.form_class(data, files, initial=initial or {}, kind=self.kind)
        self.formsets: dict[str, BaseFormSet[RowForm]] = {}
        for group in self.groups:
            given = list((rows or {}).get(group.name, ()))
            blank = max(group.least - len(given), group.blank if not given else 0, int(more == group.name))
            factory = formset_factory(
                group.form,
                formset=RowSet,
                extra=len(given) + blank,
                max_num=MOST_ROWS,
                absolute_max=MOST_ROWS,
            )
            formset = factory(data, prefix=group.name, initial=given or None)
            if more == group.name and formset.forms:
                formset.forms[-1].visible_fields()[0].field.widget.attrs["autofocus"] = True
            self.formsets[group.name] = formset

    @classmethod
    def of(cls, content: ItemContent) -> Editor:
        """The form filled with what a version asks."""
        initial, rows = cls.read(content.body, content.key)
        common = {
            "stem": content.body["stem"],
            "rationale": content.body.get("rationale", ""),
            "tier": content.tier,
            "points": content.points,
            "language": content.language,
            "key_status": content.key_status,
        }
        return cls(initial={**common, **initial}, rows=rows)

    @classmethod
    def posted(cls, data: QueryDict, files: MultiValueDict[str, UploadedFile], *, store: Store) -> Self:
        """What was sent, with its pictures stored by `store` and named where they belong, so that they stay
        should something else have to be mended. `store` raises PictureRefused."""
        sent, left, refused = data.copy(), files.copy(), {}
        for field, takes in cls.pictures.items():
            file = files.get(field)
            if file is None or not takes.has_alt(sent):
                continue
            try:
                if (file.size or 0) > MOST_BYTES:
                    raise PictureTooLarge
                takes.put(sent, store(file.read()))
                del left[field]
            except PictureRefused as refusal:
                refused[field] = refusal
        editor = cls(sent, left)
        editor.refused = refused
        return editor

    def reopened(self, more: str) -> Self:
        """The same values with a further blank row in the group `more`, nothing checked yet."""
        initial = {name: self.form[name].value() for name in self.form.fields if name != "picture"}
        rows = {
            name: [{one: row[one].value() for one in row.fields} for row in formset.forms]
            for name, formset in self.formsets.items()
        }
        return type(self)(initial=initial, rows=rows, more=more)

    def kept(self, before: ItemContent) -> ItemContent:
        """What was written, where it differs from `before`: what reads the same is the same, and keeps the
        trust of its key where the form has no word for that."""
        after = self.content()
        told = {KeyStatus.PROPOSED, KeyStatus.SOURCED} if "key_status" in self.form.fields else set()
        reads_same = self.read(before.body, before.key) == self.read(after.body, after.key)
        texts_same = all(
            after.body.get(name, "") == before.body.get(name, "") for name in ("stem", "rationale")
        )
        if not (reads_same and texts_same):
            return after
        status = after.key_status if before.key_status in told else before.key_status
        return replace(after, body=before.body, key=before.key, key_status=status)

    def is_valid(self) -> bool:
        """Whether all of it can be read and is a whole item; what is wrong stands at its field."""
        read = [self.form.is_valid(), *(formset.is_valid() for formset in self.formsets.values())]
        for name, refusal in self.refused.items():
            self.form.add_error(name, refusal)
        if not all(read) or self.refused:
            return False
        body, key = self.item()
        for problem in get_kind(self.kind).validate(body, key):
            self._blame(problem)
        return not any(form.errors for form in self._forms())

    def item(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """The body and key that were written, as far as they are."""
        self.form.is_valid()
        given = getattr(self.form, "cleaned_data", {})
        body: dict[str, Any] = {"stem": given.get("stem", "").strip()}
        own, key = self.write(given, self._kept())
        if rationale := given.get("rationale", "").strip():
            own["rationale"] = rationale
        return _with_unix_lines({**body, **own}), _with_unix_lines(key)

    def content(self) -> ItemContent:
        """What was written, once `is_valid` said yes."""
        body, key = self.item()
        given = self.form.cleaned_data
        return ItemContent(
            kind=self.kind,
            body=body,
            key=key,
            tier=given["tier"],
            points=given["points"],
            language=given["language"],
            key_status=given.get("key_status", ""),
        )

    @classmethod
    @abstractmethod
    def read(cls, body: Json, key: Json) -> tuple[Row, Rows]:
        """The values of the kind's own fields and rows for an item."""

    @abstractmethod
    def write(self, given: Row, rows: Rows) -> tuple[dict[str, Any], dict[str, Any]]:
        """The kind's own part of the body, and the key, from cleaned values, as far as there are any."""

    def drawn(self) -> list[DrawnGroup]:
        """The groups with their rows."""
        return [DrawnGroup(group, self.formsets[group.name]) for group in self.groups]

    @property
    def is_bound(self) -> bool:
        """Whether it holds what was sent. With the next three, an error summary takes it for one form."""
        return self.form.is_bound

    def non_field_errors(self) -> list[str]:
        """What is wrong with the whole."""
        return [str(error) for form in self._forms() for error in form.non_field_errors()]

    def hidden_fields(self) -> list[BoundField]:
        """The hidden fields of all rows."""
        return [field for form in self._forms() for field in form.hidden_fields()]

    def visible_fields(self) -> list[BoundField]:
        """The fields of the form and of all rows, in their order on the page."""
        return [field for form in self._forms() for field in form.visible_fields()]

    def _forms(self) -> Iterator[forms.Form]:
        yield self.form
        for formset in self.formsets.values():
            yield from formset.forms

    def _kept(self) -> dict[str, list[Row]]:
        return {
            name: [row.cleaned_data for row in self._filled(formset)]
            for name, formset in self.formsets.items()
        }

    def _filled(self, formset: BaseFormSet[RowForm]) -> list[RowForm]:
        formset.is_valid()
        return [row for row in formset.forms if row.has_changed() and hasattr(row, "cleaned_data")]

    def _blame(self, problem: Problem) -> None:
        """Put a problem where it can be mended: at the field of a row, at a field, else on top."""
        said = next((text for path, text in self.says.items() if re.fullmatch(path, problem.path)), None)
        if said is not None:
            self.form.add_error(None, str(said))
            return
        part, *rest = problem.path.split(".")
        if part == "body" and len(rest) == 3 and rest[0] in self.formsets and rest[1].isdecimal():
            row = self._filled(self.formsets[rest[0]])[int(rest[1])]
            row.add_error(rest[2] if rest[2] in row.fields else None, str(problem.message))
        elif rest and rest[-1] in self.form.fields:
            self.form.add_error(rest[-1], str(problem.message))
        else:
            self.form.add_error(None, str(problem.message))


def _with_unix_lines(value: Any) -> Any:
    """A part of an item with line ends as they are stored, not as browsers send them."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if isinstance(value, dict):
        return {name: _with_unix_lines(one) for name, one in value.items()}
    return [_with_unix_lines(one) for one in value] if isinstance(value, list) else value
