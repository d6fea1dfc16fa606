"""A recorded video and its lifts, as `analyze` gives them; two of them compared."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from tilcoach.batch import Analysis, document_of, write_annotated_video, write_outputs
from tilcoach.coaching import (
    ComparedLift,
    Difference,
    Finding,
    JudgedLift,
    Limits,
    PersonRecordingResult,
    WarningCode,
    compare_lifts,
)
from tilcoach.config import Settings
from tilcoach.errors import SettingsError
from tilcoach.fusion import FusedLift, SecondCamera
from tilcoach.kinematics import View
from tilcoach.lifting import LiftMeasures
from tilcoach.pose import PoseSeries, SourceInfo
from tilcoach.session_files import COLUMNS, ModelIdentity, frame_rows, json_text

if TYPE_CHECKING:  # half a second; only tables need it
    import pandas as pd

Progress = Callable[[int, int], None]
"""Called with the number of frames done and of all frames (0 = not known)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedLift(JudgedLift):
    """One lift of a recording, with the person who made it.

    Attributes
    ----------
    lift
        The lift itself: moments, load, measures and postures.
    findings
        Exactly one per pattern.
    cue
        The one sentence that goes with it.
    person
        The number of the person, 1 for the first who came into view.
    view
        From where the camera looks at this person.
    limits
        What the measures were held against.
    confidence
        0 to 1, of the lift as a whole as two cameras judged it: that of its least sure verdict;
        None where there was one camera.
    best_measures
        Each value as the camera that sees it best measured it; None where there was one camera.
    """

    person: int
    view: View
    limits: Limits
    confidence: float | None = None
    best_measures: LiftMeasures | None = None

    @classmethod
    def of(cls, judged: JudgedLift, person: PersonRecordingResult, limits: Limits) -> RecordedLift:
        """Return a lift with the person who made it.

        Parameters
        ----------
        judged
            The lift, as one camera judged it or two.
        person
            Who made it.
        limits
            What the measures were held against.
        """
        shared = {field.name: getattr(judged, field.name) for field in fields(JudgedLift)}
        lift = cls(**shared, person=person.person, view=person.view, limits=limits)
        if not isinstance(judged, FusedLift):
            return lift
        return replace(lift, confidence=judged.confidence, best_measures=judged.best_measures)

    @property
    def measures(self) -> LiftMeasures:
        """The values that count; NaN = cannot be measured."""
        return self.lift.measures if self.best_measures is None else self.best_measures


@dataclass(frozen=True, slots=True)
class Recording:
    """A recorded video and everything that was found in it; made by `analyze`.

    Attributes
    ----------
    analysis
        The result of both passes over the file.
    model
        Name and SHA-256 of the pose model.
    """

    analysis: Analysis
    model: ModelIdentity

    @property
    def path(self) -> Path:
        """The video."""
        return self.analysis.path

    @property
    def source(self) -> SourceInfo:
        """Name, SHA-256, duration, frame rate and size of the video, exact."""
        return self.analysis.source

    @property
    def settings(self) -> Settings:
        """What the video was analysed with."""
        return self.analysis.settings

    @property
    def second(self) -> SecondCamera | None:
        """The second film, from where it looks and when it begins; None when there was one film."""
        return self.analysis.second

    @property
    def people(self) -> tuple[PersonRecordingResult, ...]:
        """The people in order of appearance; empty when nobody was seen, which is no error."""
        return self.analysis.review.people

    @property
    def warnings(self) -> tuple[WarningCode, ...]:
        """What to know of the recording and of its people, each code once."""
        people = (code for person in self.people for code in person.warnings)
        return tuple(dict.fromkeys((*self.analysis.review.warnings, *people)))

    @property
    def lifts(self) -> tuple[RecordedLift, ...]:
        """The lifts of all people in order of time."""
        lifts = (
            RecordedLift.of(judged, person, self.settings.limits)
            for person in self.people
            for judged in person.lifts
        )
        return tuple(sorted(lifts, key=lambda lift: (lift.start_s, lift.person)))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all lifts: one per lift and pattern."""
        return tuple(finding for lift in self.lifts for finding in lift.findings)

    @property
    def poses(self) -> Mapping[int, PoseSeries]:
        """The smoothed landmarks by person: (T, 33, 2) pixels and (T, 33, 3) metres."""
        return MappingProxyType({person.person: person.poses for person in self.people})

    def to_dataframe(self) -> pd.DataFrame:
        """Return the measures over time, with the columns of ``frames.csv``.

        Returns
        -------
        pandas.DataFrame
            One row per frame and person, in order of time. ``time_s`` is in seconds from the
            first frame, ``person`` a whole number, ``phase`` a word; every other column is a float
            with its unit last in its name, unrounded, NaN where it cannot be measured.

        Raises
        ------
        SettingsError
            pandas is not installed: it comes with ``tilcoach[lab]``.
        """
        try:
            import pandas as pd  # noqa: PLC0415 - half a second; only tables need it
        except ImportError as error:
            sentence = (
                "A table needs the library pandas, which is not here: run "
                '`pip install "tilcoach[lab]"`.'
            )
            raise SettingsError(sentence) from error

        rows = list(frame_rows(self.analysis.review))
        table = pd.DataFrame(rows, columns=list(COLUMNS))
        floats = [name for name in COLUMNS if name not in ("person", "phase")]
        return table.astype({"person": int, "phase": str} | dict.fromkeys(floats, float))

    def to_json(self) -> str:
        """Return the text of ``session.json``.

        Returns
        -------
        str
            UTF-8 JSON by ``docs/session.schema.json``; null where something cannot be measured.
        """
        return json_text(document_of(self.analysis, self.model))

    def save(
        self,
        folder: str | os.PathLike[str],
        *,
        video: bool = True,
        progress: Progress | None = None,
    ) -> None:
        """Write what ``tilcoach analyze`` writes: all of it, or nothing.

        Parameters
        ----------
        folder
            Where ``session.json``, ``frames.csv``, ``landmarks.npz`` and ``annotated.mp4`` go;
            made when missing.
        video
            False leaves ``annotated.mp4`` out, which takes most of the time.
        progress
            Called as the annotated video grows.

        Raises
        ------
        StoreError
            The folder cannot be written to.
        VideoError
            The video has gone since it was analysed.
        """
        write_outputs(
            self.analysis, Path(folder), self.model, with_video=video, on_progress=progress
        )

    def annotate(self, path: str | os.PathLike[str], *, progress: Progress | None = None) -> None:
        """Write the video with skeleton, angles and verdicts drawn over it.

        Parameters
        ----------
        path
            The new film, VP9 in MP4, at the times of the original.
        progress
            Called as the film grows.

        Raises
        ------
        StoreError
            The film cannot be written.
        VideoError
            The video has gone since it was analysed.
        """
        write_annotated_video(self.analysis, Path(path), progress)


def compare(first: RecordedLift, second: RecordedLift) -> tuple[Difference, ...]:
    """Compare two lifts, of one recording or of two.

    Parameters
    ----------
    first, second
        The lifts, such as one before and one after an instruction.

    Returns
    -------
    tuple of Difference
        One per quantity, with both values (NaN when not clearly seen) and the outcome. A
        difference counts when it exceeds twice the measurement uncertainty.
    """
    return compare_lifts(_compared(first), _compared(second))


def _compared(lift: RecordedLift) -> ComparedLift:
    return ComparedLift.of(lift, lift.limits, lift.view.label)
