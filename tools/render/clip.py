"""The nouns of a scene file: who does what, where, and how it is filmed."""

from dataclasses import dataclass, field

from tools.render.body import BodyShape
from tools.render.outfit import Outfit


@dataclass(frozen=True, slots=True)
class Camera:
    """Where the camera stands; it looks at the middle of the scene.

    Attributes
    ----------
    yaw_deg
        0 sees the left side of a person who faces -Y, 90 the front, 180 the right, 270 the back.
    distance_m, height_m
        From the middle of the scene, above the floor.
    look_at_m
        Height of the point in the middle of the picture; with height and distance, the pitch.
    aside_m
        How far the middle of the picture lies to the right of the middle of the scene.
    roll_deg
        Positive turns the camera clockwise, so that the picture turns anticlockwise.
    fov_deg
        Vertical field of view.
    shake_deg
        How far a camera in somebody's hand strays, as a standard deviation.
    """

    yaw_deg: float = 0.0
    distance_m: float = 3.4
    height_m: float = 1.15
    look_at_m: float = 0.86
    aside_m: float = 0.0
    roll_deg: float = 0.0
    fov_deg: float = 38.0
    shake_deg: float = 0.0


@dataclass(frozen=True, slots=True)
class Load:
    """The thing that is lifted.

    Attributes
    ----------
    kind
        "box", "crate", "bag" or "none"; "broom" and "vacuum" are tools, which are not lifted.
    size_m
        Width, depth and height.
    colour
        As on a screen.
    stands_m
        Height of the table on which it stands; 0 is the floor.
    """

    kind: str = "box"
    size_m: tuple[float, float, float] = (0.36, 0.25, 0.28)
    colour: str = "#b99a72"
    stands_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Room:
    """Walls, floor and what stands along them; colours as on a screen.

    Attributes
    ----------
    floor_kind
        "wood", "lino" or "carpet".
    furniture
        Any of "shelf", "cupboard", "picture", "couch", "window", "plant".
    """

    wall: str = "#cbc9c3"
    floor: str = "#a49f98"
    floor_kind: str = "wood"
    furniture: tuple[str, ...] = ("shelf", "cupboard", "picture")


@dataclass(frozen=True, slots=True)
class Light:
    """How light the room is.

    Attributes
    ----------
    exposure
        1 a well-lit room, 0.3 dim.
    key
        Share of the light that comes from one side, 0 to 1.
    from_deg
        Azimuth of that side, as the camera's yaw.
    warmth
        -1 blue, 0 neutral, 1 lamp light.
    """

    exposure: float = 1.0
    key: float = 0.45
    from_deg: float = 50.0
    warmth: float = 0.2


@dataclass(frozen=True, slots=True)
class Webcam:
    """What a cheap camera does to the picture.

    Attributes
    ----------
    width_px, height_px, frame_rate_hz
        Of the video.
    noise
        Standard deviation of the sensor noise, in steps of 255.
    softness_px
        Standard deviation of the blur of the lens.
    shutter
        Share of the frame time in which the shutter is open: motion blur.
    crf
        x264's constant rate factor: 18 fine, 35 coarse.
    """

    width_px: int = 640
    height_px: int = 480
    frame_rate_hz: float = 30.0
    noise: float = 1.2
    softness_px: float = 0.5
    shutter: float = 0.0
    crf: int = 24


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that the person does; what is not given has a value that suits it.

    Attributes
    ----------
    do
        Name of the event, see `events.py`.
    duration_s
        How long it takes; 0 leaves it to the event.
    style
        How to go down: "squat", "semi_squat", "stoop".
    distance_m
        Horizontal mid-ankle to mid-wrist at the end of it; the grip is some 6 cm farther.
    height_m
        Height of the hands above the floor, or of what a load is put on.
    turn_deg, pelvis_deg
        Shoulders against pelvis, and pelvis on planted feet, positive to the own left.
    knee_deg
        Knee flexion at the lowest point; 0 leaves it to the style.
    lean_deg
        How far the trunk leans forward.
    to_m
        Where to walk, on the floor of the room.
    times
        How often.
    busy_s
        How long to stay at the lowest point; 0 leaves it to the event.
    hesitate_s
        How long to stop half-way down.
    step_m
        How far to step forward on the way down.
    """

    do: str
    duration_s: float = 0.0
    style: str = "squat"
    distance_m: float = 0.28
    height_m: float = 0.0
    turn_deg: float = 0.0
    pelvis_deg: float = 0.0
    knee_deg: float = 0.0
    lean_deg: float = 0.0
    to_m: tuple[float, float] = (0.0, 0.0)
    times: int = 1
    busy_s: float = 0.0
    hesitate_s: float = 0.0
    step_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands on the floor, and which way: 0 faces -Y, positive turns left."""

    x_m: float = 0.0
    y_m: float = 0.0
    yaw_deg: float = 0.0


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody in a clip: who it is and what is done.

    Attributes
    ----------
    body, outfit
        Who it is.
    start
        Where.
    stance_m, toe_out_deg, stagger_m
        How the feet stand; staggered, the left foot is ahead.
    uneven
        How far left and right differ when going down: 0 a mirror image, 1 as people do.
    hands
        Which hands lift: "both", "left" or "right".
    load
        What is lifted.
    chair
        Whether a chair stands behind the person.
    events
        What is done.
    rounds
        How often all events are played.
    bvh
        A motion capture that is played instead of events, in `tools/scenes`.
    bvh_units_per_m
        100 where the capture counts in centimetres.
    """

    body: BodyShape = field(default_factory=BodyShape)
    outfit: Outfit = field(default_factory=Outfit)
    start: Place = field(default_factory=Place)
    stance_m: float = 0.30
    toe_out_deg: float = 10.0
    stagger_m: float = 0.0
    uneven: float = 0.0
    hands: str = "both"
    load: Load = field(default_factory=Load)
    chair: bool = False
    events: tuple[Event, ...] = ()
    rounds: int = 1
    bvh: str = ""
    bvh_units_per_m: float = 100.0


@dataclass(frozen=True, slots=True)
class Clip:
    """One video.

    Attributes
    ----------
    name, shows
        File name, and in a sentence what is to be seen.
    split
        Folder within the output: clips for tuning and for reporting are kept apart.
    seed
        Small differences: timing, sway, noise.
    role
        The person whose truth is written.
    company
        Others in view.
    room, light, camera, webcam
        How it is filmed.
    """

    name: str
    shows: str = ""
    split: str = ""
    seed: int = 1
    role: Role = field(default_factory=Role)
    company: tuple[Role, ...] = ()
    room: Room = field(default_factory=Room)
    light: Light = field(default_factory=Light)
    camera: Camera = field(default_factory=Camera)
    webcam: Webcam = field(default_factory=Webcam)
