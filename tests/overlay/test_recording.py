from __future__ import annotations

from dataclasses import replace

import numpy as np

from tilcoach.coaching import JudgedLift, RecordingResult
from tilcoach.lifting import LiftPhase
from tilcoach.overlay import OverlayWords, draw_review
from tilcoach.pose.arrays import Bytes

CORNER = np.s_[70:160, :60]


def test_verdicts_come_when_the_lift_is_over_and_not_before(
    picture: Bytes, review: RecordingResult, words: OverlayWords
) -> None:
    before = draw_review(picture, 2.2, review, words)
    after = draw_review(picture, 2.3, review, words)
    assert np.array_equal(before[CORNER], picture[CORNER])
    assert not np.array_equal(after[CORNER], picture[CORNER])


def test_the_count_grows_when_the_lift_is_over(
    picture: Bytes, review: RecordingResult, words: OverlayWords
) -> None:
    status = np.s_[:60, :400]
    before, during, after = (
        draw_review(picture, time_s, review, words)[status] for time_s in (0.1, 2.2, 11.0)
    )
    assert np.array_equal(before, during)
    assert not np.array_equal(before, after)


def test_the_newest_of_two_lifts_is_shown(
    picture: Bytes, review: RecordingResult, judged: JudgedLift, words: OverlayWords
) -> None:
    person = review.people[0]
    later = replace(
        judged,
        lift=replace(judged.lift, number=2, upright_s=4.0),
        findings=tuple(reversed(judged.findings)),
    )
    both = replace(review, people=(replace(person, lifts=(judged, later)),))
    first = draw_review(picture, 3.9, both, words)[CORNER]
    second = draw_review(picture, 4.0, both, words)[CORNER]
    assert not np.array_equal(first, second)


def test_a_moment_at_which_nobody_was_followed_gets_no_body(
    picture: Bytes, review: RecordingResult, words: OverlayWords
) -> None:
    assert np.array_equal(draw_review(picture, 30.0, review, words), picture)


def test_a_recording_without_people_stays_clean(picture: Bytes, words: OverlayWords) -> None:
    assert np.array_equal(draw_review(picture, 1.0, RecordingResult((), ()), words), picture)


def test_without_own_upright_there_is_a_body_but_no_angle(
    picture: Bytes, review: RecordingResult, words: OverlayWords
) -> None:
    person = review.people[0]
    bare = replace(person, postures=None, lifts=(), phases=(LiftPhase.UPRIGHT,) * 120)
    drawn = draw_review(picture, 5.0, replace(review, people=(bare,)), words)
    full = draw_review(picture, 5.0, review, words)
    trunk_label = np.s_[213:238, 220:240]
    assert np.array_equal(drawn[trunk_label], picture[trunk_label])
    assert not np.array_equal(full[trunk_label], picture[trunk_label])


def test_of_several_people_the_words_are_of_the_one_who_lifted_last(
    picture: Bytes, review: RecordingResult, judged: JudgedLift, words: OverlayWords
) -> None:
    first = review.people[0]
    later = replace(judged, lift=replace(judged.lift, upright_s=4.0))
    second = replace(first, person=2, lifts=(later,))
    both = replace(review, people=(first, second))
    status = np.s_[:60, :400]
    of_first = draw_review(
        picture, 3.9, replace(both, people=(first, replace(second, lifts=()))), words
    )
    of_second = draw_review(picture, 4.0, both, words)
    assert not np.array_equal(of_first[status], of_second[status])


def test_who_left_after_a_lift_is_not_told_of_for_ever(
    picture: Bytes, review: RecordingResult, words: OverlayWords
) -> None:
    stays = replace(review.people[0], lifts=())
    left = replace(
        review.people[0], person=2, poses=review.people[0].poses.where(stays.poses.time_s < 3.0)
    )
    status = np.s_[:60, :400]
    drawn = draw_review(picture, 11.0, replace(review, people=(left, stays)), words)
    assert not np.array_equal(drawn[status], picture[status])
