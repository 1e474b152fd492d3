"""What kinds with accepted answers share: a list of answers, each with its part of the credit."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from assessments import scoring, scoring_partial
from assessments.kinds.base import ExplainedOption, Json, Problem, Verdict, verdict_of
from assessments.kinds.checks import check_fields, check_text
from assessments.kinds.words import Sentence, say


def check_answers(answers: object, *, required: Collection[str], most: int) -> list[Problem]:
    """That a key's answers are 1 to `most`, each with the fields that its kind needs, a weight and perhaps
    feedback."""
    if not isinstance(answers, list) or not 1 <= len(answers) <= most:
        return [Problem("key.answers", say(_("Give 1 to %(most)s answers."), most=most))]
    problems = []
    for place, answer in enumerate(answers):
        path = f"key.answers.{place}"
        wrong = check_fields(answer, path, required=required, optional=("feedback",))
        if not wrong:
            wrong = check_text(answer, "feedback", path, blank=True)
            weight = scoring_partial.percent(answer["weight"])
            if weight is None or weight < 0:
                wrong.append(Problem(f"{path}.weight", say(_("Give a number of per cent from 0 to 100."))))
        problems += wrong
    return problems


def check_best(answers: Sequence[Json]) -> list[Problem]:
    """That one of the answers earns everything."""
    if any(scoring_partial.share(answer["weight"]) == scoring.ONE for answer in answers):
        return []
    return [Problem("key.answers", say(_("Let one answer earn 100 per cent.")))]


def explained(
    answers: Sequence[Json], texts: Sequence[str | Sentence], best: int | None, score: Fraction
) -> tuple[ExplainedOption, ...]:
    """The accepted answers as the feedback shows them. What earns nothing is shown only to who gave it, and
    each remark to whom it is meant for."""
    found = []
    for place, (answer, text) in enumerate(zip(answers, texts, strict=True)):
        credit, given = scoring_partial.share(answer["weight"]), place == best
        if not credit and not given:
            continue
        missed = Verdict.MISSED if credit == scoring.ONE and score < 1 else Verdict.LEFT
        found.append(
            ExplainedOption(
                str(place + 1),
                text,
                verdict_of(credit) if given else missed,
                answer.get("feedback", "") if given else "",
                chosen=given,
                keyed=credit == scoring.ONE,
                points=credit,
                possible=scoring.ONE,
            )
        )
    return tuple(found)


def in_words(*, answered: bool, score: Fraction) -> Sentence:
    """What an answer earned, in a sentence."""
    if not answered:
        return say(_("Nothing was written: 0 of 1."))
    if score == scoring.ONE:
        return say(_("The answer is accepted: 1 of 1."))
    if score:
        return say(_("The answer is accepted for a part: %(score)s of 1."), score=score)
    return say(_("The answer is not one of those accepted: 0 of 1."))
