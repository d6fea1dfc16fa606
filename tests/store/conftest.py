"""A history in a folder of its own, and lifts to put in it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from tests.doubles import NoModel

from tilcoach.coaching import (
    Camera,
    Cue,
    Finding,
    JudgedLift,
    Pattern,
    PersonRecordingResult,
    Reason,
    RecordingResult,
    Verdict,
)
from tilcoach.config import Settings
from tilcoach.i18n import translator
from tilcoach.kinematics import PostureSeries, View, ViewLabel
from tilcoach.lifting import Lift, LiftPhase, Load, LoadSource
from tilcoach.pose import N_KEYPOINTS, PoseSeries, SourceInfo
from tilcoach.session_files import SessionDocument, session_document
from tilcoach.store import History, NewLift, new_lifts

NAN = math.nan
N = 60
MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=timezone(timedelta(hours=1)))
DEFAULT = 1


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(tmp_path / "history", patience_s=0.05)


def judged(number: int = 1, verdict: Verdict = Verdict.GOED, rotation_deg: float = 8) -> JudgedLift:
    times_s = number * 10 + np.arange(N) / 30
    columns = {field.name: np.full(N, 0.4) for field in fields(PostureSeries)}
    columns |= {"time_s": times_s, "trunk_flexion_deg": np.linspace(0, 60, N)}
    columns |= {"trunk_rotation_deg": np.full(N, rotation_deg), "feet_turn_deg": np.zeros(N)}
    columns |= {"feet_shift_ratio": np.zeros(N), "stoop_squat_index": np.full(N, 50.0)}
    columns["knee_flexion_deg"][3] = NAN
    load = Load(held=True, probability=0.9, source=LoadSource.AUTO)
    start_s, end_s = float(times_s[0]), float(times_s[-1])
    lift = Lift(
        number=number,
        start_s=start_s,
        grasp_s=start_s + 0.7,
        upright_s=start_s + 1.6,
        end_s=end_s,
        load=load,
        carried_before=False,
        carried_after=True,
        postures=PostureSeries(**columns),
    )
    findings = (
        Finding(Pattern.STRAIGHT_LEGS, verdict, 50, 75, "index", NAN, NAN, 0.9, None),
        Finding(Pattern.TWIST_WITH_LOAD, Verdict.NOT_JUDGED, NAN, 25, "deg", NAN, NAN, 0,
                Reason.VIEW_SIDE),
        Finding(Pattern.LOAD_FAR, Verdict.GOED, 0.31, 0.45, "m", NAN, NAN, 0.8, None),
    )  # fmt: skip
    return JudgedLift(lift, findings, Cue.WELL_DONE)


def seen_by(lift: JudgedLift, camera: Camera | None) -> JudgedLift:
    """Return a lift of which one of two cameras judged what was judged; None: there was one."""
    findings = (
        replace(one, judged_by=camera if one.reason is None else None) for one in lift.findings
    )
    return replace(lift, findings=tuple(findings))


@pytest.fixture
def make_judged() -> Callable[..., JudgedLift]:
    """Make a lift: ``make_judged(2, Verdict.FOUT)``."""
    return judged


def review_of(*lifts: JudgedLift, person: int = 1) -> RecordingResult:
    poses = PoseSeries(
        np.ones((N, N_KEYPOINTS, 2)),
        np.ones((N, N_KEYPOINTS, 3)),
        np.ones((N, N_KEYPOINTS)),
        np.arange(N) / 30,
    )
    view = View(ViewLabel.SIDE, 8.0)
    phases = (LiftPhase.UPRIGHT,) * N
    return RecordingResult(
        (PersonRecordingResult(person, view, poses, None, phases, np.zeros(N), lifts, ()),), ()
    )


@pytest.fixture
def document() -> SessionDocument:
    """Return a session of a film in which nobody lifts."""
    source = SourceInfo("film.mp4", "ab" * 32, 12.0, 30.0, 640, 480, 360)
    return session_document(review_of(), source, NoModel(), Settings(), 0, translator("nl"))


@pytest.fixture
def lift() -> Callable[..., NewLift]:
    """Make a lift that is to be saved: ``lift(2, Verdict.FOUT, person=3)``."""

    def make(
        number: int = 1, verdict: Verdict = Verdict.GOED, *, rotation_deg: float = 8,
        person: int = 1, camera: Camera | None = None,
    ) -> NewLift:  # fmt: skip
        review = review_of(seen_by(judged(number, verdict, rotation_deg), camera), person=person)
        (made,) = new_lifts(review, translator("nl"))
        return made

    return make


@pytest.fixture
def save(
    history: History, document: SessionDocument, lift: Callable[..., NewLift]
) -> Callable[..., int]:
    """Save a session of lifts, each of another film, and return its number: ``save(lifts=2)``."""
    films = count(1)

    def make(
        lifts: int = 1,
        *,
        days: float = 0,
        profile: int = DEFAULT,
        name: str = "",
        camera: Camera | None = None,
    ) -> int:
        changed = {"name": name or document.source.name, "sha256": f"{next(films):064x}"}
        source = document.source.model_copy(update=changed)
        named = document.model_copy(update={"source": source})
        made = [lift(number, camera=camera) for number in range(1, lifts + 1)]
        return history.add_session(profile, MONDAY + timedelta(days=days), named, made)

    return make


@pytest.fixture
def monday() -> datetime:
    return MONDAY


@pytest.fixture
def stored_bytes(history: History) -> Callable[[], bytes]:
    """Read everything that lies in the folder of the history."""

    def read() -> bytes:
        folder = history.path.parent
        return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())

    return read
