"""A person of sticks, whose every angle is known, in front of a camera that may stand anywhere.

Body axes: x forward, y to the person's own left, z up; the origin lies between the ankles. The
camera is far away (orthographic), so that what the picture loses is depth and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from hypothesis import settings
from numpy.typing import ArrayLike
from xdist.scheduler import LoadScopeScheduling

from tilcoach.coaching import (
    Cue,
    Finding,
    FrameResult,
    JudgedLift,
    Pattern,
    PersonFrameResult,
    Reason,
    Verdict,
)
from tilcoach.config import Settings
from tilcoach.guidance import (
    FrameStatistics,
    Guidance,
    GuidanceController,
    Sentence,
    SetupState,
    Utterance,
    UtteranceKind,
)
from tilcoach.i18n import Translator, translator
from tilcoach.kinematics import Posture, PostureSeries, View, ViewLabel
from tilcoach.lifting import Lift, LiftPhase, Load, LoadSource
from tilcoach.phone import server
from tilcoach.phone.server import PORTS
from tilcoach.pose import N_KEYPOINTS, Keypoint, Pose, PoseSeries
from tilcoach.pose.arrays import Floats

# No clock decides whether a test passes, and the same code gives the same run everywhere.
settings.register_profile("tilcoach", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("tilcoach")

TESTS = Path(__file__).parent
FIGURES = "figures"
"""The property under which a test reports a line of figures that it measured."""
TOGETHER = ("browser", "acceptance")
"""Folders whose tests share what is slow to start: a server and browsers, what a model saw."""
LONGEST_FIRST = ("browser", "faults", "soak", "fuzz", "acceptance")
"""What is begun with, so that one process is not busy long after the others are done."""


class FileScheduling(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Runs the tests of a file, or of a folder in `TOGETHER`, in one process."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", maxsplit=1)[0]
        folder = file.split("/")[1]
        return folder if folder in TOGETHER else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> FileScheduling:  # noqa: ANN401  as pytest-xdist
    """Share the tests out; marks of groups do nothing with this pytest."""
    return FileScheduling(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    rank = {folder: place for place, folder in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: rank.get(item.path.relative_to(TESTS).parts[0], len(rank)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures that tests measured."""
    reports = [one for kind in ("passed", "failed") for one in terminalreporter.getreports(kind)]
    lines = [str(line) for one in reports for name, line in one.user_properties if name == FIGURES]
    if lines:
        terminalreporter.section("measured on this machine, as busy as it is")
        for line in lines:
            terminalreporter.line(line)


