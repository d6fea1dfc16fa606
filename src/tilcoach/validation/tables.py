"""The tables of the page, in Markdown."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from tilcoach.coaching import Pattern
from tilcoach.validation.comparison import Comparison
from tilcoach.validation.errors_per_view import Errors
from tilcoach.validation.scores import PatternScores
from tilcoach.validation.targets import TARGETS
from tilcoach.validation.validate_clips import BANDS, ClipsReport


def targets_table(measured: Mapping[str, float]) -> str:
    """Return how true it has to be, and how true it is.

    Parameters
    ----------
    measured
        By the name of the target; NaN = not measured.
    """
    rows = [
        (
            target.name,
            number(measured[target.name], target.decimals),
            f"{target.sign} {target.enough:g}",
            f"{target.sign} {target.goal:g}",
            target.reached(measured[target.name]),
        )
        for target in TARGETS
    ]
    return table(("what", "measured", "good enough to ship", "the goal", "reached"), rows)


def errors_table(clips: ClipsReport) -> str:
    """Return the errors of each measure by view.

    Parameters
    ----------
    clips
        What was measured.
    """
    rows = []
    for measure, bands in clips.errors.items():
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
    """Return how well each pattern was judged.

    Parameters
    ----------
    patterns
        The scores.
    """
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
    """Return how far the values are off that verdicts rest on.

    Parameters
    ----------
    clips
        What was measured.
    """
    rows = [
        (
            f"`{name}`",
            *(f"{value:.3g}" for value in (errors.bias, errors.rms, errors.p95)),
            str(errors.lifts),
        )
        for name, errors in clips.values.items()
    ]
    return table(("value that decides", "bias", "RMS", "95 %", "lifts"), rows)


def confidence_table(clips: ClipsReport) -> str:
    """Return what confidence is worth.

    Parameters
    ----------
    clips
        What was measured.
    """
    kinds = (
        ("findings", clips.confidence),
        ("moved limits", clips.confidence_at_moved_limits),
        ("load", clips.load),
    )
    rows = [
        (where, f"{one.confidence:.2f}", f"{one.share_right:.2f}", str(one.findings))
        for where, bins in kinds
        for one in bins
    ]
    return table(("", "told", "share right", "how many"), rows)


def comparison_table(comparison: Comparison) -> str:
    """Return ways to one thing beside each other.

    Parameters
    ----------
    comparison
        What was compared.
    """
    rows = [(variant.name, *comparison.cells(variant)) for variant in comparison.variants]
    return table((comparison.title, *comparison.columns), rows)


def number(value: float, decimals: int) -> str:
    """Return a number as text, a dash where there is none.

    Parameters
    ----------
    value
        The number.
    decimals
        How exactly.
    """
    return "-" if math.isnan(value) else f"{value:.{decimals}f}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table.

    Parameters
    ----------
    head, rows
        The cells.
    """
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)
