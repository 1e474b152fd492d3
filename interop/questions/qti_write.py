"""Drafts to a QTI 3.0 package: one file for each item, its pictures beside it, and the manifest. Pure."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from html.parser import HTMLParser
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from assessments.drafts import DraftOption, DraftText, ItemDraft
from interop.questions.numbers import middle_of, written
from interop.questions.qti_core import EXTENDED
from interop.questions.text import to_html, to_plain
from interop.questions.xml_reading import VOID

KINDS: Final = frozenset(
    {
        "single_best_answer",
        "multiple_response",
        "true_false",
        "matching",
        "extended_matching",
        "ordering",
        "short_answer",
        "numeric",
        "reflection",
    }
)
_ITEM_SPACE: Final = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
_PACKAGE_SPACE: Final = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
_LOM_SPACE: Final = "http://ltsc.ieee.org/xsd/LOM"
_IDENTIFIER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,19}")
_START: Final = (1980, 1, 1, 0, 0, 0)


def write(drafts: Sequence[ItemDraft]) -> bytes:
    """A package of drafts of `KINDS` as a zip."""
    out = io.BytesIO()
    resources = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for number, draft in enumerate(drafts, start=1):
            name = f"item-{number:04}"
            pictures = {picture.name: f"{name}/{picture.name}" for picture in draft.pictures}
            _add(package, f"items/{name}.xml", _Writer(draft, name, pictures).item().encode())
            for picture in draft.pictures:
                _add(package, f"items/{pictures[picture.name]}", picture.content)
            resources.append(_resource(name, draft, pictures))
        _add(package, "imsmanifest.xml", _manifest(resources).encode())
    return out.getvalue()


def _add(package: zipfile.ZipFile, path: str, content: bytes) -> None:
    package.writestr(zipfile.ZipInfo(path, _START), content, zipfile.ZIP_DEFLATED)


def _manifest(resources: Sequence[str]) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest xmlns="{_PACKAGE_SPACE}" identifier="webside-items">\n'
        "<metadata><schema>QTI Package</schema><schemaversion>3.0.0</schemaversion></metadata>\n"
        f"<organizations/>\n<resources>\n{''.join(resources)}</resources>\n</manifest>\n"
    )


def _resource(name: str, draft: ItemDraft, pictures: Mapping[str, str]) -> str:
    words = "".join(
        f'<keyword><string language="x-none">{escape(tag)}</string></keyword>' for tag in draft.tags
    )
    lom = f'<lom xmlns="{_LOM_SPACE}"><general>{words}</general></lom>' if words else ""
    files = "".join(f"<file href={quoteattr(f'items/{path}')}/>" for path in pictures.values())
    return (
        f'<resource identifier="{name}" type="imsqti_item_xmlv3p0" href="items/{name}.xml">'
        f"<metadata>{lom}</metadata>"
        f'<file href="items/{name}.xml"/>{files}</resource>\n'
    )


class _Writer:
    """Writes one item."""

    def __init__(self, draft: ItemDraft, name: str, pictures: Mapping[str, str]) -> None:
        self._draft, self._name, self._pictures = draft, name, pictures
        self._modal: list[str] = []

    def item(self) -> str:
        """The whole item file."""
        draft = self._draft
        declared, interaction, processing = self._parts()
        if draft.general_feedback:
            self._say("GENERAL", "general", draft.general_feedback)
        language = f" xml:lang={quoteattr(draft.language)}" if draft.language else ""
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<qti-assessment-item xmlns="{_ITEM_SPACE}" identifier="{self._name}"'
            f' title={quoteattr(draft.title)} adaptive="false" time-dependent="false"{language}>\n'
            f"{declared}"
            f'<qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"'
            f' normal-maximum="{written(draft.points)}"/>\n'
            '<qti-outcome-declaration identifier="FEEDBACK" cardinality="multiple" base-type="identifier"/>\n'
            '<qti-outcome-declaration identifier="GENERAL" cardinality="single" base-type="identifier">'
            "<qti-default-value><qti-value>general</qti-value></qti-default-value>"
            "</qti-outcome-declaration>\n"
            f"<qti-item-body><div>{self._html(draft.stem)}</div>\n{interaction}\n</qti-item-body>\n"
            f"{processing}{''.join(self._modal)}</qti-assessment-item>\n"
        )

    def _html(self, text: DraftText) -> str:
        said = xhtml(to_html(text))
        return re.sub(
            r'src="picture:([^"]+)"',
            lambda match: f"src={quoteattr(self._pictures.get(match[1], match[1]))}",
            said,
        )

    def _say(self, outcome: str, identifier: str, text: DraftText) -> None:
        if text:
            self._modal.append(
                f'<qti-modal-feedback outcome-identifier="{outcome}" identifier="{identifier}"'
                f' show-hide="show"><qti-content-body>{self._html(text)}</qti-content-body>'
                "</qti-modal-feedback>\n"
            )

    def _earns(self, weight: Decimal | None) -> str:
        return written((weight or Decimal(0)) * self._draft.points / 100)

    def _parts(self) -> tuple[str, str, str]:
        """The response declaration, the interaction and the response processing."""
        writers = {
            "true_false": self._true_false,
            "matching": self._matching,
            "extended_matching": self._matching,
            "ordering": self._ordering,
            "short_answer": self._short_answer,
            "numeric": self._numeric,
            "reflection": self._essay,
        }
        return writers.get(self._draft.kind, self._choice)()

    def _essay(self) -> tuple[str, str, str]:
        declared = (
            '<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="string"/>\n'
        )
        return declared, '<qti-extended-text-interaction response-identifier="RESPONSE"/>', ""

    def _choice(self) -> tuple[str, str, str]:
        draft = self._draft
        single = draft.kind == "single_best_answer"
        named = _named(draft.options)
        right = [name for name, one in named if (one.weight or 0) > 0]
        if single:
            best = max(named, key=lambda pair: pair[1].weight or Decimal(0))
            right = [best[0]]
        entries = {name: self._earns(one.weight) for name, one in named}
        choices = "".join(
            f'<qti-simple-choice identifier="{name}">{self._html(one.text)}</qti-simple-choice>\n'
            for name, one in named
        )
        for name, one in named:
            self._say("FEEDBACK", name, one.feedback)
        return (
            self._declare("single" if single else "multiple", "identifier", right, entries),
            (
                '<qti-choice-interaction response-identifier="RESPONSE" shuffle="true"'
                f' max-choices="{1 if single else 0}">\n{choices}</qti-choice-interaction>'
            ),
            _PROCESSING,
        )

    def _true_false(self) -> tuple[str, str, str]:
        draft = self._draft
        right, wrong = ("true", "false") if draft.correct else ("false", "true")
        self._say("FEEDBACK", right, draft.correct_feedback)
        self._say("FEEDBACK", wrong, draft.wrong_feedback)
        choices = "".join(
            f'<qti-simple-choice identifier="{name}">{name.title()}</qti-simple-choice>'
            for name in ("true", "false")
        )
        return (
            self._declare("single", "identifier", [right], {right: written(draft.points)}),
            (
                '<qti-choice-interaction response-identifier="RESPONSE" max-choices="1">'
                f"{choices}</qti-choice-interaction>"
            ),
            _PROCESSING,
        )

    def _matching(self) -> tuple[str, str, str]:
        draft = self._draft
        options = list(
            dict.fromkeys([*(pair.option for pair in draft.pairs), *(one.text for one in draft.options)])
        )
        part = written((draft.points / len(draft.pairs)).quantize(Decimal("0.0000000001")))
        pairs = [f"P{n} O{options.index(pair.option) + 1}" for n, pair in enumerate(draft.pairs, start=1)]
        first = self._set("P", [pair.premise for pair in draft.pairs], "1")
        second = self._set("O", options, "0")
        marked = f' class="{EXTENDED}"' if draft.kind == "extended_matching" else ""
        return (
            self._declare("multiple", "directedPair", pairs, dict.fromkeys(pairs, part)),
            (
                f'<qti-match-interaction response-identifier="RESPONSE" max-associations="0"{marked}>\n'
                f"{first}{second}</qti-match-interaction>"
            ),
            _PROCESSING_WITHOUT_FEEDBACK,
        )

    def _set(self, letter: str, texts: Iterable[DraftText], most: str) -> str:
        inside = "".join(
            f'<qti-simple-associable-choice identifier="{letter}{n}" match-max="{most}">'
            f"{self._html(text)}</qti-simple-associable-choice>\n"
            for n, text in enumerate(texts, start=1)
        )
        return f"<qti-simple-match-set>\n{inside}</qti-simple-match-set>\n"

    def _ordering(self) -> tuple[str, str, str]:
        named = _named(self._draft.options)
        choices = "".join(
            f'<qti-simple-choice identifier="{name}">{self._html(one.text)}</qti-simple-choice>\n'
            for name, one in named
        )
        return (
            self._declare("ordered", "identifier", [name for name, _one in named], {}),
            (
                '<qti-order-interaction response-identifier="RESPONSE" shuffle="true">\n'
                f"{choices}</qti-order-interaction>"
            ),
            f'<qti-response-processing template="{_TEMPLATES}match_correct.xml"/>\n',
        )

    def _short_answer(self) -> tuple[str, str, str]:
        draft = self._draft
        answers = [(to_plain(one.text), one) for one in draft.options]
        best = max(answers, key=lambda pair: pair[1].weight or Decimal(0))[0]
        entries = {text: self._earns(one.weight) for text, one in answers}
        branches = []
        for place, (text, one) in enumerate(answers, start=1):
            if one.feedback:
                self._say("FEEDBACK", f"answer_{place}", one.feedback)
                sensitive = str(not draft.fold_case).lower()
                asked = (
                    f'<qti-string-match case-sensitive="{sensitive}">{_RESPONSE}'
                    f'<qti-base-value base-type="string">{escape(text)}</qti-base-value></qti-string-match>'
                )
                branches.append(asked + _set_feedback(f"answer_{place}"))
        return (
            self._declare("single", "string", [best], entries, fold_case=draft.fold_case),
            '<p><qti-text-entry-interaction response-identifier="RESPONSE"/></p>',
            _PROCESSING_WITHOUT_FEEDBACK.replace(_END, _condition(branches, "") + _END),
        )

    def _numeric(self) -> tuple[str, str, str]:
        draft = self._draft
        branches = []
        for place, one in enumerate(draft.ranges, start=1):
            self._say("FEEDBACK", f"answer_{place}", one.feedback)
            low, high = (_float(written(bound)) for bound in (one.low, one.high))
            asked = (
                f"<qti-and><qti-gte>{_RESPONSE}{low}</qti-gte><qti-lte>{_RESPONSE}{high}</qti-lte></qti-and>"
            )
            score = f'<qti-set-outcome-value identifier="SCORE">{_float(self._earns(one.weight))}'
            said = _set_feedback(f"answer_{place}") if one.feedback else ""
            branches.append(f"{asked}{score}</qti-set-outcome-value>{said}")
        self._say("FEEDBACK", "answer_wrong", draft.wrong_feedback)
        otherwise = _set_feedback("answer_wrong") if draft.wrong_feedback else ""
        unit = str(draft.more.get("body", {}).get("unit", ""))
        shown = f" data-unit={quoteattr(unit)}" if unit else ""
        best = max(draft.ranges, key=lambda one: one.weight)
        middle = written(middle_of(best.low, best.high)[0])
        return (
            self._declare("single", "float", [middle], {}),
            f'<p><qti-text-entry-interaction response-identifier="RESPONSE"{shown}/></p>',
            f"<qti-response-processing>{_condition(branches, otherwise)}{_END}",
        )

    def _declare(
        self,
        cardinality: str,
        base_type: str,
        right: Sequence[str],
        entries: Mapping[str, str],
        *,
        fold_case: bool | None = None,
    ) -> str:
        values = "".join(f"<qti-value>{escape(value)}</qti-value>" for value in right)
        case = "" if fold_case is None else f' case-sensitive="{str(not fold_case).lower()}"'
        mapped = "".join(
            f'<qti-map-entry map-key={quoteattr(key)} mapped-value="{value}"{case}/>'
            for key, value in entries.items()
        )
        mapping = (
            f'<qti-mapping lower-bound="0" upper-bound="{written(self._draft.points)}" default-value="0">'
            f"{mapped}</qti-mapping>"
            if mapped
            else ""
        )
        return (
            f'<qti-response-declaration identifier="RESPONSE" cardinality="{cardinality}"'
            f' base-type="{base_type}"><qti-correct-response>{values}</qti-correct-response>{mapping}'
            "</qti-response-declaration>\n"
        )


_TEMPLATES: Final = "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/"
_RESPONSE: Final = '<qti-variable identifier="RESPONSE"/>'
_END: Final = "</qti-response-processing>\n"
_SCORE: Final = (
    '<qti-set-outcome-value identifier="SCORE"><qti-map-response identifier="RESPONSE"/>'
    "</qti-set-outcome-value>"
)
_PROCESSING_WITHOUT_FEEDBACK: Final = f"<qti-response-processing>{_SCORE}{_END}"
_PROCESSING: Final = (
    f'<qti-response-processing>{_SCORE}<qti-set-outcome-value identifier="FEEDBACK">'
    f"<qti-multiple>{_RESPONSE}</qti-multiple></qti-set-outcome-value>{_END}"
)


def _set_feedback(name: str) -> str:
    value = f'<qti-base-value base-type="identifier">{name}</qti-base-value>'
    return (
        '<qti-set-outcome-value identifier="FEEDBACK">'
        f"<qti-multiple>{value}</qti-multiple></qti-set-outcome-value>"
    )


def _float(value: str) -> str:
    return f'<qti-base-value base-type="float">{value}</qti-base-value>'


def _condition(branches: Sequence[str], otherwise: str) -> str:
    if not branches:
        return ""
    names = ["qti-response-if", *["qti-response-else-if"] * (len(branches) - 1)]
    said = "".join(f"<{name}>{one}</{name}>" for name, one in zip(names, branches, strict=True))
    last = f"<qti-response-else>{otherwise}</qti-response-else>" if otherwise else ""
    return f"<qti-response-condition>{said}{last}</qti-response-condition>"


def _named(options: Sequence[DraftOption]) -> list[tuple[str, DraftOption]]:
    """Each option with an identifier: its own where it has a fit one, else one that is free."""
    own = [one.id for one in options]
    kept = {name for name in own if _IDENTIFIER.fullmatch(name) and own.count(name) == 1}
    free = (name for name in (f"option_{n}" for n in range(1, 2 * len(own) + 2)) if name not in kept)
    return [(one.id if one.id in kept else next(free), one) for one in options]


class _Xhtml(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = "".join(f" {name}={quoteattr(value or '')}" for name, value in attrs)
        self.said.append(f"<{tag}{values}/>" if tag in VOID else f"<{tag}{values}>")

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.said.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.said.append(escape(data))


def xhtml(clean: str) -> str:
    """Sanitised HTML, every tag of which is closed, as XML takes it."""
    parser = _Xhtml()
    parser.feed(clean)
    parser.close()
    return "".join(parser.said)
