"""From parameters to bones: trunk by forward kinematics, legs and arms by reaching."""

from dataclasses import dataclass

import numpy as np

from tools.render.arrays import Array
from tools.render.limbs import LimbInRest, LimbPose, reach
from tools.render.parameters import Parameters
from tools.render.rotations import about, about_x, about_y, about_z, cross, frame, twist_rad, unit
from tools.render.skeleton import PELVIS, BonePose, Skeleton, Turns, forward

_SPINE = ("spine_01", "spine_02", "spine_03")
_FINGERS = ("index", "middle", "ring", "pinky")
_SIDES = (("l", "left", 1.0), ("r", "right", -1.0))
"""Letter in bone names, word in parameter names, sign of X."""

_MODEL_ARM_M = 0.532
"""Shoulder to wrist of the man on whom the lengths in this module were tried."""

_KNEE_REST = np.array([0.20, -1.0, 0.0])
_KNEE_BENT = np.array([0.32, -1.0, 0.0])
"""Direction of the left knee against its foot: a little outward, more so when reaching down."""

_ELBOW = np.array([0.5, 0.8, -0.45])
"""Direction of the left elbow: outward, back and down, or it would go through the load."""

_WRIST_TO_PALM_M = 0.085


@dataclass(frozen=True, slots=True)
class Grip:
    """Where the hands take hold of a load, relative to its middle, in metres.

    Attributes
    ----------
    half_width_m
        To each side.
    back_m
        Toward the person.
    up_m
        Above the middle.
    sides
        Which hands, "l" and "r".
    """

    half_width_m: float = 0.2
    back_m: float = 0.05
    up_m: float = 0.05
    sides: str = "lr"

    @property
    def wrist_back_m(self) -> float:
        """How much nearer to the person than the middle of the load the wrists are."""
        return self.back_m - _WRIST_TO_PALM_M * float(_GRIP_HAND[1])

    @property
    def wrist_up_m(self) -> float:
        """How much higher than the middle of the load the wrists are."""
        return self.up_m - _WRIST_TO_PALM_M * float(_GRIP_HAND[2])


@dataclass(frozen=True, slots=True)
class Posed:
    """Bones at one moment, with the load.

    Attributes
    ----------
    bones
        All bones.
    stretch
        Distance shoulder to wanted wrist over arm length, the larger of the arms that lift; above
        1 the hands do not get there.
    load_m
        Shape (3,): middle of the load, where it is wanted.
    short_m
        Shape (3,): by how much the hands miss their places; a load that is held goes along.
    load_yaw_deg
        Its turn.
    """

    bones: BonePose
    stretch: float
    load_m: Array
    short_m: Array
    load_yaw_deg: float


@dataclass(frozen=True, slots=True)
class _Hand:
    """Where a wrist should be (3,), where the fingers point (3,) and the palm faces (3,)."""

    wrist_m: Array
    along: Array
    palm: Array


_GRIP_HAND = unit(np.array([0.0, -0.75, -0.66]))
_HANG_HAND = unit(np.array([0.05, -0.12, -1.0]))
_HANG_WRIST_M = np.array([0.10, -0.08, -0.505])


