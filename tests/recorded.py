"""The sample films without the pose model: what it saw in them was recorded once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

import tilcoach

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "sample_videos"
RECORDINGS = ROOT / "tests" / "recordings"


class RecordedPoses:
    """Shows again what the pose model saw in a sample film, frame by frame."""

    def __init__(self, sample: str, later_s: float = 0.0) -> None:
        self._series = recorded_from(sample, later_s)

    def estimate(self, frame: tilcoach.VideoFrame) -> tuple[tilcoach.Pose, ...]:
        pose = self._series.at(frame.index)
        return (pose,) if np.isfinite(pose.image_px[0, 0]) else ()

    def close(self) -> None:
        """Nothing to free."""


def recorded_from(sample: str, later_s: float) -> tilcoach.PoseSeries:
    """Return what was seen from a moment on, as by a camera that was switched on then."""
    with np.load(RECORDINGS / f"{sample}.npz") as arrays:
        whole = tilcoach.PoseSeries(**arrays)
    rest = whole.where(whole.time_s >= later_s)
    times_s = rest.time_s - rest.time_s[0]
    return tilcoach.PoseSeries(rest.image_px, rest.world_m, rest.visibility, times_s)


@cache
def analyse_sample(sample: str) -> tilcoach.Recording:
    """Return the analysis of a sample film by its recorded poses; made once."""
    return tilcoach.analyze(SAMPLES / f"{sample}.mp4", estimator=RecordedPoses(sample))


def analyze_recorded(
    path: Path | str,
    *,
    settings: tilcoach.Settings | None = None,
    estimator: tilcoach.PoseEstimator | None = None,
    second: Path | str | None = None,
    second_begins_s: float | None = None,
) -> tilcoach.Recording:
    """Stand in for `tilcoach.analyze` where films are samples, or the first lift of one."""
    sample = _sample_of(Path(path))
    if second is not None and sample:
        return _ANALYZE(
            path,
            second=second,
            second_begins_s=second_begins_s,
            estimator=RecordedPoses(sample),
            second_estimator=RecordedPoses(sample),
        )
    if sample == Path(path).stem and estimator is None and settings is None:
        return analyse_sample(sample)
    chosen = estimator or (RecordedPoses(sample) if sample else None)
    return _ANALYZE(path, settings=settings, estimator=chosen)


def first_lift(path: Path, sample: str = "stoop_straight_legs") -> Path:
    """Copy a sample film up to the end of its first lift, without coding it again."""
    import av  # noqa: PLC0415

    with av.open(str(SAMPLES / f"{sample}.mp4")) as whole, av.open(str(path), "w") as part:
        stream = part.add_stream_from_template(whole.streams.video[0])
        for packet in whole.demux(video=0):
            if packet.dts is not None and packet.dts * packet.time_base < FIRST_LIFT_S:
                packet.stream = stream
                part.mux(packet)
    _SHORT[path.read_bytes()] = sample
    return path


FIRST_LIFT_S = 6.5
"""The first lift of every sample is over, and the second has not begun."""

_ANALYZE = tilcoach.analyze
_SHORT: dict[bytes, str] = {}


def _sample_of(path: Path) -> str | None:
    """Return of which sample a film is a copy; a damaged one is none."""
    if not path.is_file():
        return None
    whole = {sample.read_bytes(): sample.stem for sample in SAMPLES.glob("*.mp4")}
    return (whole | _SHORT).get(path.read_bytes())
