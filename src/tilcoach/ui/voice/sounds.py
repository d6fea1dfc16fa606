"""The sentences of the coach as sound files, made by ``python -m tools.voice``."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from tilcoach.i18n import Language

SPOKEN_KINDS = ("cue", "cue again", "better", "hint", "during", "pause", "praise")
"""The kinds of code that are spoken: contexts in the catalogue ``codes``."""

FOLDER = Path(str(files("tilcoach.ui.voice"))) / "sounds"
"""One folder per language, and the manifest."""

MANIFEST = FOLDER / "manifest.json"


@dataclass(frozen=True, slots=True)
class Sound:
    """One recorded sentence.

    Attributes
    ----------
    text
        The spoken words.
    text_sha256
        Of the text, UTF-8.
    seconds
        Its length.
    sha256
        Of the file.
    """

    text: str
    text_sha256: str
    seconds: float
    sha256: str


def sound_code(kind: str, code: str) -> str:
    """Return the name of a sentence: that of its file, without the extension."""
    return f"{kind}.{code}".replace(" ", "_")


def sound_path(language: Language, code: str, folder: Path = FOLDER) -> Path:
    """Return the path of the sound of a sentence."""
    return folder / language / f"{code}.mp3"


def read_manifest(path: Path = MANIFEST) -> Mapping[str, Mapping[str, Sound]]:
    """Return the recorded sentences per language, by `sound_code`."""
    if not path.is_file():
        return {}
    languages = json.loads(path.read_text(encoding="utf-8"))["languages"]
    return {
        language: {code: Sound(**entry) for code, entry in entries["sentences"].items()}
        for language, entries in languages.items()
    }


def spoken_texts(language: Language) -> Mapping[str, str]:
    """Return what each sound of one language says, by `sound_code`."""
    return {code: sound.text for code, sound in read_manifest().get(language, {}).items()}


@cache
def sounds_as_text(language: Language) -> Mapping[str, str]:
    """Return all sounds of one language as base64, by `sound_code`."""
    codes = read_manifest().get(language, {})
    return {code: b64encode(sound_path(language, code).read_bytes()).decode() for code in codes}
