"""The validation set: enough clips, and splits that share nothing."""

from pathlib import Path

import pytest
from tools.render.clip import Clip
from tools.render.describe import read_clips
from tools.render.events import PLAYERS

SPLITS = ("tune", "validate", "report")
CLIPS = read_clips(Path(__file__).parents[2] / "tools" / "scenes" / "validation.toml")


def of(split: str) -> list[Clip]:
    return [clip for clip in CLIPS if clip.split == split]


def test_there_are_enough_clips_in_every_split() -> None:
    assert len(CLIPS) >= 60
    assert {clip.split for clip in CLIPS} == set(SPLITS)
    assert all(len(of(split)) >= 20 for split in SPLITS)


@pytest.mark.parametrize("what", ["body", "room", "camera", "seed"])
def test_splits_share_no(what: str) -> None:
    used = {
        split: {
            repr(clip.role.body if what == "body" else getattr(clip, what)) for clip in of(split)
        }
        for split in SPLITS
    }
    assert not used["tune"] & used["validate"]
    assert not used["tune"] & used["report"]
    assert not used["validate"] & used["report"]


def test_every_split_has_lifts_faults_and_people_who_do_not_lift() -> None:
    for split in SPLITS:
        done = [{event.do for event in clip.role.events} for clip in of(split)]
        assert sum("lift" in events for events in done) >= 12
        assert sum("lift" not in events for events in done) >= 6
        assert sum("twist" in events for events in done) >= 4


def test_every_event_can_be_played() -> None:
    assert {event.do for clip in CLIPS for event in clip.role.events} <= set(PLAYERS)


def test_frame_rates_loads_and_companions_vary() -> None:
    rates_hz = {clip.webcam.frame_rate_hz for clip in CLIPS}
    assert min(rates_hz) <= 15.0
    assert max(rates_hz) >= 60.0
    assert len(rates_hz) >= 4
    assert {clip.role.load.kind for clip in CLIPS} == {"box", "crate", "bag", "none", "broom"}
    assert any(clip.company for clip in CLIPS)
