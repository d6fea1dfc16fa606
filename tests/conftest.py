"""A person of sticks, whose every angle is known, in front of a camera that may stand anywhere.

Body axes: x forward, y to the person's own left, z up; the origin lies between the ankles. The
camera is far away (orthographic), so that what the picture loses is depth and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from hypothesis import settings
from numpy.typing import ArrayLike

from tilcoach.pose import N_KEYPOINTS, Keypoint, PoseSeries
from tilcoach.pose.arrays import Floats

# No clock decides whether a test passes, and the same code gives the same run everywhere.
settings.register_profile("tilcoach", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("tilcoach")

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
