"""A file is read whole, reviewed, and let go of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest

from tilcoach.batch import analyse_file
from tilcoach.coaching import WarningCode
from tilcoach.config import Settings
from tilcoach.errors import VideoError
from tilcoach.estimation import PoseEstimator

Film = Callable[..., Path]


class Standing(PoseEstimator, Protocol):
    """An estimator that remembers what it saw."""

    seen: list[int]
    closed: int


def test_every_frame_is_seen_once_and_counted(film: Film, person: Standing) -> None:
    told: list[tuple[int, int]] = []
    analysis = analyse_file(film(), Settings(), person, lambda *done: told.append(done))
    assert person.seen == list(range(20))
    assert [done for done, _ in told] == list(range(1, 21))
    assert told[-1][1] == 20
    assert analysis.source.frames == 20
    assert analysis.source.name == "lift.mp4"
    assert analysis.frames_without_person == 1
    assert analysis.review.people[0].person == 1
    assert len(analysis.review.people[0].poses) == 19
    assert person.closed > 0


def test_a_file_that_ends_halfway_is_judged_with_a_warning(
    film: Film, person: Standing, tmp_path: Path
) -> None:
    whole = film("whole.mkv", frames=200).read_bytes()
    cut = tmp_path / "cut.mkv"
    cut.write_bytes(whole[: len(whole) * 2 // 3])
    analysis = analyse_file(cut, Settings(), person)
    assert 0 < analysis.source.frames < 200
    assert WarningCode.FILE_CUT_OFF in analysis.review.warnings


def test_a_file_that_is_no_video_is_a_fault_and_the_model_is_freed(
    person: Standing, tmp_path: Path
) -> None:
    path = tmp_path / "notes.mp4"
    path.write_text("no video", encoding="utf-8")
    with pytest.raises(VideoError, match=r"notes\.mp4"):
        analyse_file(path, Settings(), person)
    assert person.closed > 0
    assert person.seen == []
