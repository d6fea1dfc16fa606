"""Pictures of how true tilcoach is: error by view, agreement, and what confidence is worth."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tilcoach.validation.confidence import ConfidenceBin
from tilcoach.validation.errors_per_view import Compared, Errors
from tilcoach.validation.sources import Source
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


def write_plots(sources: Sequence[Source], folder: Path) -> Mapping[str, tuple[str, ...]]:
    """Write the plots of every source into a folder that exists; return their file names."""
    mpl.use("agg")  # no screen is needed
    return {s.name: _plots_of(s.clips, _slug(s.name), folder) for s in sources if s.clips}


def _plots_of(report: ClipsReport, slug: str, folder: Path) -> tuple[str, ...]:
    drawings = {f"reliability-{slug}.png": _reliability(report)}
    if report.lifts.hits:
        drawings |= {
            f"error-by-view-{slug}.png": _error_by_view(report.compared),
            f"bland-altman-{slug}.png": _bland_altman(report.compared),
        }
    for name, figure in drawings.items():
        figure.savefig(folder / name, dpi=70, metadata={"Software": None})
    return tuple(drawings)


def _slug(name: str) -> str:
    """Return a name of a source as part of a file name."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


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
    figure = Figure(figsize=(9, 4.5), layout="constrained")
    findings, load = figure.subplots(1, 2)
    _draw_bins(findings, report.confidence_at_moved_limits(), "moved limits", "#b5651d")
    _draw_bins(findings, report.confidence(), "findings", "#1f63b5")
    _draw_bins(load, report.load(), "bends", "#0f8b8d")
    findings.plot([0.5, 1], [0.5, 1], color="grey", linewidth=0.8)
    load.plot([0, 1], [0, 1], color="grey", linewidth=0.8)
    findings.set(xlabel="stated confidence", ylabel="observed share right", ylim=(0, 1.05))
    load.set(xlabel="stated probability of a load", ylabel="observed share held", ylim=(0, 1.05))
    for axis in (findings, load):
        axis.grid(alpha=0.3)
        if axis.get_legend_handles_labels()[0]:
            axis.legend(loc="lower right")
    figure.suptitle("Reliability, with 95 % intervals (numbers: how many)")
    return figure


def _draw_bins(axis: Axes, bins: Sequence[ConfidenceBin], label: str, colour: str) -> None:
    """Draw stated against observed, and how many."""
    if not bins:
        return
    stated, observed = [one.confidence for one in bins], [one.right.value for one in bins]
    axis.plot(stated, observed, "o-", color=colour, label=label, markersize=4)
    for one in bins:
        axis.plot([one.confidence] * 2, [one.right.low, one.right.high], color=colour, alpha=0.4)
        axis.annotate(
            str(one.findings),
            (one.confidence, one.right.value),
            (5, -12),
            textcoords="offset points",
            color=colour,
            fontsize=8,
        )
