"""Libraries are imported in a process of their own, which may break."""

from __future__ import annotations

from pathlib import Path

import pytest

from tilcoach.cli.diagnostics import import_faults


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put modules on the path that break in several ways."""
    (tmp_path / "noisy.py").write_text("import sys; print('hello', file=sys.stderr)")
    (tmp_path / "lacking.py").write_text("raise ImportError('libGL.so.1:\\nnot found')")
    (tmp_path / "crashing.py").write_text("import os; os._exit(7)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))


@pytest.mark.usefixtures("modules")
def test_each_fault_is_named(capfd: pytest.CaptureFixture[str]) -> None:
    faults = import_faults(["json", "noisy", "lacking", "not_there"])
    assert faults == {
        "lacking": "libGL.so.1: not found",
        "not_there": "No module named 'not_there'",
    }
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("modules")
def test_a_crash_is_a_fault_too() -> None:
    assert import_faults(["json", "crashing"]) == {"crashing": "exit code 7"}
