"""Makes sentences equally loud and cuts the silence around them."""

from __future__ import annotations

import numpy as np
from scipy import signal

from tools.voice.engine import Samples

LOUDNESS_LUFS = -18.0
"""Loud enough for a laptop at four metres; louder, the peaks of speech would need much taming."""

PEAK = 10 ** (-1.5 / 20)
"""No sample beyond -1.5 dB, so that lossy coding does not clip."""

_BLOCK_S, _STEP_S = 0.4, 0.1
_ABSOLUTE_GATE_LUFS, _RELATIVE_GATE_LU, _OFFSET = -70.0, 10.0, -0.691
_SILENCE = 10 ** (-45 / 20)  # of the loudest sample: below it is breath and rounding
_KEEP_S, _FADE_S = 0.03, 0.01
_LIMITER_S = 0.01


def polish(sound: Samples, rate_hz: int) -> Samples:
    """Return a sentence without silence around it, as loud as all others.

    Parameters
    ----------
    sound
        As the engine made it, shape (N,).
    rate_hz
        Samples per second.
    """
    cut = trim(sound, rate_hz)
    # Taming the peaks takes a little loudness away, so the second round gives it back.
    for _ in range(3):
        gain_db = LOUDNESS_LUFS - loudness_lufs(cut, rate_hz)
        cut = limit_peaks(cut * 10 ** (gain_db / 20), rate_hz)
    return cut


def trim(sound: Samples, rate_hz: int) -> Samples:
    """Return the sound from just before its first word to just after its last, faded at the ends.

    Parameters
    ----------
    sound
        Shape (N,).
    rate_hz
        Samples per second.
    """
    heard = np.flatnonzero(np.abs(sound) > _SILENCE * np.abs(sound).max(initial=0.0))
    if not len(heard):
        message = "there is nothing to hear in it"
        raise ValueError(message)
    keep = round(_KEEP_S * rate_hz)
    cut = sound[max(heard[0] - keep, 0) : heard[-1] + keep + 1].copy()
    ramp = np.linspace(0.0, 1.0, round(_FADE_S * rate_hz))
    cut[: len(ramp)] *= ramp
    cut[len(cut) - len(ramp) :] *= ramp[::-1]
    return cut


def limit_peaks(sound: Samples, rate_hz: int) -> Samples:
    """Return the sound with its peaks turned down softly; what is below them stays as it is.

    Parameters
    ----------
    sound
        Shape (N,).
    rate_hz
        Samples per second.
    """
    width = 2 * round(_LIMITER_S * rate_hz) + 1
    around = np.pad(np.abs(sound), width // 2, mode="edge")
    loudest = np.lib.stride_tricks.sliding_window_view(around, width).max(axis=1)
    wanted = np.minimum(1.0, PEAK / np.maximum(loudest, PEAK))
    gain = np.convolve(np.pad(wanted, width // 2, mode="edge"), np.full(width, 1 / width), "valid")
    return np.clip(sound * gain, -PEAK, PEAK)


def loudness_lufs(sound: Samples, rate_hz: int) -> float:
    """Return how loud speech is.

    Parameters
    ----------
    sound
        One channel, shape (N,).
    rate_hz
        Samples per second.

    References
    ----------
    ITU-R BS.1770-4, annex 1: K-weighting, blocks of 400 ms, gates at -70 LUFS and 10 LU below the
    mean. Ours differs in that a sound shorter than a block is one block.
    """
    weighted = _k_weighted(sound, rate_hz)
    block, step = round(_BLOCK_S * rate_hz), round(_STEP_S * rate_hz)
    starts = range(0, max(len(weighted) - block, 0) + 1, step)
    power = np.array([np.mean(weighted[start : start + block] ** 2) for start in starts])
    level = _OFFSET + 10 * np.log10(np.maximum(power, 1e-12))
    loud = power[level > _ABSOLUTE_GATE_LUFS]
    if not len(loud):
        return -np.inf
    gate = _OFFSET + 10 * np.log10(loud.mean()) - _RELATIVE_GATE_LU
    kept = power[(level > _ABSOLUTE_GATE_LUFS) & (level > gate)]
    return float(_OFFSET + 10 * np.log10(kept.mean()))


def _k_weighted(sound: Samples, rate_hz: int) -> Samples:
    """Filter as the ear hears: the head lifts the treble, and bass counts less.

    The standard gives coefficients for 48 kHz only; these are its analogue filters at any rate
    (as in Mansbridge et al. 2012, AES convention paper 8612).
    """
    shelf = _biquad(rate_hz, 1681.974450955533, 0.7071752369554196, 3.999843853973347)
    high_pass = _biquad(rate_hz, 38.13547087602444, 0.5003270373238773, None)
    return np.asarray(signal.lfilter(*high_pass, signal.lfilter(*shelf, sound)))


def _biquad(
    rate_hz: int, corner_hz: float, quality: float, gain_db: float | None
) -> tuple[list[float], list[float]]:
    """Return the coefficients (b, a) of a high shelf, or without a gain of a high-pass."""
    k = np.tan(np.pi * corner_hz / rate_hz)
    a0 = 1 + k / quality + k * k
    a = [1.0, float(2 * (k * k - 1) / a0), float((1 - k / quality + k * k) / a0)]
    if gain_db is None:
        return [1.0, -2.0, 1.0], a
    v_high = 10 ** (gain_db / 20)
    v_band = v_high**0.4996667741545416
    b = [
        float((v_high + v_band * k / quality + k * k) / a0),
        float(2 * (k * k - v_high) / a0),
        float((v_high - v_band * k / quality + k * k) / a0),
    ]
    return b, a
