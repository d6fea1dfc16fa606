"""Skin, face, eyes and hair of a figure."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from tools.render.arrays import Array, Flags
from tools.render.body import BODY_VERTICES, Body
from tools.render.clothes import SIDES, Regions, sphere, trouser_hem_m, under_collar_m
from tools.render.makehuman import FigureData
from tools.render.mesh import Mesh, compact, cut, fan, join, subdivide
from tools.render.outfit import Outfit, linear, ripple
from tools.render.rotations import unit

_EYE_RINGS_DEG = (12.0, 29.0)
"""Pupil and iris reach this far from the pole of an eyeball."""


def skin(data: FigureData, body: Body, where: Regions, outfit: Outfit) -> Mesh:
    """Make the skin that clothes leave bare, with a painted face."""
    shown = ~_hidden(body, where, outfit)
    colours = _painted(data, body, where, outfit)
    mesh = Mesh(body.vertices_m, fan(list(_faces(body, shown))), colours, body.weights)
    return compact(mesh)[0]


def hair(body: Body, where: Regions, outfit: Outfit) -> Mesh:
    """Make a cap of hair over the scalp, with a bun if the style says so."""
    around = _Around(body, where)
    line = _hairline(around)
    scalp = where.on("head") & (line > -0.35) & (np.arange(len(line)) < BODY_VERTICES)  # noqa: PLR2004
    blank = np.zeros_like(body.vertices_m)
    mesh, kept = compact(Mesh(body.vertices_m, fan(list(_faces(body, scalp))), blank, body.weights))
    inward = np.clip(line[kept] / 0.5, 0, 1)
    mesh, values = subdivide(mesh.pushed(0.001 + 0.014 * np.sqrt(inward)), line[kept])
    mesh = mesh.pushed(0.002 * ripple(mesh.vertices_m, 140, 8) * np.clip(values / 0.2, 0, 1))
    mesh = cut(mesh, values + 0.05 * ripple(mesh.vertices_m, 220, 9))
    whole = join([mesh, _bun(body, around.centre_m)]) if outfit.hair_style == "bun" else mesh
    strands = ripple(whole.vertices_m * np.array([1.0, 0.3, 0.6]), 320, 4)[:, None]
    return replace(whole, colours=np.clip(linear(outfit.hair) * (1 + 0.5 * strands), 0, 1))


def eye(body: Body, side: str) -> Mesh:
    """Make one eyeball with iris and pupil, looking straight ahead."""
    points = body.vertices_m[body.groups[f"helper-{side}-eye"]]
    centre = (points.max(axis=0) + points.min(axis=0)) / 2
    radius = float(np.ptp(points[:, 2])) / 2 * 0.97
    ball, triangles = sphere(32, 41)
    directions = np.stack([ball[:, 0], ball[:, 2], -ball[:, 1]], axis=1)
    off_axis = np.degrees(np.arccos(np.clip(-directions[:, 1], -1, 1)))[:, None]
    pupil, iris = _EYE_RINGS_DEG
    white = np.where(
        off_axis < iris, np.array([[0.12, 0.07, 0.035]]), np.array([[0.6, 0.57, 0.54]])
    )
    colours = np.where(off_axis < pupil, np.full((1, 3), 0.01), white)
    return Mesh(centre + directions * radius, triangles, colours, _rigid(body, len(ball)))


_HAIR_FORWARD = (-1.0, -0.65, -0.40, -0.22, 0.12, 0.22, 0.50, 0.70, 1.0)
_HAIR_UP = (-0.62, -0.60, -0.38, 0.06, 0.05, 0.24, 0.48, 0.62, 0.68)
"""Edge of the hair from nape over the ear to the forehead, as directions from the head's middle."""


class _Around:
    """Directions (V,) seen from the middle of the head."""

    def __init__(self, body: Body, where: Regions) -> None:
        head = body.vertices_m[:BODY_VERTICES][where.on("head")[:BODY_VERTICES]]
        self.centre_m: Array = (head.max(axis=0) + head.min(axis=0)) / 2
        self.centre_m[2] = head[:, 2].max() - 0.115
        direction = unit(body.vertices_m - self.centre_m)
        self.aside: Array = direction[:, 0]
        self.forward: Array = -direction[:, 1]
        self.up: Array = direction[:, 2]


def _hairline(around: _Around) -> Array:
    """How far (V,) above the edge of the hair each vertex lies; negative is bare."""
    lowest: Array = np.interp(around.forward, _HAIR_FORWARD, _HAIR_UP)
    return around.up - lowest


