"""The live coach for a few hundred frames: nothing grows; and that growth would be seen."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from tools.soak.gauge import Reading
from tools.soak.stream import soak
from tools.soak.verdict import judge

from tilcoach.config import Settings
from tilcoach.store import FOLDER_VARIABLE

FILM = Path(__file__).parents[2] / "sample_videos" / "squat_close.mp4"
FRAMES = 400
EVERY_S = 0.5
A_PICTURE_MB = 640 * 480 * 3 / 1e6

STEADY = [
    Reading(
        time_s=10.0 * n,
        memory_mb=400 + 3 * (n % 4),
        threads=15,
        files=8,
        age_ms=50 + n % 5,
        received=300 * n,
        analysed=250 * n,
        entered=n + 1,
        left=n,
    )
    for n in range(60)
]


@pytest.mark.model
def test_nothing_grows_while_the_coach_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    readings: list[Reading] = []
    with closing(soak(FILM, EVERY_S, Settings())) as stream:
        while not readings or readings[-1].analysed < FRAMES:
            readings.append(next(stream))
    verdict = judge(readings)
    before_mb, after_mb = verdict.memory_mb
    # Of every eighth frame in the second half, one picture: a leak is more, the noise is less.
    assert after_mb - before_mb < FRAMES / 16 * A_PICTURE_MB
    assert verdict.threads[1] <= verdict.threads[0]
    assert verdict.entered >= 1
    assert verdict.files[1] <= verdict.files[0] + 1  # the history may be open at that moment


def test_what_stays_as_it_is_is_steady() -> None:
    verdict = judge(STEADY)
    assert verdict.is_steady
    assert verdict.minutes == pytest.approx(9.8)
    assert verdict.analysed == 59 * 250
    assert (verdict.entered, verdict.left) == (60, 59)
    assert verdict.memory_mb_per_min == pytest.approx(0, abs=0.1)


@pytest.mark.parametrize(
    ("name", "per_reading"), [("memory_mb", 0.1), ("threads", 1), ("files", 1), ("age_ms", 1.0)]
)
def test_what_grows_is_not_steady(name: str, per_reading: float) -> None:
    readings = [
        replace(reading, **{name: getattr(reading, name) + per_reading * n})
        for n, reading in enumerate(STEADY)
    ]
    assert not judge(readings).is_steady


def test_what_grows_at_the_start_alone_is_steady() -> None:
    readings = [replace(r, memory_mb=min(r.memory_mb, 40.0 * n)) for n, r in enumerate(STEADY)]
    assert judge(readings).is_steady


def test_too_few_readings_say_nothing() -> None:
    with pytest.raises(ValueError, match="expected 6 readings"):
        judge(STEADY[:5])
