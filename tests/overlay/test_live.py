from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tilcoach.coaching import FrameResult, Verdict
from tilcoach.kinematics import Posture
from tilcoach.overlay import OverlayWords, draw_step
from tilcoach.overlay.figure import draw_angles, draw_pose
from tilcoach.overlay.live import VERDICTS_SHOWN_S
from tilcoach.overlay.palette import MEASURE, VERDICT_BGR
from tilcoach.pose import N_KEYPOINTS, Keypoint, Pose
from tilcoach.pose.arrays import Bytes, Floats


def pixels_like(picture: Bytes, colour: tuple[int, int, int]) -> int:
    return int(np.sum(np.abs(picture.astype(int) - colour).max(axis=2) < 12))


def test_the_picture_that_came_in_stays_as_it_was(
    picture: Bytes, step_of: Callable[[float], FrameResult], words: OverlayWords
) -> None:
    before = picture.copy()
    drawn = draw_step(picture, step_of(4.0), words)
    assert np.array_equal(picture, before)
    assert not np.array_equal(drawn, before)


def test_nobody_in_view_leaves_the_picture_clean(picture: Bytes, words: OverlayWords) -> None:
    assert np.array_equal(draw_step(picture, FrameResult(0, 0.0, ()), words), picture)


def test_the_trunk_line_is_drawn_in_its_own_colour(picture: Bytes, pose: Pose) -> None:
    canvas = picture.copy()
    draw_pose(canvas, pose)
    assert pixels_like(canvas, MEASURE) > 300


def test_verdicts_go_a_few_seconds_after_the_lift(
    picture: Bytes, step_of: Callable[[float], FrameResult], words: OverlayWords
) -> None:
    upright_s = 2.3
    soon = draw_step(picture, step_of(upright_s + VERDICTS_SHOWN_S - 0.1), words)
    late = draw_step(picture, step_of(upright_s + VERDICTS_SHOWN_S), words)
    colours = [tuple(int(0.82 * part) for part in colour) for colour in VERDICT_BGR.values()]
    for blue, green, red in colours:
        ground = (blue, green, red)
        near = np.abs(soon[70:230, :60].astype(int) - ground).max(axis=2) < 50
        assert near.sum() > 40
    assert pixels_like(late[70:230, :60], (190, 190, 190)) == 160 * 60


@pytest.mark.parametrize(("shift_px", "on_the_left"), [((0, 0), True), ((-230, -60), False)])
def test_verdicts_stand_where_they_cover_less_of_the_body(
    picture: Bytes,
    step_of: Callable[[float], FrameResult],
    words: OverlayWords,
    shift_px: tuple[int, int],
    on_the_left: bool,  # noqa: FBT001
) -> None:
    step = step_of(4.0)
    (person,) = step.people
    elsewhere = replace(person.pose, image_px=person.pose.image_px + shift_px)
    drawn = draw_step(picture, replace(step, people=(replace(person, pose=elsewhere),)), words)
    amber = (0.82 * np.array(VERDICT_BGR[Verdict.FOUT])).astype(int)
    near = np.abs(drawn[60:250].astype(int) - amber).max(axis=2) < 50
    assert (near[:, :320].sum() > 40) == on_the_left
    assert (near[:, 320:].sum() > 40) != on_the_left


def test_an_angle_that_cannot_be_measured_is_not_written(
    picture: Bytes, pose: Pose, posture: Posture
) -> None:
    nan = float("nan")
    canvas = picture.copy()
    draw_angles(canvas, pose, replace(posture, trunk_flexion_deg=nan, knee_flexion_deg=nan))
    assert np.array_equal(canvas, picture)


def test_a_hidden_knee_gets_no_angle(picture: Bytes, pose: Pose, posture: Posture) -> None:
    visibility = pose.visibility.copy()
    visibility[Keypoint.LEFT_KNEE] = 0.1
    canvas, trunk_only = picture.copy(), picture.copy()
    hidden = replace(pose, visibility=visibility)
    draw_angles(canvas, hidden, posture)
    draw_angles(trunk_only, hidden, replace(posture, knee_flexion_deg=float("nan")))
    assert np.array_equal(canvas, trunk_only)


def test_the_right_knee_is_used_when_it_was_the_one_measured(
    picture: Bytes, pose: Pose, posture: Posture
) -> None:
    left, right = picture.copy(), picture.copy()
    draw_angles(left, pose, posture)
    other = replace(posture, knee_flexion_left_deg=1.0, knee_flexion_right_deg=42.4)
    draw_angles(right, pose, other)
    assert not np.array_equal(left, right)


def test_two_people_get_a_number_each(
    picture: Bytes, step_of: Callable[[float], FrameResult], words: OverlayWords
) -> None:
    one = step_of(20.0)
    other = replace(
        one.people[0],
        person=2,
        pose=replace(one.people[0].pose, image_px=one.people[0].pose.image_px + 150),
    )
    drawn = draw_step(picture, replace(one, people=(*one.people, other)), words)
    alone = draw_step(picture, one, words)
    head = np.s_[60:150, 340:430]
    assert not np.array_equal(drawn[head], alone[head])


def test_the_angles_of_one_person_do_not_cover_those_of_another(
    picture: Bytes, step_of: Callable[[float], FrameResult]
) -> None:
    person = step_of(4.0).people[0]
    assert person.posture is not None
    written = draw_angles(picture.copy(), person.pose, person.posture)
    assert len(written) == 2
    again = picture.copy()
    assert draw_angles(again, person.pose, person.posture, written) == written
    beside = replace(person.pose, image_px=person.pose.image_px + 150)
    assert len(draw_angles(again, beside, person.posture, written)) == 4


def test_the_words_are_of_the_one_who_lifted_last(
    picture: Bytes, step_of: Callable[[float], FrameResult], words: OverlayWords
) -> None:
    step = step_of(20.0)
    lifted = step.people[0]
    beside = replace(lifted.pose, image_px=lifted.pose.image_px + 150)
    other = replace(lifted, person=2, pose=beside, last_lift=None, lift_count=0)
    status = np.s_[:60, :300]
    first, second = (
        draw_step(picture, replace(step, people=people), words)[status]
        for people in ((lifted, other), (other, lifted))
    )
    assert np.array_equal(first, second)


@pytest.mark.parametrize("size", [(1, 1), (2, 500), (48, 64), (1080, 1920)])
def test_every_size_of_picture_is_fine(
    size: tuple[int, int], step_of: Callable[[float], FrameResult], words: OverlayWords
) -> None:
    picture = np.zeros((*size, 3), np.uint8)
    assert draw_step(picture, step_of(4.0), words).shape == picture.shape


@given(
    arrays(
        float,
        (N_KEYPOINTS, 2),
        elements=st.floats(allow_nan=True, allow_infinity=True, width=32),
    )
)
def test_no_pose_is_too_strange_to_draw(image_px: Floats) -> None:
    pose = Pose(image_px, np.zeros((N_KEYPOINTS, 3)), np.ones(N_KEYPOINTS), 0.0)
    canvas = np.zeros((48, 64, 3), np.uint8)
    draw_pose(canvas, pose)
    posture = Posture(*(30.0 for _ in fields(Posture)))
    draw_angles(canvas, pose, posture)
