"""Shirt, trousers and shoes, cut from the helper geometry of the base mesh."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.spatial import ConvexHull

from tools.render.arrays import Array, Flags, Integers
from tools.render.body import BODY_VERTICES, Body
from tools.render.mesh import Mesh, boundary, compact, cut, fan, smoothing, subdivide
from tools.render.outfit import Outfit, linear, ripple
from tools.render.rotations import unit

Fit = Callable[[Array], Array]
"""How far cloth stands off: from points (V, 3) to metres (V,)."""

SIDES = {"l": 1.0, "r": -1.0}
"""Side letter of the bones and the sign of X on that side."""

_WEIGHT_ROUNDS = 6
"""Cloth follows the joints more softly than skin."""

_HEM_M = 0.006
"""A hem lies this much nearer to the body than the cloth above it."""


@dataclass(frozen=True, slots=True)
class Regions:
    """Where on the body each vertex lies, used to cut clothes and to hide skin.

    Attributes
    ----------
    bone
        Shape (V,): name of the bone that carries a vertex most.
    along_arm
        Shape (V,): 0 at the shoulder, 1 at the elbow, 2 at the wrist; -1 off the arms.
    """

    bone: npt.NDArray[np.str_]
    along_arm: Array

    def on(self, *starts: str) -> Flags:
        """Which vertices (V,) hang from bones whose name begins so."""
        hung: Flags = np.any([np.char.startswith(self.bone, start) for start in starts], axis=0)
        return hung


def regions(body: Body) -> Regions:
    """Find where each vertex lies."""
    bone = np.array(body.main_bone)
    along = np.full(len(bone), -1.0)
    for side in SIDES:
        shoulder, elbow, wrist = (
            body.skeleton.head_m(name + side) for name in ("upperarm_", "lowerarm_", "hand_")
        )
        upper, lower = bone == f"upperarm_{side}", bone == f"lowerarm_{side}"
        along[upper] = _share(body.vertices_m[upper], shoulder, elbow)
        along[lower] = 1 + _share(body.vertices_m[lower], elbow, wrist)
        along[np.char.endswith(bone, f"_{side}") & _hand(bone)] = 2.0
    return Regions(bone, along)


def shirt(body: Body, where: Regions, outfit: Outfit) -> Mesh:
    """Make a shirt that hangs over the trousers."""
    scale = _scale(body)
    z = body.vertices_m[:, 2]
    hip, neck = body.skeleton.head_m("thigh_l")[2], body.skeleton.head_m("neck_01")
    hem = (z - (hip - 0.035 * scale)) / 0.3
    collar = under_collar_m(body) / 0.3
    field = np.minimum.reduce([outfit.sleeve - where.along_arm, hem, collar])

    def off(points: Array) -> Array:
        low = np.clip((1.25 * scale - points[:, 2]) / 0.25, 0, 1)
        sleeve = np.clip((np.abs(points[:, 0]) - 0.22 * scale) / 0.1, 0, 1)
        throat = np.clip((points[:, 2] - neck[2] + 0.08) / 0.06, 0, 1)
        fit: Array = 0.014 + 0.012 * low + 0.010 * sleeve - 0.007 * throat
        fit += outfit.loose_m * (0.4 + low + sleeve) * (1 - throat)
        return fit

    return _garment(body, field, off, linear(outfit.shirt))


def under_collar_m(body: Body) -> Array:
    """How far (V,) each vertex lies under the edge of the collar; negative is above it."""
    x, y, z = body.vertices_m.T
    neck = body.skeleton.head_m("neck_01")
    aside = 0.27 * np.clip(np.abs(x) - 0.09 * _scale(body), 0, 1)
    under: Array = neck[2] - 0.002 + 0.55 * (y - neck[1]) - z + aside
    return under


def trousers(body: Body, outfit: Outfit) -> Mesh:
    """Make long trousers."""
    scale = _scale(body)
    z = body.vertices_m[:, 2]
    waist = body.skeleton.head_m("spine_01")[2] + 0.02
    field = np.minimum(waist - z, z - trouser_hem_m(body, outfit))

    def off(points: Array) -> Array:
        low = np.clip((0.5 * scale - points[:, 2]) / 0.4, 0, 1)
        fit: Array = 0.010 + 0.016 * low + outfit.loose_m * (0.3 + low)
        return fit

    return _garment(body, field, off, linear(outfit.trousers))


def trouser_hem_m(body: Body, outfit: Outfit) -> float:
    """Height of the end of the trouser legs."""
    knee, ankle = (float(body.skeleton.head_m(name)[2]) for name in ("calf_l", "foot_l"))
    return knee + outfit.leg * (ankle - knee)


def shoe(body: Body, where: Regions, outfit: Outfit, side: str) -> Mesh:
    """Make one shoe: the convex hull of the foot, puffed and rounded, rigid on the foot bone."""
    low = body.vertices_m[:, 2] < 0.095 * _scale(body)
    skin = np.arange(len(low)) < BODY_VERTICES
    foot = body.vertices_m[where.on(f"foot_{side}", f"ball_{side}") & low & skin]
    centre = foot.mean(axis=0)
    directions, triangles = sphere(48, 25)
    directions = unit(directions * np.array([1.0, 2.0, 0.6]))
    radii = _ray_lengths(ConvexHull(foot).equations, centre, directions) + 0.009
    points = centre + directions * radii[:, None]
    weights = np.zeros((len(points), len(body.skeleton.names)))
    weights[:, body.skeleton.index(f"foot_{side}")] = 1.0
    mesh = Mesh(_grounded(points), triangles, np.zeros_like(points), weights).smoothed(6)
    grown = _grounded(centre + (mesh.vertices_m - centre) * 1.06)
    sole = np.clip((0.022 - grown[:, 2]) / 0.006, 0, 1)[:, None]
    colours = linear(outfit.shoes) * (1 - sole) + linear("#d8d5cf") * sole
    return Mesh(grown, triangles, colours, weights)


def sphere(around: int, rings: int) -> tuple[Array, Integers]:
    """Directions (around * rings, 3) and triangles of a ball, from the bottom pole up."""
    azimuth = np.linspace(0, 2 * np.pi, around, endpoint=False)
    polar = np.linspace(-np.pi / 2, np.pi / 2, rings)
    a, e = (grid.ravel() for grid in np.meshgrid(azimuth, polar, indexing="ij"))
    directions = np.stack([np.cos(e) * np.cos(a), np.cos(e) * np.sin(a), np.sin(e)], axis=1)
    column, ring = np.meshgrid(np.arange(around), np.arange(rings - 1), indexing="ij")
    here = (column * rings + ring).ravel()
    beside = (((column + 1) % around) * rings + ring).ravel()
    quads = np.stack([here, beside, beside + 1, here + 1], axis=1)
    return directions, np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])


_MODEL_HEIGHT_M = 1.82
"""Height of the man on whom the lengths in this module were tried."""


def _scale(body: Body) -> float:
    return float(np.ptp(body.vertices_m[:BODY_VERTICES, 2])) / _MODEL_HEIGHT_M


def _garment(body: Body, field: Array, off: Fit, colour: Array) -> Mesh:
    """Cut a garment from the tights where `field` (V,) is positive, and let it hang a little."""
    faces = [
        face
        for face, group in zip(body.base.faces, body.base.groups, strict=True)
        if group == "helper-tights" and field[list(face)].max() > 0
    ]
    blank = np.tile(colour, (len(field), 1))
    mesh, kept = compact(Mesh(body.vertices_m, fan(faces), blank, body.weights))
    mesh = replace(mesh, weights=_softened(mesh)).smoothed(2)
    mesh = mesh.pushed(off(mesh.vertices_m))
    mesh, values = subdivide(mesh, field[kept])
    smooth = smoothing(mesh.triangles, len(values))
    mesh = _wrinkled(mesh.smoothed(3))
    return _hemmed(cut(mesh, smooth @ (smooth @ (smooth @ values))))


def _softened(mesh: Mesh) -> Array:
    """Bone weights (V, B) that spread over the neighbours."""
    matrix = smoothing(mesh.triangles, len(mesh.vertices_m))
    weights = mesh.weights
    for _ in range(_WEIGHT_ROUNDS):
        weights = matrix @ weights
    shares: Array = weights / weights.sum(axis=1, keepdims=True)
    return shares


def _wrinkled(mesh: Mesh) -> Mesh:
    """Add wrinkles of two sizes, and a colour that is not quite even."""
    points = mesh.vertices_m
    fine = ripple(points * np.array([1.0, 1.0, 2.0]), 110, 6)
    shade = 1 + 0.15 * ripple(points, 60, 1)[:, None]
    shaded = replace(mesh, colours=np.clip(mesh.colours * shade, 0, 1))
    return shaded.pushed(0.0035 * ripple(points, 45, 5) + 0.002 * fine)


def _hemmed(mesh: Mesh) -> Mesh:
    """Draw the open edges in toward the body."""
    on_edge = boundary(mesh.triangles, len(mesh.vertices_m))
    return mesh.pushed(np.where(on_edge, -_HEM_M, 0.0))


def _share(points: Array, start: Array, end: Array) -> Array:
    """How far points (N, 3) are along a bone: 0 at its start, 1 at its end."""
    bone = end - start
    along: Array = (points - start) @ bone / (bone @ bone)
    return along


def _hand(bone: npt.NDArray[np.str_]) -> Flags:
    fingers = ("hand_", "thumb_", "index_", "middle_", "ring_", "pinky_")
    hand: Flags = np.any([np.char.startswith(bone, start) for start in fingers], axis=0)
    return hand


def _ray_lengths(planes: Array, centre: Array, directions: Array) -> Array:
    """Lengths (N,) of rays from inside a convex hull to its planes (P, 4)."""
    towards = directions @ planes[:, :3].T
    room = -(planes[:, 3] + planes[:, :3] @ centre)
    lengths = np.where(towards > 1e-6, room / np.maximum(towards, 1e-6), np.inf)  # noqa: PLR2004
    nearest: Array = lengths.min(axis=1)
    return nearest


def _grounded(points: Array) -> Array:
    """Lift points (N, 3) that are under the floor."""
    return np.column_stack([points[:, :2], np.maximum(points[:, 2], 0.001)])
