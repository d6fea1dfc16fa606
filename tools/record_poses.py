"""Record what the pose model sees in the sample videos, so that tests need no model.

Run ``python -m tools.record_poses`` from the root after the samples or the model have changed. It
writes ``tests/recordings/NAME.npz`` with the landmarks of the first person: the arrays of a
`PoseSeries`, one row per frame, NaN where nobody was seen.
"""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

import numpy as np

from tilcoach.estimation import MediaPipeEstimator
from tilcoach.pose import N_KEYPOINTS, Pose
from tilcoach.video import VideoFile

SAMPLES = Path("sample_videos")
RECORDINGS = Path("tests/recordings")
MODEL = Path("models/pose_landmarker_full.task")


def record(video: Path, model: Path) -> list[Pose]:
    """Return what the model sees in each frame of a video, all NaN where it sees nobody.

    Parameters
    ----------
    video
        Any video with one person.
    model
        The ``.task`` file of the pose model.
    """
    with closing(VideoFile(video)) as frames, closing(MediaPipeEstimator(model)) as estimator:
        return [next(iter(estimator.estimate(f)), _nobody(f.time_s)) for f in frames]


def _nobody(time_s: float) -> Pose:
    return Pose(
        np.full((N_KEYPOINTS, 2), np.nan),
        np.full((N_KEYPOINTS, 3), np.nan),
        np.zeros(N_KEYPOINTS),
        time_s,
    )


def write(poses: list[Pose], path: Path) -> None:
    """Write poses as one small file.

    Parameters
    ----------
    poses
        One per frame.
    path
        Ends in ``.npz``.
    """
    # 0.1 px and 1 mm are far below what the model can tell, and half as large on disk.
    np.savez_compressed(
        path,
        image_px=np.array([pose.image_px for pose in poses]).round(1).astype(np.float32),
        world_m=np.array([pose.world_m for pose in poses]).round(3).astype(np.float32),
        visibility=np.array([pose.visibility for pose in poses]).round(2).astype(np.float32),
        time_s=np.array([pose.time_s for pose in poses]),
    )


def main() -> None:
    """Record every sample video, or those that are named."""
    parser = argparse.ArgumentParser(description="Record what the pose model sees in the samples.")
    parser.add_argument("videos", nargs="*", type=Path, default=sorted(SAMPLES.glob("*.mp4")))
    parser.add_argument("--out", type=Path, default=RECORDINGS)
    parser.add_argument("--model", type=Path, default=MODEL)
    chosen = parser.parse_args()
    for video in chosen.videos:
        path = chosen.out / f"{video.stem}.npz"
        poses = record(video, chosen.model)
        write(poses, path)
        print(f"{path}: {len(poses)} frames, {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
