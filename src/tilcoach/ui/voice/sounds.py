"""The sentences of the coach as sound: made once by ``python -m tools.voice``, shipped as files."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from tilcoach.messages import Language

SPOKEN_KINDS = ("cue", "cue again", "better", "hint", "during", "pause")
"""The kinds of code whose words are said aloud: contexts in the catalogue ``codes``."""

FOLDER = Path(str(files("tilcoach.ui.voice"))) / "sounds"
"""One folder per language, and the manifest."""

MANIFEST = FOLDER / "manifest.json"


@dataclass(frozen=True, slots=True)
class Sound:
    """One sentence as it was said.

    Attributes
    ----------
    text
        What is heard.
    text_sha256
        Of the text, UTF-8.
    seconds
        How long it takes.
    sha256
        Of the file.
    """

    text: str
    text_sha256: str
    seconds: float
    sha256: str


def sound_code(kind: str, code: str) -> str:
    """Return the name of a sentence: that of its file, without the ending.

    Parameters
    ----------
    kind, code
        The context and the key of the sentence in the catalogue ``codes``.
    """
    return f"{kind}.{code}".replace(" ", "_")


def sound_path(language: Language, code: str, folder: Path = FOLDER) -> Path:
    """Return where the sound of a sentence lies.

    Parameters
    ----------
    language
        In which it is said.
    code
        As `sound_code` makes it.
    folder
        With all sounds.
    """
    return folder / language / f"{code}.mp3"


def read_manifest(path: Path = MANIFEST) -> Mapping[str, Mapping[str, Sound]]:
    """Return what there is to hear: per language, by `sound_code`.

    Parameters
    ----------
    path
        Of the manifest; nothing is known when it is not there.
    """
    if not path.is_file():
        return {}
    languages = json.loads(path.read_text(encoding="utf-8"))["languages"]
    return {
        language: {code: Sound(**entry) for code, entry in entries["sentences"].items()}
        for language, entries in languages.items()
    }


@cache
def sounds_as_text(language: Language) -> Mapping[str, str]:
    """Return all sounds of one language as base64, by `sound_code`.

    Parameters
    ----------
    language
        In which the coach speaks.
    """
    codes = read_manifest().get(language, {})
    return {code: b64encode(sound_path(language, code).read_bytes()).decode() for code in codes}
