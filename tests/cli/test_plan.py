"""``tilcoach plan``: a plan goes out as a file, is followed, and its results come back."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest
from tests.cli.documents import document

import tilcoach
from tilcoach.plan import Plan, plan_schema_text, read_plan_file, results_schema_text
from tilcoach.store import DEFAULT_PROFILE, FOLDER_VARIABLE, History

Ending = Callable[..., int]
Captured = pytest.CaptureFixture[str]
DOCS = Path(tilcoach.__file__).parents[2] / "docs"


@pytest.fixture(autouse=True)
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    """Return an empty history, the only one that the commands see."""
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "history"))
    monkeypatch.setenv("COLUMNS", "200")
    return History()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "anna.tilcoach"


def made(file: Path) -> Plan:
    contents = read_plan_file(file.read_bytes(), file)
    assert isinstance(contents, Plan)
    return contents


def test_a_plan_goes_out_is_followed_and_its_results_come_back(
    ending: Ending, file: Path, history: History, tmp_path: Path, capsys: Captured
) -> None:
    options = ("--lifts", 8, "--sets", 2, "--hands-at-most-cm", 40, "--message", "Rustig aan.")
    assert ending("plan", "new", file, *options) == 0
    assert ending("plan", "open", file) == 0
    capsys.readouterr()
    assert ending("plan", "show") == 0
    shown = capsys.readouterr().out
    assert "2 series van 8 tilbewegingen" in shown
    assert "handen hooguit 40 cm van u af" in shown
    assert "Serie 1 van 2: 0 van 8 keer getild." in shown
    number = history.add_session(DEFAULT_PROFILE, datetime.now(UTC), document("camera"), [])
    history.write_note(number, "Ging goed.")
    back = tmp_path / "back.tilcoach"
    assert ending("plan", "results", back) == 0
    history.erase_all()  # now it is the therapist's computer
    assert ending("plan", "open", back, "--lang", "en") == 0
    shown = capsys.readouterr().out
    assert "The results stand beside their plan." in shown
    assert "Ging goed." in shown
    (saved,) = history.plans.all()
    assert saved.plan == made(file)
    assert saved.results is not None
    assert len(saved.results.sessions) == 1


def test_numbers_have_a_point_or_a_comma(ending: Ending, file: Path, capsys: Captured) -> None:
    assert ending("plan", "new", file, "--load-kg", "7,5", "--knee-at-least-deg", "60.5") == 0
    assert made(file).load_kg == 7.5
    assert made(file).targets.knee_at_least_deg == 60.5
    assert ending("plan", "new", file, "--load-kg", "a lot") == 2
    assert "a lot is not a number." in capsys.readouterr().err


def test_a_plan_has_no_name_unless_one_is_given(ending: Ending, file: Path, tmp_path: Path) -> None:
    ending("plan", "new", file)
    ending("plan", "new", tmp_path / "b.tilcoach", "--name", "Anna")
    assert made(file).name == ""
    assert made(tmp_path / "b.tilcoach").name == "Anna"


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_only_this_user_can_read_it_and_nothing_is_overwritten(
    ending: Ending, file: Path, capsys: Captured
) -> None:
    ending("plan", "new", file)
    before = file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert ending("plan", "new", file) == 3
    assert "kies een andere naam" in capsys.readouterr().err
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("new", "x.tilcoach", "--lifts", "0"), "Dit plan kan zo niet worden gemaakt (lifts:"),
        (("new", "x.tilcoach", "--focus", "smile"), "Dit plan kan zo niet worden gemaakt (focus"),
        (("new", "missing/x.tilcoach"), "Het plan kan niet worden geschreven"),
        (("open", "missing.tilcoach"), "kan niet worden gelezen"),
        (("open", "text.tilcoach"), "is geen plan van tilcoach"),
        (("open", "text.tilcoach", "--profile", "nobody"), "is geen plan van tilcoach"),
        (("show",), "Hier wordt geen plan gevolgd"),
        (("results", "x.tilcoach"), "Hier wordt geen plan gevolgd"),
        (("stop",), "Hier wordt geen plan gevolgd"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    ending: Ending,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Captured,
    arguments: tuple[str, ...],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("text.tilcoach").write_text("hello", encoding="utf-8")
    assert ending("plan", *arguments) == 3
    told = capsys.readouterr().err
    assert sentence in told
    assert told.count("\n") == 1
    assert not Path("x.tilcoach").exists()


def test_a_plan_that_is_stopped_stays_saved(
    ending: Ending, file: Path, history: History, capsys: Captured
) -> None:
    ending("plan", "new", file)
    ending("plan", "open", file)
    assert ending("plan", "stop") == 0
    assert "blijft bewaard" in capsys.readouterr().out
    assert history.plans.followed(DEFAULT_PROFILE) is None
    assert len(history.plans.all()) == 1


@pytest.mark.parametrize(
    ("of", "kept", "written"),
    [
        ("plan", "plan.schema.json", plan_schema_text),
        ("results", "plan-results.schema.json", results_schema_text),
    ],
)
def test_the_schemas_in_docs_are_those_of_the_types(
    ending: Ending, capsys: Captured, of: str, kept: str, written: Callable[[], str]
) -> None:
    assert (DOCS / kept).read_text(encoding="utf-8") == written()
    assert ending("schema", of) == 0
    printed = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(printed)
