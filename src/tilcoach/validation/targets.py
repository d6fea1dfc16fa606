"""How true tilcoach has to be: good enough to ship, and the goal; the worst source decides."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tilcoach.coaching import Pattern
from tilcoach.validation.intervals import NOT_MEASURED, Estimate
from tilcoach.validation.live_pass import LIVE_RATES_HZ
from tilcoach.validation.sources import Source
from tilcoach.validation.validate_clips import ClipsReport
from tilcoach.validation.validate_recordings import RecordingsReport

OfSource = Callable[[Source], Estimate]
"""Takes one figure out of a source; `NOT_MEASURED` where it has none."""


@dataclass(frozen=True, slots=True)
class Target:
    """One row of the table.

    Attributes
    ----------
    name
        What is measured, with its unit.
    enough, goal
        Good enough to ship, and where we want to be.
    decimals
        How exactly to write the number.
    figure
        Takes the figure out of a source.
    """

    name: str
    enough: float
    goal: float
    decimals: int
    figure: OfSource

    @property
    def at_most(self) -> bool:
        """Whether less is better: then the goal lies below what is enough."""
        return self.goal < self.enough

    @property
    def sign(self) -> str:
        """The side of the bound that is right."""
        return "≤" if self.at_most else "≥"

    def reached(self, value: float) -> str:
        """Return in words how far a value gets."""
        if math.isnan(value):
            return "not measured"
        for bound, word in ((self.goal, "goal"), (self.enough, "enough")):
            if (value <= bound) if self.at_most else (value >= bound):
                return word
        return "**not yet**"

    def figures(self, sources: Sequence[Source]) -> Mapping[str, Estimate]:
        """Return what was measured, by the name of the source; sources without it are left out."""
        all_figures = {source.name: self.figure(source) for source in sources}
        return {name: one for name, one in all_figures.items() if not math.isnan(one.value)}

    def worst(self, figures: Mapping[str, Estimate]) -> tuple[str, Estimate]:
        """Return the worst of some figures with its source; nothing where there is none."""
        if not figures:
            return "", NOT_MEASURED
        pick = max if self.at_most else min
        name = pick(figures, key=lambda source: figures[source].value)
        return name, figures[name]


def _clips(take: Callable[[ClipsReport], Estimate]) -> OfSource:
    return lambda source: take(source.clips) if source.clips else NOT_MEASURED


def _recordings(take: Callable[[RecordingsReport], Estimate]) -> OfSource:
    return lambda source: take(source.recordings) if source.recordings else NOT_MEASURED


def _mae(measure: str, band: str) -> OfSource:
    return _clips(lambda clips: clips.mae(measure, band))


def _index(view: str) -> OfSource:
    return _clips(lambda clips: clips.index_mae(view))


def _timing(moment: str) -> OfSource:
    return _clips(lambda clips: clips.timing_s(moment))


def _live_agreement(rate_hz: int, *, at_rate: bool = False) -> OfSource:
    return lambda source: source.report.live_agreement(rate_hz, at_rate=at_rate)


def _live(take: OfSource, worst: Callable[..., Estimate]) -> OfSource:
    """Return a figure of the live pass, at the frame rate at which it is worst."""

    def figure(source: Source) -> Estimate:
        figures = [take(source.live(rate_hz)) for rate_hz in source.report.live_rates_hz()]
        known = [one for one in figures if not math.isnan(one.value)]
        return worst(known, key=lambda one: one.value) if known else NOT_MEASURED

    return figure


def _lifts(source: Source) -> Estimate:
    if source.recordings is not None:
        return source.recordings.lifts_f1_with_put_downs()
    if source.clips is None or not source.clips.lifts.actual:
        return NOT_MEASURED  # where nobody lifts there is nothing to find
    return source.clips.lifts_f1()


def _false_lifts(source: Source) -> Estimate:
    return source.report.false_lifts_per_hour()


def _false_goed(source: Source) -> Estimate:
    return source.report.false_goed()


def _false_fout(source: Source) -> Estimate:
    return source.clips.false_fout() if source.clips else NOT_MEASURED


def _verdict(pattern: Pattern) -> OfSource:
    def figure(source: Source) -> Estimate:
        if source.clips is not None:
            return source.clips.verdict_f1(pattern)
        if source.recordings is not None and pattern is Pattern.STRAIGHT_LEGS:
            return source.recordings.straight_legs_f1()
        return NOT_MEASURED  # nobody labelled it by eye

    return figure


def _not_judged(pattern: Pattern) -> OfSource:
    def figure(source: Source) -> Estimate:
        if source.clips is not None:
            return source.clips.not_judged(pattern)
        if source.recordings is not None and pattern is Pattern.STRAIGHT_LEGS:
            return source.recordings.straight_legs_not_judged()
        return NOT_MEASURED

    return figure


def _all_not_judged(source: Source) -> Estimate:
    return source.clips.not_judged() if source.clips else NOT_MEASURED


# Title, measure, and per view what is enough and the goal.
_MEASURES = (
    ("trunk flexion (mid-shoulder)", "trunk_flexion_deg", "°", {"side": (4, 2), "oblique": (6, 3)}),
    (
        "trunk flexion (neck base)",
        "trunk_flexion_deg (neck)",
        "°",
        {"side": (4, 2), "oblique": (6, 3)},
    ),
    ("knee flexion", "knee_flexion_deg", "°", {"side": (6, 3), "oblique": (8, 5)}),
    (
        "trunk rotation",
        "trunk_rotation_deg",
        "°",
        {"side": (12, 8), "oblique": (8, 5), "front": (8, 5)},
    ),
    ("load distance", "load_distance_cm", "cm", {"side": (4, 3), "oblique": (6, 4)}),
    ("grip height", "grip_height_cm", "cm", {"side": (6, 4), "oblique": (6, 4)}),
)

TARGETS: tuple[Target, ...] = (
    *(
        Target(f"{title}, MAE {band}, {unit}", enough, goal, 1, _mae(measure, band))
        for title, measure, unit, bands in _MEASURES
        for band, (enough, goal) in bands.items()
    ),
    *(
        Target(f"lifting index, MAE {view}, of 12 kg", 0.15, 0.1, 2, _index(view))
        for view in ("side", "oblique")
    ),
    Target(
        "lifting index within its band, share", 0.93, 0.95, 3, _clips(ClipsReport.index_coverage)
    ),
    Target("lifts found, F1", 0.95, 0.99, 3, _lifts),
    Target("lifts found, F1, as labelled", 0.95, 0.99, 3, _recordings(RecordingsReport.lifts_f1)),
    *(
        Target(f"lift {moment}, median error, s", 0.15, 0.08, 2, _timing(moment))
        for moment in ("start", "grasp", "upright")
    ),
    *(Target(f"{one} verdict, F1", 0.95, 0.99, 3, _verdict(one)) for one in Pattern),
    *(
        Target(f"{one} not judged where the view allows, share", 0.08, 0.03, 3, _not_judged(one))
        for one in Pattern
    ),
    Target("not judged where the view allows, share", 0.08, 0.03, 3, _all_not_judged),
    Target("false goed, share of what is fout", 0.01, 0.0, 3, _false_goed),
    Target("false fout, share of what is goed", 0.01, 0.0, 3, _false_fout),
    Target("false lifts an hour where nobody lifts", 1.0, 0.1, 1, _false_lifts),
    Target(
        "confidence of 0.9 and more that is right, share",
        0.95,
        0.99,
        3,
        _clips(ClipsReport.sure_and_right),
    ),
    *(
        Target(f"live at {hz} Hz agrees with file, share", 0.98, 1.0, 3, _live_agreement(hz))
        for hz in LIVE_RATES_HZ
    ),
    *(
        Target(
            f"live at {hz} Hz agrees with a file of {hz} Hz, share",
            0.98,
            1.0,
            3,
            _live_agreement(hz, at_rate=True),
        )
        for hz in LIVE_RATES_HZ
    ),
    Target("live: lifts found, F1", 0.95, 0.99, 3, _live(_lifts, min)),
    Target("live: false goed, share of what is fout", 0.01, 0.0, 3, _live(_false_goed, max)),
    Target("live: false fout, share of what is goed", 0.01, 0.0, 3, _live(_false_fout, max)),
    Target("live: false lifts an hour where nobody lifts", 1.0, 0.1, 1, _live(_false_lifts, max)),
)
"""Every row, in the order of the page."""
