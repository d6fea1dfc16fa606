"""Landmarks of clips, estimated once and kept: the pose model is what takes the time."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np

from tilcoach.estimation import open_estimator
from tilcoach.pose import N_KEYPOINTS, Pose, PoseSeries
from tilcoach.validation.clips import TrueClip
from tilcoach.validation.recordings import read_recording
from tilcoach.video import VideoFile


def poses_of_clip(clip: TrueClip, folder: Path, model: str = "full") -> PoseSeries:
    """Return the landmarks of a clip, from the folder or from the model.

    Parameters
    ----------
    clip
        The clip.
    folder
        Where landmarks are kept, under the name of the clip and the hash of video and model; made
        when missing.
    model
        Short name of the pose model.
    """
    with open_estimator(model, 1) as estimator:
        mark = hashlib.sha256(clip.video.read_bytes() + estimator.model.sha256.encode())
        kept = folder / f"{clip.name}.{mark.hexdigest()[:12]}.npz"
        if kept.exists():
            return read_recording(kept)
        video = VideoFile(clip.video)
        try:
            frames = [(frame.time_s, estimator.estimate(frame)) for frame in video]
        finally:
            video.close()
    series = _series(frames)
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        kept,
        image_px=series.image_px.astype(np.float32),
        world_m=series.world_m.astype(np.float32),
        visibility=series.visibility.astype(np.float32),
        time_s=series.time_s,
    )
    return read_recording(kept)  # the kept precision, so that a second run says the same


def _series(frames: list[tuple[float, tuple[Pose, ...]]]) -> PoseSeries:
    """Stack the first person of each frame; NaN where nobody was seen."""
    nobody = np.full((N_KEYPOINTS, 3), np.nan)
    poses = [
        found[0] if found else Pose(nobody[:, :2], nobody, nobody[:, 0], time_s)
        for time_s, found in frames
    ]
    return PoseSeries.of(poses)
