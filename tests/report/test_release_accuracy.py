"""The measurement errors come from the published file, and from nowhere else."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tilcoach import __version__
from tilcoach.errors import InputError
from tilcoach.i18n import Language, translator
from tilcoach.kinematics import ViewLabel
from tilcoach.measures import MEASURES
from tilcoach.release_accuracy import ERRORS
from tilcoach.report import ReleaseAccuracy, Report, ReportSession, read_release_accuracy
from tilcoach.validation import TARGETS, Estimate, TargetResult
from tilcoach.validation.intervals import NOT_MEASURED
from tilcoach.validation.releases import write_release

Texts = Callable[[Report], list[str]]


def test_the_names_are_those_of_the_validation() -> None:
    known = {target.name for target in TARGETS}
    assert {name for views in ERRORS.values() for name in views.values()} <= known


def test_the_worst_source_of_what_validate_wrote_can_be_read(tmp_path: Path) -> None:
    worst, other = (Estimate(value, 2.0, 9.0, 100, 8) for value in (6.5, 4.0))
    knee = TargetResult("theirs", worst, {"ours": other, "theirs": worst})
    unknown = TargetResult("", NOT_MEASURED, {})
    write_release(
        tmp_path, {"knee flexion, MAE side, °": knee, "trunk rotation, MAE front, °": unknown}
    )
    found = read_release_accuracy(tmp_path / "releases")
    assert found is not None
    assert found.version == __version__
    assert found.error("knee_flexion_deg", ViewLabel.SIDE) == 6.5
    assert math.isnan(found.error("trunk_rotation_deg", ViewLabel.FRONT))
    assert math.isnan(found.error("knee_flexion_deg", ViewLabel.BACK))


def test_another_version_says_nothing_of_this_one(tmp_path: Path) -> None:
    (tmp_path / "0.0.1.json").write_text("{}")
    assert read_release_accuracy(tmp_path) is None
    assert read_release_accuracy(tmp_path / "nowhere") is None


@pytest.mark.parametrize(
    "content", [b"{", b"[1]", b'{"a": "x"}', b'{"a": null}', b'{"a": {}}', b"\xff"]
)
def test_a_broken_file_gets_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / f"{__version__}.json").write_bytes(content)
    with pytest.raises(InputError, match="make validate"):
        read_release_accuracy(tmp_path)


def test_the_report_says_what_was_published(
    report: Report, texts: Texts, published: ReleaseAccuracy, language: Language
) -> None:
    number = translator(language).number
    said = " ".join(texts(report))
    assert json.dumps(published.version).strip('"') in said
    for measure in MEASURES:
        for name in ERRORS.get(measure.field, {}).values():
            assert number(published.values[name], 1) in said


def test_without_a_published_file_the_report_says_so(
    report: Report, texts: Texts, language: Language
) -> None:
    sentence = "The measurement errors of this version of tilcoach are not published yet."
    said = translator(language).text(sentence)
    assert said in " ".join(texts(replace(report, published=None)))
    assert said not in " ".join(texts(report))


def test_a_session_needs_no_published_file(make: Callable[..., ReportSession]) -> None:
    assert Report((make(1),), date(2026, 3, 3)).published is None
