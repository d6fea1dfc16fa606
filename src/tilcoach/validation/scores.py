"""From what was found and what is there to precision, recall and F1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from tilcoach.coaching import JudgedLift, Pattern, Verdict
from tilcoach.validation.labels import Label, LabelledStretch

MIN_SHARE = 0.3
"""A found lift belongs to the labelled stretch that holds most of it, if that is at least so much:
labels made by eye begin and end some 0.2 s beside the movement."""


class Outcome(StrEnum):
    """What a found lift turned out to be."""

    HIT = "hit"
    SPLIT = "split"
    FALSE = "false"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class LiftScores:
    """How well lifts were found.

    Attributes
    ----------
    hits
        Labelled lifts that were found.
    missed
        Labelled lifts that were not found.
    false
        Found lifts where nobody lifts.
    split
        Further lifts found within one labelled stretch: lifted and put down under one label.
        Counted neither as right nor as false.
    """

    hits: int = 0
    missed: int = 0
    false: int = 0
    split: int = 0

    @property
    def actual(self) -> int:
        """How many lifts are there."""
        return self.hits + self.missed

    @property
    def precision(self) -> float:
        """Share of the found lifts that are there; NaN when nothing was found."""
        return _share(self.hits, self.hits + self.false)

    @property
    def recall(self) -> float:
        """Share of the lifts that were found; NaN when there are none."""
        return _share(self.hits, self.hits + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _share(*self.f1_part())

    def f1_part(self) -> tuple[int, int]:
        """Return numerator and denominator of F1, which add up over clips."""
        return 2 * self.hits, 2 * self.hits + self.false + self.missed

    def __add__(self, other: LiftScores) -> LiftScores:
        """Return the scores of both together."""
        return LiftScores(
            self.hits + other.hits,
            self.missed + other.missed,
            self.false + other.false,
            self.split + other.split,
        )


@dataclass(frozen=True, slots=True)
class PatternScores:
    """How well one pattern was judged, among the labelled lifts that were found.

    Attributes
    ----------
    true_fout, false_fout
        Told *fout*, rightly and wrongly.
    true_goed, false_goed
        Told *goed*, rightly and wrongly.
    not_judged
        Told nothing.
    """

    true_fout: int = 0
    false_fout: int = 0
    true_goed: int = 0
    false_goed: int = 0
    not_judged: int = 0

    @property
    def f1(self) -> float:
        """The F1 of *fout* among judged lifts; NaN when there is none."""
        return _share(*self.f1_part())

    def f1_part(self) -> tuple[int, int]:
        """Return numerator and denominator of F1, which add up over clips."""
        return 2 * self.true_fout, 2 * self.true_fout + self.false_fout + self.false_goed

    @property
    def precision(self) -> float:
        """Share of the verdicts *fout* that are right; NaN when there is none."""
        return _share(self.true_fout, self.true_fout + self.false_fout)

    @property
    def recall(self) -> float:
        """Share of the *fout* among judged lifts that were found; NaN when there is none."""
        return _share(self.true_fout, self.true_fout + self.false_goed)

    @property
    def judged(self) -> int:
        """How many got a verdict."""
        return self.true_fout + self.false_fout + self.true_goed + self.false_goed

    @property
    def share_not_judged(self) -> float:
        """Share of all lifts found that were not judged."""
        return _share(self.not_judged, self.judged + self.not_judged)

    def __add__(self, other: PatternScores) -> PatternScores:
        """Return the scores of both together."""
        return PatternScores(
            self.true_fout + other.true_fout,
            self.false_fout + other.false_fout,
            self.true_goed + other.true_goed,
            self.false_goed + other.false_goed,
            self.not_judged + other.not_judged,
        )

    @classmethod
    def of(cls, verdict: Verdict, *, is_fout: bool) -> PatternScores:
        """Return the scores of one verdict."""
        if verdict is Verdict.NOT_JUDGED:
            return cls(not_judged=1)
        flagged = verdict is Verdict.FOUT
        if flagged == is_fout:
            return cls(true_fout=int(is_fout), true_goed=int(not is_fout))
        return cls(false_fout=int(flagged), false_goed=int(not flagged))


@dataclass(slots=True)
class RecordingScores:
    """The scores of one recording.

    Attributes
    ----------
    lifts, straight_legs
        Found and judged, on the rows that the labeller was sure of.
    wrong
        In words: every lift missed or false, and every verdict that is not the label's.
    """

    lifts: LiftScores = field(default_factory=LiftScores)
    straight_legs: PatternScores = field(default_factory=PatternScores)
    wrong: list[str] = field(default_factory=list)

    def judge(self, judged: JudgedLift, row: LabelledStretch) -> None:
        """Count the verdict on a lift that was found."""
        finding = judged.finding(Pattern.STRAIGHT_LEGS)
        is_fout = row.label is Label.STRAIGHT_LEGS
        self.straight_legs += PatternScores.of(finding.verdict, is_fout=is_fout)
        right = Verdict.FOUT if is_fout else Verdict.GOED
        if finding.verdict is not right:
            reason = f" ({finding.reason})" if finding.reason else ""
            self.wrong.append(
                f"lift at {judged.lift.start_s:.1f} s: straight_legs judged "
                f"{finding.verdict}{reason}, labelled {row.label}"
            )


def score_recording(
    found: Sequence[JudgedLift],
    labelled: Sequence[LabelledStretch],
    bends: Sequence[JudgedLift] = (),
) -> RecordingScores:
    """Return how well the lifts of one recording were found and judged."""
    scores = RecordingScores()
    taken: set[int] = set()
    rows = [(bend, _row_of(bend, labelled)) for bend in bends]
    rightly = [bend for bend, row in rows if row is not None and labelled[row].without_load]
    for judged in [*found, *rightly]:
        row = _row_of(judged, labelled)
        outcome = _outcome(row, labelled, taken)
        scores.lifts += LiftScores(
            hits=int(outcome is Outcome.HIT),
            false=int(outcome is Outcome.FALSE),
            split=int(outcome is Outcome.SPLIT),
        )
        if outcome is Outcome.FALSE:
            scores.wrong.append(f"false lift at {judged.lift.start_s:.1f} s")
        if outcome is Outcome.HIT and row is not None:
            taken.add(row)
            scores.judge(judged, labelled[row])
    lifts = {i for i, row in enumerate(labelled) if row.is_lift and not row.ambiguous}
    missed = sorted(lifts - taken)
    scores.lifts += LiftScores(missed=len(missed))
    scores.wrong += [f"missed lift at {labelled[i].start_s:.1f} s" for i in missed]
    return scores


def _row_of(judged: JudgedLift, labelled: Sequence[LabelledStretch]) -> int | None:
    """Return the labelled stretch that holds most of a found lift, if that is enough of it."""
    start_s, end_s = judged.lift.start_s, judged.lift.upright_s
    overlaps = [min(end_s, row.end_s) - max(start_s, row.start_s) for row in labelled]
    if not overlaps:
        return None
    best = max(range(len(overlaps)), key=overlaps.__getitem__)
    return best if overlaps[best] >= MIN_SHARE * (end_s - start_s) else None


def _outcome(row: int | None, labelled: Sequence[LabelledStretch], taken: set[int]) -> Outcome:
    if row is None:
        return Outcome.FALSE
    if labelled[row].ambiguous:
        return Outcome.IGNORED
    if not labelled[row].is_lift:
        return Outcome.FALSE
    return Outcome.SPLIT if row in taken else Outcome.HIT


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")
