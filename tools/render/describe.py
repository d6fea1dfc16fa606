"""Clips as they are written down: TOML to frozen dataclasses, with exact faults."""

import tomllib
import types
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from tools.render.body import BodyShape
from tools.render.outfit import Outfit

Described = TypeVar("Described")


class DescriptionError(ValueError):
    """A scene file says something that cannot be rendered; the message names the key."""


@dataclass(frozen=True, slots=True)
class Camera:
    """Where the camera stands; it looks at the middle of the person.

    Attributes
    ----------
    yaw_deg
        0 sees the person's left side, 90 the front, 180 the right side, 270 the back.
    distance_m, height_m
        From the person, above the floor.
    look_at_m
        Height of the point in the middle of the picture; with height and distance, the pitch.
    roll_deg
        Positive turns the camera clockwise, so that the picture turns anticlockwise.
    fov_deg
        Vertical field of view.
    """

    yaw_deg: float = 0.0
    distance_m: float = 3.4
    height_m: float = 1.15
    look_at_m: float = 0.86
    roll_deg: float = 0.0
    fov_deg: float = 38.0


@dataclass(frozen=True, slots=True)
class Load:
    """The thing that is lifted.

    Attributes
    ----------
    kind
        "box", "crate", "bag" or "none".
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
        Any of "shelf", "cupboard", "picture", "couch".
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
    warmth
        -1 blue, 0 neutral, 1 lamp light.
    """

    exposure: float = 1.0
    key: float = 0.45
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
        x264's constant rate factor.
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
        Horizontal mid-ankle to mid-wrist at the end of it.
    height_m
        Height of the hands above the floor.
    turn_deg, pelvis_deg
        Shoulders against pelvis, and pelvis on planted feet, positive to the own left.
    knee_deg
        Knee flexion at the lowest point; 0 leaves it to the style.
    lean_deg
        How far the trunk leans forward while holding.
    side
        "left" or "right", where an event has one.
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
    side: str = "left"


@dataclass(frozen=True, slots=True)
class Clip:
    """One video."""

    name: str
    shows: str = ""
    seed: int = 1
    body: BodyShape = field(default_factory=BodyShape)
    outfit: Outfit = field(default_factory=Outfit)
    stance_m: float = 0.30
    toe_out_deg: float = 10.0
    load: Load = field(default_factory=Load)
    room: Room = field(default_factory=Room)
    light: Light = field(default_factory=Light)
    camera: Camera = field(default_factory=Camera)
    webcam: Webcam = field(default_factory=Webcam)
    events: tuple[Event, ...] = ()


def read_clips(path: Path) -> tuple[Clip, ...]:
    """Read the clips of a scene file.

    Parameters
    ----------
    path
        A TOML file with one `[[clip]]` table per clip.

    Returns
    -------
    tuple
        The clips, in order.

    Raises
    ------
    DescriptionError
        A key is unknown or a value has the wrong type.
    """
    tables = tomllib.loads(path.read_text(encoding="utf-8")).get("clip", [])
    return tuple(parse(Clip, table, f"{path.name}: clip {n}") for n, table in enumerate(tables, 1))


def parse(kind: type[Described], table: Mapping[str, object], where: str) -> Described:
    """Make a dataclass of a table; `where` begins the message of a fault."""
    hints = get_type_hints(kind)
    known = {entry.name for entry in fields(cast("Any", kind))}
    for key in table:
        if key not in known:
            message = f"{where}: unknown key {key!r}; known are {', '.join(sorted(known))}"
            raise DescriptionError(message)
    values = {key: _value(hints[key], value, f"{where}.{key}") for key, value in table.items()}
    try:
        return kind(**values)
    except TypeError as error:
        message = f"{where}: {error}"
        raise DescriptionError(message) from error


def _value(hint: Any, value: object, where: str) -> object:  # noqa: ANN401  (a type hint)
    """One value, of the type that the dataclass asks for."""
    origin = get_origin(hint)
    if is_dataclass(hint) and isinstance(hint, type):
        return parse(hint, _checked(value, dict, where), where)
    if origin in (Union, types.UnionType):
        return _value(get_args(hint)[0], value, where)
    if origin is tuple:
        kinds = get_args(hint)
        return tuple(
            _value(kinds[0] if kinds[-1] is ... else kinds[n], entry, f"{where}[{n}]")
            for n, entry in enumerate(_checked(value, list, where))
        )
    if origin is not None:
        return _checked(value, dict, where)
    if hint is float and isinstance(value, int):
        return float(value)
    return _checked(value, hint, where)


def _checked(value: object, kind: type[Any], where: str) -> Any:  # noqa: ANN401  (kind is open)
    if not isinstance(value, kind) or isinstance(value, bool):
        message = f"{where}: expected {kind.__name__}, found {value!r}"
        raise DescriptionError(message)
    return value
