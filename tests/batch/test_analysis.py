"""A file is read whole, reviewed, and let go of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.doubles import StandingPerson

from tilcoach.batch import analyse_file
from tilcoach.batch.analysis import release_memory
from tilcoach.coaching import WarningCode
from tilcoach.config import Settings
from tilcoach.errors import VideoError
from tilcoach.video import FilmChoices

Film = Callable[..., Path]


def test_every_frame_is_seen_once_and_counted(film: Film, person: StandingPerson) -> None:
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
    film: Film, person: StandingPerson, tmp_path: Path
) -> None:
    whole = film("whole.mkv", frames=200).read_bytes()
    cut = tmp_path / "cut.mkv"
    cut.write_bytes(whole[: len(whole) * 2 // 3])
    analysis = analyse_file(cut, Settings(), person)
    assert 0 < analysis.source.frames < 200
    assert WarningCode.FILE_CUT_OFF in analysis.review.warnings


@pytest.mark.parametrize("said", [None, 1.0])
def test_lifts_that_take_very_long_raise_the_question_of_slow_motion_unless_it_was_answered(
    film: Film, person: StandingPerson, monkeypatch: pytest.MonkeyPatch, said: float | None
) -> None:
    monkeypatch.setattr("tilcoach.batch.analysis.slower_by", lambda _lifts: 4.0)
    settings = replace(Settings(), film=FilmChoices(slow_motion=said))
    analysis = analyse_file(film(), settings, person)
    asked = WarningCode.SLOW_MOTION in analysis.review.warnings
    assert (analysis.slow_motion, asked) == ((4.0, True) if said is None else (1.0, False))


def test_a_file_that_is_no_video_is_a_fault_and_the_model_is_freed(
    person: StandingPerson, tmp_path: Path
) -> None:
    path = tmp_path / "notes.mp4"
    path.write_text("no video", encoding="utf-8")
    with pytest.raises(VideoError, match=r"notes\.mp4"):
        analyse_file(path, Settings(), person)
    assert person.closed > 0
    assert person.seen == []


class Glibc:
    """Counts what is asked of it."""

    asked: tuple[int, ...] = ()

    def malloc_trim(self, keep_bytes: int) -> None:
        self.asked = (*self.asked, keep_bytes)


def test_all_of_it_is_asked_back(monkeypatch: pytest.MonkeyPatch) -> None:
    library = Glibc()
    monkeypatch.setattr("ctypes.CDLL", lambda _name: library)
    release_memory()
    assert library.asked == (0,)


@pytest.mark.parametrize("fault", [AttributeError, OSError, TypeError])
def test_a_system_that_cannot_is_no_fault(
    monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    asked = []

    def missing(name: object) -> None:
        asked.append(name)
        raise fault

    monkeypatch.setattr("ctypes.CDLL", missing)
    release_memory()
    assert asked == [None]
