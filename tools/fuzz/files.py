"""Doors for the files that tilcoach reads beside films."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
from hypothesis import strategies as st

from tilcoach.config import Settings, load_settings
from tilcoach.i18n import translator
from tilcoach.report import build_report, read_session, write_report
from tilcoach.store import History, export_bytes
from tilcoach.validation import validate_recordings
from tilcoach.validation.recordings import read_recording, review_recording
from tools.fuzz.corpus import FRAMES, HISTORY, RECORDING, SESSION
from tools.fuzz.damage import Damage, damaged, damages
from tools.fuzz.doors import REFUSED, Bench, Door, Outcome, check, refusing
from tools.fuzz.texts import Graft, grafted, grafts, profiles, tables

_DAY = datetime(2026, 3, 2, tzinfo=UTC).date()
_COLUMNS = ("recording", "start_s", "end_s", "label", "ambiguous", "notes")


def _profile(content: bytes, bench: Bench) -> Outcome:
    path = bench.folder / "profile.toml"
    path.write_bytes(content)
    with refusing() as outcome:
        load_settings(path)
    return outcome[-1]


@dataclass(frozen=True, slots=True)
class SessionCase:
    """A ``session.json`` and the ``frames.csv`` beside it, neither as it was."""

    grafts: tuple[Graft, ...]
    damage: tuple[Damage, ...]
    frames: tuple[Damage, ...] | None
    drawn: bool


def _session(case: SessionCase, bench: Bench) -> Outcome:
    session = grafted((bench.corpus / SESSION).read_bytes(), case.grafts)
    (bench.folder / SESSION).write_bytes(damaged(session, case.damage))
    if case.frames is not None:
        frames = damaged((bench.corpus / FRAMES).read_bytes(), case.frames)
        (bench.folder / FRAMES).write_bytes(frames)
    report = bench.folder / "report.pdf"
    with refusing() as outcome:
        read = read_session(bench.folder / SESSION)
        if case.drawn:
            write_report(build_report([read], _DAY), report, translator("en"))
    check(report.exists() == (case.drawn and outcome[-1] != REFUSED), "half a report")
    return outcome[-1]


@dataclass(frozen=True, slots=True)
class Odd:
    """Something that is not as it should be with one array of a recording."""

    array: str
    how: str

    def do(self, arrays: dict[str, Any]) -> None:
        """Change that array in place of the good one."""
        good = arrays[self.array]
        if self.how == "gone":
            del arrays[self.array]
        else:
            arrays[self.array] = _ODD[self.how](good)


_ODD: dict[str, Callable[[Any], Any]] = {
    "nan": lambda a: np.full_like(a, np.nan),
    "some nan": lambda a: np.where(np.arange(a.size).reshape(a.shape) % 7 == 0, np.nan, a),
    "infinite": lambda a: np.where(np.arange(a.size).reshape(a.shape) % 5 == 0, np.inf, a),
    "huge": lambda a: a * 1e300,
    "small": lambda a: a * 1e-300,
    "zero": np.zeros_like,
    "negative": lambda a: -a,
    "backwards": lambda a: a[::-1],
    "one": lambda a: a[:1],
    "none": lambda a: a[:0],
    "shorter": lambda a: a[:-3],
    "flat": lambda a: a.ravel(),
    "axis more": lambda a: a[None],
    "whole": lambda a: np.nan_to_num(a).astype(np.int32),
    "half": lambda a: a.astype(np.float16),
    "complex": lambda a: a + 1j,
    "text": lambda a: a.astype(str),
    "yes and no": lambda a: a > 0,
    "jump": lambda a: a + 1e6 * (np.arange(len(a)) > len(a) // 2)[..., *[None] * (a.ndim - 1)],
    "far jump": lambda a: a + 1e15 * (np.arange(len(a)) > len(a) // 2)[..., *[None] * (a.ndim - 1)],
    "tiny steps": lambda a: a[:1] + np.arange(a.size).reshape(a.shape) * 1e-9,
    "gone": lambda a: a,
}


@dataclass(frozen=True, slots=True)
class RecordingCase:
    """A recording with odd arrays in it, or damaged as a file."""

    odd: tuple[Odd, ...]
    damage: tuple[Damage, ...]


def _recording(case: RecordingCase, bench: Bench) -> Outcome:
    path = bench.folder / RECORDING
    with np.load(bench.corpus / RECORDING) as whole:
        arrays = dict(whole)
    for odd in case.odd:
        odd.do(arrays)
    np.savez(path, **arrays)
    path.write_bytes(damaged(path.read_bytes(), case.damage))
    with refusing() as outcome:
        review_recording(read_recording(path), Settings())
    return outcome[-1]


def _labels(content: bytes, bench: Bench) -> Outcome:
    shutil.copy(bench.corpus / RECORDING, bench.folder / "a.npz")
    path = bench.folder / "labels.csv"
    path.write_bytes(content)
    with refusing() as outcome:
        validate_recordings(path, None)
    return outcome[-1]


def _history(damage: tuple[Damage, ...], bench: Bench) -> Outcome:
    content = damaged((bench.corpus / HISTORY).read_bytes(), damage)
    folder = bench.folder / "history"
    folder.mkdir()
    (folder / HISTORY).write_bytes(content)
    history = History(folder, patience_s=0.1)
    with refusing() as outcome:
        export_bytes(history)
    if outcome[-1] == REFUSED:
        there = [path.read_bytes() for path in folder.iterdir()]
        check(content in there, "a damaged history was not kept as it was")
        with refusing():
            history.profiles.add("Bea")  # goes on in a new one
    return outcome[-1]


def _sometimes(most: int = 3) -> st.SearchStrategy[tuple[Damage, ...]]:
    return st.one_of(st.just(()), damages(most))


_ODD_ARRAYS = st.builds(
    Odd,
    st.sampled_from(["image_px", "world_m", "visibility", "time_s"]),
    st.sampled_from(sorted(_ODD)),
)

DOORS = (
    Door("profile", "settings and limits (TOML)", profiles(), _profile, share=100, batch=1000),
    Door(
        "session",
        "a session.json read back, with its frames.csv, and the report made of it",
        st.builds(
            SessionCase,
            st.one_of(st.just(()), grafts()),
            _sometimes(),
            st.one_of(st.none(), damages()),
            st.integers(0, 7).map(lambda n: n == 0),
        ),
        _session,
        share=140,
        batch=300,
    ),
    Door(
        "recording",
        "landmarks of an old recording (npz), reviewed",
        st.builds(
            RecordingCase,
            st.lists(_ODD_ARRAYS, max_size=3, unique_by=lambda odd: odd.array).map(tuple),
            _sometimes(most=2),
        ),
        _recording,
        share=60,
        batch=200,
    ),
    Door("labels", "labels made by eye (CSV)", tables(_COLUMNS), _labels, share=50),
    Door("history", "the history's database, damaged", damages(), _history, share=60, batch=300),
)
