"""Sentences become sound files: equally loud, without silence, and only when they changed."""

from __future__ import annotations

import json
import sys
import wave
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools.voice.engine import Engine, EngineError, Samples, read_engines, read_wav
from tools.voice.mp3 import read_mp3, write_mp3
from tools.voice.polish import LOUDNESS_LUFS, PEAK, limit_peaks, loudness_lufs, polish, trim
from tools.voice.render import read_sentences, render_all, text_sha256

from tilcoach.i18n import LANGUAGES
from tilcoach.ui.voice.sounds import read_manifest, sound_path

RATE_HZ = 22050

# An engine that says every sentence as a hum, as long as the sentence.
HUM = """
import sys, wave, math, array
text, out = sys.argv[1:]
n = 2205 * len(open(text, encoding="utf-8").read().strip())
tones = array.array("h", (int(9000 * math.sin(0.06 * i)) for i in range(n)))
with wave.open(out, "wb") as file:
    file.setparams((1, 2, 22050, 0, "NONE", ""))
    file.writeframes(tones.tobytes())
"""


@pytest.fixture
def hum() -> Engine:
    return Engine("a hum", "none", (sys.executable, "-c", HUM, "{text}", "{wav}"))


@pytest.fixture
def rendered(
    hum: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Mapping[str, str]], list[str]]:
    """Render these sentences, in every language, and return the lines that were told."""

    def render(difference_sentences: Mapping[str, str]) -> list[str]:
        told: list[str] = []
        monkeypatch.setattr("tools.voice.render.read_sentences", lambda _: difference_sentences)
        render_all(dict.fromkeys(LANGUAGES, hum), tmp_path, tell=told.append)
        return told

    return render


def speech(seconds: float, level: float = 0.3) -> Samples:
    """Give something as uneven as speech: noise in syllables."""
    times = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    noise = np.random.default_rng(7).standard_normal(len(times))
    return np.asarray(level * np.clip(noise / 4, -1, 1) * np.abs(np.sin(9 * times)))


def test_a_tone_of_the_standard_has_the_loudness_of_the_standard() -> None:
    # BS.1770-4, annex 1: 997 Hz at full scale in one channel reads -3.01.
    tone = np.sin(2 * np.pi * 997 * np.arange(5 * 48000) / 48000)
    assert loudness_lufs(tone, 48000) == pytest.approx(-3.01, abs=0.02)
    assert loudness_lufs(tone / 10, 48000) == pytest.approx(-23.01, abs=0.02)


def test_a_pause_does_not_make_a_sentence_quieter() -> None:
    sentence = speech(3)
    with_pause = np.concatenate([sentence, np.zeros(5 * RATE_HZ), sentence])
    assert loudness_lufs(with_pause, RATE_HZ) == pytest.approx(
        loudness_lufs(sentence, RATE_HZ), abs=0.5
    )


def test_silence_has_no_loudness() -> None:
    assert loudness_lufs(np.zeros(RATE_HZ), RATE_HZ) == -np.inf


@given(st.floats(0.002, 1.0), st.floats(0.8, 6.0))
def test_every_sentence_comes_out_equally_loud_and_never_clips(
    level: float, length_s: float
) -> None:
    sound = polish(speech(length_s, level), RATE_HZ)
    assert loudness_lufs(sound, RATE_HZ) == pytest.approx(LOUDNESS_LUFS, abs=0.5)
    assert np.abs(sound).max() <= PEAK


def test_silence_around_the_words_is_cut_and_the_words_are_kept() -> None:
    word = 0.5 * np.sin(2 * np.pi * 220 * np.arange(RATE_HZ) / RATE_HZ)
    quiet = np.random.default_rng(1).uniform(-0.001, 0.001, RATE_HZ)
    cut = trim(np.concatenate([quiet, word, quiet, quiet]), RATE_HZ)
    assert len(cut) / RATE_HZ == pytest.approx(1.06, abs=0.01)
    assert cut[0] == cut[-1] == 0.0
    assert np.sum(cut**2) == pytest.approx(np.sum(word**2), rel=0.01)


def test_a_sentence_without_sound_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing to hear"):
        trim(np.zeros(RATE_HZ), RATE_HZ)


