"""Recordings of real people of one source, held against labels made by eye."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tilcoach.coaching import JudgedLift
from tilcoach.config import Settings
from tilcoach.validation.intervals import Estimate, Part, rate, share
from tilcoach.validation.labels import Label, LabelledStretch, read_labels
from tilcoach.validation.live_pass import (
    LivePasses,
    agreement,
    all_differences,
    live_passes,
    rates_of,
)
from tilcoach.validation.recordings import lifts_of, read_recording, review_recording
from tilcoach.validation.scores import LiftScores, PatternScores, RecordingScores, score_recording

_S_PER_HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class RecordingOutcome:
    """What came out of one recording; it is drawn as a whole when intervals are worked out.

    Attributes
    ----------
    name
        The recording's name.
    scores
        Lifts and verdicts as labelled.
    with_put_downs
        The lifts by our definition: putting down counts as one, and a recording of bends with
        nothing in the hands does not count.
    false_lifts, seconds_without_lifts
        Where nobody lifts.
    passes
        The live pass at each frame rate.
    live
        What came out of these.
    """

    name: str
    scores: RecordingScores
    with_put_downs: LiftScores = field(default_factory=LiftScores)
    false_lifts: int = 0
    seconds_without_lifts: float = 0.0
    passes: LivePasses = field(default_factory=dict)
    live: Mapping[int, RecordingOutcome] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordingsReport:
    """How true tilcoach is on recordings with labels made by eye, on the unambiguous rows.

    Attributes
    ----------
    outcomes
        One per recording.
    """

    outcomes: tuple[RecordingOutcome, ...]

    @property
    def lifts(self) -> LiftScores:
        """The lifts as labelled."""
        return sum((one.scores.lifts for one in self.outcomes), LiftScores())

    @property
    def straight_legs(self) -> PatternScores:
        """The verdicts on the lifts that were found."""
        return sum((one.scores.straight_legs for one in self.outcomes), PatternScores())

    @property
    def minutes_without_lifts(self) -> float:
        """How long the recordings are in which nobody lifts."""
        return sum(one.seconds_without_lifts for one in self.outcomes) / 60

    @property
    def wrong(self) -> tuple[str, ...]:
        """In words: every lift missed or false, and every wrong verdict."""
        return tuple(f"{one.name}: {what}" for one in self.outcomes for what in one.scores.wrong)

    @property
    def live_differs(self) -> tuple[str, ...]:
        """In words: every lift on which the live pass says otherwise."""
        return all_differences((one.name, one.passes) for one in self.outcomes)

    def live_agreement(self, rate_hz: int, *, at_rate: bool = False) -> Estimate:
        """Return the share of lifts on which file and live pass give the same verdicts."""
        return agreement([one.passes for one in self.outcomes], rate_hz, at_rate=at_rate)

    def live_rates_hz(self) -> tuple[int, ...]:
        """Return the frame rates at which the live pass could be held against the file."""
        return rates_of(one.passes for one in self.outcomes)

    def live(self, rate_hz: int) -> RecordingsReport:
        """Return what the live pass makes of the recordings that have that rate."""
        return RecordingsReport(
            tuple(one.live[rate_hz] for one in self.outcomes if rate_hz in one.live)
        )

    def lifts_f1(self) -> Estimate:
        """Return the F1 of the lifts found, as labelled."""
        return _f1([one.scores.lifts for one in self.outcomes])

    def lifts_f1_with_put_downs(self) -> Estimate:
        """Return the F1 of the lifts found by our definition of a lift."""
        return _f1([one.with_put_downs for one in self.outcomes])

    def straight_legs_f1(self) -> Estimate:
        """Return the F1 of *fout* among judged lifts."""
        scores = [one.scores.straight_legs for one in self.outcomes]
        return share([one.f1_part() for one in scores], sum(one.judged for one in scores))

    def straight_legs_not_judged(self) -> Estimate:
        """Return the share of the lifts found that were not judged."""
        scores = [one.scores.straight_legs for one in self.outcomes]
        return share([(one.not_judged, one.judged + one.not_judged) for one in scores])

    def false_goed(self) -> Estimate:
        """Return the share of what is *fout* that was judged *goed*."""
        scores = [one.scores.straight_legs for one in self.outcomes]
        return share([(one.false_goed, one.false_goed + one.true_fout) for one in scores])

    def false_lifts_per_hour(self) -> Estimate:
        """Return how many lifts are found in an hour in which nobody lifts."""
        parts: list[Part] = [
            (one.false_lifts, one.seconds_without_lifts / _S_PER_HOUR) for one in self.outcomes
        ]
        return rate(parts)


def _f1(lifts: Sequence[LiftScores]) -> Estimate:
    return share([one.f1_part() for one in lifts], sum(one.actual for one in lifts))


def validate_recordings(
    labels: Path, folder: Path | None = None, settings: Settings | None = None
) -> RecordingsReport:
    """Return how true tilcoach is on recordings, ``NAME.npz``.

    Without a folder they lie beside the labels, or in a folder ``recordings`` there.
    """
    folder = folder or _folder_of_recordings(labels)
    rows = _by_recording(read_labels(labels))
    return RecordingsReport(
        tuple(
            _outcome(name, stretches, folder / f"{name}.npz", settings or Settings())
            for name, stretches in rows.items()
        )
    )


def _folder_of_recordings(labels: Path) -> Path:
    beside = labels.parent
    has_own = not any(beside.glob("*.npz")) and (beside / "recordings").is_dir()
    return beside / "recordings" if has_own else beside


def _outcome(
    name: str, stretches: Sequence[LabelledStretch], path: Path, settings: Settings
) -> RecordingOutcome:
    series = read_recording(path)
    result = review_recording(series, settings)
    found = lifts_of(result)
    bends = [bend for person in result.people for bend in person.bends]
    passes = live_passes(series, settings, found)
    seconds = float(series.time_s[-1] - series.time_s[0])
    return replace(
        _scored(name, stretches, seconds, found, bends),
        passes=passes,
        live={hz: _scored(name, stretches, seconds, o.lifts, bends) for hz, o in passes.items()},
    )


def _scored(
    name: str,
    stretches: Sequence[LabelledStretch],
    seconds: float,
    found: Sequence[JudgedLift],
    bends: Sequence[JudgedLift],
) -> RecordingOutcome:
    """Return what came out of one pass; empty bends, which are not told live, are the file's."""
    scores = score_recording(found, stretches, bends)
    with_put_downs = LiftScores()
    if not any(row.without_load for row in stretches):
        ours = [replace(row, label=Label.OK) if row.puts_down else row for row in stretches]
        with_put_downs = score_recording(found, ours, bends).lifts
    nobody_lifts = not any(row.is_lift or row.puts_down for row in stretches)
    return RecordingOutcome(
        name=name,
        scores=scores,
        with_put_downs=with_put_downs,
        false_lifts=len(found) if nobody_lifts else 0,
        seconds_without_lifts=seconds if nobody_lifts else 0.0,
    )


def _by_recording(rows: Sequence[LabelledStretch]) -> Mapping[str, list[LabelledStretch]]:
    grouped: dict[str, list[LabelledStretch]] = defaultdict(list)
    for row in rows:
        grouped[row.recording].append(row)
    return grouped
