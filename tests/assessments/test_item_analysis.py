"""Item analysis against published worked examples, to four decimals, and against other ways to compute it."""

from __future__ import annotations

import statistics
from math import sqrt

import pytest

from assessments.item_analysis import Answer, Question, Sheet, Sitting, Why, analyse, histogram
from assessments.item_analysis.figures import Figure, correlation, quartiles
from assessments.item_analysis.items import extreme_groups
from assessments.item_analysis.reliability import standard_error
from tests.assessments.item_samples import WITH_GAPS, WUENSCH, chosen, lsat, of_patterns, of_rows

FOUR = 5e-5


def test_alpha_of_the_law_school_admission_test_is_the_published_one():
    # Rizopoulos D. ltm: an R package for latent variable modeling and item response theory analyses. J Stat
    # Softw 2006;17(5), descript(LSAT): Cronbach's alpha, and without each question.
    found = analyse(lsat())
    assert found.alpha.value == pytest.approx(0.2950, abs=FOUR)
    without = [item.alpha_if_deleted.value for item in found.items]
    assert without == pytest.approx([0.2754, 0.2376, 0.2168, 0.2459, 0.2663], abs=FOUR)


def test_facility_of_the_law_school_admission_test_is_the_published_one():
    facility = [item.facility.value for item in analyse(lsat()).items]
    assert facility == pytest.approx([0.924, 0.709, 0.553, 0.763, 0.870], abs=FOUR)


def test_item_rest_correlation_is_that_of_the_law_school_admission_test():
    # ltm divides by the sample deviation of the rest, which makes its figures smaller by root of 999/1000.
    published = [0.1128, 0.1531, 0.1727, 0.1444, 0.1215]
    found = [item.discrimination.value * sqrt(0.999) for item in analyse(lsat()).items]
    assert found == pytest.approx(published, abs=FOUR)
    rows = [[answer.share for answer in sitting.answers.values()] for sitting in lsat().sittings]
    again = [
        statistics.correlation([row[n] for row in rows], [sum(row) - row[n] for row in rows])
        for n in range(5)
    ]
    assert [item.discrimination.value for item in analyse(lsat()).items] == pytest.approx(again)


def test_point_biserial_is_the_documented_one():
    # SciPy reference, scipy.stats.pointbiserialr: 0.8660254037844386.
    found = correlation([0, 0, 0, 1, 1, 1, 1], [0, 1, 2, 3, 4, 5, 6])
    assert found.value == pytest.approx(0.8660, abs=FOUR)


def test_point_biserial_is_that_of_a_teachers_handbook():
    # Brown JD. Point-biserial correlation coefficients. Shiken: JALT Testing & Evaluation SIG Newsletter
    # 2001;5(3):13-17, table 2: M_p 45, M_q 30, S_t 8.29, p .50; printed as .91, and -.91 the other way round.
    totals = [50, 45, 45, 40, 35, 30, 30, 25]
    found = correlation([1, 1, 1, 1, 0, 0, 0, 0], totals).value
    assert found == pytest.approx((45 - 30) / statistics.pstdev(totals) * sqrt(0.5 * 0.5))
    assert statistics.pstdev(totals) == pytest.approx(8.29, abs=0.005)
    assert found == pytest.approx(0.91, abs=0.01)
    assert correlation([0, 0, 0, 0, 1, 1, 1, 1], totals).value == pytest.approx(-found)


def test_kr20_is_that_of_the_worked_example():
    # Wuensch: the sum of p q is 2.18 and the variance of the totals 5.84, so that KR-20 is 0.6963.
    sheet = of_patterns(WUENSCH)
    found = analyse(sheet)
    assert sum(float(row.count("1")) for row in WUENSCH) == 66
    assert found.kr20.value == pytest.approx(10 / 9 * (1 - 2.18 / 5.84), abs=FOUR)
    assert found.kr20.value == pytest.approx(0.6963, abs=FOUR)
    assert found.alpha.value == pytest.approx(found.kr20.value)


def test_alpha_with_answers_that_were_not_reached_is_the_documented_one():
    # pingouin.cronbach_alpha (checked there against psych::alpha(use="pairwise")): 0.732660835214447.
    assert analyse(of_patterns(WITH_GAPS)).alpha.value == pytest.approx(0.7327, abs=FOUR)


