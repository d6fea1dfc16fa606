"""Whether people keep their numbers, and whether a lift goes to the one who lifts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import asdict, dataclass
from io import StringIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tilcoach.errors import InputError
from tilcoach.pose import Pose
from tilcoach.pose.arrays import Floats
from tilcoach.validation.clip_scores import match_stretches
from tilcoach.validation.group_clips import JOINTS, GroupClip
from tilcoach.validation.group_run import GroupRun, Lifts
from tilcoach.validation.intervals import Estimate, share
from tilcoach.validation.scores import LiftScores

SEEN_SHARE = 0.5
"""Who is seen for less, behind somebody or at the edge, counts in no direction, as in the MOT
Challenge."""

_SAME_IOU = 0.5


@dataclass(frozen=True, slots=True)
class IdentityScores:
    """How well people keep their numbers.

    Attributes
    ----------
    idf1
        Ristani et al. (2016): F1 of poses with the right person.
    hota
        Luiten et al. (2021): finding and following people in one number, mean over overlaps.
    switches
        How often a person got another number (CLEAR MOT).
    poses
        How many poses of people there are to be found.
    """

    idf1: float
    hota: float
    switches: int
    poses: int


@dataclass(frozen=True, slots=True)
class GroupScores:
    """What was found in one clip of several people.

    Attributes
    ----------
    name, people
        The clip, and how many people are in it.
    identity
        How well people keep their numbers.
    live, filed
        The lifts under the number of the one who lifts, live and in the file.
    wrong
        In words: every lift missed or false.
    """

    name: str
    people: int
    identity: IdentityScores
    live: LiftScores
    filed: LiftScores
    wrong: tuple[str, ...]

    @classmethod
    def of(cls, run: GroupRun) -> GroupScores:
        """Hold what tilcoach makes of a clip against its truth."""
        numbers = numbers_of_people(run)
        live, wrong_live = lift_scores(run.clip, run.live, numbers, "live")
        filed, wrong_filed = lift_scores(run.clip, run.filed, numbers, "file")
        return cls(
            name=run.clip.name,
            people=len(run.clip.lifts),
            identity=identity_scores([run]),
            live=live,
            filed=filed,
            wrong=(*wrong_live, *wrong_filed),
        )


def lift_scores(
    clip: GroupClip, found: Lifts, numbers: Mapping[int, int], way: str
) -> tuple[LiftScores, list[str]]:
    """Return how many lifts were found under the number of the one who lifts.

    Parameters
    ----------
    clip
        The truth.
    found
        The lifts that were found.
    numbers
        The number of each true person.
    way
        "live" or "file", for the words.

    Returns
    -------
    tuple
        The scores; and in words every lift that was missed or is false.
    """
    hits, wrong, counted = 0, [], 0
    for person, true in enumerate(clip.lifts):
        own = [stretch for number, stretch in found if number == numbers.get(person, 0)]
        pairs = match_stretches(own, true)
        hits, counted = hits + len(pairs), counted + len(own)
        missed = set(range(len(true))) - {k for _, k in pairs}
        false = set(range(len(own))) - {i for i, _ in pairs}
        who = f"{clip.name}, {way}, person {person + 1}"
        wrong += [f"{who}: missed lift at {true[k][0]:.1f} s" for k in sorted(missed)]
        wrong += [f"{who}: false lift at {own[i][0]:.1f} s" for i in sorted(false)]
    nobodys = [s for number, s in found if number not in numbers.values()]
    wrong += [f"{clip.name}, {way}, nobody: false lift at {s[0]:.1f} s" for s in nobodys]
    actual = sum(map(len, clip.lifts))
    return LiftScores(hits, actual - hits, counted + len(nobodys) - hits), wrong


def numbers_of_people(run: GroupRun) -> dict[int, int]:
    """Return for each true person the number under which most of that person was seen.

    Each number is given to one person: together they hold as many poses as can be.
    """
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - slow to import

    numbers = sorted({number for people in run.people for number, _ in people})
    common = np.zeros((len(run.clip.lifts), len(numbers)))
    for frame, people in enumerate(run.people):
        overlaps = _overlaps(run.clip.joints_px[frame], [pose for _, pose in people])
        for column, (number, _) in enumerate(people):
            common[:, numbers.index(number)] += overlaps[:, column] >= _SAME_IOU
    rows, columns = linear_sum_assignment(-common)
    return {
        int(row): numbers[column]
        for row, column in zip(rows, columns, strict=True)
        if common[row, column]
    }


def identity_scores(runs: Iterable[GroupRun]) -> IdentityScores:
    """Return how well people keep their numbers, over all clips together.

    Raises
    ------
    InputError
        TrackEval is not installed.
    """
    metrics = _metrics()
    hota, identity, clear = (
        metrics.HOTA(),
        metrics.Identity({"PRINT_CONFIG": False}),
        metrics.CLEAR({"PRINT_CONFIG": False}),
    )
    sequences = {str(n): _sequence(run) for n, run in enumerate(runs)}

    def together(metric: Any) -> Any:  # noqa: ANN401 - trackeval has no types
        results = {name: metric.eval_sequence(one) for name, one in sequences.items()}
        return metric.combine_sequences(results)

    return IdentityScores(
        idf1=float(together(identity)["IDF1"]),
        hota=float(np.mean(together(hota)["HOTA"])),
        switches=int(together(clear)["IDSW"]),
        poses=sum(one["num_gt_dets"] for one in sequences.values()),
    )


def _metrics() -> Any:  # noqa: ANN401 - trackeval has no types
    try:
        with redirect_stdout(StringIO()):  # it tells which of its data sets lack a library
            from trackeval import metrics  # noqa: PLC0415 - for developers only
    except ImportError as error:
        command = "pip install --no-deps -r requirements/metrics.txt"
        sentence = (
            "Whether people keep their numbers is told by TrackEval, which is not installed: "
            "run `{command}` and try again."
        )
        raise InputError(sentence, command=command) from error
    return metrics


def _sequence(run: GroupRun) -> dict[str, Any]:
    """Return a clip as TrackEval takes it, without those who are hardly seen."""
    truths: list[NDArray[np.intp]] = []
    given: list[list[int]] = []
    similar: list[Floats] = []
    for frame, people in enumerate(run.people):
        overlaps = _overlaps(run.clip.joints_px[frame], [pose for _, pose in people])
        counts = run.clip.seen_share[frame] >= SEEN_SHARE
        hidden = (overlaps[~counts] >= _SAME_IOU).any(axis=0)
        hidden &= ~(overlaps[counts] >= _SAME_IOU).any(axis=0)
        truths.append(np.flatnonzero(counts))
        given.append([number for (number, _), out in zip(people, hidden, strict=True) if not out])
        similar.append(overlaps[counts][:, ~hidden])
    numbers = sorted({number for some in given for number in some})
    rows = [np.array([numbers.index(number) for number in some], int) for some in given]
    return {
        "num_timesteps": len(truths),
        "num_gt_ids": len(run.clip.lifts),
        "num_tracker_ids": len(numbers),
        "num_gt_dets": sum(map(len, truths)),
        "num_tracker_dets": sum(map(len, rows)),
        "gt_ids": truths,
        "tracker_ids": rows,
        "similarity_scores": similar,
    }


def _overlaps(joints_px: Floats, poses: Sequence[Pose]) -> Floats:
    """Return how far the boxes of P true and N found bodies overlap, (P, N): 0 to 1."""
    true = _boxes(joints_px)
    found = _boxes(np.array([pose.image_px[list(JOINTS)] for pose in poses]).reshape(-1, 12, 2))
    low = np.maximum(true[:, None, :2], found[None, :, :2])
    high = np.minimum(true[:, None, 2:], found[None, :, 2:])
    common = np.clip(high - low, 0, None).prod(axis=2)
    areas = [(boxes[:, 2:] - boxes[:, :2]).prod(axis=1) for boxes in (true, found)]
    either = areas[0][:, None] + areas[1][None, :] - common
    overlaps: Floats = common / np.maximum(either, 1.0)
    return overlaps


def _boxes(joints_px: Floats) -> Floats:
    """Return left, top, right and bottom (N, 4) of bodies (N, 12, 2)."""
    return np.concatenate([joints_px.min(axis=1), joints_px.max(axis=1)], axis=1)


@dataclass(frozen=True, slots=True)
class GroupsReport:
    """What was found in the clips of several people of one source.

    Attributes
    ----------
    clips
        One per clip.
    identity
        How well people keep their numbers, over all clips together.
    """

    clips: tuple[GroupScores, ...]
    identity: IdentityScores

    @property
    def live(self) -> LiftScores:
        """The lifts found live."""
        return sum((one.live for one in self.clips), LiftScores())

    @property
    def filed(self) -> LiftScores:
        """The lifts found in the files."""
        return sum((one.filed for one in self.clips), LiftScores())

    @property
    def live_f1(self) -> Estimate:
        """F1 of the lifts found live, with its interval over the clips."""
        return share([one.live.f1_part() for one in self.clips], self.live.actual)

    @property
    def filed_f1(self) -> Estimate:
        """F1 of the lifts found in the files, with its interval over the clips."""
        return share([one.filed.f1_part() for one in self.clips], self.filed.actual)

    def numbers(self) -> Mapping[str, object]:
        """Return the numbers for a file."""
        return {
            "clips": [asdict(one) for one in self.clips],
            "identity": asdict(self.identity),
            "lifts_live": asdict(self.live) | {"f1": asdict(self.live_f1)},
            "lifts_in_files": asdict(self.filed) | {"f1": asdict(self.filed_f1)},
        }


def validate_groups(runs: Iterable[GroupRun]) -> GroupsReport:
    """Return how true tilcoach is on clips of several people.

    Raises
    ------
    InputError
        TrackEval is not installed.
    """
    kept = tuple(runs)
    return GroupsReport(tuple(GroupScores.of(run) for run in kept), identity_scores(kept))
