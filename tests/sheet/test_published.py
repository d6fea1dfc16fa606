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
from tilcoach.kinematics import ViewLabel
from tilcoach.messages import Language, translator
from tilcoach.sheet import Published, Sheet, SheetSession, read_published
from tilcoach.sheet.published import ERRORS
from tilcoach.validation import TARGETS
from tilcoach.validation.releases import keep_release

Texts = Callable[[Sheet], list[str]]


def test_the_names_are_those_of_the_validation() -> None:
    known = {target.name for target in TARGETS}
    assert {name for views in ERRORS.values() for name in views.values()} <= known


def test_what_validate_keeps_can_be_read(tmp_path: Path) -> None:
    keep_release(
        tmp_path, {"knee flexion, MAE side, °": 6.5, "trunk rotation, MAE front, °": math.nan}
    )
    found = read_published(tmp_path / "releases")
    assert found is not None
    assert found.version == __version__
    assert found.error("knee_flexion_deg", ViewLabel.SIDE) == 6.5
    assert math.isnan(found.error("trunk_rotation_deg", ViewLabel.FRONT))
    assert math.isnan(found.error("knee_flexion_deg", ViewLabel.BACK))


def test_another_version_says_nothing_of_this_one(tmp_path: Path) -> None:
    (tmp_path / "0.0.1.json").write_text("{}")
    assert read_published(tmp_path) is None
    assert read_published(tmp_path / "nowhere") is None


@pytest.mark.parametrize("content", [b"{", b"[1]", b'{"a": "x"}', b'{"a": null}', b"\xff"])
def test_a_broken_file_gets_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / f"{__version__}.json").write_bytes(content)
    with pytest.raises(InputError, match="make them anew"):
        read_published(tmp_path)


def test_the_sheet_says_what_was_published(
    sheet: Sheet, texts: Texts, published: Published, language: Language
) -> None:
    number = translator(language).number
    said = " ".join(texts(sheet))
    assert json.dumps(published.version).strip('"') in said
    for views in ERRORS.values():
        for name in views.values():
            assert number(published.values[name], 1) in said


def test_without_a_published_file_the_sheet_says_so(
    sheet: Sheet, texts: Texts, language: Language
) -> None:
    sentence = "The measurement errors of this version of tilcoach are not published yet."
    said = translator(language).text(sentence)
    assert said in " ".join(texts(replace(sheet, published=None)))
    assert said not in " ".join(texts(sheet))


def test_a_session_needs_no_published_file(make: Callable[..., SheetSession]) -> None:
    assert Sheet((make(1),), date(2026, 3, 3)).published is None