class Poser:
    """Poses one skeleton; what does not change from moment to moment is worked out once."""

    def __init__(self, skeleton: Skeleton, grip: Grip) -> None:
        self._skeleton = skeleton
        self._grip = grip
        self._legs = {side: self._leg_in_rest(side, sign) for side, _, sign in _SIDES}
        self._arms = {side: self._arm_in_rest(side) for side, _, _ in _SIDES}
        self._hands = {side: self._hand_in_rest(side, sign) for side, _, sign in _SIDES}

    @property
    def grip(self) -> Grip:
        """Where the hands take hold of the load."""
        return self._grip

    @property
    def arm_m(self) -> float:
        """Shoulder to wrist, straight."""
        return self._arms["l"].upper_m + self._arms["l"].lower_m

    @property
    def hip_m(self) -> float:
        """Height of the hip joints in rest."""
        return float(self._skeleton.head_m("thigh_l")[2])

    def pose(self, now: Parameters) -> Posed:
        """Place all bones.

        Parameters
        ----------
        now
            What the figure does.

        Returns
        -------
        Posed
            Feet where they are wanted; hands there or as near as the arms are long.
        """
        heading = about_z(now.root_yaw_deg)
        root = np.array([now.root_x_m, now.root_y_m, 0.0])
        offset = np.array([now.pelvis_side_m, now.pelvis_back_m, -now.pelvis_drop_m])
        pelvis_m = root + heading @ (self._skeleton.head_m(PELVIS) + offset)
        turns = Turns(_trunk(now), {PELVIS: _pelvis(now)})
        trunk = forward(self._skeleton, turns, pelvis_m)
        local, world = dict(turns.local), dict(turns.world)
        load_m = np.array([now.load_x_m, now.load_y_m, now.load_z_m])
        stretch, short = 0.0, np.zeros(3)
        for side, word, sign in _SIDES:
            world |= self._leg(side, word, sign, now, trunk)
            hand = self._hand(side, word, sign, now, trunk)
            arm, bones, curl = self._arm(side, sign, now, trunk, hand)
            world, local = world | bones, local | curl
            if side in self._grip.sides:
                distance = float(np.linalg.norm(hand.wrist_m - trunk.at_m(f"upperarm_{side}")))
                stretch = max(stretch, distance / self.arm_m)
                short = short + (arm.end_m - hand.wrist_m) / len(self._grip.sides)
        bones_now = forward(self._skeleton, Turns(local, world), pelvis_m)
        return Posed(bones_now, stretch, load_m, short, now.load_yaw_deg)

    def _leg(
        self, side: str, word: str, sign: float, now: Parameters, trunk: BonePose
    ) -> dict[str, Array]:
        """Rotations of the bones of one leg, its foot where it is wanted."""
        x, y, yaw, lift, pitch = (
            getattr(now, f"foot_{word}_{what}")
            for what in ("x_m", "y_m", "yaw_deg", "lift_m", "pitch_deg")
        )
        ankle = np.array([x, y, self._skeleton.head_m(f"foot_{side}")[2] + lift])
        heading = about_z(yaw)
        foot = heading @ about_x(pitch)
        pole = heading @ (_KNEE_BENT * np.array([sign, 1.0, 1.0]))
        leg = reach(self._legs[side], trunk.at_m(f"thigh_{side}"), ankle, pole)
        return {f"thigh_{side}": leg.upper, f"calf_{side}": leg.lower, f"foot_{side}": foot}

    def _hand(self, side: str, word: str, sign: float, now: Parameters, trunk: BonePose) -> _Hand:
        """Where a hand should be: hanging, blended to the load, or to a place of its own."""
        mirror = np.array([sign, 1.0, 1.0])
        chest = about_z(now.root_yaw_deg + now.pelvis_yaw_deg + now.spine_twist_deg)
        shoulder = trunk.at_m(f"upperarm_{side}")
        scale = self.arm_m / _MODEL_ARM_M
        inward = np.array([-sign, 0.0, 0.0])
        swing = chest @ about_x(-getattr(now, f"arm_{word}_deg"))
        hanging = _Hand(
            shoulder + swing @ (_HANG_WRIST_M * mirror * scale),
            swing @ (_HANG_HAND * mirror),
            chest @ inward,
        )
        grip = now.grip if side in self._grip.sides else 0.0
        hand = _blend(hanging, self._at_load(sign, now, scale), grip, chest @ -inward)
        free_m = np.array([getattr(now, f"hand_{word}_{axis}_m") for axis in "xyz"])
        root = np.array([now.root_x_m, now.root_y_m, 0.0])
        wrist = root + about_z(now.root_yaw_deg) @ free_m
        free = _Hand(wrist, unit(wrist - shoulder), chest @ inward)
        return _blend(hand, free, getattr(now, f"reach_{word}"), chest @ -inward)

    def _at_load(self, sign: float, now: Parameters, scale: float) -> _Hand:
        """Put a hand at the side of the load."""
        turn = about_z(now.load_yaw_deg)
        middle = np.array([now.load_x_m, now.load_y_m, now.load_z_m])
        palm = np.array([sign * self._grip.half_width_m, self._grip.back_m, self._grip.up_m])
        wrist = middle + turn @ (palm - _WRIST_TO_PALM_M * scale * _GRIP_HAND)
        return _Hand(wrist, turn @ _GRIP_HAND, turn @ np.array([-sign, 0.0, 0.0]))

    def _arm(
        self, side: str, sign: float, now: Parameters, trunk: BonePose, hand: _Hand
    ) -> tuple[LimbPose, dict[str, Array], dict[str, Array]]:
        """One arm: where it gets to, rotations in the room, and the curl of its fingers."""
        chest = about_z(now.root_yaw_deg + now.pelvis_yaw_deg + now.spine_twist_deg)
        pole = chest @ (_ELBOW * np.array([sign, 1.0, 1.0]))
        arm = reach(self._arms[side], trunk.at_m(f"upperarm_{side}"), hand.wrist_m, pole)
        along, palm = self._hands[side]
        palm_turned = frame(hand.along, hand.palm) @ frame(along, palm).T
        axis = unit(arm.end_m - arm.middle_m)
        half_twist = about(axis, twist_rad(palm_turned @ arm.lower.T, axis) / 2)
        room = {
            f"upperarm_{side}": arm.upper,
            f"lowerarm_{side}": half_twist @ arm.lower,
            f"hand_{side}": palm_turned,
        }
        curl = about(cross(along, palm), 0.35 + 0.10 * (1 - now.grip))
        fingers = {f"{finger}_0{n}_{side}": curl for finger in _FINGERS for n in (1, 2, 3)}
        return arm, room, fingers

    def _leg_in_rest(self, side: str, sign: float) -> LimbInRest:
        hip, knee, ankle = (
            self._skeleton.head_m(name + side) for name in ("thigh_", "calf_", "foot_")
        )
        backward = -_KNEE_REST * np.array([sign, 1.0, 1.0])
        return LimbInRest(hip, knee, ankle, cross(ankle - hip, backward))

    def _arm_in_rest(self, side: str) -> LimbInRest:
        shoulder, elbow, wrist = (
            self._skeleton.head_m(name + side) for name in ("upperarm_", "lowerarm_", "hand_")
        )
        return LimbInRest(shoulder, elbow, wrist, cross(elbow - shoulder, wrist - elbow))

    def _hand_in_rest(self, side: str, sign: float) -> tuple[Array, Array]:
        """Direction of the fingers and of the palm in rest."""
        wrist = self._skeleton.head_m(f"hand_{side}")
        along = unit(self._skeleton.head_m(f"middle_01_{side}") - wrist)
        across = self._skeleton.head_m(f"index_01_{side}")
        across = across - self._skeleton.head_m(f"pinky_01_{side}")
        return along, sign * cross(along, across)


