"""Lets a speech engine say a sentence; which one says what stands in voices.toml."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import tomllib
import wave
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

VOICES = Path(__file__).with_name("voices.toml")
_SAMPLE_BYTES, _FULL_SCALE = 2, 32768.0

Samples = NDArray[np.float64]
"""Sound, shape (N,), from -1 to 1."""


class EngineError(Exception):
    """An engine is missing or did not do its work; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A program that turns text into sound.

    Attributes
    ----------
    voice
        Its name and that of the voice, for the manifest.
    package
        Which Debian package brings it.
    command
        The words of the command, with ``{text}`` and ``{wav}`` for the two files.
    """

    voice: str
    package: str
    command: tuple[str, ...]

    def say(self, sentence: str) -> tuple[Samples, int]:
        """Return the sound of a sentence and its rate in Hz.

        Parameters
        ----------
        sentence
            In the language of the voice.

        Raises
        ------
        EngineError
            When the program is missing or fails.
        """
        program = shutil.which(self.command[0])
        if program is None:
            message = (
                f"{self.command[0]} is not installed here. "
                f"On Debian or Ubuntu run `apt-get install {self.package}`."
            )
            raise EngineError(message)
        with tempfile.TemporaryDirectory() as folder:
            text, wav = Path(folder) / "sentence.txt", Path(folder) / "sentence.wav"
            text.write_text(sentence + "\n", encoding="utf-8")
            words = [word.format(text=text, wav=wav) for word in self.command[1:]]
            done = subprocess.run(  # noqa: S603  our own words
                [program, *words], check=False, capture_output=True, text=True
            )
            if done.returncode or not wav.is_file():
                message = f"{self.command[0]} could not say «{sentence}»: {done.stderr.strip()}"
                raise EngineError(message)
            return read_wav(wav)


def read_engines(path: Path = VOICES) -> Mapping[str, Engine]:
    """Return the engine of each language.

    Parameters
    ----------
    path
        Of a file such as voices.toml.
    """
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        language: Engine(table["voice"], table["package"], tuple(table["command"]))
        for language, table in tables.items()
    }


def read_wav(path: Path) -> tuple[Samples, int]:
    """Return the sound of a file, all channels mixed into one, and its rate in Hz.

    Parameters
    ----------
    path
        Of a WAV file with 16-bit samples.
    """
    with wave.open(str(path), "rb") as file:
        if file.getsampwidth() != _SAMPLE_BYTES:
            message = f"{path.name} has {8 * file.getsampwidth()} bits per sample, not 16"
            raise EngineError(message)
        raw = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
        sound = raw.reshape(-1, file.getnchannels()).mean(axis=1) / _FULL_SCALE
        return sound, file.getframerate()
