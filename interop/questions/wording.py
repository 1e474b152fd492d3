"""What is said of questions that do not come in, and of what is not kept."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as say_now
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from interop.questions.parsed import Note, Refused
from interop.questions.wording_files import FILES

REFUSALS: Final[dict[str, StrPromise]] = {
    **FILES,
    "not-a-question": _("This is a description and asks nothing. Questions alone are taken."),
    "unsupported-kind": _("There is no kind here for a question of the type “%(kind)s”."),
    "several-interactions": _("The item asks %(count)s things at once. Make an item of each."),
    "no-stem": _("The question has no text."),
    "brace-not-closed": _(
        "The answers begin with { and do not end with }. A blank line between the two ends the question, too."
    ),
    "brace-not-opened": _("There is a } without a { before it. Write \\} where the sign is meant."),
    "brace-in-answer": _("There is a second { among the answers. Write \\{ where the sign is meant."),
    "two-answer-blocks": _(
        "There are two pairs of braces in one question. Put a blank line between questions,"
        " and write \\{ and \\} where the signs are meant."
    ),
    "too-few-options": _("A choice needs at least two options."),
    "too-few-pairs": _("A matching question needs at least two pairs."),
    "too-many-options": _("The question has more than %(limit)s options."),
    "empty-answer": _("An answer is empty."),
    "no-right-answer": _("No answer earns anything: nothing is marked as right."),
    "no-full-credit": _("One option is to be chosen, but none earns 100 per cent."),
    "weight-out-of-range": _("The weight “%(text)s” is not between -100 and 100 per cent."),
    "no-arrow": _("The pair “%(text)s” has no -> between premise and option."),
    "no-number": _("A question for a number has no number among its answers."),
    "not-a-number": _("“%(text)s” is not a number with a decimal point."),
    "any-number": _("The answer * would accept every number."),
    "range-reversed": _("The range ends below its start, or the tolerance is below zero."),
    "true-and-false": _("A true or false question needs one answer that is right and one that is wrong."),
    "no-answer-line": _("The line “ANSWER:” with the letter of the right answer is missing."),
    "no-such-answer": _("The answer “%(text)s” is none of the letters above it."),
    "letter-twice": _("Two options have the same letter."),
    "no-declaration": _("The item does not declare the response that it asks for."),
    "order-unclear": _("The right order does not name each option once."),
    "pairs-unclear": _("It is not clear which one option belongs to each premise."),
    "made-up-anew": _("The item is made up anew for each learner. Only fixed questions are taken."),
    "formula": _("The question holds a formula in MathML, which cannot be shown here."),
    "text-too-long": _("A text has more than %(limit)s characters."),
    "picture-missing": _("The picture “%(text)s” is not in the file."),
    "picture-unknown": _("The picture “%(text)s” is no PNG, JPEG, GIF or WebP."),
    "picture-refused": _("A picture is damaged or too large."),
    "too-many-pictures": _("The question has more than %(limit)s pictures."),
    "file-broken": _("A file inside the question is damaged."),
    "field": _("The field “%(name)s” is missing or does not hold what it should."),
    "unknown-field": _("There is no field “%(name)s”."),
    "key-twice": _("The field “%(name)s” stands twice in one entry."),
    "not-plain-values": _("The entry holds something other than texts, numbers, lists and fields."),
    "not-well-formed-item": _("The item is not well formed (%(where)s): %(why)s"),
}
NOTES: Final[dict[str, StrPromise]] = {
    "all-or-nothing": _("All or nothing: here each right choice counts and each wrong one is taken off."),
    "attachments": _("Files to be handed in: the question asks for a text alone."),
    "caution": _("The note of caution."),
    "empty-option": _("An empty option."),
    "file": _("A file that is no picture."),
    "further-units": _("Further units: the first one is kept."),
    "graderinfo": _("Notes for whoever marks."),
    "hint": _("Hints."),
    "left-over-signs": _("Quotation marks or semicolons behind the answers."),
    "links": _("Indicators, references and source statements: link them in the bank."),
    "overall-feedback": _("Feedback on the whole for right, partly right or wrong answers."),
    "penalty": _("Penalties for further tries."),
    "picture-elsewhere": _("A picture that is loaded from another site: it becomes a link."),
    "points": _("The points, which are none or too many: the question is worth 1."),
    "responsetemplate": _("The text to start from."),
    "rubric": _("The rubric, which stands in another file: the default rubric is used."),
    "translations": _("Further languages."),
    "weight-cut": _("A weight beyond 100 per cent: it is cut to 100."),
}


def reason(refused: Refused) -> str:
    """Why a question or a file is refused, in the reader's language."""
    return str(REFUSALS[refused.code]) % refused.values


def what_is_lost(note: Note) -> str:
    """What of a question is not kept, in the reader's language."""
    return str(NOTES[note.code]) % note.values


def place(entry: Refused | Note) -> str:
    """Where something stands: the file inside a package, and the line."""
    line = say_now("line %(line)s") % {"line": entry.line} if entry.line else ""
    return ", ".join(part for part in (entry.file, line) if part)
