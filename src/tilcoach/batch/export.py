"""The results of a film as files of other programs: TRC and MOT for OpenSim, Parquet for tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

import numpy as np

from tilcoach.atomic_files import atomic_path, make_folders
from tilcoach.batch.outputs import FRAMES, LANDMARKS, SESSION
from tilcoach.errors import InputError, SettingsError, StoreError
from tilcoach.pose import Keypoint
from tilcoach.pose.arrays import Bools, Floats
from tilcoach.session_files.landmarks import Landmarks, read_landmarks
from tilcoach.session_files.opensim import mot_text, trc_text
from tilcoach.session_files.tables import cell_number, read_rows

ANGLES = (
    "trunk_flexion_deg",
    "knee_flexion_left_deg",
    "knee_flexion_right_deg",
    "hip_flexion_deg",
    "trunk_rotation_deg",
)
"""The columns of a motion."""


class ExportFormat(StrEnum):
    """What results can be written as."""

    TRC = "trc"
    MOT = "mot"
    PARQUET = "parquet"


def export_results(
    place: Path, formats: Sequence[ExportFormat], out: Path | None = None
) -> tuple[Path, ...]:
    """Write the results of a film in other formats; return the files.

    Parameters
    ----------
    place
        The folder that ``analyze`` wrote, or its ``session.json``.
    formats
        What to write.
    out
        Where to; None = beside the results.

    Raises
    ------
    InputError
        There are no such results.
    SettingsError
        Parquet was asked for, and pyarrow is not installed.
    StoreError
        The files cannot be written.
    """
    folder = place if place.is_dir() else place.parent
    if not (folder / SESSION).is_file():
        sentence = "{path} holds no results: give a folder that tilcoach analyze wrote."
        raise InputError(sentence, path=place)
    landmarks = read_landmarks(folder / LANDMARKS)
    rows = _rows(folder / FRAMES)
    writers: Mapping[ExportFormat, Callable[[Path], tuple[Path, ...]]] = {
        ExportFormat.TRC: lambda target: _write_trc(landmarks, target),
        ExportFormat.MOT: lambda target: _write_mot(rows, target),
        ExportFormat.PARQUET: lambda target: _write_parquet(landmarks, rows, target),
    }
    target = out or folder
    try:
        make_folders(target)
        return tuple(path for one in dict.fromkeys(formats) for path in writers[one](target))
    except OSError as error:
        sentence = "The results cannot be written to {folder} ({cause}): choose another folder."
        raise StoreError(sentence, folder=target, cause=error.strerror or error) from error


Rows = Sequence[Mapping[str, str]]


def _rows(path: Path) -> Rows:
    """Return the rows of a ``frames.csv``."""
    try:
        rows = read_rows(path)
    except (OSError, ValueError) as error:
        raise _unreadable(path) from error
    if rows and not {"time_s", "person", *ANGLES} <= rows[0].keys():
        raise _unreadable(path)
    return rows


def _unreadable(path: Path) -> InputError:
    sentence = "{path} cannot be read: analyze the film again, and export then."
    return InputError(sentence, path=path)


def _write_trc(people: Mapping[int, Landmarks], folder: Path) -> tuple[Path, ...]:
    texts = {f"person_{n}.trc": landmarks for n, landmarks in people.items()}
    return tuple(
        _write(folder / name, trc_text(landmarks, name)) for name, landmarks in texts.items()
    )


def _write_mot(rows: Rows, folder: Path) -> tuple[Path, ...]:
    written = []
    for person in dict.fromkeys(row["person"] for row in rows):
        own = [row for row in rows if row["person"] == person]
        time_s, angles = _numbers(own, ("time_s",))[:, 0], _numbers(own, ANGLES)
        columns, rows_kept = _complete(angles)
        names = [name for name, kept in zip(ANGLES, columns, strict=True) if kept]
        if not names:  # never seen standing upright: there are no angles
            continue
        text = mot_text(time_s[rows_kept], names, angles[rows_kept][:, columns], f"person_{person}")
        written.append(_write(folder / f"person_{person}.mot", text))
    return tuple(written)


def _complete(angles: Floats) -> tuple[Bools, Bools]:
    """Return which angles go into a motion, and which moments: those at which all are known.

    OpenSim's older reader stops at what is no number. An angle that is mostly not measured, such as
    the twist of a person who is filmed from the side, would leave no moment: it stays out.
    """
    known: Bools = np.isfinite(angles)
    columns: Bools = known.mean(axis=0) >= MOSTLY_KNOWN
    rows: Bools = np.all(known[:, columns], axis=1)
    return columns, rows


MOSTLY_KNOWN = 0.5
"""An angle that is known at so large a share of the moments is part of a motion."""


def _numbers(rows: Rows, columns: Sequence[str]) -> Floats:
    return np.array([[cell_number(row[name]) for name in columns] for row in rows])


def _write(path: Path, text: str) -> Path:
    with atomic_path(path) as part:
        part.write_text(text, encoding="utf-8", newline="\n")
    return path


_TEXTS = ("phase",)


def _write_parquet(people: Mapping[int, Landmarks], rows: Rows, folder: Path) -> tuple[Path, ...]:
    """Write one table of landmarks and one of measures, of everybody."""
    frames: dict[str, object] = {
        name: [row[name] if name in _TEXTS else cell_number(row[name]) for row in rows]
        for name in (rows[0] if rows else ())
    }
    if rows:
        frames["person"] = [int(row["person"]) for row in rows]
    tables = {"landmarks.parquet": _landmark_columns(people), "frames.parquet": frames}
    return tuple(_write_table(folder / name, columns) for name, columns in tables.items())


def _landmark_columns(people: Mapping[int, Landmarks]) -> dict[str, object]:
    """Return the columns ``time_s``, ``person`` and three per landmark, such as ``nose_x_m``."""
    none = [np.zeros((0, len(Keypoint), 3))]
    points = np.concatenate([*none, *(one.points_m for one in people.values())])
    times = np.concatenate([np.zeros(0), *(one.time_s for one in people.values())])
    numbers = [n for n, one in people.items() for _ in one.time_s]
    return {
        "time_s": times,
        "person": np.array(numbers, dtype=int),
        **{
            f"{keypoint.name.lower()}_{axis}_m": points[:, keypoint, index]
            for keypoint in Keypoint
            for index, axis in enumerate("xyz")
        },
    }


def _write_table(path: Path, columns: Mapping[str, object]) -> Path:
    try:
        import pyarrow as pa  # noqa: PLC0415 - not in every install
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        sentence = (
            "Parquet needs the library pyarrow, which is not here: run "
            '`pip install "tilcoach[lab]"`.'
        )
        raise SettingsError(sentence) from error
    with atomic_path(path) as part:
        parquet.write_table(pa.table(dict(columns)), part)
    return path
