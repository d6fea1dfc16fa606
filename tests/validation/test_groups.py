"""Several people with truth of each: who is who, whose lift it is, and what is told."""

from __future__ import annotations

import builtins
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from tests.doubles import Replay, write_film

from tilcoach.errors import InputError
from tilcoach.pose import Keypoint, Pose
from tilcoach.validation.group_clips import JOINTS, GroupClip, read_group_clips
from tilcoach.validation.group_run import GroupRun, run_group
from tilcoach.validation.group_scores import (
    GroupScores,
    identity_scores,
    lift_scores,
    numbers_of_people,
    validate_groups,
)

FRAMES = 20
LEFT_PX, RIGHT_PX = 100.0, 400.0


def body(x_px: float, time_s: float = 0.0) -> Pose:
    """Return an upright body whose left and right landmarks stand apart."""
    image_px = np.full((33, 2), np.nan)
    for landmark in Keypoint:
        side_px = 30.0 if "LEFT" in landmark.name else -30.0
        image_px[landmark] = x_px + side_px, 100.0 + 5.0 * landmark
    return Pose(image_px, np.zeros((33, 3)), np.ones(33), time_s)


def clip(*lifts: tuple[tuple[float, float], ...], seen: float = 1.0) -> GroupClip:
    """Return a clip of two people who stand still."""
    joints = np.stack([body(x).image_px[list(JOINTS)] for x in (LEFT_PX, RIGHT_PX)])
    return GroupClip(
        "two",
        Path("two.mp4"),
        lifts or ((), ()),
        np.repeat(joints[None], FRAMES, axis=0),
        np.array([[1.0, seen]] * FRAMES),
    )


def run(numbers: Callable[[int], tuple[int, int]], truth: GroupClip | None = None) -> GroupRun:
    """Return a run in which both are found, under these numbers at each frame."""
    people = tuple(
        tuple(zip(numbers(n), (body(LEFT_PX), body(RIGHT_PX)), strict=True)) for n in range(FRAMES)
    )
    return GroupRun(truth or clip(), people, (), ())


def test_who_keeps_the_number_is_followed_without_a_fault() -> None:
    scores = identity_scores([run(lambda _: (1, 2))])
    assert (scores.idf1, scores.hota, scores.switches) == (1.0, 1.0, 0)
    assert scores.poses == 2 * FRAMES


def test_two_who_change_numbers_half_way_are_half_right() -> None:
    scores = identity_scores([run(lambda n: (1, 2) if n < FRAMES / 2 else (2, 1))])
    assert scores.idf1 == pytest.approx(0.5)
    assert scores.switches == 2
    assert 0.4 < scores.hota < 0.8


def test_clips_count_by_their_poses() -> None:
    runs = [run(lambda _: (1, 2)), run(lambda n: (1, 2) if n < FRAMES / 2 else (2, 1))]
    assert identity_scores(runs).idf1 == pytest.approx(0.75)


def test_who_is_hardly_seen_counts_in_no_direction() -> None:
    hidden = run(lambda n: (1, n + 2), clip(seen=0.2))  # the hidden one never has the same number
    scores = identity_scores([hidden])
    assert (scores.idf1, scores.poses) == (1.0, FRAMES)


def test_each_person_has_the_number_of_most_pictures() -> None:
    assert numbers_of_people(run(lambda n: (7, 3) if n else (3, 7))) == {0: 7, 1: 3}


def test_a_lift_belongs_to_the_one_who_lifts() -> None:
    truth = clip(((2.0, 5.0),), ())
    right, wrong = ((1, (2.1, 5.0)),), ((2, (2.1, 5.0)),)
    numbers = {0: 1, 1: 2}
    scores, words = lift_scores(truth, right, numbers, "live")
    assert (scores.hits, scores.missed, scores.false, words) == (1, 0, 0, [])
    scores, words = lift_scores(truth, wrong, numbers, "live")
    assert (scores.hits, scores.missed, scores.false) == (0, 1, 1)
    assert words == [
        "two, live, person 1: missed lift at 2.0 s",
        "two, live, person 2: false lift at 2.1 s",
    ]


def test_a_lift_of_nobody_is_false() -> None:
    scores, words = lift_scores(clip(), ((9, (1.0, 2.0)),), {0: 1, 1: 2}, "file")
    assert (scores.hits, scores.false) == (0, 1)
    assert words == ["two, file, nobody: false lift at 1.0 s"]


def test_scores_of_a_clip_are_those_of_its_people() -> None:
    truth = clip(((2.0, 5.0),), ())
    ran = run(lambda _: (1, 2), truth)
    found = GroupRun(truth, ran.people, ((1, (2.0, 5.1)),), ())
    scores = GroupScores.of(found)
    assert (scores.people, scores.live.f1, scores.filed.missed) == (2, 1.0, 1)


