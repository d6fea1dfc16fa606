"""MediaPipe has no way out: whatever the environment says, its reports end on this machine."""

from __future__ import annotations

import os
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tilcoach.errors import ModelError
from tilcoach.estimation.at_home import NOWHERE, stay_at_home
from tilcoach.estimation.landmarker import MediaPipeEstimator


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put back afterwards whatever is changed."""
    monkeypatch.setattr("os.environ", os.environ.copy())


def test_the_users_own_proxy_is_no_way_out_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "https_proxy", "http://proxy.example:3128")
    monkeypatch.setitem(os.environ, "no_proxy", "*")
    stay_at_home()
    assert os.environ["https_proxy"] == os.environ["HTTPS_PROXY"] == NOWHERE
    assert "no_proxy" not in os.environ
    assert urllib.request.getproxies()["https"] == NOWHERE


def test_nobody_listens_there() -> None:
    with pytest.raises(urllib.error.URLError, match="refused"):
        urllib.request.urlopen(NOWHERE)  # noqa: S310  this machine


def test_it_holds_before_a_model_is_opened(tmp_path: Path) -> None:
    bundle = tmp_path / "no_model.task"
    bundle.write_bytes(b"no model")
    with pytest.raises(ModelError):
        MediaPipeEstimator(bundle)
    assert os.environ["https_proxy"] == NOWHERE
