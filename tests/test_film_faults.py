"""Films that miss pictures, freeze or jump: nothing unseen is good, and nobody is doubled."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.recorded import RECORDINGS

from tilcoach.batch.slow_lifts import slower_by
from tilcoach.coaching import (
    Pattern,
    PersonRecordingResult,
    Reason,
    RecordingResult,
    Verdict,
    WarningCode,
)
from tilcoach.config import Settings
from tilcoach.pipeline import Recorder, review
from tilcoach.pose import MIRROR, FilmFault, PoseSeries, VideoFrame
from tilcoach.pose.arrays import Bytes, Floats

Stretch = tuple[float, float]

GOOD = "squat_close"
ROOM = np.random.default_rng(3).integers(0, 255, (72, 96, 3), np.uint8)


@pytest.fixture(scope="module")
def raw() -> PoseSeries:
    with np.load(RECORDINGS / f"{GOOD}.npz") as arrays:
        return PoseSeries(**arrays)


def _picture(moment: int, *, moved: bool) -> Bytes:
    picture = np.roll(ROOM, 9, axis=1).copy() if moved else ROOM.copy()
    picture[:6, moment % 90 : moment % 90 + 6] = 255
    return picture


def _watch(
    raw: PoseSeries,
    *,
    missing: Stretch = (0, 0),
    frozen: Stretch = (0, 0),
    jump_s: float = np.inf,
    jump_px: float = 0.0,
) -> RecordingResult:
    """Return what is found in a film of these poses after something happened to it."""
    recorder = Recorder()
    frozen_at = int(np.searchsorted(raw.time_s, frozen[0]))
    for index, time_s in enumerate(raw.time_s):
        if missing[0] < time_s < missing[1]:
            continue
        shown = frozen_at if frozen[0] < time_s < frozen[1] else index
        moved = bool(time_s >= jump_s)
        frame = VideoFrame(_picture(shown, moved=moved), float(time_s), index)
        pose = raw.where(np.arange(len(raw)) == shown)
        shift: Floats = np.array([jump_px if moved else 0.0, 0.0])
        seen = PoseSeries(
            pose.image_px + shift, pose.world_m, pose.visibility, np.array([float(time_s)])
        ).at(0)
        list(recorder.take_thumbnails(iter([frame])))
        recorder.keep((seen,) if np.isfinite(seen.image_px[0, 0]) else ())
    return review(recorder.recordings(), Settings(), None, recorder.film_spans())


def _broken(raw: PoseSeries, kind: str, stretch: Stretch) -> RecordingResult:
    return _watch(raw, missing=stretch) if kind == "missing" else _watch(raw, frozen=stretch)


def _only(found: RecordingResult) -> PersonRecordingResult:
    (person,) = found.people
    return person


def test_a_whole_film_has_nothing_to_tell(raw: PoseSeries) -> None:
    found = _watch(raw)
    assert found.spans == ()
    lifts = _only(found).lifts
    assert all(f.reason is not Reason.NOT_SHOWN for lift in lifts for f in lift.findings)


@pytest.mark.parametrize("kind", ["missing", "frozen"])
@pytest.mark.parametrize("long_s", [0.9, 1.6, 3.0])
def test_a_gap_in_a_bend_keeps_the_lift_and_calls_nothing_good(
    raw: PoseSeries, kind: str, long_s: float
) -> None:
    whole = _only(_watch(raw)).lifts
    first = whole[0].lift
    start_s = first.grasp_s - min(long_s / 2, 0.5)
    found = _broken(raw, kind, (start_s, start_s + long_s))
    person = _only(found)
    assert len(person.lifts) == len(whole)
    (span,) = found.spans
    assert span.fault is (
        FilmFault.FRAMES_MISSING if kind == "missing" else FilmFault.FRAMES_FROZEN
    )
    assert (span.start_s, span.end_s) == pytest.approx((start_s, start_s + long_s), abs=0.1)
    hit = person.lifts[0]
    assert all(finding.verdict is Verdict.NOT_JUDGED for finding in hit.findings)
    assert Reason.NOT_SHOWN in {finding.reason for finding in hit.findings}


def test_the_lifts_beside_a_gap_are_judged_as_before(raw: PoseSeries) -> None:
    whole = _only(_watch(raw)).lifts
    last = whole[-1].lift
    found = _only(_watch(raw, missing=(last.grasp_s - 0.4, last.grasp_s + 0.6)))
    verdicts = [f.verdict for f in found.lifts[0].findings]
    assert verdicts == [f.verdict for f in whole[0].findings]
    assert {f.verdict for f in found.lifts[1].findings} == {Verdict.NOT_JUDGED}


def test_a_bumped_camera_makes_no_second_person(raw: PoseSeries) -> None:
    whole = _only(_watch(raw)).lifts
    grasp_s = whole[0].lift.grasp_s
    found = _watch(raw, jump_s=grasp_s, jump_px=600.0)
    person = _only(found)
    assert [span.fault for span in found.spans] == [FilmFault.PICTURE_CUT]
    assert found.spans[0].end_s == pytest.approx(grasp_s, abs=0.1)
    hit = [x for x in person.lifts if x.start_s <= grasp_s <= x.end_s]
    assert all(f.verdict is Verdict.NOT_JUDGED for lift in hit for f in lift.findings)


def test_a_jump_just_after_a_lift_leaves_open_what_was_carried(raw: PoseSeries) -> None:
    first = _only(_watch(raw)).lifts[0].lift
    found = _only(_watch(raw, jump_s=first.upright_s + 0.2, jump_px=600.0)).lifts[0]
    verdicts = {finding.pattern: finding.verdict for finding in found.findings}
    assert verdicts[Pattern.TWIST_WITH_LOAD] is Verdict.NOT_JUDGED
    assert verdicts[Pattern.LOAD_FAR] is Verdict.NOT_JUDGED


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_wherever_a_gap_falls_no_lift_it_touches_is_called_good(
    raw: PoseSeries, data: st.DataObject
) -> None:
    end_s = float(raw.time_s[-1])
    start_s = data.draw(st.floats(0.5, end_s - 1.0))
    long_s = data.draw(st.floats(0.6, 5.0))
    kind = data.draw(st.sampled_from(["missing", "frozen"]))
    found = _broken(raw, kind, (start_s, start_s + long_s))
    assert len(found.people) <= 1
    for person in found.people:
        for lift in person.lifts:
            touched = any(
                s.touches(lift.start_s + 0.01, lift.upright_s - 0.01) for s in found.spans
            )
            verdicts = {f.verdict for f in lift.findings}
            assert not (touched and Verdict.GOED in verdicts)


def test_nobody_found_for_long_is_told_with_its_time(raw: PoseSeries) -> None:
    seen = raw.where((raw.time_s < 1.0) | (raw.time_s > 2.5))
    found = review({1: seen}, Settings())
    (span,) = found.spans
    assert span.fault is FilmFault.PERSON_LOST
    assert (span.start_s, span.end_s) == pytest.approx((1.0, 2.5), abs=0.1)


def _mirrored(raw: PoseSeries, width_px: float = 640.0) -> PoseSeries:
    """Return what the model would see in the mirrored film: left and right change places."""
    swap = list(MIRROR)
    image_px, world_m = raw.image_px[:, swap].copy(), raw.world_m[:, swap].copy()
    image_px[..., 0] = width_px - image_px[..., 0]
    world_m[..., 0] *= -1
    return PoseSeries(image_px, world_m, raw.visibility[:, swap], raw.time_s)


@pytest.mark.parametrize(
    "sample", ["squat_close", "stoop_straight_legs", "lift_and_twist", "load_far"]
)
def test_mirroring_changes_left_and_right_and_nothing_else(sample: str) -> None:
    with np.load(RECORDINGS / f"{sample}.npz") as arrays:
        series = PoseSeries(**arrays)
    series = series.where(np.isfinite(series.image_px[:, 0, 0]))
    plain, mirror = (_only(review({1: s}, Settings())) for s in (series, _mirrored(series)))
    assert len(plain.lifts) == len(mirror.lifts) > 0
    for one, other in zip(plain.lifts, mirror.lifts, strict=True):
        assert [f.verdict for f in one.findings] == [f.verdict for f in other.findings]
        assert [f.reason for f in one.findings] == [f.reason for f in other.findings]
        here, there = one.measures, other.measures
        turns = here.trunk_rotation_deg, -there.trunk_rotation_deg
        assert turns[0] == pytest.approx(turns[1], abs=0.5, nan_ok=True)
        for name in ("trunk_flexion_deg", "knee_flexion_deg", "load_distance_ratio"):
            assert getattr(here, name) == pytest.approx(getattr(there, name), abs=0.01, nan_ok=True)


def test_a_film_that_may_be_slow_is_judged_by_the_legs_alone(raw: PoseSeries) -> None:
    seen = {1: raw.where(np.isfinite(raw.image_px[:, 0, 0]))}
    found = _only(review(seen, Settings(), times_unsure=True))
    legs = {f.verdict for x in found.lifts for f in x.findings if f.pattern == "straight_legs"}
    rest = {f.verdict for x in found.lifts for f in x.findings if f.pattern != "straight_legs"}
    assert legs == {Verdict.GOED}
    assert rest == {Verdict.NOT_JUDGED}


@pytest.mark.parametrize(("times", "likely"), [(1.0, 1.0), (2.0, 1.0), (4.0, 4.0), (7.0, 8.0)])
def test_lifts_that_nobody_makes_so_slowly_are_slow_motion(
    raw: PoseSeries, times: float, likely: float
) -> None:
    seen = raw.where(np.isfinite(raw.image_px[:, 0, 0]))
    slow = PoseSeries(seen.image_px, seen.world_m, seen.visibility, times * seen.time_s)
    found = _only(review({1: slow}, Settings()))
    assert found.lifts
    assert slower_by(found.lifts) == likely


def test_a_film_on_its_side_is_told(raw: PoseSeries) -> None:
    seen = raw.where(np.isfinite(raw.image_px[:, 0, 0]))
    x_px, y_px = np.moveaxis(seen.image_px, -1, 0)
    world_m = seen.world_m[..., [1, 0, 2]] * [1, -1, 1]
    lying = PoseSeries(np.stack([y_px, 640 - x_px], axis=-1), world_m, seen.visibility, seen.time_s)
    found = _only(review({1: lying}, Settings()))
    assert WarningCode.SIDEWAYS in found.warnings
