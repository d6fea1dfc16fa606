"""Films of other sizes are made, measured, and left out with a sentence where they cannot be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tilcoach.bench import Cost, size_figures
from tilcoach.bench.sizes import can_encode, sized_film
from tilcoach.video import VideoFile

Film = Callable[..., Path]


def test_each_size_has_its_cost_and_memory(film: Film, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tilcoach.bench.sizes.SIZES_PX", {"480p": (96, 64), "1080p": (160, 96)})
    monkeypatch.setattr(
        "tilcoach.bench.sizes.ENCODERS", {"MPEG-4": ("mpeg4",), "X": ("no_such", "nor_this")}
    )
    seen: list[tuple[int, int]] = []
    told: list[str] = []

    def cost(path: Path) -> Cost:
        info = VideoFile(path).info
        seen.append((info.width_px, info.height_px))
        return Cost(20, (10.0, 10.0), (11.0, 10.5), (14.0, 15.0))

    figures = list(size_figures(film(), cost, lambda _: 420.0, told.append))
    assert seen == [(96, 64), (160, 96)]
    assert [(figure.name, figure.goal) for figure in figures] == [
        ("480p MPEG-4, no annotated video", None),
        ("480p MPEG-4, annotated video", None),
        ("480p MPEG-4, memory", 700.0),
        ("1080p MPEG-4, no annotated video", 1.1),
        ("1080p MPEG-4, annotated video", 1.5),
        ("1080p MPEG-4, memory", 700.0),
    ]
    assert figures[0].values == (1.1, 1.05)
    assert figures[4].values == (1.4, 1.5)
    assert told == ["X cannot be made here (none of no_such, nor_this), and is left out."]


def test_where_memory_is_not_told_it_is_left_out(
    film: Film, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tilcoach.bench.sizes.SIZES_PX", {"480p": (96, 64)})
    monkeypatch.setattr("tilcoach.bench.sizes.ENCODERS", {"MPEG-4": ("mpeg4",)})
    cost = Cost(20, (10.0,), (11.0,), (14.0,))
    assert len(list(size_figures(film(), lambda _: cost, lambda _: None, print))) == 2


def test_a_sized_film_is_the_beginning_of_the_other_one(film: Film, tmp_path: Path) -> None:
    path = tmp_path / "sized.mp4"
    sized_film(film(), path, (128, 64), "mpeg4", frames=7)
    frames = list(VideoFile(path))
    assert len(frames) == 7
    assert (frames[0].width_px, frames[0].height_px) == (128, 64)
    assert frames[6].bgr[32, 64].mean() > frames[0].bgr[32, 64].mean() + 15


def test_an_encoder_is_there_or_not() -> None:
    assert can_encode("mpeg4")
    assert not can_encode("no_such_encoder")
