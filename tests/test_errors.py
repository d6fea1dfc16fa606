"""The error tree, and what the shell sees of it."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from tilcoach import errors
from tilcoach.errors import (
    InputError,
    ModelError,
    SettingsError,
    StoreError,
    TilcoachError,
    VideoError,
)


@pytest.mark.parametrize(
    ("error", "parent", "exit_code"),
    [
        (InputError, TilcoachError, 3),
        (VideoError, InputError, 3),
        (SettingsError, InputError, 2),
        (ModelError, TilcoachError, 4),
        (StoreError, TilcoachError, 3),
    ],
)
def test_each_error_has_its_place_and_its_exit_code(
    error: type[TilcoachError], parent: type[TilcoachError], exit_code: int
) -> None:
    assert error.__base__ is parent
    assert error.exit_code == exit_code


def test_no_error_leaves_the_tree_or_exits_as_if_all_were_well() -> None:
    tree = [e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, Exception)]
    assert len(tree) == 6
    assert all(issubclass(error, TilcoachError) and error.exit_code != 0 for error in tree)


def test_the_message_is_the_sentence_with_its_values() -> None:
    error = VideoError("{path} is empty ({size} bytes).", path=Path("lift.mp4"), size=0)
    assert str(error) == "lift.mp4 is empty (0 bytes)."
    assert error.sentence == "{path} is empty ({size} bytes)."
    assert error.values == {"path": Path("lift.mp4"), "size": 0}


def test_an_error_survives_the_way_to_another_process() -> None:
    error = StoreError("{folder} is full.", folder="out")
    assert str(pickle.loads(pickle.dumps(error))) == "out is full."  # noqa: S301 - our own bytes


def test_the_drawing_on_top_of_the_module_names_every_error() -> None:
    drawn = errors.__doc__ or ""
    for error in (TilcoachError, InputError, VideoError, SettingsError, ModelError, StoreError):
        assert error.__name__ in drawn
