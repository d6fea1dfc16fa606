"""Smoothing of a whole recording: without delay, because the future is known too."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tilcoach.pose import PoseSeries
from tilcoach.pose.arrays import Bools, Floats


@dataclass(frozen=True, slots=True)
class Smoothing:
    """How a recording is smoothed.

    Attributes
    ----------
    cutoff_hz
        Of the zero-phase Butterworth filter; 6 Hz is the habit for human movement
        (Winter 2009, Biomechanics and Motor Control).
    order
        Of the filter, run forwards and backwards.
    median_s
        A running median first takes out single wild frames.
    max_gap_s
        A gap up to this length is bridged; a longer one stays a gap.
    """

    cutoff_hz: float = 6.0
    order: int = 2
    median_s: float = 0.1
    max_gap_s: float = 0.3


def smooth(series: PoseSeries, smoothing: Smoothing | None = None) -> PoseSeries:
    """Return the series without jitter and without shifting anything in time.

    The filter runs on an even grid of the median frame interval, so that a variable frame rate
    stays right.

    Parameters
    ----------
    series
        T moments; NaN where the person was not seen.
    smoothing
        How strongly.

    Returns
    -------
    PoseSeries
        The same moments; NaN only where a gap was too long to bridge.
    """
    smoothing = smoothing or Smoothing()
    seen: Bools = np.asarray(np.isfinite(series.image_px).any(axis=(1, 2)))
    if seen.sum() < _MIN_SAMPLES:
        return series
    step_s = _step_s(series.time_s, series.time_s[seen])
    grid_s = np.arange(series.time_s[seen][0], series.time_s[seen][-1] + step_s / 2, step_s)

    def run_some(flat: Floats) -> Floats:
        even = _at(series.time_s[seen], _filled(series.time_s[seen], flat[seen]), grid_s)
        even = _low_pass(_despike(even, step_s, smoothing), step_s, smoothing)
        back = _at(grid_s, even, series.time_s)
        back[_in_long_gap(series.time_s, seen, smoothing.max_gap_s)] = np.nan
        back[seen[:, None] & ~np.isfinite(flat)] = np.nan
        return back

    def run(values: Floats) -> Floats:
        flat = values.reshape(len(series), -1)
        back = np.empty_like(flat)
        for first in range(0, flat.shape[1], _AT_ONCE):
            some = np.s_[:, first : first + _AT_ONCE]
            back[some] = run_some(flat[some])
        return back.reshape(values.shape)

    return PoseSeries(
        image_px=run(series.image_px),
        world_m=run(series.world_m),
        visibility=np.clip(run(series.visibility), 0.0, 1.0),
        time_s=series.time_s,
    )


_MIN_SAMPLES = 4
_AT_ONCE = 33  # columns: the filter needs many times the memory of what it works on
_MOST_STEPS = 20  # for each moment: a recording with long pauses is not filled up without end


def _step_s(time_s: Floats, seen_s: Floats) -> float:
    """Return the interval of the even grid: the usual one, longer where the pauses are long."""
    span_s = float(seen_s[-1] - seen_s[0])
    return max(float(np.median(np.diff(time_s))), span_s / (_MOST_STEPS * len(time_s)))


def _filled(time_s: Floats, values: Floats) -> Floats:
    """Bridge the moments at which a single landmark was not seen; zero where it never was."""
    missing = ~np.isfinite(values)
    filled = np.where(missing, 0.0, values)
    for column in np.flatnonzero(missing.any(axis=0)):
        known = ~missing[:, column]
        if known.any():
            filled[:, column] = np.interp(time_s, time_s[known], values[known, column])
    return filled


def _at(known_s: Floats, values: Floats, wanted_s: Floats) -> Floats:
    """Interpolate (N, C) values to other moments; outside the range the ends are held."""
    from scipy.interpolate import make_interp_spline  # noqa: PLC0415 - slow; a live page needs none

    line = make_interp_spline(known_s, values, k=1)
    result: Floats = line(np.clip(wanted_s, known_s[0], known_s[-1]))
    return result


def _despike(values: Floats, step_s: float, smoothing: Smoothing) -> Floats:
    width = max(1, round(smoothing.median_s / step_s)) // 2 * 2 + 1
    if width == 1:
        return values
    from scipy.ndimage import median_filter  # noqa: PLC0415

    despiked: Floats = median_filter(values, size=(width, 1), mode="nearest")
    return despiked


def _low_pass(values: Floats, step_s: float, smoothing: Smoothing) -> Floats:
    nyquist_hz = 0.5 / step_s
    if smoothing.cutoff_hz >= 0.9 * nyquist_hz:
        return values  # a slow camera has no jitter above the cut-off to take out
    from scipy.signal import butter, sosfiltfilt  # noqa: PLC0415

    sections = butter(smoothing.order, smoothing.cutoff_hz / nyquist_hz, output="sos")
    pad = min(len(values) - 1, round(0.5 / step_s))
    low: Floats = np.asarray(sosfiltfilt(sections, values, axis=0, padlen=pad), dtype=np.float64)
    return low


def _in_long_gap(time_s: Floats, seen: Bools, max_gap_s: float) -> Bools:
    """Return which moments lie in a stretch without the person that is too long to bridge."""
    seen_s = time_s[seen]
    after = np.searchsorted(seen_s, time_s, side="left")
    next_s = np.where(after < len(seen_s), seen_s[np.minimum(after, len(seen_s) - 1)], np.inf)
    before = after - 1
    last_s = np.where(before >= 0, seen_s[np.maximum(before, 0)], -np.inf)
    gap: Bools = ~seen & (next_s - last_s > max_gap_s)
    return gap
