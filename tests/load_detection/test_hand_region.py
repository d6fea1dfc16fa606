"""What the picture shows around the hands during a bend."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tilcoach.lifting import CandidateTimes, PictureEvidence
from tilcoach.load_detection import Thumbnails, hand_region_probe
from tilcoach.pose import PoseSeries
from tilcoach.pose.arrays import Bytes, Floats

Room = Callable[..., Bytes]
Body = Callable[[float], Floats]

TIMES = CandidateTimes(2.0, 3.0, 4.0)
SHRINK = 0.25


def probed(
    room: Room,
    body: Body,
    box_of: Callable[[float, int], int | None],
    found_from_s: float = 0.0,
) -> PictureEvidence:
    """Probe a bend in which the hands go from y = 28 to 46 and back; `box_of` (time, hands)."""
    time_s = np.arange(0, 6, 0.1)
    down = np.clip(np.minimum(time_s - 2, 4 - time_s), 0, 0.8) / 0.8
    hands = (28 + 18 * down).round().astype(int)
    poses = PoseSeries(
        image_px=np.stack([body(y) for y in hands]) / SHRINK,
        world_m=np.zeros((len(time_s), 33, 3)),
        visibility=np.ones((len(time_s), 33)),
        time_s=time_s,
    )
    grey = np.stack([room(box_of(t, y))[0] for t, y in zip(time_s[::2], hands[::2], strict=True)])
    found = poses.between(found_from_s, time_s[-1])
    return hand_region_probe(found, Thumbnails(grey, time_s[::2], SHRINK))(TIMES)


def test_a_box_that_is_picked_up_leaves_its_place_and_comes_along(room: Room, body: Body) -> None:
    seen = probed(room, body, lambda t, hands: 47 if t < 3 else hands + 1)
    assert seen.changed_share > 0.1
    assert seen.moved_up_share > 0.05
    assert seen.moved_down_share < 0.02


def test_a_box_that_is_put_down_comes_along_and_takes_a_place(room: Room, body: Body) -> None:
    seen = probed(room, body, lambda t, hands: hands + 1 if t < 3 else 47)
    assert seen.changed_share > 0.1
    assert seen.moved_down_share > 0.05
    assert seen.moved_up_share < 0.02


@pytest.mark.parametrize("box", [None, 50])
def test_empty_hands_move_nothing(room: Room, body: Body, box: int | None) -> None:
    seen = probed(room, body, lambda _, __: box)
    assert seen.changed_share < 0.02
    assert max(seen.moved_down_share, seen.moved_up_share) < 0.02


def test_a_place_is_not_compared_with_what_it_was_while_nobody_was_found(
    room: Room, body: Body
) -> None:
    def there_before(time_s: float, _hands: int) -> int | None:
        return 47 if time_s < 2 else None

    assert probed(room, body, there_before).changed_share > 0.1
    assert np.isnan(probed(room, body, there_before, found_from_s=2.5).changed_share)


def test_without_pictures_or_poses_nothing_is_seen(room: Room, body: Body) -> None:
    none = Thumbnails(np.zeros((0, 72, 96), np.uint8), np.zeros(0), SHRINK)
    poses = PoseSeries(
        np.stack([body(30.0)]), np.zeros((1, 33, 3)), np.ones((1, 33)), np.array([3.0])
    )
    assert repr(hand_region_probe(poses, none)(TIMES)) == repr(PictureEvidence())
    away = CandidateTimes(20.0, 21.0, 22.0)
    shown = Thumbnails(room(), np.array([0.0, 0.2, 0.4]), SHRINK)
    assert repr(hand_region_probe(poses, shown)(away)) == repr(PictureEvidence())  # NaN is not NaN


def test_a_picture_without_the_hands_is_none(room: Room, body: Body) -> None:
    poses = PoseSeries(
        np.stack([body(30.0)]), np.zeros((1, 33, 3)), np.ones((1, 33)), np.array([3.0])
    )
    corner = Thumbnails(room()[:, :2, :2], np.array([2.8, 3.0, 3.2]), SHRINK)
    whole = Thumbnails(room(), np.array([2.8, 3.0, 3.2]), SHRINK)
    assert not hand_region_probe(poses, corner)(TIMES).has_picture
    assert hand_region_probe(poses, whole)(TIMES).has_picture
