"""``tilcoach history``: what was saved, in a terminal; nothing is erased without a second yes."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.cli.documents import document

from tilcoach.coaching import Cue, Pattern, Reason, Verdict
from tilcoach.kinematics import ViewLabel
from tilcoach.lifting import LoadSource
from tilcoach.lifting.lift import LiftMeasures
from tilcoach.session_files import LiftPart, ViewPart, json_text
from tilcoach.store import FOLDER_VARIABLE, Curves, History, NewLift

Ending = Callable[..., int]
Captured = pytest.CaptureFixture[str]

WHEN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    """Return an empty history, the only one that the commands see."""
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "history"))
    monkeypatch.setenv("COLUMNS", "200")
    return History()


def new_lift(number: int) -> NewLift:
    seen: dict[str, object] = {"unit": "index", "limit": 75, "start_s": None, "end_s": None}
    fout = {"verdict": Verdict.FOUT, "measured": 92.0, "confidence": 0.9, "reason": None}
    unseen = {"verdict": Verdict.NOT_JUDGED, "measured": None, "confidence": 0}
    findings = [
        {"pattern": Pattern.STRAIGHT_LEGS, **seen, **fout},
        {"pattern": Pattern.TWIST_WITH_LOAD, **seen, **unseen, "reason": Reason.VIEW_SIDE},
        {"pattern": Pattern.LOAD_FAR, **seen, **unseen, "reason": Reason.NOT_SEEN},
    ]
    measures = dict.fromkeys(field.name for field in fields(LiftMeasures))
    part = LiftPart.model_validate(
        {"lift": number, "start_s": 1, "grasp_s": 2, "upright_s": 3, "end_s": 4}
        | {"load": {"held": True, "probability": 0.9, "source": LoadSource.AUTO}}
        | {"measures": measures, "findings": findings, "cue": {"code": Cue.BEND_KNEES, "text": ""}}
    )
    curves = Curves.model_validate(dict.fromkeys(Curves.model_fields, (1.0, 2.0)))
    return NewLift(1, ViewPart(label=ViewLabel.SIDE, yaw_deg=2.0), part, curves)


@pytest.fixture
def two_sessions(history: History) -> None:
    """Save one session without a name and one of Anna."""
    anna = history.profiles.add("Anna")
    history.add_session(1, WHEN, document("camera"), [new_lift(1), new_lift(2)])
    second = history.add_session(anna.number, WHEN, document("[bold]thuis.mp4"), [new_lift(1)])
    history.write_note(second, "Ging goed")


def test_an_empty_history_is_told(ending: Ending, capsys: Captured, history: History) -> None:
    assert ending("history", "list") == 0
    assert capsys.readouterr().out == "Er is nog niets bewaard.\n"
    assert not history.path.exists()


@pytest.mark.usefixtures("two_sessions")
@pytest.mark.parametrize("columns", ["80", "200"])
def test_list_shows_every_session_also_in_80_columns(
    ending: Ending, capsys: Captured, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert ending("history", "list") == 0
    shown = capsys.readouterr().out
    assert max(map(len, shown.splitlines())) <= int(columns)
    first, second = shown.split("[bold]thuis.mp4")
    for part in ("ma 2 mrt 2026,", "09:30", "Camera", "2 tilbewegingen", "▲ 2", "○ 2"):
        assert part in first
    for part in ("Anna", "Ging goed", "1 tilbeweging"):
        assert part in second
    assert "…" not in shown


@pytest.mark.usefixtures("two_sessions")
def test_list_of_one_profile(ending: Ending, capsys: Captured) -> None:
    assert ending("history", "list", "--profile", "anna", "--lang", "en") == 0
    shown = capsys.readouterr().out
    assert "thuis.mp4" in shown
    assert "Camera" not in shown
    assert ending("history", "list", "--profile", "Bea") == 3
    assert "Er is geen profiel met de naam Bea" in capsys.readouterr().err


@pytest.mark.usefixtures("two_sessions")
def test_show_tells_verdicts_reasons_and_the_note(ending: Ending, capsys: Captured) -> None:
    assert ending("history", "show", "2") == 0
    shown = capsys.readouterr().out
    assert "▲ Fout" in shown
    assert "index 92" in shown
    assert "kwartslag" in shown
    assert shown.endswith("Ging goed\n")
    assert ending("history", "show", "7") == 3
    assert "Er is geen sessie 7" in capsys.readouterr().err


@pytest.mark.usefixtures("two_sessions")
def test_export_writes_a_zip_and_replaces_nothing(
    ending: Ending, capsys: Captured, tmp_path: Path
) -> None:
    path = tmp_path / "alles.zip"
    assert ending("history", "export", path) == 0
    assert f"staat in {path}." in capsys.readouterr().out
    assert "session-2.json" in zipfile.ZipFile(path).namelist()
    assert ending("history", "export", path) == 3
    assert "Er is al een bestand" in capsys.readouterr().err


@pytest.mark.usefixtures("two_sessions")
@pytest.mark.parametrize("answer", ["nee\n", "\n", ""])
def test_nothing_is_erased_without_a_yes(
    ending: Ending,
    capsys: Captured,
    history: History,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
) -> None:
    for what in (["1"], ["--profile", "Anna"], ["--all"]):
        monkeypatch.setattr("sys.stdin", io.StringIO(answer))
        assert ending("history", "erase", *what) == 0
        assert capsys.readouterr().out.endswith("Er is niets gewist.\n")
    assert len(history.sessions()) == 2


@pytest.mark.usefixtures("two_sessions")
def test_a_yes_erases_one_session(
    ending: Ending, capsys: Captured, history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(" Ja\n"))
    assert ending("history", "erase", "1") == 0
    assert "zijn dan voorgoed weg. Doorgaan? (ja/nee)" in capsys.readouterr().out
    assert [session.number for session in history.sessions()] == [2]


@pytest.mark.usefixtures("two_sessions")
def test_a_profile_and_then_everything(ending: Ending, history: History) -> None:
    assert ending("history", "erase", "--profile", "Anna", "--yes") == 0
    assert [profile.name for profile in history.profiles.all()] == [""]
    assert ending("history", "erase", "--all", "--yes") == 0
    assert not history.path.parent.exists()
    assert ending("history", "erase", "--all", "--yes") == 0  # twice is fine


@pytest.mark.parametrize("what", [[], ["1", "--all"], ["--profile", "Anna", "--all"], ["x"]])
def test_wrong_use_is_told(ending: Ending, what: list[str]) -> None:
    assert ending("history", "erase", *what) == 2


def test_what_could_not_be_read_is_told_with_its_place(
    ending: Ending, capsys: Captured, history: History
) -> None:
    history.path.parent.mkdir()
    history.path.write_bytes(b"no database" * 100)
    assert ending("history", "list") == 3
    assert "is niet meer te lezen" in capsys.readouterr().err
    assert ending("history", "list") == 0
    shown = capsys.readouterr().out
    assert "history.kept-1.sqlite. Wat u nu bewaart" in shown
    assert str(history.path.parent) + os.sep in shown


@pytest.mark.usefixtures("two_sessions")
def test_an_export_comes_back_after_erasing(
    ending: Ending, history: History, tmp_path: Path, capsys: Captured
) -> None:
    path = str(tmp_path / "alles.zip")
    before = [(s.document, s.note, s.lifts) for s in history.sessions()]
    assert ending("history", "export", path) == 0
    assert ending("history", "erase", "--all", "--yes") == 0
    capsys.readouterr()
    assert ending("history", "import", path) == 0
    assert "2 sessies zijn toegevoegd" in capsys.readouterr().out
    assert [(s.document, s.note, s.lifts) for s in history.sessions()] == before
    assert ending("history", "import", path, "--lang", "en") == 0
    assert "0 sessions were brought in" in capsys.readouterr().out


def test_a_file_that_is_no_export_or_a_profile_that_is_not_there_ends_with_a_sentence(
    ending: Ending, history: History, tmp_path: Path, capsys: Captured
) -> None:
    path = tmp_path / "iets.json"
    path.write_text("{}", encoding="utf-8")
    assert ending("history", "import", str(path)) == 3
    assert "iets.json" in capsys.readouterr().err
    assert ending("history", "import", str(tmp_path / "nergens.zip")) == 3
    assert not history.path.exists()


def test_a_film_that_was_saved_before_is_kept_beside_or_replaced_as_the_option_says(
    ending: Callable[..., int], history: History, tmp_path: Path, capsys: Captured
) -> None:
    path = tmp_path / "session.json"
    for height_cm in (170.0, 175.0, 180.0):
        whole = document("film.mp4")
        settings = whole.settings.model_copy(update={"height_cm": height_cm})
        source = whole.source.model_copy(update={"sha256": "ab" * 32})
        text = json_text(whole.model_copy(update={"settings": settings, "source": source}))
        path.write_text(text, encoding="utf-8")
        option = ("--same-film", "replace") if height_cm == 180 else ()
        assert ending("history", "import", str(path), *option) == 0
    heights = [session.head.settings.height_cm for session in history.sessions()]
    assert heights == [170, 180]
    assert "vervangen" in capsys.readouterr().out
