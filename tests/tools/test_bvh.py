"""Motion capture: what is written can be read, and moves a figure as it moved before."""

import numpy as np
import pytest
from tools.render.bvh import bvh_text, parse_bvh
from tools.render.parameters import Parameters
from tools.render.posing import Poser
from tools.render.produce import _BVH_BONES
from tools.render.retarget import puppet
from tools.render.skeleton import BonePose, Skeleton

FRAME_S = 0.1
SMALL = """HIERARCHY
ROOT Hips
{
  OFFSET 0 90 0
  CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation
  JOINT LeftUpLeg
  {
    OFFSET 10 0 0
    CHANNELS 3 Zrotation Xrotation Yrotation
    End Site
    {
      OFFSET 0 -40 0
    }
  }
}
MOTION
Frames: 2
Frame Time: 0.04
0 90 0 0 0 0 0 0 0
5 80 0 0 0 90 0 30 0
"""


@pytest.fixture(scope="module")
def poses(poser: Poser) -> list[BonePose]:
    """Going down a little, tilted and turned."""
    return [
        poser.pose(
            Parameters(
                pelvis_drop_m=0.02 + 0.05 * n,
                pelvis_tilt_deg=8.0 * n,
                spine_twist_deg=5.0 * n,
                pelvis_yaw_deg=3.0 * n,
            )
        ).bones
        for n in range(5)
    ]


def test_a_small_file_is_read_in_metres_with_z_up() -> None:
    capture = parse_bvh(SMALL)
    assert capture.names == ("Hips", "LeftUpLeg")
    assert capture.parents == (-1, 0)
    np.testing.assert_allclose(capture.offsets_m[1], [0.1, 0.0, 0.0], atol=1e-12)
    np.testing.assert_allclose(capture.root_m, [[0, 0, 0.9], [0.05, 0, 0.8]], atol=1e-12)
    assert capture.frame_s == 0.04


def test_turning_about_the_vertical_stays_about_the_vertical() -> None:
    turned = parse_bvh(SMALL).rotations[1, 0]
    np.testing.assert_allclose(turned @ [0, 0, 1], [0, 0, 1], atol=1e-9)
    np.testing.assert_allclose(turned @ [1, 0, 0], [0, 1, 0], atol=1e-9)


def test_a_figure_moves_again_as_it_was_written(skeleton: Skeleton, poses: list[BonePose]) -> None:
    text = bvh_text(poses, _BVH_BONES, FRAME_S)
    again = puppet(skeleton, parse_bvh(text)).poses(np.linspace(0.0, FRAME_S * 4, 5))
    scale_free = [pose.positions_m - pose.at_m("pelvis") for pose in again]
    expected = [pose.positions_m - pose.at_m("pelvis") for pose in poses]
    rows = [skeleton.index(bone) for bone in _BVH_BONES]
    np.testing.assert_allclose(
        np.array(scale_free)[:, rows], np.array(expected)[:, rows], atol=0.002
    )


def test_a_capture_without_legs_is_refused(skeleton: Skeleton) -> None:
    with pytest.raises(ValueError, match="no joint for calf_l"):
        puppet(skeleton, parse_bvh(SMALL))


@pytest.mark.parametrize("text", ["HIERARCHY", SMALL.replace("Frames: 2", "Frames: 3")])
def test_a_broken_file_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="this BVH file"):
        parse_bvh(text)