def test_alpha_of_complete_sittings_alone_is_the_documented_one():
    # The same data without the rows that have gaps: 0.8016949152542373.
    complete = [row for row in WITH_GAPS if "-" not in row]
    assert analyse(of_patterns(complete)).alpha.value == pytest.approx(0.8017, abs=FOUR)
    assert analyse(of_patterns(complete)).kr20.value == pytest.approx(0.8017, abs=FOUR)


def test_kr20_is_that_of_real_statistics():
    # Real Statistics, Kuder and Richardson Formula 20, example 1: 0.738 (0.7380191693290734 in pingouin),
    # with the gaps filled by the middle answer to their question.
    middle = [statistics.median([int(row[n]) for row in WITH_GAPS if row[n] != "-"]) for n in range(11)]
    filled = [
        "".join(str(int(middle[n])) if mark == "-" else mark for n, mark in enumerate(row))
        for row in WITH_GAPS
    ]
    assert analyse(of_patterns(filled)).kr20.value == pytest.approx(0.7380, abs=FOUR)


def test_standard_error_of_measurement_is_the_usual_example():
    # Harvill LM. Standard error of measurement. Educ Meas Issues Pract 1991;10(2):33-41: s root of (1 - r);
    # a deviation of 0.5 and a reliability of 0.8 leave 0.5 x root of 0.2.
    spread = (0.0, 0.5, 1.0)
    assert statistics.stdev(spread) == 0.5
    assert standard_error(spread, Figure(0.8, 3)).value == pytest.approx(0.2236, abs=FOUR)


def test_groups_hold_the_nearest_whole_number_of_27_per_cent():
    # Forty sittings: eleven in each group (Kelley 1939).
    groups = extreme_groups([n / 40 for n in range(40)])
    assert groups.size == 11
    assert sum(groups.upper) == sum(groups.lower) == 11


def test_discrimination_index_is_the_difference_of_the_groups():
    # Nine of eleven in the upper and three of eleven in the lower group: (9 - 3) / 11 = 0.5455.
    letters = ["A"] * 3 + ["B"] * 8 + ["A", "B"] * 9 + ["A"] * 9 + ["B"] * 2
    sheet = chosen(letters, key="A", totals=[0] * 11 + [5] * 18 + [9] * 11)
    assert analyse(sheet).items[0].index.value == pytest.approx(0.5455, abs=FOUR)


def test_sittings_that_tie_on_the_border_share_its_places():
    groups = extreme_groups([0.9, 0.5, 0.5, 0.5, 0.5, 0.1, 0.1])
    assert groups.size == 2
    assert groups.upper == (1.0, 0.25, 0.25, 0.25, 0.25, 0.0, 0.0)
    assert groups.lower == (0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0)


def test_options_are_counted_with_their_point_biserials():
    letters = ["B", "C", "B", " ", "A", "A", "C", "A", "A", "A"]
    found = analyse(chosen(letters, key="A")).items[0]
    rest = [round(10 * place / 9) for place in range(10)]
    by_id = {option.id: option for option in found.options}
    assert {one: option.chosen for one, option in by_id.items()} == {"A": 5, "B": 2, "C": 2, "D": 0}
    assert by_id["B"].share == 0.2
    assert found.omitted == 1
    for one in "ABC":
        again = statistics.correlation([float(letter == one) for letter in letters], rest)
        assert by_id[one].point_biserial.value == pytest.approx(again)
    assert by_id["D"].point_biserial.why is Why.NO_SPREAD
    assert by_id["A"].point_biserial.value == pytest.approx(found.discrimination.value)


def test_what_was_left_out_earns_nothing_and_what_was_not_reached_is_not_counted():
    questions = (Question(1), Question(2))
    left_out = Sitting(1, {1: Answer(1.0), 2: Answer(0.0, omitted=True)})
    not_reached = Sitting(2, {1: Answer(1.0)}, frozenset({2}))
    right = Sitting(3, {1: Answer(0.0), 2: Answer(1.0)})
    found = analyse(Sheet(questions, (left_out, not_reached, right)))
    assert found.items[1].facility.value == 0.5
    assert (found.items[1].n, found.items[1].omitted, found.items[1].not_reached) == (2, 1, 1)
    assert found.totals == (0.5, 1.0, 0.5)


