"""Scores on recordings with labels made by eye."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest

from tilcoach.coaching import JudgedLift, Verdict
from tilcoach.errors import InputError
from tilcoach.validation import (
    Label,
    LabelledStretch,
    LiftScores,
    PatternScores,
    read_labels,
    read_recording,
    score_recording,
    validate_recordings,
)

Stoops = tuple[JudgedLift, ...]

HEAD = "recording,start_s,end_s,label,ambiguous,notes\n"
RECORDINGS = Path(__file__).parents[1] / "recordings"


def row(
    start_s: float,
    end_s: float,
    label: Label = Label.STRAIGHT_LEGS,
    *,
    ambiguous: bool = False,
    without_load: bool = False,
) -> LabelledStretch:
    return LabelledStretch("stoop", start_s, end_s, label, ambiguous, without_load, puts_down=False)


BOTH = [row(3, 5.6), row(7.4, 10.1)]


def test_labels_are_read_with_their_doubts_and_notes(tmp_path: Path) -> None:
    file = tmp_path / "labels.csv"
    file.write_text(
        HEAD
        + "a,0,1.5,ok,False,\n"
        + "a,2,3,straight_legs,True,bends; NO LOAD\n"
        + "b,0,9,no_lift,False,no load\n"
        + "b,9,11,no_lift,False,puts kettlebell down with bent knees\n"
        + "b,11,13,ok,False,puts it down\n",
        encoding="utf-8",
    )
    ok, stoop, nothing, down, labelled = read_labels(file)
    assert (ok.label, ok.end_s, ok.is_lift, ok.ambiguous) == (Label.OK, 1.5, True, False)
    assert stoop.ambiguous
    assert stoop.without_load
    assert not nothing.is_lift
    assert not nothing.without_load
    assert [row.puts_down for row in (ok, nothing, down, labelled)] == [False, False, True, False]


@pytest.mark.parametrize("text", ["", "recording,label\na,ok\n", HEAD + "a,zero,1,ok,False,\n"])
def test_a_labels_file_that_is_none_is_one_sentence(tmp_path: Path, text: str) -> None:
    file = tmp_path / "labels.csv"
    file.write_text(text, encoding="utf-8")
    if text:
        with pytest.raises(InputError, match=r"labels\.csv"):
            read_labels(file)
    else:
        assert read_labels(file) == ()


@pytest.mark.parametrize("content", [b"", b"no archive"])
def test_a_recording_that_is_none_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "broken.npz"
    file.write_bytes(content)
    with pytest.raises(InputError, match=r"broken\.npz"):
        read_recording(file)


def test_a_row_that_ends_early_has_empty_cells(tmp_path: Path) -> None:
    file = tmp_path / "labels.csv"
    file.write_text(HEAD + "a,0,1,ok\n", encoding="utf-8")
    (only,) = read_labels(file)
    assert not only.ambiguous
    file.write_text(HEAD + "a,0\n", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be read"):
        read_labels(file)


def test_a_header_that_python_cannot_make_sense_of_is_told(tmp_path: Path) -> None:
    file = tmp_path / "odd.npz"
    np.savez(file, image_px=np.zeros(3))
    data = file.read_bytes()
    with zipfile.ZipFile(file, "w") as archive:  # whole as a zip, with a brace too many inside
        archive.writestr("image_px.npy", data[data.index(b"\x93NUMPY") :].replace(b"{", b"}"))
    with pytest.raises(InputError, match="cannot be read"):
        read_recording(file)


def test_one_array_alone_is_no_recording(tmp_path: Path) -> None:
    with (tmp_path / "one.npz").open("wb") as file:
        np.save(file, np.zeros(3))
    with pytest.raises(InputError, match="cannot be read"):
        read_recording(tmp_path / "one.npz")


@pytest.mark.parametrize(
    ("name", "change"),
    [("image_px", 1e9), ("world_m", -1e9), ("visibility", 3), ("time_s", np.inf), ("time_s", 1j)],
)
def test_a_recording_of_no_possible_person_is_refused(
    tmp_path: Path, name: str, change: complex
) -> None:
    with np.load(RECORDINGS / "load_far.npz") as whole:
        arrays = dict(whole)
    arrays[name] = arrays[name] + change
    np.savez(tmp_path / "odd.npz", **arrays)
    with pytest.raises(InputError, match=f"{name}: expected numbers"):
        read_recording(tmp_path / "odd.npz")


def test_a_recording_of_nobody_larger_than_a_hand_is_refused(tmp_path: Path) -> None:
    with np.load(RECORDINGS / "load_far.npz") as whole:
        arrays = dict(whole)
    np.savez(tmp_path / "odd.npz", **{**arrays, "world_m": arrays["world_m"] / 100})
    with pytest.raises(InputError, match="world_m: expected metres"):
        read_recording(tmp_path / "odd.npz")


def test_a_recording_with_objects_inside_is_never_unpickled(tmp_path: Path) -> None:
    file = tmp_path / "objects.npz"
    pickled = np.array([{}])
    np.savez(file, image_px=pickled, world_m=pickled, visibility=pickled, time_s=pickled)
    with pytest.raises(InputError, match=r"objects\.npz"):
        read_recording(file)


def test_lifts_where_the_labels_say_are_hits(stoops: Stoops) -> None:
    scores = score_recording(stoops, BOTH)
    assert scores.lifts == LiftScores(hits=2)
    assert scores.straight_legs == PatternScores(true_fout=2)
    assert scores.lifts.f1 == 1.0


def test_a_label_that_says_otherwise_makes_a_false_fout(stoops: Stoops) -> None:
    scores = score_recording(stoops, [row(3, 5.6, Label.OK), row(7.4, 10.1)])
    assert scores.straight_legs == PatternScores(true_fout=1, false_fout=1)


def test_a_labelled_lift_that_was_not_found_is_missed(stoops: Stoops) -> None:
    assert score_recording(stoops[:1], BOTH).lifts == LiftScores(hits=1, missed=1)


@pytest.mark.parametrize("rows", [[], [row(20, 22)], [row(0, 11, Label.NO_LIFT)]])
def test_a_lift_where_nobody_lifts_is_false(stoops: Stoops, rows: list[LabelledStretch]) -> None:
    assert score_recording(stoops, rows).lifts.false == 2


def test_a_row_that_the_labeller_doubted_neither_passes_nor_fails(stoops: Stoops) -> None:
    doubted = [row(3, 5.6, ambiguous=True), BOTH[1]]
    assert score_recording(stoops, doubted).lifts == LiftScores(hits=1)
    assert score_recording(stoops[1:], doubted).lifts == LiftScores(hits=1)


def test_two_lifts_under_one_label_are_one_hit_and_a_split(stoops: Stoops) -> None:
    assert score_recording(stoops, [row(2.5, 10.5)]).lifts == LiftScores(hits=1, split=1)


def test_a_bend_counts_only_where_the_label_says_that_nothing_is_held(stoops: Stoops) -> None:
    empty = [row(3, 5.6, without_load=True), row(7.4, 10.1)]
    assert score_recording([], empty, bends=stoops).lifts == LiftScores(hits=1, missed=1)


def test_scores_add_up() -> None:
    total = LiftScores(3, 1, 2, 1) + LiftScores(1, 1, 0, 0)
    assert total == LiftScores(4, 2, 2, 1)
    assert total.precision == pytest.approx(4 / 6)
    assert total.recall == pytest.approx(4 / 6)
    assert np.isnan(LiftScores().f1)


@pytest.mark.parametrize(
    ("verdict", "is_fout", "counted"),
    [
        (Verdict.FOUT, True, PatternScores(true_fout=1)),
        (Verdict.FOUT, False, PatternScores(false_fout=1)),
        (Verdict.GOED, True, PatternScores(false_goed=1)),
        (Verdict.GOED, False, PatternScores(true_goed=1)),
        (Verdict.NOT_JUDGED, True, PatternScores(not_judged=1)),
    ],
)
def test_each_verdict_is_counted_in_one_place(
    verdict: Verdict, is_fout: object, counted: PatternScores
) -> None:
    assert PatternScores.of(verdict, is_fout=bool(is_fout)) == counted


def test_a_folder_is_validated_as_a_whole(tmp_path: Path) -> None:
    for name in ("stoop_straight_legs", "squat_close"):
        shutil.copy(RECORDINGS / f"{name}.npz", tmp_path)
    labels = tmp_path / "labels.csv"
    labels.write_text(
        HEAD
        + "stoop_straight_legs,3,5.6,straight_legs,False,\n"
        + "stoop_straight_legs,7.4,10.1,straight_legs,False,\n"
        + "squat_close,0,11.5,no_lift,False,labelled wrongly on purpose\n",
        encoding="utf-8",
    )
    report = validate_recordings(labels)
    assert report.lifts == LiftScores(hits=2, false=2)
    assert report.straight_legs.f1 == 1.0
    per_hour = report.false_lifts_per_hour()
    assert per_hour.value == pytest.approx(2 / (344 / 30 / 3600), rel=0.01)
    assert per_hour.clips == 1
    assert [one.false_lifts for one in report.outcomes] == [0, 2]
    assert report.live_rates_hz() == (10, 15, 30)
    assert report.live_agreement(30).value == 1.0
    assert report.live_differs == ()
    assert report.live(30).lifts == report.lifts
    assert report.live(30).false_lifts_per_hour().value == pytest.approx(per_hour.value)


def test_putting_down_is_a_lift_by_our_definition_and_none_as_labelled(tmp_path: Path) -> None:
    labels = tmp_path / "labels.csv"
    rows = "stoop_straight_legs,3,5.6,straight_legs,False,\n"
    rows += "stoop_straight_legs,7.4,10.1,no_lift,False,puts the box down\n"
    labels.write_text(HEAD + rows, encoding="utf-8")
    report = validate_recordings(labels, RECORDINGS)
    assert (report.lifts.hits, report.lifts.false) == (1, 1)
    assert report.lifts_f1_with_put_downs().value == 1.0
    assert report.lifts_f1().value == pytest.approx(2 / 3)


def test_labels_of_a_spreadsheet_program_are_read(tmp_path: Path) -> None:
    plain, exported = tmp_path / "plain.csv", tmp_path / "exported.csv"
    plain.write_text(HEAD + 'a,0,1.5,ok,False,"box, large"\n', encoding="utf-8")
    text = HEAD.replace(",", ";") + "a;0;1.5;ok;False;box, large\n"
    exported.write_text(text, encoding="utf-8-sig")
    assert read_labels(exported) == read_labels(plain)


def test_recordings_may_lie_in_a_folder_beside_the_labels(tmp_path: Path) -> None:
    (tmp_path / "recordings").mkdir()
    shutil.copy(RECORDINGS / "stoop_straight_legs.npz", tmp_path / "recordings")
    labels = tmp_path / "labels.csv"
    labels.write_text(HEAD + "stoop_straight_legs,3,5.6,straight_legs,False,\n", encoding="utf-8")
    assert validate_recordings(labels).lifts.hits == 1


def test_what_lies_outside_a_recordings_picture_counts_as_not_seen(tmp_path: Path) -> None:
    with np.load(RECORDINGS / "squat_close.npz") as arrays:
        seen = {name: arrays[name] for name in arrays}
    path, lowest_px = tmp_path / "closer.npz", 380  # the feet are below that
    np.savez(path, **(seen | {"width_px": 640, "height_px": lowest_px}))
    below = seen["image_px"][..., 1] > lowest_px
    visibility = read_recording(path).visibility
    assert below.any()
    assert (visibility[below] == 0).all()
    assert np.allclose(visibility[~below], seen["visibility"][~below])
