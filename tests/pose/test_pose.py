"""One body, and a body over time."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from tilcoach.pose import N_KEYPOINTS, Pose, PoseSeries

_ARRAYS = ("image_px", "world_m", "visibility")


@pytest.mark.parametrize("name", _ARRAYS)
def test_arrays_of_a_pose_are_read_only(pose: Pose, name: str) -> None:
    with pytest.raises(ValueError, match="read-only"):
        getattr(pose, name)[0] = 0.0


@pytest.mark.parametrize(
    ("name", "shape"), [("image_px", (33, 3)), ("world_m", (33, 2)), ("visibility", (32,))]
)
def test_a_pose_of_the_wrong_shape_is_refused_by_name(
    pose: Pose, name: str, shape: tuple[int, ...]
) -> None:
    with pytest.raises(ValueError, match=f"{name}: expected shape"):
        dataclasses.replace(pose, **{name: np.zeros(shape)})  # type: ignore[arg-type]


def test_a_pose_is_frozen(pose: Pose) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        pose.time_s = 2.0  # type: ignore[misc]


def test_a_landmark_that_was_not_seen_may_be_nan(pose: Pose) -> None:
    image_px = pose.image_px.copy()
    image_px[0] = np.nan
    assert np.isnan(dataclasses.replace(pose, image_px=image_px).image_px[0]).all()


@pytest.mark.parametrize("name", [*_ARRAYS, "time_s"])
def test_arrays_of_a_series_are_read_only(series: PoseSeries, name: str) -> None:
    with pytest.raises(ValueError, match="read-only"):
        getattr(series, name)[0] = 0.0


@pytest.mark.parametrize("name", _ARRAYS)
def test_all_arrays_of_a_series_are_equally_long(series: PoseSeries, name: str) -> None:
    with pytest.raises(ValueError, match=f"{name}: expected shape"):
        dataclasses.replace(series, **{name: getattr(series, name)[:-1]})


@pytest.mark.parametrize("time_s", [[0, 1, 1, 2, 3], [0, 1, 2, 3, 2.5]])
def test_time_runs_strictly_forward(series: PoseSeries, time_s: list[float]) -> None:
    with pytest.raises(ValueError, match="strictly increasing"):
        dataclasses.replace(series, time_s=np.array(time_s))


def test_poses_stack_to_a_series_and_come_out_again(series: PoseSeries) -> None:
    again = PoseSeries.of([series.at(i) for i in range(len(series))])
    for name in (*_ARRAYS, "time_s"):
        assert_array_equal(getattr(again, name), getattr(series, name))


def test_poses_out_of_order_do_not_stack(series: PoseSeries) -> None:
    with pytest.raises(ValueError, match="strictly increasing"):
        PoseSeries.of([series.at(1), series.at(0)])


def test_length_is_the_number_of_moments(series: PoseSeries) -> None:
    assert len(series) == 5
    assert len(PoseSeries.of([series.at(0)])) == 1


def test_between_takes_the_start_and_leaves_the_end(series: PoseSeries) -> None:
    assert_array_equal(series.between(0.5, 1.5).time_s, [0.5, 1.0])
    assert len(series.between(0.6, 0.9)) == 0


def test_neighbouring_stretches_share_no_moment_and_lose_none(series: PoseSeries) -> None:
    parts = [series.between(start, start + 0.7) for start in (0.0, 0.7, 1.4, 2.1)]
    assert_array_equal(np.concatenate([part.time_s for part in parts]), series.time_s)


def test_where_keeps_the_chosen_moments_of_every_array(series: PoseSeries) -> None:
    chosen = series.where(np.array([True, False, False, True, False]))
    assert_array_equal(chosen.time_s, [0.0, 1.5])
    assert_array_equal(chosen.image_px[:, 0, 0], [0, 3])
    assert_array_equal(chosen.world_m[:, 0, 0], [0, 3])
    assert_array_equal(chosen.visibility[:, 0], [0, 0.3])


@pytest.mark.parametrize(("index", "moment"), [(0, 0), (3, 3), (-1, 4)])
def test_at_gives_one_pose_counted_from_either_end(
    series: PoseSeries, index: int, moment: int
) -> None:
    pose = series.at(index)
    assert pose.time_s == moment / 2
    assert_array_equal(pose.image_px, np.full((N_KEYPOINTS, 2), moment))
