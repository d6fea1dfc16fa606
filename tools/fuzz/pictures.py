"""Doors for films: read alone, and judged, drawn on and written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Self

import numpy as np
from hypothesis import strategies as st

from tilcoach.batch import analyse_file, find_films, result_folders, write_outputs
from tilcoach.config import Settings
from tilcoach.estimation import ModelInfo
from tilcoach.pose import Pose, PoseSeries, VideoFrame
from tilcoach.validation.recordings import read_recording
from tilcoach.video import VideoFile
from tools.fuzz.corpus import FILMS, RECORDING
from tools.fuzz.damage import Damage, damaged, damages
from tools.fuzz.doors import REFUSED, Bench, Door, Outcome, check, refusing
from tools.fuzz.films import film_names

_ENDINGS = ("", ".mp4", ".avi", ".gif", ".txt", ".h264", ".MOV")
_RATE_HZ = 30.0


@dataclass(frozen=True, slots=True)
class FilmCase:
    """A file of the corpus, what happened to it, and what its name ends with now."""

    film: str
    damage: tuple[Damage, ...]
    ending: str = ""

    def put(self, bench: Bench, stem: str = "film") -> Path:
        """Write the damaged file and return its path."""
        data = (bench.corpus / FILMS / self.film).read_bytes()
        path = bench.folder / (stem + (self.ending or Path(self.film).suffix))
        path.write_bytes(damaged(data, self.damage))
        return path


def _read(case: FilmCase, bench: Bench) -> Outcome:
    with refusing() as outcome:
        video = VideoFile(case.put(bench))
        last_s, size_px, given = -1.0, None, 0
        for frame in video:
            check(frame.time_s > last_s, "time does not rise")
            check(size_px in (None, frame.bgr.shape), "the size of the pictures changes")
            last_s, size_px, given = frame.time_s, frame.bgr.shape, given + 1
        info = video.info
        check(given == info.frames, "the number of frames is not exact")
        check(bool(np.isfinite([info.duration_s, info.frame_rate_hz]).all()), "no finite times")
    return outcome[-1]


class Somebody:
    """Stands where the pose model would: sees a lift, whatever the film shows."""

    model = ModelInfo("somebody", "ef" * 32)

    def __init__(self, recording: Path) -> None:
        self._series = _lift(recording)

    def estimate(self, frame: VideoFrame) -> tuple[Pose, ...]:
        """Return the pose of the recording at this time, over and over."""
        index = int(frame.time_s * _RATE_HZ) % len(self._series)
        return (replace(self._series.at(index), time_s=frame.time_s),)

    def close(self) -> None:
        """Hold nothing, free nothing."""

    def __enter__(self) -> Self:
        """Use it in a ``with`` block, as the real one."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the block."""


@cache
def _lift(recording: Path) -> PoseSeries:
    return read_recording(recording)


def _judge(case: FilmCase, bench: Bench, stem: str = "film") -> Outcome:
    path = case.put(bench, stem)
    (folder,) = map(Path, result_folders(find_films([str(path)]), str(bench.folder / "out")))
    somebody = Somebody(bench.corpus / RECORDING)
    with refusing() as outcome:
        analysis = analyse_file(path, Settings(), somebody)
        write_outputs(analysis, folder, somebody.model)
    whole = {"session.json", "frames.csv", "landmarks.npz", "annotated.mp4"}
    left = {found.name for found in bench.folder.rglob("*") if found.is_file()} - {path.name}
    check(left == (set() if outcome[-1] == REFUSED else whole), f"left behind: {sorted(left)}")
    return outcome[-1]


@dataclass(frozen=True, slots=True)
class NameCase:
    """A film under a name that nobody expects."""

    stem: str
    ending: str


def _named(case: NameCase, bench: Bench) -> Outcome:
    return _judge(FilmCase("two.mp4", (), case.ending), bench, case.stem)


_FILES = st.builds(FilmCase, st.sampled_from(film_names()), damages(), st.sampled_from(_ENDINGS))
_LETTERS = st.characters(exclude_characters="/\0", exclude_categories=())
_NAMES = st.builds(
    NameCase,
    st.one_of(
        st.text(_LETTERS, min_size=1, max_size=40).filter(
            lambda stem: _fits(stem) and stem not in {".", ".."}
        ),
        st.sampled_from(
            ["-rf", "--json", "{path}", "%s%n", "[red]x", "a" * 250, "é" * 120, ".hidden", "a\nb",
             " ", "CON", "film*", "?", "~", "$HOME", "\u202eexe", "💪" * 60, "%03d", "file:x"]
        ),
    ),
    st.sampled_from([".mp4", ".MP4", ".x"]),
)  # fmt: skip


def _fits(stem: str) -> bool:
    """Say whether a file system takes this name: bytes that are no text may stand in it."""
    try:
        return len((stem + ".mp4").encode(errors="surrogateescape")) <= _LONGEST_NAME
    except UnicodeEncodeError:
        return False


_LONGEST_NAME = 255  # bytes, on every system that we know

DOORS = (
    Door("film", "films that are read to the end", _FILES, _read, share=290, batch=400),
    Door("judged", "films that are judged, drawn on and written", _FILES, _judge, 50, batch=150),
    Door("name", "films under odd names, judged and written", _NAMES, _named, share=20, batch=150),
)
