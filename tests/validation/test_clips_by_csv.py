"""Clips of another renderer, with their truth in CSV files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tilcoach.coaching import Pattern, Verdict
from tilcoach.errors import InputError
from tilcoach.kinematics import ViewLabel
from tilcoach.validation import read_clips

CLIPS = """clip,yaw,body_height_m,duration_s
c1,10,1.80,3.0
c2,-35,1.60,2.0
c3,90,1.70,2.0
"""
LIFTS = """clip,start_s,grasp_s,upright_s,end_s,straight_legs,twist_with_load,load_far,notes,\
max_trunk_deg,twist_sustained_deg,far_ratio_sustained
c1,0.5,1.0,2.0,2.5,fout,goed,border,stoop,95.1,0.8,0.31
c3,0.5,1.0,1.8,2.0,na,fout,goed,table,20.0,40.0,
""".replace("\\\n", "")
FRAMES = """frame,time_s,trunk_flexion_deg,trunk_flexion_neck_deg,knee_flexion_left_deg,\
knee_flexion_right_deg,thorax_vs_pelvis_deg,load_held,h_m
0,0.0,0.1,0.2,5.0,6.0,-1.0,0,0.09
1,1.0,90.0,85.0,10.0,11.0,2.0,1,0.36
""".replace("\\\n", "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the folder of the videos, the tables one above it."""
    videos = tmp_path / "clips"
    videos.mkdir()
    (tmp_path / "clips.csv").write_text(CLIPS, encoding="utf-8")
    (tmp_path / "lifts.csv").write_text(LIFTS, encoding="utf-8")
    for name in ("c1", "c2", "c3"):
        (videos / f"{name}.frames.csv").write_text(FRAMES, encoding="utf-8")
    return videos


def test_clips_are_read_with_their_views_and_lifts(folder: Path) -> None:
    side, behind, front = read_clips(folder)
    assert [one.name for one in (side, behind, front)] == ["c1", "c2", "c3"]
    views = [(one.view.label, one.view.yaw_deg) for one in (side, behind, front)]
    assert views == [(ViewLabel.SIDE, 10), (ViewLabel.OBLIQUE, 35), (ViewLabel.FRONT, 90)]
    assert [len(one.lifts) for one in (side, behind, front)] == [1, 0, 1]
    assert not side.has_video


def test_verdicts_near_a_limit_may_be_either(folder: Path) -> None:
    side, _, front = read_clips(folder)
    verdicts = side.lifts[0].verdicts
    assert verdicts[Pattern.STRAIGHT_LEGS] == {Verdict.FOUT}
    assert verdicts[Pattern.TWIST_WITH_LOAD] == {Verdict.GOED}
    assert verdicts[Pattern.LOAD_FAR] == set(Verdict)
    assert front.lifts[0].verdicts[Pattern.STRAIGHT_LEGS] == {Verdict.GOED, Verdict.NOT_JUDGED}
    assert front.lifts[0].verdicts[Pattern.LOAD_FAR] == {Verdict.GOED, Verdict.NOT_JUDGED}


def test_who_turned_is_seen_from_elsewhere_at_the_next_lift(folder: Path) -> None:
    path = folder / "c1.frames.csv"
    first, *rows = FRAMES.splitlines()
    turned = zip([f"{first},camera_yaw_deg", *rows], ["", ",10.0", ",-80.0"], strict=True)
    path.write_text("\n".join(line + more for line, more in turned), encoding="utf-8")
    again = "c1,0.9,1.2,1.6,1.9,fout,goed,goed,stoop,95.1,0.8,0.2\n"
    (folder.parent / "lifts.csv").write_text(LIFTS + again, encoding="utf-8")
    side, *_ = read_clips(folder)
    assert side.view.label is ViewLabel.SIDE
    assert side.lifts[1].verdicts[Pattern.LOAD_FAR] == {Verdict.GOED, Verdict.NOT_JUDGED}
    assert side.lifts[1].verdicts[Pattern.STRAIGHT_LEGS] == {Verdict.FOUT}


def test_columns_and_values_have_our_names(folder: Path) -> None:
    side, _, front = read_clips(folder)
    moments = np.array([0.0, 1.0])
    assert side.at("trunk_rotation_deg", moments).tolist() == [-1.0, 2.0]
    assert side.at("load_distance_m", moments).tolist() == [0.09, 0.36]
    assert side.at("load_distance_ratio", moments)[1] == pytest.approx(0.2)
    assert side.held(moments).tolist() == [False, True]
    assert np.isnan(side.at("stoop_squat_index", moments)).all()
    assert side.lifts[0].values["load_distance_ratio"] == 0.31
    assert np.isnan(front.lifts[0].values["load_distance_ratio"])


def test_the_tables_may_lie_beside_the_videos(folder: Path) -> None:
    for name in ("clips.csv", "lifts.csv"):
        (folder.parent / name).rename(folder / name)
    assert len(read_clips(folder)) == 3


def test_a_missing_table_is_one_sentence(folder: Path) -> None:
    (folder / "c2.frames.csv").unlink()
    with pytest.raises(InputError, match="cannot be read"):
        read_clips(folder)
