"""``tilcoach bench``: two costs from one run, and their ratio."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Film = Callable[[str], Path]
Said = pytest.CaptureFixture[str]


@pytest.mark.usefixtures("opened")
def test_json_holds_a_number_per_round(
    ending: Callable[..., int], film: Film, capsys: Said
) -> None:
    assert ending("bench", film("lift.mp4"), "--rounds", 2, "--json") == 0
    cost = json.loads(capsys.readouterr().out)
    assert cost["frames"] == 20
    assert len(cost["model_ms"]) == len(cost["pipeline_ms"]) == 2
    assert cost["ratio"] > 0


@pytest.mark.usefixtures("opened")
def test_the_table_names_both_ways(ending: Callable[..., int], film: Film, capsys: Said) -> None:
    assert ending("bench", film("lift.mp4"), "--rounds", 1) == 0
    said = capsys.readouterr().out
    assert "pose model alone" in said
    assert "ratio" in said