def test_a_drawn_form_is_compared_with_what_it_had():
    # Half of the sittings had question 3, the others question 4; each rest is a share of its own points.
    rows = [(1, 1, 3, 1), (1, 0, 3, 0), (0, 0, 3, 0), (1, 1, 4, 0), (0, 1, 4, 1), (0, 0, 4, 0)]
    sittings = tuple(
        Sitting(n, {1: Answer(float(one)), 2: Answer(float(two)), drawn: Answer(float(mark))})
        for n, (one, two, drawn, mark) in enumerate(rows)
    )
    found = analyse(Sheet(tuple(map(Question, (1, 2, 3, 4))), sittings))
    assert not found.complete
    assert [item.n for item in found.items] == [6, 6, 3, 3]
    again = statistics.correlation([1.0, 0.0, 0.0], [1.0, 0.5, 0.0])
    assert found.items[2].discrimination.value == pytest.approx(again)
    assert found.kr20.why is Why.DIFFERENT_QUESTIONS


def test_time_per_question_is_told_by_its_quartiles():
    sittings = tuple(
        Sitting(n, {1: Answer(1.0, seconds=seconds)}) for n, seconds in enumerate((10, 20, 30, 40, None, 0))
    )
    found = analyse(Sheet((Question(1),), sittings)).items[0].seconds
    assert (found.lower, found.median, found.upper, found.n) == (17.5, 25, 32.5, 4)
    again = statistics.quantiles([10, 20, 30, 40], n=4, method="inclusive")
    assert [found.lower, found.median, found.upper] == again
    assert quartiles([]) is None


@pytest.mark.parametrize(
    ("rows", "why"),
    [([[1, 0]], Why.TOO_FEW), ([[1], [0]], Why.ONE_QUESTION), ([[1, 0], [1, 0]], Why.NO_SPREAD)],
)
def test_alpha_that_is_not_defined_says_why(rows, why):
    found = analyse(of_rows(rows))
    assert (found.alpha.value, found.alpha.why) == (None, why)
    assert (found.kr20.value, found.kr20.why) == (None, why)
    assert (found.standard_error.value, found.standard_error.why) == (None, why)


def test_discrimination_that_is_not_defined_says_why():
    everyone_right = analyse(of_rows([[1, 0], [1, 1]])).items
    assert everyone_right[0].discrimination.why is Why.NO_SPREAD
    assert everyone_right[1].discrimination.why is Why.NO_SPREAD_IN_REST
    assert analyse(of_rows([[1, 0]])).items[0].discrimination.why is Why.TOO_FEW
    assert analyse(of_rows([[1], [0]])).items[0].discrimination.why is Why.ONE_QUESTION


def test_nobody_at_all_has_no_figures():
    found = analyse(Sheet((Question(1), Question(2))))
    assert found.n == 0
    assert found.mean.why is found.alpha.why is found.items[0].facility.why is Why.TOO_FEW
    assert found.quartiles is None


def test_negative_alpha_has_no_standard_error():
    found = analyse(of_rows([[1, 0, 0.5], [0, 1, 0.5], [1, 0, 0.4]]))
    assert found.alpha.value < 0
    assert (found.standard_error.value, found.standard_error.why) == (None, Why.NEGATIVE_ALPHA)


def test_points_weigh_questions():
    weighted = of_rows([[1, 0], [0.5, 1], [0, 0]], weights=[3, 1])
    assert weighted.totals == (0.75, 0.625, 0.0)
    columns = [[3, 1.5, 0], [0, 1, 0]]
    whole = statistics.variance([3, 2.5, 0])
    again = 2 * (1 - sum(map(statistics.variance, columns)) / whole)
    assert analyse(weighted).alpha.value == pytest.approx(again)


def test_histogram_counts_every_total_once():
    assert histogram([0, 0.05, 0.1, 0.7, 0.999, 1]) == (2, 1, 0, 0, 0, 0, 0, 1, 0, 2)
    assert histogram([n / 10 for n in range(11)]) == (1, 1, 1, 1, 1, 1, 1, 1, 1, 2)