def _pelvis(now: Parameters) -> Array:
    """Rotation (3, 3) of the pelvis in the room."""
    turned: Array = about_z(now.root_yaw_deg + now.pelvis_yaw_deg) @ about_x(now.pelvis_tilt_deg)
    return turned


def _trunk(now: Parameters) -> dict[str, Array]:
    """Local rotations of spine, neck, head and collar bones."""
    third = about_x(now.spine_flexion_deg / 3) @ about_z(now.spine_twist_deg / 3)
    third = third @ about_y(now.spine_bend_deg / 3)
    turns = dict.fromkeys(_SPINE, third)
    turns["neck_01"] = about_z(now.head_yaw_deg * 0.4) @ about_x(-now.neck_extension_deg * 0.6)
    turns["head"] = about_z(now.head_yaw_deg * 0.6) @ about_x(-now.neck_extension_deg * 0.4)
    for side, _, sign in _SIDES:
        turns[f"clavicle_{side}"] = about_z(-sign * now.protraction_deg)
    return turns


def _blend(first: _Hand, second: _Hand, share: float, outward: Array) -> _Hand:
    """Go from one hand to the other, with a small arc outward on the way."""
    eased = share * share * (3 - 2 * share)
    arc = outward * 0.06 * np.sin(np.pi * eased)
    return _Hand(
        (1 - eased) * first.wrist_m + eased * second.wrist_m + arc,
        unit((1 - eased) * first.along + eased * second.along),
        unit((1 - eased) * first.palm + eased * second.palm),
    )