def _bun(body: Body, centre_m: Array) -> Mesh:
    """Make a knot of hair at the back of the head."""
    ball, triangles = sphere(24, 15)
    points = centre_m + np.array([0.0, 0.118, 0.03]) + ball * np.array([0.038, 0.032, 0.038])
    return Mesh(points, triangles, np.zeros_like(points), _rigid(body, len(points)))


def _rigid(body: Body, count: int) -> Array:
    """Weights (count, B) of things that are fixed to the head."""
    weights = np.zeros((count, len(body.skeleton.names)))
    weights[:, body.skeleton.index("head")] = 1.0
    return weights


def _faces(body: Body, chosen: Flags) -> Iterator[tuple[int, ...]]:
    """Skin faces all of whose corners are chosen (V,)."""
    for face, group in zip(body.base.faces, body.base.groups, strict=True):
        if group == "body" and chosen[list(face)].all():
            yield face


def _hidden(body: Body, where: Regions, outfit: Outfit) -> Flags:
    """Which vertices (V,) lie well under cloth or shoe, where they could only poke through."""
    z = body.vertices_m[:, 2]
    hidden = where.on("spine", "clavicle", "neck") & (under_collar_m(body) > 0.018)  # noqa: PLR2004
    hem = trouser_hem_m(body, outfit) + 0.06
    hidden |= where.on("pelvis", "ball") | (where.on("thigh", "calf") & (z > hem))
    hidden |= where.on("upperarm", "lowerarm") & (where.along_arm < outfit.sleeve - 0.1)
    hidden |= where.on("foot") & (z < 0.075)  # noqa: PLR2004
    return hidden


def _painted(data: FigureData, body: Body, where: Regions, outfit: Outfit) -> Array:
    """Skin colours (V, 3): blotches, lips, ears, brows, eye sockets and stubble."""
    tone, dark = linear(outfit.skin), linear(outfit.hair)
    points = body.vertices_m
    blotch = 1 + 0.10 * ripple(points, 40, 2) + 0.06 * ripple(points, 150, 3)
    colours = tone * blotch[:, None]
    lips, ears = (_mask(data, body, name)[:, None] for name in ("lips", "ears"))
    colours = _mix(colours, tone * np.array([0.85, 0.50, 0.50]), 0.75 * lips)
    colours = _mix(colours, tone * np.array([1.05, 0.80, 0.75]), 0.35 * ears)
    around, head = _Around(body, where), where.on("head").astype(float)
    for side in SIDES:
        offset = points - points[body.groups[f"helper-{side}-eye"]].mean(axis=0)
        colours = _mix(colours, dark, 0.85 * (_brow(offset, around.forward) * head)[:, None])
        socket = np.exp(-((np.linalg.norm(offset, axis=1) / 0.022) ** 4)) * head
        colours = colours * (1 - 0.25 * socket[:, None])
    fade = np.clip((_hairline(around) + 0.10) / 0.16, 0, 1) * (outfit.hair_style != "bald")
    colours = _mix(colours, dark, 0.9 * (fade * head)[:, None] * (1 - ears))
    jaw = np.clip((around.forward - 0.35) / 0.3, 0, 1) * np.clip((-0.30 - around.up) / 0.2, 0, 1)
    stubble = outfit.beard * 0.6 * (jaw * head)[:, None] * (1 - lips)
    return np.clip(_mix(colours, dark * 0.8 + tone * 0.2, stubble), 0, 1)


def _brow(offset: Array, forward: Array) -> Array:
    """How much (V,) of an eyebrow lies at each offset (V, 3) from an eye."""
    arched = offset[:, 2] - 0.0235 + 24 * offset[:, 0] ** 2
    band = np.exp(-((arched / 0.0045) ** 2)) * np.exp(-((offset[:, 0] / 0.023) ** 6))
    brow: Array = band * (forward > 0.3)  # noqa: PLR2004  (the face, not the back of the head)
    return brow


def _mask(data: FigureData, body: Body, name: str) -> Array:
    """Read a painted mask of the figure data, per vertex (V,)."""
    picture = data.mask(name)
    height, width = picture.shape
    uv = np.zeros((len(body.vertices_m), 2))
    for face, corners in zip(body.base.faces, body.base.corners_uv, strict=True):
        uv[list(face)] = body.base.uv[list(corners)]
    rows = np.clip(((1 - uv[:, 1]) * height).astype(int), 0, height - 1)
    columns = np.clip((uv[:, 0] * width).astype(int), 0, width - 1)
    values: Array = picture[rows, columns]
    values[BODY_VERTICES:] = 0.0
    return values


def _mix(under: Array, over: Array, share: Array) -> Array:
    """Paint `over` on `under` with a share 0 to 1."""
    mixed: Array = under * (1 - share) + over * share
    return mixed
