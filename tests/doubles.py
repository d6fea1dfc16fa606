"""What stands in for the pose model, and the films that it is shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

import av
import numpy as np

from tilcoach.pose import N_KEYPOINTS, Keypoint, Pose, PoseSeries, VideoFrame

if TYPE_CHECKING:
    from av.video.stream import VideoStream

WIDTH_PX, HEIGHT_PX = 64, 48


@dataclass(frozen=True)
class NoModel:
    """The name of a model that there is not."""

    name: str = "no_model"
    sha256: str = "ef" * 32


class Replay:
    """Shows the same poses again, frame by frame; knows how often it was closed."""

    def __init__(self, seen: Sequence[tuple[Pose, ...]]) -> None:
        self._seen = seen
        self.closed = 0

    @classmethod
    def of(cls, series: PoseSeries) -> Self:
        """Show one person in every frame."""
        return cls([(series.at(index),) for index in range(len(series))])

    def estimate(self, frame: VideoFrame) -> tuple[Pose, ...]:
        return self._seen[frame.index]

    def close(self) -> None:
        self.closed += 1


class StandingPerson:
    """Sees one person who stands, but not in the frames of which the index is named."""

    model = NoModel()

    def __init__(self, absent_in: Collection[int] = ()) -> None:
        self._absent_in = absent_in
        self.closed = 0
        self.seen: list[int] = []

    def estimate(self, frame: VideoFrame) -> tuple[Pose, ...]:
        self.seen.append(frame.index)
        if frame.index in self._absent_in:
            return ()
        height_m = np.linspace(-0.8, 0.8, N_KEYPOINTS)  # from the nose down to the toes
        side_m = [0.2 if "LEFT" in point.name else -0.2 for point in Keypoint]
        world_m = np.stack([side_m, height_m, np.zeros(N_KEYPOINTS)], axis=1)
        image_px = [WIDTH_PX / 2, HEIGHT_PX / 2] + world_m[:, :2] * [10, 20]
        return (Pose(image_px, world_m, np.ones(N_KEYPOINTS), frame.time_s),)

    def close(self) -> None:
        self.closed += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def write_film(path: Path, frames: int = 20, rate_hz: int = 30, codec: str = "mpeg4") -> Path:
    """Write a small film, each picture of which is a little lighter, and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w") as container:
        stream = cast("VideoStream", container.add_stream(codec, rate=rate_hz))
        stream.width, stream.height, stream.pix_fmt = WIDTH_PX, HEIGHT_PX, "yuv420p"
        for index in range(frames):
            grey = np.full((HEIGHT_PX, WIDTH_PX, 3), 5 * index % 256, dtype=np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(grey, format="bgr24")))
        container.mux(stream.encode())
    return path
