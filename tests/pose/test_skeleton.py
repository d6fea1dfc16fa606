"""The landmarks, and the bones and mirror pairs that follow from their names."""

from __future__ import annotations

from collections import Counter

from tilcoach.pose import BONES, MIRROR, N_KEYPOINTS, Keypoint

_SIDES = ("LEFT", "RIGHT")


def test_there_are_33_landmarks_numbered_from_0() -> None:
    assert N_KEYPOINTS == 33
    assert [int(point) for point in Keypoint] == list(range(33))


def test_mirroring_twice_changes_nothing() -> None:
    assert [MIRROR[MIRROR[point]] for point in Keypoint] == list(Keypoint)


def test_only_the_nose_is_its_own_mirror() -> None:
    assert [point for point in Keypoint if MIRROR[point] is point] == [Keypoint.NOSE]


def test_mirror_swaps_left_and_right_of_the_same_part() -> None:
    for point in Keypoint:
        swapped = point.name.replace("LEFT", "-").replace("RIGHT", "LEFT").replace("-", "RIGHT")
        assert MIRROR[point].name == swapped


def test_every_bone_has_its_mirror_bone() -> None:
    bones = {frozenset(bone) for bone in BONES}
    assert {frozenset(MIRROR[end] for end in bone) for bone in BONES} == bones


def test_no_bone_is_drawn_twice() -> None:
    assert max(Counter(frozenset(bone) for bone in BONES).values()) == 1


def test_bones_stay_on_one_side_except_across_shoulders_and_hips() -> None:
    crossing = {
        frozenset(bone) for bone in BONES if {end.name.split("_")[0] for end in bone} == set(_SIDES)
    }
    assert crossing == {
        frozenset((Keypoint[f"LEFT_{part}"], Keypoint[f"RIGHT_{part}"]))
        for part in ("SHOULDER", "HIP")
    }


def test_bones_make_one_body_from_the_hands_to_the_feet() -> None:
    reached = {Keypoint.LEFT_SHOULDER}
    while grown := {p for bone in BONES if reached & set(bone) for p in bone} - reached:
        reached |= grown
    assert {f"{side}_{end}" for side in _SIDES for end in ("WRIST", "INDEX", "FOOT_INDEX")} <= {
        point.name for point in reached
    }
    assert reached == {end for bone in BONES for end in bone}


def test_bones_run_through_every_joint_of_the_leg() -> None:
    bones = {frozenset(bone) for bone in BONES}
    for side in _SIDES:
        hip, knee, ankle = (Keypoint[f"{side}_{joint}"] for joint in ("HIP", "KNEE", "ANKLE"))
        assert {frozenset((hip, knee)), frozenset((knee, ankle))} <= bones
        assert frozenset((hip, ankle)) not in bones
