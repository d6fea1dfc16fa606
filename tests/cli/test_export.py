"""``tilcoach export`` as somebody types it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.doubles import NoModel, StandingPerson, write_film

from tilcoach.batch import analyse_file, write_outputs
from tilcoach.cli.main import run
from tilcoach.config import Settings


def _export(*arguments: str) -> int | str | None:
    with pytest.raises(SystemExit) as ended:
        run(["export", *arguments])
    return ended.value.code


def test_it_writes_beside_the_results_and_says_what(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "lift"
    analysis = analyse_file(write_film(tmp_path / "lift.mp4"), Settings(), StandingPerson())
    write_outputs(analysis, folder, NoModel(), with_video=False)
    assert _export(str(folder), "--to", "trc, MOT") == 0
    assert {"person_1.trc", "person_1.mot"} <= {path.name for path in folder.iterdir()}
    assert "Geschreven:" in capsys.readouterr().out


def test_another_format_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _export(str(tmp_path), "--to", "c3d") == 2
    assert "trc, mot, parquet" in capsys.readouterr().err


def test_a_folder_without_results_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _export(str(tmp_path), "--to", "trc", "--lang", "en") == 3
    assert "holds no results" in capsys.readouterr().err
