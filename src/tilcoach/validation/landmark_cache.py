"""Landmarks and thumbnails of clips, estimated once: the pose model takes nearly all the time."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

import numpy as np

from tilcoach.estimation import ModelInfo, open_estimator
from tilcoach.load_detection import ThumbnailRecorder, Thumbnails
from tilcoach.load_detection.thumbnails import THUMBNAIL_EVERY_S, THUMBNAIL_PIXELS
from tilcoach.pose import N_KEYPOINTS, Pose, PoseSeries
from tilcoach.validation.recordings import read_recording
from tilcoach.validation.true_clip import TrueClip
from tilcoach.video import VideoFile

_READ = "2"  # how the model is read: count up when that changes, so that old entries are not used


class LandmarkCache:
    """Gives the landmarks and the thumbnails of clips, from a folder or else from the video.

    Attributes
    ----------
    model
        The bundle that the landmarks are from.
    """

    def __init__(self, folder: Path, model: str = "full") -> None:
        self._folder = folder
        self._short_name = model
        with open_estimator(model, 1) as known:
            self.model: ModelInfo = known.model

    def poses(self, clip: TrueClip) -> PoseSeries:
        """Return the landmarks of the first person that the model finds in each frame of a clip."""
        path = self._path(clip, f"{self.model.sha256}{_READ} {version('mediapipe')}")
        if not path.exists():
            series = self._estimate(clip.video)
            self._folder.mkdir(parents=True, exist_ok=True)
            np.savez_compressed(
                path,
                image_px=series.image_px.astype(np.float32),
                world_m=series.world_m.astype(np.float32),
                visibility=series.visibility.astype(np.float32),
                time_s=series.time_s,
            )
        return read_recording(path)  # rounded as in the cache, so that a second run gives the same

    def thumbnails(self, clip: TrueClip) -> Thumbnails:
        """Return the small pictures of a clip."""
        path = self._path(clip, f"thumbnails {THUMBNAIL_PIXELS} {THUMBNAIL_EVERY_S}")
        if not path.exists():
            thumbnails = _thumbnails(clip.video)
            self._folder.mkdir(parents=True, exist_ok=True)
            np.savez_compressed(
                path, grey=thumbnails.all(), time_s=thumbnails.time_s, shrink=thumbnails.shrink
            )
        with np.load(path, allow_pickle=False) as arrays:
            return Thumbnails(arrays["grey"], arrays["time_s"], float(arrays["shrink"]))

    def _path(self, clip: TrueClip, made_by: str) -> Path:
        mark = hashlib.sha256(clip.video.read_bytes() + made_by.encode()).hexdigest()[:12]
        return self._folder / f"{clip.name}.{mark}.npz"

    def _estimate(self, path: Path) -> PoseSeries:
        video = VideoFile(path)
        try:
            with open_estimator(self._short_name, 1) as estimator:
                return _series([(frame.time_s, estimator.estimate(frame)) for frame in video])
        finally:
            video.close()


def _series(frames: list[tuple[float, tuple[Pose, ...]]]) -> PoseSeries:
    """Stack the first person of each frame; NaN where nobody was seen."""
    nobody = np.full((N_KEYPOINTS, 3), np.nan)
    poses = [
        found[0] if found else Pose(nobody[:, :2], nobody, nobody[:, 0], time_s)
        for time_s, found in frames
    ]
    return PoseSeries.of(poses)


def _thumbnails(path: Path) -> Thumbnails:
    keeper = ThumbnailRecorder()
    video = VideoFile(path)
    try:
        for frame in video:
            keeper.add(frame)
    finally:
        video.close()
    return keeper.thumbnails()
