"""Where a curriculum has holes, from the facts of its map alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.tiers import Tier
from learners.curriculum_map_facts import Given, Question
from learners.gaps import GapKind, gaps
from tests.learners.map_facts import CEILINGS, assessed, competency, indicator, map_of, taught

K = GapKind
WAITING = {"in_use": False, "given": Given()}


def kinds(*competencies, **more):
    return [gap.kind for gap in gaps(map_of(*competencies, **more))]


def test_competency_with_everything_has_no_gap():
    assert kinds(competency()) == []


def test_no_module_names_the_draft_that_waits():
    assert kinds(competency(modules=())) == [K.NO_MODULE]
    draft = taught(7, state="draft", **WAITING)

    (gap,) = gaps(map_of(competency(modules=(draft,))))

    assert (gap.kind, gap.module) == (K.NO_MODULE, draft.module)


def test_module_nobody_was_given_is_named_once_for_all_its_competencies():
    shared = taught(7, given=Given())

    found = gaps(map_of(competency(1, modules=(shared,)), competency(2, modules=(shared, taught(8)))))

    assert [(gap.kind, gap.competency.code, gap.module) for gap in found] == [
        (K.MODULE_NOT_GIVEN, "SM-1", shared.module)
    ]


def test_module_that_a_cohort_was_not_given_is_no_missing_module():
    waiting = taught(7, **WAITING)

    assert kinds(competency(modules=(waiting,)), cohort_name="2029", cohort_learners=3) == [
        K.MODULE_NOT_GIVEN
    ]


@pytest.mark.parametrize(
    ("assessments", "expected"),
    [
        ((), [K.NO_ASSESSMENT]),
        ((assessed(state="draft", **WAITING),), [K.NO_ASSESSMENT]),
        ((assessed(type_="self_rating", tier=None),), [K.ONLY_SELF_RATINGS]),
        ((assessed(may_count=False),), [K.NO_DIRECT_MEASURE]),
        ((assessed(tier=None),), [K.NO_DIRECT_MEASURE]),
        ((assessed(1, may_count=False), assessed(2)), []),
        ((assessed(1, type_="self_rating", tier=None), assessed(2)), []),
    ],
)
def test_measuring_has_at_most_one_gap_and_that_says_most(assessments, expected):
    assert kinds(competency(assessments=assessments)) == expected


def test_practice_alone_measures_a_cohort_as_little_as_nothing():
    practice = assessed(given=Given(times=2, counting=0, learners=3))
    counting = assessed(given=Given(times=2, counting=1, learners=3))
    cohort = {"cohort_name": "2029", "cohort_learners": 3}

    assert kinds(competency(assessments=(practice,)), **cohort) == [K.NO_DIRECT_MEASURE]
    assert kinds(competency(assessments=(counting,)), **cohort) == []


def test_assessment_nearest_to_use_is_the_one_that_would_fill_the_gap():
    draft = assessed(1, state="draft", **WAITING)
    published = assessed(2, **WAITING)

    (gap,) = gaps(map_of(competency(assessments=(draft, published))))

    assert gap.assessment == published.assessment


def test_levels_out_of_reach_are_those_above_the_highest_ceiling():
    (gap,) = gaps(map_of(competency(assessments=(assessed(tier=Tier.KNOWS),))))

    assert (gap.kind, gap.levels, gap.tier) == (K.LEVEL_OUT_OF_REACH, (3, 4, 5), Tier.KNOWS_HOW)


def test_levels_are_in_reach_of_whatever_where_no_policy_is_in_force():
    place = assessed(tier=Tier.KNOWS, ceilings={})

    assert kinds(competency(assessments=(place,)), ceilings={}) == []


def test_level_that_no_tier_may_show_names_no_tier():
    low = dict.fromkeys(Tier, 4)

    (gap,) = gaps(map_of(competency(assessments=(assessed(ceilings=low),)), ceilings=low))

    assert (gap.levels, gap.tier) == ((5,), None)


@pytest.mark.parametrize(("cases", "expected"), [(0, []), (1, [K.SINGLE_JUDGEMENT_CASE]), (2, [])])
def test_single_judgement_case_is_one_question_however_often_it_is_asked(cases, expected):
    own = tuple(Question(n, "judgement_rating", Tier.DOES) for n in range(cases))
    twice = tuple(assessed(pk, questions=own) for pk in (1, 2))

    assert kinds(competency(assessments=twice)) == expected


def test_single_judgement_case_names_what_has_more_and_was_not_given():
    case = Question(1, "judgement_rating", Tier.DOES)
    given_ = assessed(1, questions=(case,))
    same = assessed(2, questions=(case,), **WAITING)
    more = assessed(3, questions=(Question(2, "judgement_ranking", Tier.DOES),), **WAITING)

    (without,) = gaps(map_of(competency(assessments=(given_, same))))
    (with_more,) = gaps(map_of(competency(assessments=(given_, same, more))))

    assert without.further is None
    assert with_more.further == more.assessment


def test_indicator_that_nothing_touches_says_how_many_questions_wait_in_the_bank():
    found = gaps(map_of(competency(indicators=(indicator(1), indicator(2, asked=0, in_bank=3)))))

    assert [(gap.kind, gap.indicator.code, gap.count) for gap in found] == [(K.INDICATOR_UNTOUCHED, "I2", 3)]


def test_what_is_overdue_comes_last():
    found = kinds(
        competency(1, items_overdue=4, modules=(taught(1, overdue=True),)), competency(2, modules=())
    )

    assert found == [K.NO_MODULE, K.ITEMS_OVERDUE, K.MODULE_OVERDUE]


tiers = st.sampled_from([None, *Tier])


@st.composite
def places(draw):
    in_use = draw(st.booleans())
    kind = draw(st.sampled_from(["single_best_answer", "judgement_rating", "judgement_ranking"]))
    tier = draw(tiers)
    pk = draw(st.integers(1, 6))
    return assessed(
        pk,
        type_=draw(st.sampled_from(["quiz", "judgement", "self_rating", "observation"])),
        tier=tier,
        questions=() if tier is None else (Question(draw(st.integers(1, 4)), kind, tier),),
        may_count=draw(st.booleans()),
        in_use=in_use,
        state="published" if in_use else draw(st.sampled_from(["draft", "published"])),
    )


@st.composite
def maps(draw):
    competencies = [
        competency(
            pk,
            modules=tuple(
                taught(
                    draw(st.integers(1, 4)),
                    overdue=draw(st.booleans()),
                    given=Given(times=draw(st.integers(0, 2))),
                )
                for _n in range(draw(st.integers(0, 2)))
            ),
            assessments=tuple(draw(st.lists(places(), max_size=3))),
            indicators=tuple(
                indicator(10 * pk + n, asked=draw(st.integers(0, 1))) for n in range(draw(st.integers(0, 2)))
            ),
            items_overdue=draw(st.integers(0, 2)),
        )
        for pk in range(1, draw(st.integers(0, 3)) + 1)
    ]
    return map_of(*competencies)


@given(maps())
def test_gaps_are_each_named_once_in_the_order_of_kinds_and_of_the_framework(map_):
    found = gaps(map_)

    places_ = [(list(GapKind).index(gap.kind), map_.competencies.index(gap.competency)) for gap in found]
    assert places_ == sorted(places_)
    named = [
        (gap.kind, gap.competency.pk, gap.indicator and gap.indicator.pk, gap.module and gap.module.pk)
        for gap in found
    ]
    assert len(named) == len(set(named))


@given(maps())
def test_gaps_say_nothing_that_the_map_speaks_against(map_):
    for gap in gaps(map_):
        one = gap.competency
        match gap.kind:
            case K.NO_MODULE:
                assert not one.taught()
            case K.NO_ASSESSMENT:
                assert not one.assessed
            case K.ONLY_SELF_RATINGS:
                assert not any(place.assessment.is_direct for place in one.assessed)
            case K.NO_DIRECT_MEASURE:
                assert not any(place.assessment.may_count for place in one.measured)
            case K.LEVEL_OUT_OF_REACH:
                assert all(CEILINGS[place.tier] < min(gap.levels) for place in one.measured)
            case K.INDICATOR_UNTOUCHED:
                assert gap.indicator.asked == 0


@given(maps())
def test_further_module_and_assessment_never_open_a_gap_but_that_nobody_was_given_it(map_):
    richer = [
        competency(
            one.pk,
            modules=(*one.modules, taught(90 + one.pk)),
            assessments=(*one.assessments, assessed(90 + one.pk, tier=Tier.DOES)),
            indicators=one.indicators,
            items_overdue=one.items_overdue,
        )
        for one in map_.competencies
    ]
    before = {(gap.kind, gap.competency.pk) for gap in gaps(map_)}

    after = {(gap.kind, gap.competency.pk) for gap in gaps(map_of(*richer))}

    assert after <= before