@given(st.floats(0.1, 8.0))
def test_peaks_are_turned_down_and_the_rest_is_left_alone(gain: float) -> None:
    sound = speech(1.0) * gain
    limited = limit_peaks(sound, RATE_HZ)
    assert np.abs(limited).max() <= PEAK
    if np.abs(sound).max() <= PEAK:
        np.testing.assert_allclose(limited, sound, atol=1e-12)


def test_mp3_keeps_length_and_loudness_and_is_the_same_each_time(tmp_path: Path) -> None:
    sound = polish(speech(2.0), RATE_HZ)
    for name in ("one.mp3", "two.mp3"):
        write_mp3(sound, RATE_HZ, tmp_path / name)
    assert (tmp_path / "one.mp3").read_bytes() == (tmp_path / "two.mp3").read_bytes()
    back, rate_hz = read_mp3(tmp_path / "one.mp3")
    assert rate_hz == RATE_HZ
    assert len(back) == pytest.approx(len(sound), abs=0.06 * RATE_HZ)
    assert loudness_lufs(back, rate_hz) == pytest.approx(LOUDNESS_LUFS, abs=1.5)


def test_an_engine_that_is_missing_says_which_package_brings_it() -> None:
    engine = Engine("nobody", "the-package", ("tilcoach-has-no-such-program", "{text}", "{wav}"))
    with pytest.raises(EngineError, match=r"not installed here.*apt-get install the-package"):
        engine.say("Hallo")


def test_an_engine_that_fails_says_what_it_could_not_say() -> None:
    fails = "import sys; sys.exit('no such voice')"
    with pytest.raises(EngineError, match="could not say «Hallo»: no such voice"):
        Engine("nobody", "none", (sys.executable, "-c", fails)).say("Hallo")


def test_two_channels_become_one_and_other_samples_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "two.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((2, 2, 8000, 0, "NONE", ""))
        file.writeframes(np.array([16384, 0, -16384, -16384], dtype="<i2").tobytes())
    sound, rate_hz = read_wav(path)
    assert rate_hz == 8000
    np.testing.assert_allclose(sound, [0.25, -0.5])
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 1, 8000, 0, "NONE", ""))
        file.writeframes(b"\x80")
    with pytest.raises(EngineError, match="8 bits per sample"):
        read_wav(path)


def test_only_what_changed_is_said_again(
    rendered: Callable[[Mapping[str, str]], list[str]], tmp_path: Path
) -> None:
    assert len(rendered({"cue.a": "Een zin.", "cue.b": "Nog een zin."})) == 2 * len(LANGUAGES)
    assert rendered({"cue.a": "Een zin.", "cue.b": "Nog een zin."}) == []
    told = rendered({"cue.a": "Een andere zin.", "cue.b": "Nog een zin."})
    assert [line.split(":")[0] for line in told] == [f"{lang} cue.a" for lang in LANGUAGES]
    sound = read_manifest(tmp_path / "manifest.json")["nl"]["cue.a"]
    assert sound.text_sha256 == text_sha256("Een andere zin.")
    assert sound.seconds == pytest.approx(0.1 * len("Een andere zin."), abs=0.1)


def test_what_is_no_longer_said_is_thrown_away(
    rendered: Callable[[Mapping[str, str]], list[str]], tmp_path: Path
) -> None:
    rendered({"cue.a": "Een zin.", "cue.b": "Nog een zin."})
    rendered({"cue.a": "Een zin."})
    assert [path.stem for path in (tmp_path / "nl").iterdir()] == ["cue.a"]
    assert set(json.loads((tmp_path / "manifest.json").read_text())["languages"]) == set(LANGUAGES)


def test_every_language_has_an_engine_that_reads_and_writes_a_file() -> None:
    engines = read_engines()
    assert set(engines) == set(LANGUAGES)
    for engine in engines.values():
        assert {"{text}", "{wav}"} < set(engine.command)
        assert engine.package


def test_the_shipped_sentences_are_equally_loud() -> None:
    for language in LANGUAGES:
        for code in read_sentences(language):
            sound, rate_hz = read_mp3(sound_path(language, code))
            assert loudness_lufs(sound, rate_hz) == pytest.approx(LOUDNESS_LUFS, abs=1.0), code
            assert np.abs(sound).max() <= 1.0, code
