"""Two lifts in one picture, in the same phase at the same moment, with their skeletons."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace

import cv2
import numpy as np

from tilcoach.coaching import LiftTimes, in_step
from tilcoach.kinematics import MIN_VISIBILITY, PostureSeries
from tilcoach.overlay.figure import draw_angles, draw_head, draw_pose
from tilcoach.overlay.scale import letter_px
from tilcoach.overlay.sprite import label, paste
from tilcoach.pose import Keypoint, Pose, PoseSeries, VideoFrame
from tilcoach.pose.arrays import Bytes, Floats
from tilcoach.replay.buffer import LEAD_S
from tilcoach.video import write_jpeg

TILE_PX = 480
"""Width and height of each half."""

_RATE_HZ = 20.0  # smooth enough for a lift in slow motion
_MOST = 200  # pictures of some 60 kB go to the browser at once
_MARGIN = 1.35  # around the body, so that the whole of it and the load are in the half
_MIDDLE = (0.5, 0.54)  # of the body in its half: a little low, under the name
_NEAR_S = 0.05  # a body is never drawn on the picture of another moment
_GROUND = (92, 80, 70)  # a quiet slate, on which light bones stand out
_GAP = np.full((TILE_PX, 8, 3), 255, np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class LiftFilm:
    """One lift as something to watch.

    Attributes
    ----------
    times
        Its moments.
    postures
        Its measures over time; the angles are written beside the body.
    poses
        The body over time, in pixels of the pictures.
    frames
        Opens its pictures, from the first on; None to draw the body on plain ground.
    """

    times: LiftTimes
    postures: PostureSeries
    poses: PoseSeries
    frames: Callable[[], Generator[VideoFrame]] | None = None


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two lifts as pictures.

    Attributes
    ----------
    jpegs
        Both lifts beside each other.
    times_s
        When each is shown, in seconds since the first.
    """

    jpegs: tuple[bytes, ...]
    times_s: tuple[float, ...]


def side_by_side(first: LiftFilm, second: LiftFilm, names: tuple[str, str]) -> SideBySide:
    """Draw two lifts in step; the names stand above the bodies.

    Raises
    ------
    VideoError
        When a film cannot be read any more.
    """
    step = in_step(first.times, second.times, lead_s=LEAD_S, rate_hz=_RATE_HZ, most=_MOST)
    films = _facing_as(first, second), _facing_as(second, first)
    halves = (
        _tiles(film, at_s, name)
        for film, at_s, name in zip(films, (step.first_s, step.second_s), names, strict=True)
    )
    jpegs = tuple(
        write_jpeg(np.hstack([left, _GAP, right])) for left, right in zip(*halves, strict=True)
    )
    return SideBySide(jpegs, tuple(step.time_s.round(3).tolist()))


def _facing_as(film: LiftFilm, other: LiftFilm) -> LiftFilm:
    """Turn a body that is drawn without a picture to the side that the other looks to."""
    if film.frames is not None or _forward_px(film.poses) * _forward_px(other.poses) >= 0:
        return film
    poses = film.poses
    turned = PoseSeries(poses.image_px * [-1, 1], poses.world_m, poses.visibility, poses.time_s)
    return replace(film, poses=turned)


def _forward_px(poses: PoseSeries) -> float:
    """Return how far the toes are to the right of the heels; 0 when they were never seen."""
    toes, heels = (
        poses.image_px[:, [Keypoint[f"{side}_{name}"] for side in ("LEFT", "RIGHT")], 0]
        for name in ("FOOT_INDEX", "HEEL")
    )
    forward = (toes - heels)[np.isfinite(toes - heels)]
    return float(np.median(forward)) if len(forward) else 0.0


def _tiles(film: LiftFilm, at_s: Floats, name: str) -> Iterator[Bytes]:
    """Yield one half for each moment."""
    to_tile = _window(film.poses.between(at_s[0], at_s[-1]))
    if film.frames is None:
        for time_s in at_s:
            tile = np.full((TILE_PX, TILE_PX, 3), _GROUND, np.uint8)
            yield _drawn(tile, film, float(time_s), to_tile, name)
        return
    with closing(film.frames()) as frames:
        for frame in _on_screen(frames, at_s):
            size = (TILE_PX, TILE_PX)
            tile = np.asarray(
                cv2.warpAffine(frame.bgr, to_tile, size, borderValue=_GROUND), np.uint8
            )
            yield _drawn(tile, film, frame.time_s, to_tile, name)


def _on_screen(frames: Iterator[VideoFrame], at_s: Floats) -> Iterator[VideoFrame]:
    """Yield the picture that is on the screen at each moment; they never fall."""
    shown, coming = next(frames), next(frames, None)
    for time_s in at_s:
        while coming is not None and coming.time_s <= time_s:
            shown, coming = coming, next(frames, None)
        yield shown


def _drawn(tile: Bytes, film: LiftFilm, time_s: float, to_tile: Floats, name: str) -> Bytes:
    # A body without a picture stands as at the nearest known moment, so before and after the lift.
    row = _nearest(film.poses.time_s, time_s, np.inf if film.frames is None else _NEAR_S)
    if row is not None:
        pose = _placed(film.poses.at(row), to_tile)
        draw_pose(tile, pose)
        if film.frames is None:
            draw_head(tile, pose)
        measured = _nearest(film.postures.time_s, time_s, _NEAR_S)
        if measured is not None:
            draw_angles(tile, pose, film.postures.at(measured))
    size = letter_px(tile)
    paste(tile, label(name, size), size // 2, size // 2)
    return tile


def _nearest(times_s: Floats, time_s: float, near_s: float) -> int | None:
    if not len(times_s):
        return None
    row = int(np.abs(times_s - time_s).argmin())
    return row if abs(times_s[row] - time_s) <= near_s else None


def _window(poses: PoseSeries) -> Floats:
    """Return the map from a picture to its half, shape (2, 3): the whole body all through the lift.

    Two people of different height, at different distances, so become about equally large.
    """
    seen = poses.image_px[poses.visibility >= MIN_VISIBILITY]
    seen = seen[np.isfinite(seen).all(axis=1)]
    low, high = (seen.min(axis=0), seen.max(axis=0)) if len(seen) else (np.zeros(2), np.ones(2))
    scale = TILE_PX / (_MARGIN * max(*(high - low), 1.0))
    shift = TILE_PX * np.array(_MIDDLE) - scale * (low + high) / 2
    return np.array([[scale, 0.0, shift[0]], [0.0, scale, shift[1]]])


def _placed(pose: Pose, to_tile: Floats) -> Pose:
    image_px = to_tile[0, 0] * pose.image_px + to_tile[:, 2]
    return Pose(image_px, pose.world_m, pose.visibility, pose.time_s)
