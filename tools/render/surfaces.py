"""Things that are drawn besides the figure: boxes, put together to loads, rooms and furniture."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tools.render.arrays import Array, Integers
from tools.render.clip import Load, Role, Room
from tools.render.outfit import linear
from tools.render.rotations import about_z, frame

MATERIALS = {
    "skin": 0,
    "cloth": 1,
    "wood": 2,
    "wall": 3,
    "card": 4,
    "plain": 5,
    "backdrop": 6,
    "hair": 7,
    "carpet": 8,
    "lino": 9,
}
"""Numbers of the materials in `shaders/light.frag`."""


@dataclass(frozen=True, slots=True)
class Surface:
    """A rigid surface of one material.

    Attributes
    ----------
    vertices_m, normals, local_m
        Shape (V, 3) each; `local_m` fixes the texture.
    triangles
        Shape (T, 3).
    colour
        Shape (3,), linear light.
    material
        A name in `MATERIALS`.
    """

    vertices_m: Array
    normals: Array
    local_m: Array
    triangles: Integers
    colour: Array
    material: str

    def placed(self, middle_m: Array, turn: Array) -> tuple[Array, Array]:
        """Vertices and normals, (V, 3) each, after a turn (3, 3) and a shift (3,)."""
        return self.vertices_m @ turn.T + middle_m, self.normals @ turn.T


Point = tuple[float, float, float]


def block(middle_m: Point, size_m: Point, colour: str, material: str) -> Surface:
    """Make a box with flat sides."""
    half = np.array(size_m) / 2
    corners: list[Array] = []
    normals: list[Array] = []
    triangles: list[list[int]] = []
    for axis in range(3):
        for sign in (-1.0, 1.0):
            normal, across = np.zeros(3), np.zeros(3)
            normal[axis], across[(axis + 1) % 3] = sign, 1.0
            up, first = np.cross(normal, across), len(corners)
            for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
                corners.append((normal + a * across + b * up) * half)
                normals.append(normal)
            triangles += [[first, first + 1, first + 2], [first, first + 2, first + 3]]
    local = np.array(corners)
    return Surface(
        local + np.array(middle_m),
        np.array(normals),
        local,
        np.array(triangles, dtype=np.int64),
        linear(colour),
        material,
    )


def load_surfaces(load: Load) -> tuple[Surface, ...]:
    """Make a load, its middle at the origin."""
    width, depth, height = load.size_m
    if load.kind == "none":
        return ()
    if load.kind == "box":
        return (block((0, 0, 0), load.size_m, load.colour, "card"),)
    if load.kind == "crate":
        return _crate(load)
    if load.kind in _TOOLS:
        return _tool(load)
    handles = [
        block((x, 0, height * 0.52), (0.02, depth * 0.5, 0.025), "#2c2a28", "plain")
        for x in (-width * 0.4, width * 0.4)
    ]
    return (block((0, 0, 0), (width, depth, height), load.colour, "cloth"), *handles)


def _crate(load: Load) -> tuple[Surface, ...]:
    """Make an open crate with two dark slots for the hands."""
    width, depth, height = load.size_m
    wall, slot = 0.015, (0.002, 0.11, 0.03)
    pieces = [block((0, 0, -height / 2 + wall), (width, depth, wall), load.colour, "plain")]
    for side in (-1.0, 1.0):
        across, along = side * (depth - wall) / 2, side * (width - wall) / 2
        pieces.append(block((0, across, 0), (width, wall, height), load.colour, "plain"))
        pieces.append(block((along, 0, 0), (wall, depth, height), load.colour, "plain"))
        pieces.append(block((side * width / 2, 0, height * 0.3), slot, "#1c1c1c", "plain"))
    return tuple(pieces)


_TOOLS: dict[str, tuple[Point, Point, Point]] = {
    "broom": ((-0.17, 0.21, 0.42), (0.36, -0.38, -0.83), (0.34, 0.08, 0.07)),
    "vacuum": ((0.0, 0.05, 0.06), (0.06, -0.72, -0.82), (0.30, 0.12, 0.06)),
}
"""Both ends of a stick, seen from the hand that guides it, and the size of what is at the end."""


def _tool(load: Load) -> tuple[Surface, ...]:
    """Make a stick with a brush or nozzle at its far end, the guiding hand at the origin."""
    near, far, foot_m = _TOOLS[load.kind]
    along = np.array(far) - np.array(near)
    length_m = float(np.linalg.norm(along))
    stick = block((length_m / 2, 0, 0), (length_m, 0.026, 0.026), "#8c6f4c", "plain")
    stick = _moved(stick, np.array(near), frame(along, np.array([1.0, 0.0, 0.0])))
    return (stick, block(far, foot_m, load.colour, "plain"))


def table_surfaces(load: Load, middle_m: Array) -> tuple[Surface, ...]:
    """Make the low table under a load that does not stand on the floor."""
    if load.stands_m <= 0:
        return ()
    x, y = float(middle_m[0]), float(middle_m[1])
    width, depth, _ = load.size_m
    top = block((x, y, load.stands_m - 0.015), (width + 0.2, depth + 0.1, 0.03), "#a08c6c", "plain")
    legs = [
        block(
            (x + sx * width * 0.55, y + sy * depth * 0.5, load.stands_m / 2 - 0.015),
            (0.04, 0.04, load.stands_m - 0.03),
            "#6e6a66",
            "plain",
        )
        for sx in (-1, 1)
        for sy in (-1, 1)
    ]
    return (top, *legs)


def chair_surfaces(role: Role) -> tuple[Surface, ...]:
    """Make the chair that stands behind a person who will sit down."""
    if not role.chair:
        return ()
    pieces = [
        block((0, 0.46, 0.44), (0.44, 0.44, 0.04), "#5b6d57", "plain"),
        block((0, 0.69, 0.74), (0.44, 0.03, 0.30), "#5b6d57", "plain"),
    ]
    pieces += [
        block((x, y, 0.21), (0.03, 0.03, 0.42), "#8f8a82", "plain")
        for x in (-0.2, 0.2)
        for y in (0.26, 0.66)
    ]
    pieces += [block((x, 0.69, 0.6), (0.03, 0.03, 0.36), "#8f8a82", "plain") for x in (-0.2, 0.2)]
    turn, at = about_z(role.start.yaw_deg), np.array([role.start.x_m, role.start.y_m, 0.0])
    return tuple(_moved(piece, at, turn) for piece in pieces)


def room_surfaces(room: Room, camera_yaw_deg: float) -> tuple[Surface, ...]:
    """Make floor, two walls behind the person as the camera sees it, and furniture.

    The room is built for a camera between the person's left side and front, and turned by
    quarters for any other camera.
    """
    pieces = [
        block((0, 0, -0.05), (11, 11, 0.1), room.floor, room.floor_kind),
        block((-2.4, 0, 2.4), (0.1, 11, 5.0), room.wall, "wall"),
        block((0, 2.6, 2.4), (11, 0.1, 5.0), room.wall, "wall"),
        block((-2.34, 0, 0.06), (0.02, 11, 0.12), "#949290", "backdrop"),
        block((0, 2.54, 0.06), (11, 0.02, 0.12), "#949290", "backdrop"),
    ]
    for name in room.furniture:
        pieces += _FURNITURE[name]
    turn = about_z(-90.0 * (camera_yaw_deg // 90.0))
    return tuple(_moved(piece, np.zeros(3), turn) for piece in pieces)


def _moved(piece: Surface, at_m: Array, turn: Array) -> Surface:
    vertices, normals = piece.placed(at_m, turn)
    return Surface(vertices, normals, piece.local_m, piece.triangles, piece.colour, piece.material)


def _shelf() -> Sequence[Surface]:
    """Make a rack with boxes in the corner."""
    pieces = [
        block((-2.15, 1.7, z), (0.42, 1.3, 0.035), "#8a97a3", "backdrop")
        for z in (0.15, 0.85, 1.55)
    ]
    pieces += [
        block((x, y, 0.9), (0.04, 0.04, 1.8), "#717e8b", "backdrop")
        for y in (1.05, 2.35)
        for x in (-2.32, -1.98)
    ]
    stored: tuple[tuple[Point, Point], ...] = (
        ((-2.15, 1.40, 0.31), (0.33, 0.42, 0.27)),
        ((-2.15, 1.97, 0.30), (0.32, 0.36, 0.25)),
        ((-2.15, 1.55, 1.02), (0.34, 0.50, 0.30)),
        ((-2.15, 2.05, 0.96), (0.25, 0.25, 0.18)),
        ((-2.15, 1.65, 1.70), (0.30, 0.36, 0.24)),
    )
    return [*pieces, *(block(at, size, "#b0926f", "backdrop") for at, size in stored)]


_FURNITURE: dict[str, Sequence[Surface]] = {
    "shelf": _shelf(),
    "cupboard": (
        block((1.35, 2.35, 0.38), (0.55, 0.35, 0.76), "#7d8780", "backdrop"),
        block((1.35, 2.35, 0.78), (0.60, 0.40, 0.03), "#baab93", "backdrop"),
    ),
    "picture": (
        block((-2.33, -0.9, 1.55), (0.02, 0.9, 0.6), "#e0dfd9", "backdrop"),
        block((-2.32, -0.9, 1.55), (0.02, 0.8, 0.5), "#77949f", "backdrop"),
    ),
    "window": (
        block((-0.9, 2.54, 1.55), (1.3, 0.02, 1.3), "#efeeea", "backdrop"),
        block((-0.9, 2.53, 1.55), (1.2, 0.02, 1.2), "#dfe9f2", "backdrop"),
        block((-0.9, 2.52, 1.55), (0.04, 0.02, 1.2), "#efeeea", "backdrop"),
    ),
    "plant": (
        block((-1.95, -1.6, 0.2), (0.34, 0.34, 0.4), "#8a5a44", "backdrop"),
        *(
            block((-1.95 + x, -1.6 + y, 0.75), (0.05, 0.22, 0.75), "#3f6b45", "backdrop")
            for x, y in ((0.1, 0.0), (-0.1, 0.12), (0.0, -0.14))
        ),
    ),
    "couch": (
        block((-0.6, 2.2, 0.62), (1.7, 0.6, 0.12), "#4f6d78", "backdrop"),
        block((-0.6, 2.2, 0.30), (1.5, 0.5, 0.50), "#c9c4ba", "backdrop"),
    ),
}
