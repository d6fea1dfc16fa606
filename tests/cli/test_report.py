"""``tilcoach report``: from files or the history to one PDF, or one sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest
from tests.cli.documents import document

from tilcoach.plan import checked_plan, new_code
from tilcoach.session_files import write_json
from tilcoach.store import DEFAULT_PROFILE, FOLDER_VARIABLE, History

Ending = Callable[..., int]
Captured = pytest.CaptureFixture[str]
WHEN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    """Return an empty history, the only one that the command sees."""
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "history"))
    return History()


@pytest.fixture
def session(tmp_path: Path) -> Path:
    path = tmp_path / "session.json"
    write_json(document("krat.mp4"), path)
    return path


def text_of(path: Path) -> str:
    pdf = pypdfium2.PdfDocument(path.read_bytes())
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())


def test_a_session_becomes_a_pdf(
    ending: Ending, session: Path, tmp_path: Path, capsys: Captured
) -> None:
    out = tmp_path / "verslag.pdf"
    assert ending("report", session, "--out", out) == 0
    assert "krat.mp4" in text_of(out)
    assert "Tiltechniek" in text_of(out)
    assert capsys.readouterr().out.strip() == f"Het verslag staat in {out}"


@pytest.mark.parametrize("option", ["--language", "--lang"])
def test_it_speaks_english_when_asked(
    ending: Ending, session: Path, tmp_path: Path, option: str
) -> None:
    out = tmp_path / "report.pdf"
    assert ending("report", session, session, "--out", out, option, "en") == 0
    assert "Lifting technique" in text_of(out)


def test_a_profile_is_reported_from_the_history(
    ending: Ending, history: History, tmp_path: Path
) -> None:
    profile = history.profiles.add("T-17")
    for day, name in enumerate(["een.mp4", "twee.mp4", "drie.mp4"]):
        history.add_session(profile.number, WHEN + timedelta(days=day), document(name), [])
    history.add_session(DEFAULT_PROFILE, WHEN, document("iemand_anders.mp4"), [])
    out = tmp_path / "verslag.pdf"
    assert ending("report", "--profile", "t-17", "--last", 2, "--out", out) == 0
    said = text_of(out)
    assert "T-17" in said
    assert "twee.mp4, drie.mp4" in said
    assert "een.mp4" not in said
    assert "iemand_anders" not in said
    assert ending("report", "--profile", "", "--out", out) == 0
    assert "iemand_anders.mp4" in text_of(out)


def test_it_has_to_be_said_of_what(ending: Ending, session: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    assert ending("report", "--out", out) == 2
    assert ending("report", session, "--profile", "T-17", "--out", out) == 2
    assert not out.exists()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_bad_input_is_one_sentence_and_writes_nothing(
    ending: Ending, tmp_path: Path, capsys: Captured, language: str
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{}")
    out = tmp_path / "x.pdf"
    for arguments in (
        [bad],
        [tmp_path / "nowhere.json"],
        ["--profile", "nobody"],
        ["--profile", ""],
    ):
        assert ending("report", *arguments, "--out", out, "--language", language) == 3
        said = capsys.readouterr().err.strip()
        assert len(said.splitlines()) == 1
        assert said.endswith(".")
        dutch = any(word in said for word in (" geen ", " niet ", " nog "))
        assert dutch == (language == "nl"), said
    assert not out.exists()


def test_what_a_therapist_adds_and_the_plan_stand_in_it(
    ending: Ending, history: History, tmp_path: Path
) -> None:
    out = tmp_path / "verslag.pdf"
    history.add_session(DEFAULT_PROFILE, WHEN, document("camera"), [])
    plan = checked_plan({"code": new_code(), "made_on": WHEN.date(), "lift_what": "een krat"})
    history.plans.open(DEFAULT_PROFILE, plan, WHEN.date())
    added = ("--client-number", "C-42", "--conclusion", "Tilt vrijer.")
    assert ending("report", "--profile", "", *added, "--out", out) == 0
    said = text_of(out)
    for part in ("C-42", "Tilt vrijer.", "een krat", "Handtekening"):
        assert part in said


def test_a_conclusion_that_does_not_fit_is_one_sentence(
    ending: Ending, session: Path, tmp_path: Path, capsys: Captured
) -> None:
    out = tmp_path / "verslag.pdf"
    assert ending("report", session, "--conclusion", "x" * 2000, "--out", out) == 3
    assert "maak het korter" in capsys.readouterr().err
    assert not out.exists()
