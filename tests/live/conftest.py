"""What runs behind a live page, without a camera, a model or a browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from tilcoach.store import FOLDER_VARIABLE, History


@pytest.fixture(autouse=True)
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> History:
    """Keep every test away from the developer's own history; return the one in use."""
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "history"))
    return History()
