"""The tables of the page, in Markdown."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from tilcoach.coaching import Pattern
from tilcoach.validation.comparison import Comparison
from tilcoach.validation.errors_per_view import Errors
from tilcoach.validation.intervals import Estimate
from tilcoach.validation.results import TargetResult
from tilcoach.validation.scores import PatternScores
from tilcoach.validation.targets import TARGETS
from tilcoach.validation.validate_clips import BANDS, ClipsReport


def headline_table(results: Mapping[str, TargetResult]) -> str:
    """Return how true it has to be, and how true it is on the worst source."""
    rows = []
    for target in TARGETS:
        result = results[target.name]
        rows.append(
            (
                target.name,
                figure(result.worst, target.decimals),
                result.source or "-",
                f"{target.sign} {target.enough:g}",
                f"{target.sign} {target.goal:g}",
                target.reached(result.worst.value),
            )
        )
    head = ("what", "measured, worst source", "which", "good enough to ship", "the goal", "reached")
    return table(head, rows)


def sources_table(results: Mapping[str, TargetResult], names: Sequence[str]) -> str:
    """Return every target on every source, with its interval and how much it rests on."""
    rows = []
    for target in TARGETS:
        figures = results[target.name].figures
        cells = (
            f"{figure(figures[name], target.decimals)}, {_resting_on(figures[name])}"
            if name in figures
            else "-"
            for name in names
        )
        rows.append((target.name, *cells))
    return table(("what", *names), rows)


def figure(one: Estimate, decimals: int) -> str:
    """Return a figure with its interval as text."""
    if math.isnan(one.value):
        return "-"
    value = number(one.value, decimals)
    if math.isnan(one.low):
        return f"{value} (no interval)"
    return f"{value} ({number(one.low, decimals)} to {number(one.high, decimals)})"


def _resting_on(one: Estimate) -> str:
    count = f"{one.count:.0f}" if one.count >= _WHOLE else f"{one.count:.2f}"
    return f"n {count} of {one.clips}"


_WHOLE = 2  # hours without lifts are few, and need decimals


def errors_table(clips: ClipsReport) -> str:
    """Return the errors of each measure by view."""
    rows = []
    for measure, bands in clips.errors().items():
        cells = (_error_cell(bands.get(band.value)) for band in BANDS)
        rows.append((f"`{measure}`", *cells))
    return table(("measure", *(band.value for band in BANDS)), rows)


def _error_cell(errors: Errors | None) -> str:
    if errors is None or math.isnan(errors.mae):
        return "-"
    missing = f" ({errors.share_missing:.0%})" if errors.share_missing >= _WORTH_SAYING else ""
    return f"{errors.mae:.1f} [{errors.bias:+.1f}] {errors.p95:.1f}{missing}"


_WORTH_SAYING = 0.005


def patterns_table(patterns: Mapping[Pattern, PatternScores]) -> str:
    """Return how well each pattern was judged."""
    head = ("pattern", "precision", "recall", "F1", "judged", "false fout", "false goed")
    rows = [
        (
            f"`{pattern}`",
            *(number(share, 3) for share in (scores.precision, scores.recall, scores.f1)),
            str(scores.judged),
            str(scores.false_fout),
            str(scores.false_goed),
            f"{scores.not_judged} ({number(100 * scores.share_not_judged, 1)} %)",
        )
        for pattern, scores in patterns.items()
    ]
    return table((*head, "not judged"), rows)


def values_table(clips: ClipsReport) -> str:
    """Return how far the values are off that verdicts rest on."""
    rows = [
        (
            f"`{name}`",
            *(f"{value:.3g}" for value in (errors.bias, errors.rms, errors.p95)),
            str(errors.lifts),
        )
        for name, errors in clips.values().items()
    ]
    return table(("value that decides", "bias", "RMS", "95 %", "lifts"), rows)


def confidence_table(clips: ClipsReport) -> str:
    """Return how well confidence is calibrated."""
    kinds = (
        ("findings", clips.confidence()),
        ("moved limits", clips.confidence_at_moved_limits()),
        ("load", clips.load()),
    )
    rows = [
        (where, f"{one.confidence:.2f}", figure(one.right, 2), str(one.findings))
        for where, bins in kinds
        for one in bins
    ]
    return table(("", "stated", "observed (95 % interval)", "n"), rows)


def comparison_table(comparison: Comparison) -> str:
    """Return ways to one thing beside each other."""
    rows = [(variant.name, *comparison.cells(variant)) for variant in comparison.variants]
    return table((comparison.title, *comparison.columns), rows)


def number(value: float, decimals: int) -> str:
    """Return a number as text, a dash where there is none."""
    return "-" if math.isnan(value) else f"{value:.{decimals}f}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)
