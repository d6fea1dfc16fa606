"""Every sentence of the coach is recorded, and the page passes it to the browser once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from tests.pages.app import StartStream, component_data
from tools.voice.render import read_sentences, text_sha256

from tilcoach.coaching import Cue, FrameResult, Pattern
from tilcoach.guidance import Guidance, Instruction, Pause, UtteranceKind
from tilcoach.i18n import LANGUAGES, Language, translator
from tilcoach.live.live_state import LiveState
from tilcoach.ui.voice import sound_code
from tilcoach.ui.voice.sounds import FOLDER, read_manifest, sound_path, sounds_as_text

MEND = "run `python -m tools.voice` and commit what it wrote"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_catalogue_is_there_as_sound(language: Language) -> None:
    said = {code: sound.text_sha256 for code, sound in read_manifest()[language].items()}
    wanted = {code: text_sha256(text) for code, text in read_sentences(language).items()}
    assert said == wanted, MEND


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_are_those_of_the_manifest(language: Language) -> None:
    sounds = read_manifest()[language]
    assert {path.stem for path in (FOLDER / language).iterdir()} == set(sounds), MEND
    for code, sound in sounds.items():
        content = sound_path(language, code).read_bytes()
        assert hashlib.sha256(content).hexdigest() == sound.sha256, f"{code}: {MEND}"
        assert text_sha256(sound.text) == sound.text_sha256
        assert 0.5 < sound.seconds < 10.0, code


def test_both_languages_can_say_the_same() -> None:
    dutch, english = (set(read_manifest()[language]) for language in LANGUAGES)
    assert dutch == english
    assert {sound_code("cue", cue) for cue in Cue} <= dutch


def test_the_sounds_are_small_and_their_names_suit_every_file_system() -> None:
    files = list(FOLDER.rglob("*.mp3"))
    assert sum(path.stat().st_size for path in files) < 1_500_000
    assert all(re.fullmatch(r"[a-z_]+\.[a-z_]+", path.stem) for path in files)


def test_a_sentence_has_one_name() -> None:
    assert sound_code("cue again", Cue.BEND_KNEES) == "cue_again.bend_knees"


def test_without_a_manifest_there_is_nothing_to_hear(tmp_path: Path) -> None:
    assert read_manifest(tmp_path / "manifest.json") == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_brings_the_sentences_and_the_words_of_its_language(
    app: AppTest, language: Language
) -> None:
    app.query_params["lang"] = language
    app.run()
    assert not app.exception
    data = component_data(app, "voice")
    assert data["sounds"] == dict(sounds_as_text(language))
    assert data["example"] in data["sounds"]
    assert data["words"]["blocked"] == translator(language).text("Sound off until you click.")
    assert all(data["words"].values())


def test_what_the_coach_says_has_a_key_of_its_own(
    app: AppTest,
    start_stream: StartStream,
    make_step: Callable[..., FrameResult],
    guidance: Guidance,
) -> None:
    app.run()
    assert component_data(app, "speak") == {"code": "", "before": "", "key": ""}
    keys = set()
    for _ in range(2):  # a new start counts what it says from one again
        processor = start_stream()
        processor.state.publish(make_step(), guidance, 0.0)
        app.run()
        wish = component_data(app, "speak")
        assert wish["code"] == "cue.bend_knees"
        app.run()
        assert component_data(app, "speak") == wish
        keys.add(wish["key"])
    assert len(keys) == 2


def test_without_an_utterance_nothing_is_spoken(
    app: AppTest,
    start_stream: StartStream,
    make_step: Callable[..., FrameResult],
    guidance: Guidance,
) -> None:
    app.run()
    processor = start_stream()
    quiet = replace(guidance, sentence=None, utterance=None)
    for step in (make_step(), FrameResult(0, 0.0, ())):
        processor.state.publish(step, quiet, 0.0)
        app.run()
        assert component_data(app, "speak") == {"code": "", "before": "", "key": ""}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_utterance_is_recorded(language: Language) -> None:
    codes: dict[UtteranceKind, type[StrEnum]] = {
        UtteranceKind.CUE: Cue,
        UtteranceKind.CUE_AGAIN: Cue,
        UtteranceKind.BETTER: Pattern,
        UtteranceKind.HINT: Instruction,
        UtteranceKind.DURING: Pattern,
        UtteranceKind.PAUSE: Pause,
        UtteranceKind.PRAISE: Pattern,
    }
    wanted = {sound_code(kind, str(code)) for kind in UtteranceKind for code in codes[kind]}
    assert wanted <= set(read_manifest()[language])


def test_no_two_streams_have_the_same_name() -> None:
    assert len({LiveState().stream_id for _ in range(20)}) == 20
