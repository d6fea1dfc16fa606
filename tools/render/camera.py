"""Pinhole camera: where it stands, and where points of the room come out in the picture."""

from dataclasses import dataclass, replace

import numpy as np

from tools.render.arrays import Array
from tools.render.clip import Camera
from tools.render.rotations import about_x, about_y, about_z, unit

_NEAR_M, _FAR_M = 0.1, 30.0

_SHAKE_HZ, _SHAKE_WAVES = (0.3, 5.0), 6
"""A hand strays slowly and trembles quickly."""


@dataclass(frozen=True, slots=True)
class View:
    """A camera in the room, in OpenCV's axes: x right, y down, z forward.

    Attributes
    ----------
    rotation
        Shape (3, 3), room to camera.
    eye_m
        Shape (3,), in the room.
    focal_px
        Focal length.
    width_px, height_px
        Size of the picture.
    """

    rotation: Array
    eye_m: Array
    focal_px: float
    width_px: int
    height_px: int

    @property
    def pitch_deg(self) -> float:
        """How far the camera looks up; negative looks down."""
        return float(np.degrees(np.arcsin(self.rotation[2, 2])))

    @property
    def to_clip(self) -> Array:
        """OpenGL matrix (4, 4): room in metres to clip space."""
        flip = np.diag([1.0, -1.0, -1.0])
        view = np.eye(4)
        view[:3, :3] = flip @ self.rotation
        view[:3, 3] = -flip @ self.rotation @ self.eye_m
        lens = np.zeros((4, 4))
        lens[0, 0] = 2 * self.focal_px / self.width_px
        lens[1, 1] = 2 * self.focal_px / self.height_px
        lens[2, 2] = -(_FAR_M + _NEAR_M) / (_FAR_M - _NEAR_M)
        lens[2, 3] = -2 * _FAR_M * _NEAR_M / (_FAR_M - _NEAR_M)
        lens[3, 2] = -1.0
        matrix: Array = lens @ view
        return matrix

    def project(self, points_m: Array) -> Array:
        """Pixels (..., 2) of points (..., 3) in the room."""
        seen = (points_m - self.eye_m) @ self.rotation.T
        centre = np.array([self.width_px, self.height_px]) / 2
        pixels: Array = seen[..., :2] / seen[..., 2:] * self.focal_px + centre
        return pixels


def shaken(view: View, camera: Camera, times_s: Array, seed: int) -> tuple[View, ...]:
    """Return the views at times (F,) of a camera that shakes; all the same where it does not."""
    if not camera.shake_deg:
        return (view,) * len(times_s)
    rng = np.random.default_rng([seed, len(times_s)])
    waves = rng.uniform(*_SHAKE_HZ, (3, _SHAKE_WAVES, 1)) * times_s
    phases = rng.uniform(0.0, 1.0, (3, _SHAKE_WAVES, 1))
    sines = np.sin(2 * np.pi * (waves + phases)).sum(axis=1) * np.sqrt(2 / _SHAKE_WAVES)
    return tuple(
        replace(view, rotation=about_x(pitch) @ about_y(yaw) @ about_z(roll) @ view.rotation)
        for pitch, yaw, roll in (camera.shake_deg * sines).T
    )


def view_of(camera: Camera, width_px: int, height_px: int, target_m: Array) -> View:
    """Place a camera.

    Parameters
    ----------
    camera
        Where it stands, relative to the target.
    width_px, height_px
        Size of the picture.
    target_m
        Shape (2,): the place on the floor that it looks at.

    Returns
    -------
    View
        Looking at the target, `look_at_m` above the floor.
    """
    yaw = np.radians(camera.yaw_deg)
    out = np.array([np.cos(yaw), -np.sin(yaw)]) * camera.distance_m
    aside = np.array([np.sin(yaw), np.cos(yaw)]) * camera.aside_m
    eye = np.array([*(target_m + out), camera.height_m])
    forward = unit(np.array([*(target_m + aside), camera.look_at_m]) - eye)
    right = unit(np.cross(forward, np.array([0.0, 0.0, 1.0])))
    down = np.cross(forward, right)
    roll = np.radians(camera.roll_deg)
    rolled_right = np.cos(roll) * right + np.sin(roll) * down
    rolled_down = np.cos(roll) * down - np.sin(roll) * right
    focal_px = height_px / 2 / np.tan(np.radians(camera.fov_deg) / 2)
    rotation = np.stack([rolled_right, rolled_down, forward])
    return View(rotation, eye, float(focal_px), width_px, height_px)
