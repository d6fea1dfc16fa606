"""The films of groups: two to four people, those who publish apart from those who tune."""

from pathlib import Path

import numpy as np
import pytest
from tools.render.camera import view_of
from tools.render.clip import Camera
from tools.render.company import _seen_share
from tools.render.describe import read_clips
from tools.render.events import PLAYERS

_SCENES = Path(__file__).parents[2] / "tools" / "scenes"
CLIPS = read_clips(_SCENES / "groups.toml")


def test_two_three_and_four_people_are_seen_in_both_splits() -> None:
    for split in ("tune", "report"):
        sizes = {1 + len(clip.company) for clip in CLIPS if clip.split == split}
        assert sizes == {2, 3, 4}


def test_somebody_lifts_and_somebody_does_not_in_each_split() -> None:
    for split in ("tune", "report"):
        roles = [r for c in CLIPS if c.split == split for r in (c.role, *c.company)]
        lifts = [any(event.do == "grasp" for event in role.events) for role in roles]
        assert 3 <= sum(lifts) <= len(lifts) - 3
    assert {e.do for c in CLIPS for r in (c.role, *c.company) for e in r.events} <= set(PLAYERS)


def test_what_is_published_shares_no_body_room_or_light_with_what_is_tuned() -> None:
    tune, report = ([c for c in CLIPS if c.split == split] for split in ("tune", "report"))
    for what in ("room", "light"):
        assert not {repr(getattr(c, what)) for c in tune} & {repr(getattr(c, what)) for c in report}
    bodies = [{repr(r.body) for c in some for r in (c.role, *c.company)} for some in (tune, report)]
    assert not bodies[0] & bodies[1]


def test_the_nearer_body_hides_the_farther_one() -> None:
    view = view_of(Camera(), 640, 480, np.zeros(2))
    upright = np.linspace([300.0, 100.0], [340.0, 400.0], 12)
    both = np.stack([upright, upright])[None]
    depth_m = np.array([[[3.0] * 12, [4.0] * 12]])
    assert _seen_share(both, depth_m, view)[0] == pytest.approx([1.0, 0.0])
    beside = np.stack([upright, upright + np.array([200.0, 0.0])])[None]
    assert _seen_share(beside, depth_m, view)[0] == pytest.approx([1.0, 1.0])


def test_who_is_out_of_the_picture_is_not_seen() -> None:
    view = view_of(Camera(), 640, 480, np.zeros(2))
    outside = np.linspace([-60.0, 100.0], [-10.0, 400.0], 12)[None, None]
    assert _seen_share(outside, np.full((1, 1, 12), 3.0), view)[0, 0] == 0.0
