"""The camera puts things where a camera would."""

import numpy as np
import pytest
from tools.render.camera import shaken, view_of
from tools.render.clip import Camera

ORIGIN = np.zeros(2)


def test_the_point_that_is_looked_at_is_in_the_middle() -> None:
    view = view_of(Camera(yaw_deg=30.0, look_at_m=0.9), 640, 480, ORIGIN)
    np.testing.assert_allclose(view.project(np.array([0.0, 0.0, 0.9])), [320, 240], atol=1e-6)


@pytest.mark.parametrize(("yaw_deg", "is_right"), [(0.0, False), (180.0, True)])
def test_from_the_left_side_a_person_faces_left(yaw_deg: float, *, is_right: bool) -> None:
    view = view_of(Camera(yaw_deg=yaw_deg), 640, 480, ORIGIN)
    ahead = view.project(np.array([0.0, -0.5, 0.9]))
    assert (ahead[0] > 320) == is_right


def test_from_the_front_the_own_left_is_on_the_right_and_up_is_up() -> None:
    view = view_of(Camera(yaw_deg=90.0), 640, 480, ORIGIN)
    assert view.project(np.array([0.3, 0.0, 0.9]))[0] > 320
    assert view.project(np.array([0.0, 0.0, 1.5]))[1] < 240


def test_a_high_camera_looks_down() -> None:
    view = view_of(Camera(height_m=2.3, distance_m=3.0, look_at_m=0.8), 640, 480, ORIGIN)
    assert view.pitch_deg == pytest.approx(-np.degrees(np.arctan2(1.5, 3.0)))


def test_roll_turns_the_picture_about_its_middle() -> None:
    level = view_of(Camera(), 640, 480, ORIGIN)
    rolled = view_of(Camera(roll_deg=10.0), 640, 480, ORIGIN)
    point = np.array([0.0, 0.0, 1.6])
    straight, turned = level.project(point) - [320, 240], rolled.project(point) - [320, 240]
    assert np.linalg.norm(straight) == pytest.approx(np.linalg.norm(turned))
    cosine = straight @ turned / np.linalg.norm(straight) ** 2
    assert np.degrees(np.arccos(cosine)) == pytest.approx(10.0)


def test_clip_space_agrees_with_pixels() -> None:
    view = view_of(Camera(yaw_deg=40.0, roll_deg=5.0), 640, 480, ORIGIN)
    point = np.array([0.2, -0.4, 1.1])
    clip = view.to_clip @ np.append(point, 1.0)
    x, y = clip[:2] / clip[3]
    np.testing.assert_allclose([(x + 1) * 320, (1 - y) * 240], view.project(point), atol=1e-6)


def test_a_camera_in_a_hand_strays_as_far_as_it_says() -> None:
    camera = Camera(shake_deg=0.5)
    view, times_s = view_of(camera, 640, 480, ORIGIN), np.arange(600) / 30
    point = np.array([0.0, 0.0, 0.86])
    strays = np.array([one.project(point) for one in shaken(view, camera, times_s, 3)])
    degrees = np.degrees((strays - [320, 240]) / view.focal_px)
    assert degrees.std() == pytest.approx(0.5, rel=0.4)
    assert np.abs(np.diff(degrees, axis=0)).max() < 1.0


def test_a_camera_that_stands_firm_stays() -> None:
    view = view_of(Camera(), 640, 480, ORIGIN)
    assert all(one is view for one in shaken(view, Camera(), np.arange(3) / 30, 1))
