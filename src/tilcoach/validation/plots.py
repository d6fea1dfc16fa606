"""Pictures of how true tilcoach is: error by view, agreement, and what confidence is worth."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tilcoach.validation.errors_per_view import Compared, Errors
from tilcoach.validation.validate_clips import ClipsReport

PLOTTED = (
    ("trunk_flexion_deg", "trunk flexion, °"),
    ("knee_flexion_deg", "knee flexion, °"),
    ("trunk_rotation_deg", "trunk rotation, °"),
    ("load_distance_cm", "load distance, cm"),
)
"""The measures that are drawn, with their axis labels."""

_COLOURS = {"side": "#1f63b5", "oblique": "#0f8b8d", "front": "#b5651d", "back": "#7a5195"}
_MAX_DOTS = 1500


def write_plots(report: ClipsReport, folder: Path) -> tuple[str, ...]:
    """Write the plots of a report and return their file names.

    Parameters
    ----------
    report
        What to draw.
    folder
        Where to; it exists.
    """
    mpl.use("agg")  # no screen is needed
    drawings = {
        "error-by-view.png": _error_by_view(report.compared),
        "bland-altman.png": _bland_altman(report.compared),
        "reliability.png": _reliability(report),
    }
    for name, figure in drawings.items():
        figure.savefig(folder / name, dpi=70, metadata={"Software": None})
    return tuple(drawings)


def _grid() -> tuple[Figure, Sequence[Axes]]:
    figure = Figure(figsize=(11, 7), layout="constrained")
    axes = figure.subplots(2, 2)
    return figure, list(axes.flat)


def _error_by_view(compared: Sequence[Compared]) -> Figure:
    figure, axes = _grid()
    for axis, (measure, label) in zip(axes, PLOTTED, strict=True):
        for one in (c for c in compared if c.measure == measure):
            mae = Errors.of(one.estimate, one.truth).mae
            axis.plot(one.view_yaw_deg, mae, "o", color=_COLOURS[one.band], alpha=0.7)
        axis.set(
            xlabel="camera yaw from the side, °", ylabel=f"mean error, {label}", ylim=(0, None)
        )
        axis.grid(alpha=0.3)
    figure.suptitle("Mean absolute error of each clip, by the camera's true yaw")
    return figure


def _bland_altman(compared: Sequence[Compared]) -> Figure:
    figure, axes = _grid()
    chance = np.random.default_rng(0)
    for axis, (measure, label) in zip(axes, PLOTTED, strict=True):
        for band, colour in _COLOURS.items():
            parts = [c for c in compared if c.measure == measure and c.band == band]
            if not parts:
                continue
            estimate = np.concatenate([c.estimate for c in parts])
            truth = np.concatenate([c.truth for c in parts])
            known = np.flatnonzero(np.isfinite(estimate - truth))
            some = chance.choice(known, min(len(known), _MAX_DOTS), replace=False)
            mean, error = (estimate + truth)[some] / 2, (estimate - truth)[some]
            axis.plot(mean, error, ".", color=colour, alpha=0.25, markersize=3, label=band)
        _limits_of_agreement(axis, [c for c in compared if c.measure == measure])
        axis.set(xlabel=f"mean of estimate and truth, {label}", ylabel="estimate less truth")
        axis.legend(loc="upper right", markerscale=4)
        axis.grid(alpha=0.3)
    figure.suptitle("Agreement (Bland-Altman), every moment of a lift; dashed: bias and 1.96 SD")
    return figure


def _limits_of_agreement(axis: Axes, compared: Sequence[Compared]) -> None:
    """Draw zero, the bias, and 1.96 standard deviations around it."""
    axis.axhline(0, color="black", linewidth=0.8)
    error = np.concatenate([np.zeros(0), *(c.estimate - c.truth for c in compared)])
    error = error[np.isfinite(error)]
    if len(error):
        for times in (-1.96, 0.0, 1.96):
            level = float(error.mean() + times * error.std())
            axis.axhline(level, color="grey", linewidth=0.8, linestyle="--")


def _reliability(report: ClipsReport) -> Figure:
    figure = Figure(figsize=(5, 4.5), layout="constrained")
    axis = figure.subplots()
    axis.plot([0.5, 1], [0.5, 1], color="grey", linewidth=0.8)
    for bins, label, colour, below_px in (
        (report.confidence, "findings", "#1f63b5", 14),
        (report.confidence_at_moved_limits, "moved limits", "#b5651d", 24),
    ):
        told, right = [one.confidence for one in bins], [one.share_right for one in bins]
        axis.plot(told, right, "o-", color=colour, label=label)
        for one in bins:
            axis.annotate(
                str(one.findings),
                (one.confidence, one.share_right),
                (-4, -below_px),
                textcoords="offset points",
                color=colour,
            )
    axis.set(xlabel="confidence that was told", ylabel="share that was right", ylim=(0, 1.05))
    axis.legend(loc="lower right")
    axis.set_title("Reliability (numbers: how many)")
    axis.grid(alpha=0.3)
    return figure
