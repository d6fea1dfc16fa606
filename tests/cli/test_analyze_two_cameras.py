"""``tilcoach analyze FIRST --with SECOND``: two films of the same lifts, one session."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.doubles import NoModel, write_film
from tests.recorded import RecordedPoses, recorded_from

Ending = Callable[..., int]
Said = pytest.CaptureFixture[str]

LATER_S = 1.0
"""The second camera was switched on so much later."""


class _Seen(RecordedPoses):
    """Shows again what the pose model saw, under the name of a model."""

    model = NoModel()


@pytest.fixture
def films(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Path, Path]]:
    """Make two films, and a pose model that sees in each what a sample film shows."""

    def make(second_shows: str = "lift_and_twist") -> tuple[Path, Path]:
        shown = {"laptop.mp4": ("lift_and_twist", 0.0), "phone.mp4": (second_shows, LATER_S)}
        paths = [write_film(tmp_path / n, len(recorded_from(*of))) for n, of in shown.items()]
        opened = iter([_Seen(*of) for of in shown.values()])
        here = "tilcoach.batch.film_task"
        monkeypatch.setattr(f"{here}.open_estimator", lambda *_: next(opened))
        monkeypatch.setattr(f"{here}.known_model", lambda _name: _Seen.model)
        return paths[0], paths[1]

    return make


def test_the_session_says_which_camera_judged_what(
    films: Callable[..., tuple[Path, Path]], ending: Ending, tmp_path: Path, capsys: Said
) -> None:
    first, second = films()
    out = tmp_path / "out"
    assert ending("analyze", first, "--with", second, "--out", out, "--no-video") == 0
    session: dict[str, Any] = json.loads((out / "laptop" / "session.json").read_text("utf-8"))
    beside = session["second_camera"]
    assert beside["name"] == "phone.mp4"
    assert beside["begins_s"] == pytest.approx(LATER_S, abs=0.1)
    lifts = session["people"][0]["lifts"]
    assert len(lifts) == beside["lifts"] == 2
    for lift in lifts:
        assert 0.5 < lift["confidence"] < 1
        for finding in lift["findings"]:
            is_judged = finding["verdict"] != "not_judged"
            assert (finding["judged_by"] in ("first", "second")) is is_judged
    said = capsys.readouterr().out
    assert "Camera 2: phone.mp4" in said
    assert "na camera 1" in said
    assert "camera 1" in said


def test_a_second_run_keeps_what_is_there_unless_the_second_film_is_another(
    films: Callable[..., tuple[Path, Path]], ending: Ending, tmp_path: Path, capsys: Said
) -> None:
    first, second = films()
    command = ("analyze", first, "--with", second, "--out", tmp_path / "out", "--no-video")
    assert ending(*command) == 0
    capsys.readouterr()
    assert ending(*command) == 0
    assert "al eerder" in capsys.readouterr().out
    films()  # two new estimators
    assert ending("analyze", first, "--out", tmp_path / "out", "--no-video") == 0
    session = json.loads((tmp_path / "out" / "laptop" / "session.json").read_text("utf-8"))
    assert session["second_camera"] is None


def test_films_of_other_lifts_are_refused_with_a_way_out(
    films: Callable[..., tuple[Path, Path]], ending: Ending, tmp_path: Path, capsys: Said
) -> None:
    first, second = films("stoop_straight_legs")
    out = tmp_path / "out"
    told = ending("analyze", first, "--with", second, "--out", out, "--no-video")
    said = capsys.readouterr()
    assert told == 3, said.out
    assert "--second-begins" in said.err


def test_a_beginning_that_is_told_is_taken(
    films: Callable[..., tuple[Path, Path]], ending: Ending, tmp_path: Path
) -> None:
    first, second = films()
    out = tmp_path / "out"
    told = ("--second-begins", "1,0")
    assert ending("analyze", first, "--with", second, *told, "--out", out, "--no-video") == 0
    session = json.loads((out / "laptop" / "session.json").read_text("utf-8"))
    assert session["second_camera"]["begins_s"] == 1.0
    assert session["second_camera"]["likeness"] is None


@pytest.mark.parametrize(
    "options",
    [
        ("--second-begins", "2"),
        ("--with", "b.mp4", "--persons", "2"),
        ("--with", "b.mp4", "--recursive"),
        ("c.mp4", "--with", "b.mp4"),
    ],
)
def test_what_does_not_go_together_is_refused_at_once(
    ending: Ending, options: tuple[str, ...]
) -> None:
    assert ending("analyze", "a.mp4", *options) == 2
