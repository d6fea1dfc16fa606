from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.coaching import Cue, JudgedLift, Pattern, Reason, Verdict
from tilcoach.guidance import EVERY_LIFT_UP_TO, AfterLift, Cadence, Sentence
from tilcoach.guidance.after_lift import CLEAR_CONFIDENCE

Judged = Callable[..., JudgedLift]
STOOP, TWIST = Pattern.STRAIGHT_LEGS, Pattern.TWIST_WITH_LOAD


def told(lifts: Sequence[JudgedLift]) -> list[Sentence | None]:
    coach = AfterLift()
    return [coach.update(lift) for lift in lifts]


def test_before_the_first_lift_there_is_nothing_to_say() -> None:
    coach = AfterLift()
    assert coach.update(None) is None
    assert coach.repeat() is None


def test_each_of_the_first_five_lifts_gets_a_sentence(judged: Judged) -> None:
    said = told([judged(n) for n in range(1, 9)])
    assert [sentence is not None for sentence in said] == [True] * 5 + [False] * 3


def test_later_only_what_is_clearly_outside_is_said(judged: Judged) -> None:
    coach = AfterLift()
    late = EVERY_LIFT_UP_TO + 1
    assert coach.update(judged(late, STOOP, CLEAR_CONFIDENCE - 0.01)) is None
    assert coach.update(judged(late + 1, STOOP, CLEAR_CONFIDENCE)) is not None
    assert coach.update(judged(late + 2, STOOP, CLEAR_CONFIDENCE - 0.01)) is None


def test_first_what_went_well_then_the_one_thing(judged: Judged) -> None:
    said = told([judged(1, STOOP), judged(2)])
    assert [sentence.praise for sentence in said if sentence] == [Pattern.LOAD_FAR, None]


def test_where_nothing_went_well_nothing_is_praised(judged: Judged) -> None:
    lift = judged(1, STOOP)
    fout = next(one for one in lift.findings if one.verdict is Verdict.FOUT)
    alone = replace(lift, findings=tuple(replace(fout, pattern=p) for p in Pattern))
    assert [sentence.praise for sentence in told([alone]) if sentence] == [None]


@pytest.mark.parametrize("fout", [None, *Pattern])
def test_the_same_is_never_said_twice_in_a_row_in_the_same_words(
    judged: Judged, fout: Pattern | None
) -> None:
    said = told([judged(n, fout) for n in range(1, 6)])
    assert [sentence.again for sentence in said if sentence] == [False, True, False, True, False]


@given(st.lists(st.sampled_from([None, *Pattern]), max_size=30))
def test_whatever_happens_two_sentences_in_a_row_differ(
    judged: Judged, seen: list[Pattern | None]
) -> None:
    said = [s for s in told([judged(n, fout) for n, fout in enumerate(seen, 1)]) if s]
    words = [(sentence.cue, sentence.again, sentence.better) for sentence in said]
    assert all(one != other for one, other in pairwise(words))


def test_one_lift_is_said_once_although_it_comes_with_each_frame(judged: Judged) -> None:
    lift = judged(1, STOOP)
    assert [s is not None for s in told([lift] * 5)] == [True] + [False] * 4


def test_the_last_word_on_a_lift_counts(judged: Judged) -> None:
    said = told([judged(1), judged(1, TWIST), judged(1, TWIST)])
    assert [s.cue if s else None for s in said] == [Cue.WELL_DONE, Cue.MOVE_FEET, None]


def test_when_asked_the_quiet_coach_speaks_and_repeats_itself_in_the_same_words(
    judged: Judged,
) -> None:
    coach = AfterLift()
    for n in range(1, 8):
        coach.update(judged(n))
    asked = coach.repeat()
    assert asked is not None
    assert asked.lift == 7
    assert coach.repeat() == asked
    assert coach.update(judged(7)) is None


def test_what_could_not_be_judged_is_said_too(unjudged: Callable[[int], JudgedLift]) -> None:
    (sentence,) = told([unjudged(1)])
    assert sentence == Sentence(Cue.NOTHING_JUDGED, again=False, lift=1)


@pytest.mark.parametrize("pattern", list(Pattern))
def test_what_went_better_is_said_once_and_then_it_is_praise_as_before(
    judged: Judged, pattern: Pattern
) -> None:
    said = told([judged(1, pattern), judged(2), judged(3), judged(4)])
    assert [s.better for s in said if s] == [None, pattern, None, None]
    assert [s.again for s in said[2:] if s] == [False, True]


def test_a_lift_that_could_not_be_judged_neither_is_better_nor_wipes_out_what_was(
    judged: Judged, unjudged: Callable[[int], JudgedLift]
) -> None:
    said = told([judged(1, STOOP), unjudged(2), judged(3)])
    assert [s.better for s in said if s] == [None, None, STOOP]


def test_unseen_is_not_better(judged: Judged) -> None:
    good = judged(2)
    unseen = tuple(
        replace(f, verdict=Verdict.NOT_JUDGED, reason=Reason.VIEW_SIDE) if f.pattern is TWIST else f
        for f in good.findings
    )
    said = told([judged(1, TWIST), replace(good, findings=unseen)])
    assert [s.better for s in said if s] == [None, None]


def test_a_lift_that_was_judged_in_part_gets_no_sentence_unless_asked_for(judged: Judged) -> None:
    good = judged(1)
    doubt = tuple(
        replace(f, verdict=Verdict.NOT_JUDGED, reason=Reason.NEAR_LIMIT)
        if f.pattern is STOOP
        else f
        for f in good.findings
    )
    coach = AfterLift()
    assert coach.update(replace(good, findings=doubt, cue=Cue.NOTHING_JUDGED)) is None
    asked = coach.repeat()
    assert asked is not None
    assert asked.cue is not Cue.WELL_DONE


def test_another_pattern_takes_the_place_of_the_praise(judged: Judged) -> None:
    said = told([judged(1, STOOP), judged(2, TWIST), judged(3)])
    assert [(s.cue, s.better) for s in said if s] == [
        (Cue.BEND_KNEES, None),
        (Cue.MOVE_FEET, None),
        (Cue.WELL_DONE, TWIST),
    ]


def test_a_late_lift_that_does_what_was_asked_is_told_so(judged: Judged) -> None:
    coach = AfterLift()
    coach.update(judged(8, STOOP))
    better = coach.update(judged(9))
    assert better is not None
    assert better.better is STOOP
    assert coach.update(judged(10)) is None


def test_a_late_lift_after_what_was_left_unsaid_is_left_unsaid_too(judged: Judged) -> None:
    coach = AfterLift()
    coach.update(judged(8, STOOP, CLEAR_CONFIDENCE - 0.01))
    assert coach.update(judged(9)) is None
    asked = coach.repeat()
    assert asked is not None
    assert asked.better is STOOP


@pytest.mark.parametrize(
    ("cadence", "spoken"),
    [
        (Cadence.EVERY_LIFT, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (Cadence.EVERY_THIRD, [3, 6, 9]),
        (Cadence.ON_REQUEST, []),
    ],
)
def test_a_plan_says_how_often(judged: Judged, cadence: Cadence, spoken: list[int]) -> None:
    coach = AfterLift()
    found = [n for n in range(1, 10) if coach.update(judged(n, STOOP), cadence) is not None]
    assert found == spoken
    assert coach.repeat() is not None  # asking always helps
