"""The first page waits for nothing that it does not need: counted in modules, not in seconds."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import tilcoach

SLOW = {"altair", "scipy.signal", "scipy.optimize", "mediapipe", "reportlab", "matplotlib.pyplot"}


def imported_by(code: str) -> set[str]:
    """Return the modules that a fresh program has imported after some lines."""
    words = [
        sys.executable,
        "-c",
        f"{code}\nimport json, sys\nprint(json.dumps(list(sys.modules)))",
    ]
    done = subprocess.run(words, check=True, capture_output=True, text=True)  # noqa: S603 - ours
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_first_page_needs_nothing_slow() -> None:
    found = imported_by("import tilcoach.ui.app, tilcoach.ui.practise.page")
    assert found & SLOW == set()
    others = {"film", "compare", "group", "history", "plan", "about", "settings"}
    assert {name for name in others if f"tilcoach.ui.{name}.page" in found} == set()


@pytest.mark.parametrize("page", ["compare", "history", "film"])
def test_the_check_finds_what_it_checks(page: str) -> None:
    assert imported_by(f"import tilcoach.ui.{page}.page") & SLOW


def test_the_server_imports_the_first_page_beforehand() -> None:
    found = imported_by("import tilcoach.ui.serve as serve\nserve._import_first_page()")
    assert {"tilcoach.ui.practise.page", "aiortc"} <= found
    assert "streamlit_webrtc" not in found  # outside of a page it would not be registered


def test_a_server_listens_before_anything_slow_is_imported() -> None:
    found = imported_by("import tilcoach.ui.serve")
    assert found & (SLOW | {"pandas", "cv2", "streamlit_webrtc"}) == set()


def test_every_script_that_a_page_runs_is_one_that_the_browser_may_run() -> None:
    run = re.compile(r'run_script\(__package__, "([^"]+)"\)')
    source = Path(tilcoach.__file__).parent
    found = {
        (f"tilcoach.{'.'.join(path.parent.relative_to(source).parts)}", name)
        for path in source.rglob("*.py")
        for name in run.findall(path.read_text(encoding="utf-8"))
    }
    code = "import json, tilcoach.ui.serve as serve\nprint(json.dumps(serve.PAGE_SCRIPTS))"
    done = subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    assert {tuple(pair) for pair in json.loads(done.stdout)} == found
