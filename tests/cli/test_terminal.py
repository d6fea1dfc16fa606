"""Nothing in a name or a note reaches the terminal as a command."""

from __future__ import annotations

import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from rich.table import Table

from tilcoach.cli.main import run
from tilcoach.cli.terminal import SafeConsole, safe_json, safe_text

ESCAPE = "a\x1b]0;title\x07\x9b2J\u202eb"
SAFE = "a\ufffd]0;title\ufffd\ufffd2J\ufffdb"


def test_control_characters_are_replaced_and_lines_stay() -> None:
    assert safe_text(f"{ESCAPE}\n\tc") == f"{SAFE}\n\tc"


def test_json_means_the_same_without_control_characters() -> None:
    text = json.dumps({"name": ESCAPE}, ensure_ascii=False, indent=2)
    assert json.loads(safe_json(text)) == {"name": ESCAPE}
    assert safe_text(safe_json(text)) == safe_json(text)


def test_a_table_is_safe_and_keeps_its_colours() -> None:
    written = io.StringIO()
    table = Table()
    table.add_column("[red]x[/red]")
    table.add_row(ESCAPE)
    SafeConsole(file=written, force_terminal=True, width=60, color_system="standard").print(table)
    assert "]0;title" in written.getvalue()
    assert "\x1b]0;" not in written.getvalue()
    assert "\x1b[1;31mx" in written.getvalue()


def test_an_error_that_names_a_file_is_safe(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(["analyze", f"{ESCAPE}.mp4"])
    assert "\x1b" not in capsys.readouterr().err


def test_a_note_is_safe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TILCOACH_HISTORY", str(tmp_path))
    history = Path(__file__).parents[1] / "store" / "history_1.sql"
    with closing(sqlite3.connect(tmp_path / "history.sqlite")) as made:
        made.executescript(history.read_text(encoding="utf-8"))
        made.execute("UPDATE session SET note = ?", (ESCAPE,))
        made.commit()
    for command in (["list"], ["show", "1"]):
        with pytest.raises(SystemExit):
            run(["history", *command])
        assert "\x1b" not in capsys.readouterr().out
