"""Writes MP3: compressed sound that Chromium, Firefox and Safari all decode."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np

from tools.voice.engine import Samples

BIT_RATE = 40_000
"""Bits per second; speech of one channel at 16 to 22 kHz needs no more."""


def write_mp3(sound: Samples, rate_hz: int, path: Path) -> None:
    """Write one channel of sound; the same sound gives the same file.

    Parameters
    ----------
    sound
        Shape (N,), from -1 to 1.
    rate_hz
        Samples per second.
    path
        Where to write.
    """
    pcm = np.round(sound * 32767).astype(np.int16)
    frame = av.AudioFrame.from_ndarray(pcm[None, :], format="s16p", layout="mono")
    frame.sample_rate = rate_hz
    options = {"fflags": "+bitexact", "id3v2_version": "0"}
    with av.open(str(path), "w", format="mp3", options=options) as out:
        stream = out.add_stream("libmp3lame", rate=rate_hz, layout="mono", format="s16p")
        stream.bit_rate = BIT_RATE
        out.mux([*stream.encode(frame), *stream.encode(None)])


def read_mp3(path: Path) -> tuple[Samples, int]:
    """Return the sound of a file and its rate in Hz.

    Parameters
    ----------
    path
        Of an MP3 file with one channel.
    """
    with av.open(str(path)) as file:
        frames = [frame.to_ndarray().ravel() for frame in file.decode(audio=0)]
        rate_hz = file.streams.audio[0].rate
    return np.concatenate(frames).astype(np.float64), rate_hz
