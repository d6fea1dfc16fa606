"""What the pages show, without a camera, a model or a browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import streamlit as st

from tilcoach.coaching import Cue, Finding, JudgedLift, Pattern, PersonStep, Reason, Step, Verdict
from tilcoach.config import Settings
from tilcoach.guiding import Guidance, Guide, Picture, Said, SaidKind, Sentence, SetUpState
from tilcoach.kinematics import Posture, PostureSeries, View, ViewLabel
from tilcoach.lifting import Lift, LiftPhase, Load, LoadSource
from tilcoach.messages import Translator, translator
from tilcoach.pose import N_KEYPOINTS, Pose
from tilcoach.store import FOLDER_VARIABLE, History

NAN = float("nan")


@pytest.fixture(autouse=True)
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    """Keep every page away from the history of whoever runs the tests; return the one in use."""
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "history"))
    return History()


@pytest.fixture
def dutch() -> Translator:
    return translator("nl")


@pytest.fixture
def postures() -> PostureSeries:
    """Return ten seconds of bending and rising, and a gap in the knee."""
    times = np.arange(0, 10, 0.05)
    bend = 50 - 50 * np.cos(times)
    series = {field.name: np.zeros(len(times)) for field in fields(PostureSeries)}
    knee = np.where((times > 4) & (times < 5), NAN, bend / 3)
    series |= {"time_s": times, "trunk_flexion_deg": bend, "knee_flexion_deg": knee}
    series |= {"load_distance_ratio": np.full(len(times), 0.2)}
    return PostureSeries(**series)


@pytest.fixture
def stooped(postures: PostureSeries) -> JudgedLift:
    load = Load(held=True, probability=0.9, source=LoadSource.AUTO)
    during = postures.between(1.0, 5.0)
    lift = Lift(1, 1.0, 2.0, 3.0, 5.0, load, False, True, during)  # noqa: FBT003  as it stands
    findings = (
        Finding(Pattern.STRAIGHT_LEGS, Verdict.FOUT, 92, 75, "index", 1.0, 2.0, 0.9, None),
        Finding(
            Pattern.TWIST_WITH_LOAD, Verdict.NOT_JUDGED, NAN, 25, "deg", NAN, NAN, 0,
            Reason.VIEW_SIDE,
        ),
        Finding(Pattern.LOAD_FAR, Verdict.GOED, 0.31, 0.45, "m", NAN, NAN, 0.8, None),
    )  # fmt: skip
    return JudgedLift(lift, findings, Cue.BEND_KNEES)


@pytest.fixture
def make_step(postures: PostureSeries, stooped: JudgedLift) -> Callable[..., Step]:
    """Make a step with one person; ``posture=False`` is before the own zero is known."""

    def make(*, time_s: float = 4.0, posture: bool = True, lifts: int = 1) -> Step:
        pose = Pose(
            np.full((N_KEYPOINTS, 2), 100.0),
            np.zeros((N_KEYPOINTS, 3)),
            np.ones(N_KEYPOINTS),
            time_s,
        )
        stands: Posture | None = postures.at(0) if posture else None
        view = View(ViewLabel.SIDE, 3.0) if posture else View(ViewLabel.UNKNOWN, NAN)
        last = stooped if lifts else None
        person = PersonStep(1, pose, stands, view, LiftPhase.LIFTING, 0.9, lifts, last)
        return Step(round(30 * time_s), time_s, (person,))

    return make


@pytest.fixture
def guidance() -> Guidance:
    """Return what is said of `stooped`, after the set-up."""
    sentence = Sentence(Cue.BEND_KNEES, again=False, lift=1)
    said = Said(SaidKind.CUE, Cue.BEND_KNEES, 2, lift=1)
    return Guidance(SetUpState(None, 1.0, is_ready=True), sentence=sentence, said=said)


@pytest.fixture
def room() -> Picture:
    return Picture(640, 480, 150.0)


@pytest.fixture
def guide() -> Guide:
    return Guide(Settings().limits)


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch, make_step: Callable[..., Step]) -> None:
    """Let every frame of a stream show the end of the same lift, without a pose model."""
    model = SimpleNamespace(model=SimpleNamespace(name="no_model", sha256=""))
    pipeline = SimpleNamespace(step=lambda frame: make_step(time_s=frame.time_s), close=list)
    monkeypatch.setattr("tilcoach.ui.live_stream.open_estimator", lambda *_: model)
    monkeypatch.setattr("tilcoach.ui.live_stream.Pipeline", lambda *_: pipeline)


@pytest.fixture
def streams(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Stand in for the browser's stream, which never plays in these tests.

    Gives the arguments of every call; ``playing`` in the last place decides what the page sees.
    """
    calls: list[dict[str, Any]] = []

    def webrtc_streamer(**kwargs: Any) -> SimpleNamespace:  # noqa: ANN401  as streamlit-webrtc
        calls.append(kwargs)
        # The real one keeps its own state there, and falls over what it finds.
        assert kwargs["key"] not in st.session_state
        playing = bool(kwargs.get("desired_playing_state"))
        return SimpleNamespace(state=SimpleNamespace(playing=playing, signalling=False))

    monkeypatch.setattr("streamlit_webrtc.webrtc_streamer", webrtc_streamer)
    return calls


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], bytes]]:
    """Gather the reports that a page offers, by the title of the button."""
    found: dict[str, Callable[[], bytes]] = {}

    def download_button(title: str, data: Callable[[], bytes], **_: object) -> bool:
        found[title] = data
        return False

    monkeypatch.setattr("streamlit.download_button", download_button)
    return found