@pytest.fixture(scope="session", autouse=True)
def own_phone_ports(worker_id: str) -> Iterator[None]:
    """Give the telephones of each process of tests ports of their own: others use the real ones."""
    first = PORTS.stop + len(PORTS) * int(worker_id.removeprefix("gw").replace("master", "0"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server, "PORTS", range(first, first + len(PORTS)))
        yield


# Shares of body height. Shoulder to ankle is 0.77, as the product takes it to be.
SHANK, THIGH, TRUNK, ARM = 0.246, 0.245, 0.279, 0.332
HALF_WIDTH = {"SHOULDER": 0.11, "HIP": 0.05, "KNEE": 0.05, "ANKLE": 0.05, "WRIST": 0.08}
HIDDEN = 0.05
"""The visibility of a landmark that the model guesses."""


@dataclass(frozen=True)
class Figure:
    """What the person does and from where it is seen; a number, or one for each moment."""

    trunk_deg: ArrayLike = 0.0
    knee_deg: ArrayLike = 0.0
    rotation_deg: ArrayLike = 0.0
    """Of the shoulders about the trunk, to the person's own left."""
    heading_deg: ArrayLike = 0.0
    """Of the whole body, feet and all, to the person's own left."""
    reach: ArrayLike | None = None
    """Of the wrists in front of the ankles, as a share of height; None lets the arms hang."""
    hand_height: ArrayLike | None = None
    """Of the wrists above the ankles, as a share of height; None lets the arms hang."""
    walked_m: ArrayLike = 0.0
    """How far the person walked forward."""
    yaw_deg: float = 0.0
    """0 faces right in the picture, 90 the camera, 180 left, 270 away."""
    pitch_deg: float = 0.0
    """How far the camera looks down."""
    roll_deg: float = 0.0
    """How far the picture is turned clockwise."""
    height_m: float = 1.75
    px_per_m: float = 200.0
    centre_px: tuple[float, float] = (320.0, 400.0)
    hidden: tuple[str, ...] = ()
    """Landmarks whose names contain one of these words are not seen."""

    def film(self, times_s: ArrayLike) -> PoseSeries:
        """Return the landmarks at each moment."""
        time_s = np.atleast_1d(np.asarray(times_s, dtype=np.float64))
        points = self._through_camera(self._landmarks(len(time_s)))
        middle = points[:, [Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP]].mean(axis=1, keepdims=True)
        seen = [
            HIDDEN if any(word in point.name for word in self.hidden) else 1.0 for point in Keypoint
        ]
        return PoseSeries(
            image_px=points[..., :2] * self.px_per_m + self.centre_px,
            world_m=points - middle,
            visibility=np.tile(seen, (len(time_s), 1)),
            time_s=time_s,
        )

    def _landmarks(self, n: int) -> Floats:
        """Return all landmarks in body axes, shape (T, 33, 3), metres."""
        middles = self._middles(n)
        turned = {"SHOULDER", "ELBOW", "HEAD"}
        trunk = middles["SHOULDER"] - middles["HIP"]
        left = np.broadcast_to([0.0, 1.0, 0.0], (n, 3))
        shoulders_left = _turned(left, trunk, np.broadcast_to(self.rotation_deg, n))
        points = np.zeros((n, N_KEYPOINTS, 3))
        for point in Keypoint:
            joint = _joint_of(point)
            side = "LEFT" in point.name, "RIGHT" in point.name
            across = shoulders_left if joint in turned else left
            half_m = HALF_WIDTH.get(joint, 0.05) * self.height_m * (int(side[0]) - int(side[1]))
            points[:, point] = middles[joint] + across * half_m
        heading = np.radians(np.broadcast_to(self.heading_deg, n))[:, None]
        forward, left = points[..., 0].copy(), points[..., 1].copy()
        points[..., 0] = forward * np.cos(heading) - left * np.sin(heading)
        points[..., 1] = forward * np.sin(heading) + left * np.cos(heading)
        points[..., 0] += np.broadcast_to(self.walked_m, n)[:, None]
        return points

    def _middles(self, n: int) -> dict[str, Floats]:
        """Return the middle of each pair of joints, shape (T, 3), metres."""
        knee, trunk = (np.radians(np.broadcast_to(a, n)) for a in (self.knee_deg, self.trunk_deg))
        # The shank leans forward by 0.4 of the knee's bend and the thigh back by the rest.
        at_knee = _lean(0.4 * knee, SHANK)
        at_hip = at_knee + _lean(-0.6 * knee, THIGH)
        shoulder = at_hip + _lean(trunk, TRUNK)
        wrist = shoulder + np.array([0.03, 0.0, -ARM])
        if self.reach is not None:
            wrist[:, 0] = self.reach
        if self.hand_height is not None:
            wrist[:, 2] = self.hand_height
        feet = {"HEEL": (-0.04, -0.039), "FOOT": (0.11, -0.039), "ANKLE": (0.0, 0.0)}
        shares = {
            **{name: np.tile([x, 0.0, z], (n, 1)) for name, (x, z) in feet.items()},
            "KNEE": at_knee,
            "HIP": at_hip,
            "SHOULDER": shoulder,
            "ELBOW": (shoulder + wrist) / 2,
            "WRIST": wrist,
            "HEAD": shoulder + _lean(trunk, 0.12) + np.array([0.04, 0.0, 0.0]),
        }
        return {name: share * self.height_m for name, share in shares.items()}

    def _through_camera(self, body: Floats) -> Floats:
        """Return points in camera axes: x right, y down, z away."""
        yaw, pitch, roll = np.radians([self.yaw_deg, self.pitch_deg, self.roll_deg])
        forward = [np.cos(yaw), 0.0, -np.sin(yaw)]
        left = [np.sin(yaw), 0.0, np.cos(yaw)]
        level = body @ np.array([forward, left, [0.0, -1.0, 0.0]])
        down = np.array(
            [[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]]
        )
        around = np.array(
            [[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]]
        )
        seen: Floats = level @ (around @ down).T
        return seen


def _lean(angle: Floats, length: float) -> Floats:
    """Return a stick that leans forward by an angle in radians, shape (T, 3)."""
    return length * np.stack([np.sin(angle), 0 * angle, np.cos(angle)], axis=-1)


def _turned(vectors: Floats, axis: Floats, angle_deg: Floats) -> Floats:
    """Return vectors across an axis, turned about it (Rodrigues); shapes (T, 3), (T, 3), (T,)."""
    along = axis / np.linalg.norm(axis, axis=-1, keepdims=True)
    angle = np.radians(angle_deg)[:, None]
    turned: Floats = vectors * np.cos(angle) + np.cross(along, vectors) * np.sin(angle)
    return turned


def _joint_of(point: Keypoint) -> str:
    words = set(point.name.split("_"))
    for joint in ("SHOULDER", "ELBOW", "HIP", "KNEE", "ANKLE", "HEEL", "FOOT", "WRIST"):
        if joint in words:
            return joint
    return "WRIST" if words & {"PINKY", "INDEX", "THUMB"} else "HEAD"


@pytest.fixture(scope="session")
def stick() -> Callable[..., PoseSeries]:
    """Film the person of sticks: ``stick(times_s, trunk_deg=60, yaw_deg=45)``."""

    def film(times_s: ArrayLike, **does: object) -> PoseSeries:
        return Figure(**does).film(times_s)  # type: ignore[arg-type]  # the fields check by use

    return film


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Make a certificate and its key, as docs/threat-model.md says."""
    folder = tmp_path_factory.mktemp("certificate")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "praktijk.local")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(Encoding.PEM))
    secret.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return certificate, secret


NAN = float("nan")


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
def make_step(postures: PostureSeries, stooped: JudgedLift) -> Callable[..., FrameResult]:
    """Make a step with one person; ``posture=False`` is before the own zero is known."""

    def make(*, time_s: float = 4.0, posture: bool = True, lifts: int = 1) -> FrameResult:
        pose = Pose(
            np.full((N_KEYPOINTS, 2), 100.0),
            np.zeros((N_KEYPOINTS, 3)),
            np.ones(N_KEYPOINTS),
            time_s,
        )
        stands: Posture | None = postures.at(0) if posture else None
        view = View(ViewLabel.SIDE, 3.0) if posture else View(ViewLabel.UNKNOWN, NAN)
        last = stooped if lifts else None
        person = PersonFrameResult(1, pose, stands, view, LiftPhase.LIFTING, 0.9, lifts, last)
        return FrameResult(round(30 * time_s), time_s, (person,))

    return make


@pytest.fixture
def guidance() -> Guidance:
    """Return what is said of `stooped`, after the set-up."""
    sentence = Sentence(Cue.BEND_KNEES, again=False, lift=1)
    said = Utterance(UtteranceKind.CUE, Cue.BEND_KNEES, 2, lift=1)
    return Guidance(SetupState(None, 1.0, is_ready=True), sentence=sentence, utterance=said)


@pytest.fixture
def room() -> FrameStatistics:
    return FrameStatistics(640, 480, 150.0)


@pytest.fixture
def guide() -> GuidanceController:
    return GuidanceController(Settings().limits)


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch, make_step: Callable[..., FrameResult]) -> None:
    """Let every frame of a stream show the end of the same lift, without a pose model."""
    model = SimpleNamespace(model=SimpleNamespace(name="no_model", sha256=""))
    pipeline = SimpleNamespace(step=lambda frame: make_step(time_s=frame.time_s), close=list)
    monkeypatch.setattr("tilcoach.live.session.open_estimator", lambda *_: model)
    monkeypatch.setattr("tilcoach.live.session.Pipeline", lambda *_: pipeline)
