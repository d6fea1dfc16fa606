"""The films of people who lift nothing: enough kinds, and nobody of the other films in them."""

from pathlib import Path

from tools.render.describe import read_clips
from tools.render.events import PLAYERS

_SCENES = Path(__file__).parents[2] / "tools" / "scenes"
CLIPS = read_clips(_SCENES / "nonlifts.toml")
LIFTING = {"reach", "grasp", "lift", "lower", "release", "rise"}


def test_nobody_lifts_and_every_event_can_be_played() -> None:
    done = {
        event.do for clip in CLIPS for role in (clip.role, *clip.company) for event in role.events
    }
    assert not done & LIFTING
    assert done <= set(PLAYERS)


def test_there_are_many_kinds_of_films() -> None:
    assert len(CLIPS) >= 40
    assert len({clip.role.events for clip in CLIPS}) >= 15
    assert sum(bool(clip.company) for clip in CLIPS) >= 6
    assert sum(abs(clip.camera.roll_deg) > 8 for clip in CLIPS) >= 4
    assert sum(clip.camera.distance_m < 2 for clip in CLIPS) >= 4
    assert any(clip.camera.shake_deg for clip in CLIPS)


def test_they_share_no_body_room_or_camera_with_the_validation_set() -> None:
    others = read_clips(_SCENES / "validation.toml")
    for what in ("room", "camera"):
        ours, theirs = ({repr(getattr(clip, what)) for clip in some} for some in (CLIPS, others))
        assert not ours & theirs
    bodies, known = ({repr(clip.role.body) for clip in some} for some in (CLIPS, others))
    assert len(bodies) >= 4
    assert not bodies & known
