"""The scores of a whole folder of recordings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tilcoach.config import Settings
from tilcoach.validation.labels import Label, LabelledStretch, read_labels
from tilcoach.validation.recordings import read_recording, review_recording
from tilcoach.validation.scores import LiftScores, PatternScores, score_recording


@dataclass(frozen=True, slots=True)
class RecordingsReport:
    """How true tilcoach is on recordings with labels made by eye.

    Attributes
    ----------
    lifts
        On all unambiguous rows, as labelled; a row whose notes say that nothing is held is found
        when a lift or a bend is.
    lifts_by_definition
        The same by our definition of a lift, which is not the labeller's in two ways: a bend with
        nothing in the hands is none (those recordings are left out), and putting down is one.
    straight_legs
        On the unambiguous lifts that were found.
    false_lifts, minutes_without_lifts
        On the recordings in which nobody lifts.
    wrong
        In words: every lift missed or false, and every wrong verdict.
    """

    lifts: LiftScores
    lifts_by_definition: LiftScores
    straight_legs: PatternScores
    false_lifts: int
    minutes_without_lifts: float
    wrong: tuple[str, ...]

    @property
    def false_lifts_per_minute(self) -> float:
        """False lifts per minute where nobody lifts; NaN when there is no such recording."""
        if not self.minutes_without_lifts:
            return float("nan")
        return self.false_lifts / self.minutes_without_lifts


def validate_recordings(
    labels: Path, folder: Path | None = None, settings: Settings | None = None
) -> RecordingsReport:
    """Return how true tilcoach is on a folder of recordings.

    Parameters
    ----------
    labels
        The labels file (CSV).
    folder
        Where the recordings lie, as ``NAME.npz``; beside the labels when left out.
    settings
        The user's settings.
    """
    folder = folder or labels.parent
    rows = _by_recording(read_labels(labels))
    lifts = by_definition = LiftScores()
    straight_legs = PatternScores()
    false_lifts, seconds = 0, 0.0
    wrong: list[str] = []
    for name, stretches in rows.items():
        series = read_recording(folder / f"{name}.npz")
        review = review_recording(series, settings or Settings())
        found = [lift for person in review.people for lift in person.lifts]
        bends = [bend for person in review.people for bend in person.bends]
        scores = score_recording(found, stretches, bends)
        lifts += scores.lifts
        straight_legs += scores.straight_legs
        wrong += [f"{name}: {what}" for what in scores.wrong]
        if not any(row.without_load for row in stretches):
            ours = [replace(row, label=Label.OK) if row.puts_down else row for row in stretches]
            by_definition += score_recording(found, ours, bends).lifts
        if not any(row.is_lift for row in stretches):
            false_lifts += len(found)
            seconds += float(series.time_s[-1] - series.time_s[0])
    return RecordingsReport(
        lifts, by_definition, straight_legs, false_lifts, seconds / 60, tuple(wrong)
    )


def _by_recording(rows: Sequence[LabelledStretch]) -> Mapping[str, list[LabelledStretch]]:
    grouped: dict[str, list[LabelledStretch]] = defaultdict(list)
    for row in rows:
        grouped[row.recording].append(row)
    return grouped
