"""A blurred face: gone from the pixels, in every picture, from every side."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilcoach.filtering import PoseFilter
from tilcoach.overlay import Face, blur_face, find_face, follow_face
from tilcoach.pose import N_KEYPOINTS, Keypoint, Pose, PoseSeries
from tilcoach.pose.arrays import Bools, Bytes
from tilcoach.video import VideoFile

ROOT = Path(__file__).parents[2]
FACE = list(range(Keypoint.NOSE, Keypoint.MOUTH_RIGHT + 1))
SAMPLES = ("lift_and_twist", "load_far", "squat_close", "stoop_straight_legs")
SIZE = (640, 480)
CRISP_SHARE = 0.02
"""Of the fine detail of a face, so much may be left: the seams of a few soft patches."""


def inside(face: Face, *, share: float = 1.0) -> Bools:
    """Return which pixels of a picture lie in a circle, shape (480, 640)."""
    rows, columns = np.ogrid[: SIZE[1], : SIZE[0]]
    far = (rows - face.y_px) ** 2 + (columns - face.x_px) ** 2
    within: Bools = far <= (share * face.radius_px) ** 2
    return within


def detail(bgr: Bytes, where: Bools) -> float:
    """Return how much fine detail there is, as the energy of the Laplacian."""
    fine = cv2.Laplacian(cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY).astype(np.float64), cv2.CV_64F)
    return float((fine[where] ** 2).mean())


def landmarks_circle(pose: Pose) -> Face:
    """Return the smallest circle around the middle of the face that holds all its landmarks."""
    points = pose.image_px[FACE]
    middle = points.mean(axis=0)
    radius = float(np.linalg.norm(points - middle, axis=1).max())
    return Face(float(middle[0]), float(middle[1]), radius)


def recording(name: str) -> PoseSeries:
    with np.load(ROOT / "tests" / "recordings" / f"{name}.npz") as arrays:
        return PoseSeries(**arrays)


def shifted(pose: Pose, right_px: float, down_px: float) -> Pose:
    image = pose.image_px + np.array([right_px, down_px])
    return Pose(image, pose.world_m, pose.visibility, pose.time_s)


def without(pose: Pose, rows: list[int]) -> Pose:
    image = pose.image_px.copy()
    image[rows] = np.nan
    return Pose(image, pose.world_m, pose.visibility, pose.time_s)


@pytest.fixture
def noise() -> Bytes:
    return np.random.default_rng(3).integers(0, 255, (SIZE[1], SIZE[0], 3), np.uint8)


@pytest.mark.parametrize("name", SAMPLES)
def test_in_every_sample_film_the_face_is_gone_from_the_pixels(name: str) -> None:
    """The blur goes by the filtered pose, as live; the face is where the model saw it."""
    series, live = recording(name), PoseFilter()
    seen = [series.at(i) for i in range(len(series))]
    faces = follow_face([live.update(pose) for pose in seen], SIZE)
    for row, frame in enumerate(VideoFile(ROOT / "sample_videos" / f"{name}.mp4")):
        if row % 15:
            continue
        blurred = frame.bgr.copy()
        blur_face(blurred, faces[row])
        where = inside(landmarks_circle(seen[row]))
        assert detail(blurred, where) < CRISP_SHARE * detail(frame.bgr, where), row


@pytest.mark.parametrize("name", SAMPLES)
def test_the_margin_is_generous_and_the_body_stays(name: str) -> None:
    series = recording(name)
    for row in range(0, len(series), 5):
        pose = series.at(row)
        face, tight = find_face(pose), landmarks_circle(pose)
        assert face is not None
        assert face.radius_px > 1.8 * tight.radius_px
        hips = pose.image_px[[Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP]].mean(axis=0)
        assert np.hypot(*(hips - [face.x_px, face.y_px])) > face.radius_px


def test_outside_the_face_not_a_pixel_changes(noise: Bytes) -> None:
    face = Face(300.4, 120.7, 60.0)
    blurred = noise.copy()
    blur_face(blurred, face)
    assert np.array_equal(blurred[~inside(face)], noise[~inside(face)])
    assert detail(blurred, inside(face, share=0.9)) < CRISP_SHARE * detail(noise, inside(face))


@given(st.floats(-900, 900), st.floats(-900, 900), st.floats(0.1, 2000))
def test_a_face_anywhere_never_stops_the_film(x_px: float, y_px: float, radius_px: float) -> None:
    picture = np.full((48, 64, 3), 90, np.uint8)
    blur_face(picture, Face(x_px, y_px, radius_px))
    assert np.all(picture == 90)


def test_where_the_face_is_not_found_both_places_around_the_gap_are_covered(
    stick: Callable[..., PoseSeries],
) -> None:
    first = stick([0.0]).at(0)
    last = shifted(first, 90, 40)
    before, after = find_face(first), find_face(last)
    gap = follow_face([first, first, None, None, None, last, last], SIZE)[3]
    assert before is not None
    assert after is not None
    assert not (inside(before) & ~inside(gap)).any()
    assert not (inside(after) & ~inside(gap)).any()


def test_after_it_was_seen_last_the_blur_stays_and_is_larger(
    stick: Callable[..., PoseSeries],
) -> None:
    pose = stick([0.0]).at(0)
    found = find_face(pose)
    assert found is not None
    for faces in (
        follow_face([None] * 4 + [pose], SIZE)[:3],
        follow_face([pose, None, None], SIZE)[2:],
    ):
        for face in faces:
            assert face.radius_px > 1.4 * found.radius_px
            assert not (inside(found) & ~inside(face)).any()


def test_who_is_never_found_takes_the_whole_picture_along() -> None:
    for face in follow_face([None, None], SIZE):
        assert inside(face).all()
    nothing = Pose(
        np.full((N_KEYPOINTS, 2), np.nan), np.zeros((N_KEYPOINTS, 3)), np.zeros(N_KEYPOINTS), 0.0
    )
    assert find_face(nothing) is None


def test_landmarks_that_all_lie_in_one_place_are_no_face(
    stick: Callable[..., PoseSeries],
) -> None:
    pose = stick([0.0]).at(0)
    heap = Pose(np.full_like(pose.image_px, 100.0), pose.world_m, pose.visibility, 0.0)
    assert find_face(heap) is None


@pytest.mark.parametrize("trunk_deg", [0, 60, 110])
@pytest.mark.parametrize("yaw_deg", [0, 45, 90, 180])
def test_shoulders_alone_tell_where_the_head_can_be(
    stick: Callable[..., PoseSeries], trunk_deg: float, yaw_deg: float
) -> None:
    pose = stick([0.0], trunk_deg=trunk_deg, yaw_deg=yaw_deg).at(0)
    around = find_face(without(pose, FACE))
    assert around is not None
    away_px = np.linalg.norm(pose.image_px[FACE] - [around.x_px, around.y_px], axis=1)
    if yaw_deg != 90:  # seen from the front a bent trunk is short, and the shoulders tell
        assert away_px.max() < around.radius_px
    assert away_px.max() < 1.3 * around.radius_px


def test_a_quick_head_is_covered_though_the_pose_follows_late(
    stick: Callable[..., PoseSeries],
) -> None:
    pose = stick([0.0]).at(0)
    poses = [shifted(pose, 12 * step, 0) for step in range(5)]  # 360 px/s, across in two seconds
    faces = follow_face(poses, SIZE)
    late = landmarks_circle(poses[3])
    assert not (inside(late) & ~inside(faces[2])).any()
