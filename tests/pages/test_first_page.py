"""The first page waits for nothing that it does not need: counted in modules, not in seconds."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

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
    found = imported_by("import tilcoach.ui.app, tilcoach.ui.views.practise")
    assert found & SLOW == set()
    others = {"video", "compare", "group", "progress", "about", "settings"}
    assert {name for name in others if f"tilcoach.ui.views.{name}" in found} == set()


@pytest.mark.parametrize("page", ["compare", "progress", "video"])
def test_the_check_sees_what_it_looks_for(page: str) -> None:
    assert imported_by(f"import tilcoach.ui.views.{page}") & SLOW


def test_the_server_imports_the_first_page_beforehand() -> None:
    found = imported_by("import tilcoach.ui.serve as serve\nserve._import_first_page()")
    assert {"tilcoach.ui.views.practise", "aiortc"} <= found
    assert "streamlit_webrtc" not in found  # outside of a page it would not be registered


def test_a_server_listens_before_anything_slow_is_imported() -> None:
    found = imported_by("import tilcoach.ui.serve")
    assert found & (SLOW | {"pandas", "cv2", "streamlit_webrtc"}) == set()
