"""From the catalogue to sound files and their manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

from tilcoach.i18n import LANGUAGES, Language
from tilcoach.i18n.catalogue import read_catalogues
from tilcoach.ui.voice.sounds import SPOKEN_KINDS, Sound, read_manifest, sound_code, sound_path
from tools.voice.engine import Engine
from tools.voice.mp3 import write_mp3
from tools.voice.polish import polish

Sentences = Mapping[str, str]
"""What is said, by `sound_code`."""


def read_sentences(language: Language) -> Sentences:
    """Return every sentence that the coach can say.

    Parameters
    ----------
    language
        Which language.
    """
    return {
        sound_code(str(message.context), str(message.id)): str(message.string)
        for message in read_catalogues(language)["codes"]
        if message.context in SPOKEN_KINDS
    }


def text_sha256(text: str) -> str:
    """Return the fingerprint of a sentence.

    Parameters
    ----------
    text
        The sentence.
    """
    return hashlib.sha256(text.encode()).hexdigest()


def render_all(
    engines: Mapping[str, Engine],
    folder: Path,
    *,
    again: bool = False,
    tell: Callable[[str], None] = print,
) -> None:
    """Say what has no sound yet or has other words now, and throw away what is no longer said.

    Parameters
    ----------
    engines
        Who speaks each language.
    folder
        For the sounds and ``manifest.json``.
    again
        Say everything again.
    tell
        Takes one line per sentence that is said.
    """
    manifest = folder / "manifest.json"
    known = {} if again else read_manifest(manifest)
    languages = {}
    for language in LANGUAGES:
        engine, sentences = engines[language], read_sentences(language)
        sounds = {}
        for code, text in sorted(sentences.items()):
            path = sound_path(language, code, folder)
            sound = known.get(language, {}).get(code)
            if sound is None or sound.text_sha256 != text_sha256(text) or not path.is_file():
                sound = render(engine, text, path)
                tell(f"{language} {code}: {sound.seconds:.1f} s, «{text}»")
            sounds[code] = sound
        _remove_others(folder / language, set(sounds))
        entries = {code: asdict(sound) for code, sound in sounds.items()}
        languages[language] = {"voice": engine.voice, "sentences": entries}
    text = json.dumps({"languages": languages}, ensure_ascii=False, indent=1)
    manifest.write_text(text + "\n", encoding="utf-8")


def render(engine: Engine, text: str, path: Path) -> Sound:
    """Say one sentence into a file and return what belongs into the manifest.

    Parameters
    ----------
    engine
        Who says it.
    text
        The sentence.
    path
        Of the file to write.
    """
    raw, rate_hz = engine.say(text)
    sound = polish(raw, rate_hz)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_mp3(sound, rate_hz, path)
    seconds = round(len(sound) / rate_hz, 2)
    return Sound(text, text_sha256(text), seconds, hashlib.sha256(path.read_bytes()).hexdigest())


def _remove_others(folder: Path, codes: set[str]) -> None:
    for path in folder.glob("*.mp3"):
        if path.stem not in codes:
            path.unlink()
