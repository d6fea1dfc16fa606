"""The recordings that stand in for the model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.testing import assert_allclose
from tools.record_poses import write

from tilcoach.pose import Pose, PoseSeries

Stick = Callable[..., PoseSeries]


def test_what_is_written_is_read_again_to_a_tenth_of_a_pixel(stick: Stick, tmp_path: Path) -> None:
    film = stick(np.arange(0, 2, 1 / 30), trunk_deg=np.linspace(0, 80, 60), yaw_deg=33)
    poses = [film.at(i) for i in range(len(film))]
    poses[3] = Pose(poses[3].image_px * np.nan, poses[3].world_m * np.nan, np.zeros(33), 0.1)
    write(poses, tmp_path / "film.npz")
    with np.load(tmp_path / "film.npz") as arrays:
        again = PoseSeries(**arrays)
    assert_allclose(again.image_px[4:], film.image_px[4:], atol=0.051)
    assert_allclose(again.world_m[4:], film.world_m[4:], atol=0.00051)
    assert_allclose(again.time_s, film.time_s)
    assert np.isnan(again.image_px[3]).all()
    assert (tmp_path / "film.npz").stat().st_size < 60 * 33 * 6 * 4
