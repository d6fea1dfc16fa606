"""Everything that is known: after one live frame, and after a whole recording."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tilcoach.coaching.finding import JudgedLift
from tilcoach.kinematics import Posture, PostureSeries, Upright, View
from tilcoach.lifting import LiftPhase
from tilcoach.pose import FilmSpan, Pose, PoseSeries
from tilcoach.pose.arrays import Floats


class WarningCode(StrEnum):
    """Something that the user should know of a recording or a stream."""

    NOBODY_SEEN = "nobody_seen"
    NO_UPRIGHT = "no_upright"
    PARTIAL_CALIBRATION = "short_look"
    LOW_FRAME_RATE = "low_frame_rate"
    FEW_FRAMES = "few_frames"
    BODY_CUT_OFF = "body_cut_off"
    CAMERA_MOVED = "camera_moved"
    DEFAULT_HEIGHT = "default_height"
    FILE_CUT_OFF = "file_cut_off"
    SLOW_MOTION = "slow_motion"
    GUESSED_TIME = "guessed_time"
    SIDEWAYS = "sideways"
    MAYBE_MIRRORED = "maybe_mirrored"


@dataclass(frozen=True, slots=True)
class PersonFrameResult:
    """What is known of one person after one frame.

    Attributes
    ----------
    person
        1 for the first person; stays the same while the person stays in view.
    pose
        The filtered pose in this frame.
    posture
        None until the person has been seen standing upright (no own zero yet).
    view
        From where the camera looks.
    phase
        What the person is doing.
    load_probability
        0 to 1, whether something is held now.
    lift_count
        How many lifts are finished.
    last_lift
        The newest finished lift; None before the first.
    warnings
        What the person should know now.
    """

    person: int
    pose: Pose
    posture: Posture | None
    view: View
    phase: LiftPhase
    load_probability: float
    lift_count: int
    last_lift: JudgedLift | None
    warnings: tuple[WarningCode, ...] = ()


@dataclass(frozen=True, slots=True)
class FrameResult:
    """Everything known after one frame; what the page, the overlay and the store read.

    Attributes
    ----------
    index, time_s
        The frame's number and its seconds since the first frame.
    people
        The people in view; empty when nobody is seen.
    """

    index: int
    time_s: float
    people: tuple[PersonFrameResult, ...]


@dataclass(frozen=True, slots=True)
class PersonRecordingResult:
    """What is known of one person after a whole recording.

    Attributes
    ----------
    person
        1 for the first person that came into view.
    view
        From where the camera looks.
    poses
        The smoothed poses, T moments.
    postures
        T postures, or None when the person was never seen standing upright.
    phases
        T phases.
    load_probability
        Shape (T,), 0 to 1.
    lifts
        In order of time.
    warnings
        What the user should know of this person's recording.
    bends
        What was no lift: bends with nothing in the hands, in order of time.
    upright
        How the person stood most of the time; None when never seen standing upright.
    """

    person: int
    view: View
    poses: PoseSeries
    postures: PostureSeries | None
    phases: tuple[LiftPhase, ...]
    load_probability: Floats
    lifts: tuple[JudgedLift, ...]
    warnings: tuple[WarningCode, ...]
    bends: tuple[JudgedLift, ...] = ()
    upright: Upright | None = None


@dataclass(frozen=True, slots=True)
class RecordingResult:
    """What is known of everybody after a whole recording.

    Attributes
    ----------
    people
        In order of appearance; empty when nobody was seen.
    warnings
        What the user should know of the recording as a whole.
    spans
        What the film does not show, in order of time.
    """

    people: tuple[PersonRecordingResult, ...]
    warnings: tuple[WarningCode, ...]
    spans: tuple[FilmSpan, ...] = ()

    @property
    def has_lifts(self) -> bool:
        """Whether anybody lifted."""
        return any(person.lifts for person in self.people)