def test_without_trackeval_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def lacking(name: str, *rest: object, **more: object) -> object:
        if name == "trackeval":
            raise ImportError(name)
        return real(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", lacking)
    with pytest.raises(InputError, match=r"requirements/metrics\.txt"):
        identity_scores([run(lambda _: (1, 2))])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with a rendered clip of two people, and one of a single person."""
    film = write_film(tmp_path / "two.mp4", FRAMES)
    one = '[[clip]]\nname = "one"\nheight_m = 1.7\n\n'
    two = (
        '[[clip]]\nname = "two"\n\n[[clip.lift]]\nstart_s = 1.0\nupright_s = 2.5\n\n'
        "[[clip.company]]\nheight_m = 1.8\n"
    )
    (tmp_path / "expected.toml").write_text(one + two, encoding="utf-8")
    truth = clip()
    np.savez(tmp_path / "two.people.npz", joints_px=truth.joints_px, seen_share=truth.seen_share)
    assert film.is_file()
    return tmp_path


def test_clips_of_one_person_are_no_groups(folder: Path) -> None:
    (read,) = read_group_clips(folder)
    assert (read.name, read.lifts) == ("two", (((1.0, 2.5),), ()))
    assert read.joints_px.shape == (FRAMES, 2, 12, 2)


def test_without_videos_or_truth_it_says_what_to_do(folder: Path, tmp_path: Path) -> None:
    (folder / "two.mp4").unlink()
    with pytest.raises(InputError, match="has a video"):
        read_group_clips(folder)
    with pytest.raises(InputError, match="cannot be read"):
        read_group_clips(tmp_path / "nowhere")


def seen_by_a_model() -> Replay:
    """Return a model that sees both people in every frame."""
    return Replay([(body(LEFT_PX, n / 30), body(RIGHT_PX, n / 30)) for n in range(FRAMES)])


def test_a_clip_is_run_live_and_as_a_file_with_one_look_of_the_model(folder: Path) -> None:
    (read,) = read_group_clips(folder)
    asked: list[int] = []

    def open_estimator(persons: int) -> Replay:
        asked.append(persons)
        return seen_by_a_model()

    ran = run_group(read, open_estimator)
    assert asked == [4]
    assert [[number for number, _ in people] for people in ran.people] == [[1, 2]] * FRAMES
    assert (ran.live, ran.filed) == ((), ())


def test_the_command_prints_and_writes_what_it_found(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from tilcoach.cli.main import run as run_command  # noqa: PLC0415 - a whole command, once

    monkeypatch.setattr(
        "tilcoach.cli.validate_groups.open_estimator", lambda _model, _persons: seen_by_a_model()
    )
    monkeypatch.setattr(
        "sys.argv", ["tilcoach", "validate", "--groups", str(folder), "--out", str(folder / "o")]
    )
    monkeypatch.setenv("COLUMNS", "200")
    with pytest.raises(SystemExit) as ended:
        run_command()
    assert not ended.value.code
    told = capsys.readouterr().out
    assert "1.000" in told
    assert "two, live, person 1: missed lift at 1.0 s" in told
    written = json.loads((folder / "o" / "groups.json").read_text(encoding="utf-8"))
    assert written["identity"]["idf1"] == 1.0
    assert written["origin"]["command"].startswith(f"tilcoach validate --groups {folder}")
    assert "tracking" in written["origin"]["provenance"]["code"]
    assert written["lifts_live"]["missed"] == 1
    page = (folder / "o" / "groups.md").read_text(encoding="utf-8")
    assert f"tilcoach validate --groups {folder}" in page
    assert "- two, live, person 1: missed lift at 1.0 s" in page
    assert "| F1 of lifts live | at least 0.95 | 0.000 (0.000 to 0.950) | 0 of 1, 0 false" in page


def test_f1_of_a_group_has_the_interval_of_its_films() -> None:
    truth = clip(((2.0, 5.0),), ())
    ran = run(lambda _: (1, 2), truth)
    found = GroupRun(truth, ran.people, ((1, (2.0, 5.1)),), ((1, (2.0, 5.1)),))
    missed = GroupRun(truth, ran.people, (), ((1, (2.0, 5.1)),))
    report = validate_groups([found, found, found, missed])
    assert report.filed_f1.value == 1.0
    assert report.filed_f1.low == pytest.approx(0.05**0.25)  # all of four films
    assert report.live_f1.value == pytest.approx(6 / 7)
    assert report.live_f1.low < 6 / 7 <= report.live_f1.high == 1.0
    assert (report.live_f1.count, report.live_f1.clips) == (4, 4)
