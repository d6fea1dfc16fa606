"""A bare body of a given sex, build and height, with its skeleton and bone weights."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any, cast

import numpy as np

from tools.render.arrays import Array, Integers
from tools.render.makehuman import BaseMesh, FigureData
from tools.render.skeleton import Skeleton

BODY_VERTICES = 13380
"""The first so many vertices of the base mesh are skin; the rest is helper geometry."""

_ORIGINS = {"caucasian": 0.5, "asian": 0.25, "african": 0.25}
"""One mixed face for everyone; the skin colour is chosen with the outfit."""

_FAINT = 0.02
"""Bone weights below this are noise of the painting and are dropped."""


@dataclass(frozen=True, slots=True)
class BodyShape:
    """How a body is built.

    Attributes
    ----------
    sex
        "male" or "female".
    height_m
        Standing height, bare feet.
    muscle, weight
        0 little, 0.5 average, 1 much.
    details
        Extra MakeHuman targets by name, such as "head/head-oval", with their strength 0 to 1.
    """

    sex: str = "male"
    height_m: float = 1.78
    muscle: float = 0.5
    weight: float = 0.5
    details: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Body:
    """A shaped body, mid-ankle above the origin, feet on the floor.

    Attributes
    ----------
    base
        The base mesh; its own vertices are the unshaped ones.
    vertices_m
        Shape (V, 3), shaped; helper geometry included.
    weights
        Shape (V, B).
    skeleton
        The B bones.
    groups
        Named sets of vertices.
    """

    base: BaseMesh
    vertices_m: Array
    weights: Array
    skeleton: Skeleton
    groups: Mapping[str, Integers]

    @property
    def main_bone(self) -> tuple[str, ...]:
        """For each vertex, the bone that carries it most."""
        return tuple(self.skeleton.names[row] for row in self.weights.argmax(axis=1))


def shape(data: FigureData, wanted: BodyShape) -> Body:
    """Shape the base mesh and find its joints.

    Parameters
    ----------
    data
        Where the mesh and its targets are read.
    wanted
        Sex, build and height.

    Returns
    -------
    Body
        As tall as wanted to within a millimetre.
    """
    base = data.base_mesh()
    vertices = base.vertices_m.copy()
    for name, strength in _targets(wanted):
        rows, offsets = data.target(name)
        vertices[rows] += strength * offsets
    skin = vertices[:BODY_VERTICES, 2]
    vertices[:, 2] -= skin.min()
    vertices *= wanted.height_m / float(np.ptp(skin))
    groups = _groups(data)
    skeleton = _skeleton(data, vertices, groups)
    ankles = (skeleton.head_m("foot_l") + skeleton.head_m("foot_r")) / 2
    shift = np.array([ankles[0], ankles[1], 0.0])
    moved = Skeleton(skeleton.names, skeleton.parents, skeleton.heads_m - shift)
    return Body(base, vertices - shift, _weights(data, skeleton, len(vertices)), moved, groups)


def _targets(wanted: BodyShape) -> Iterator[tuple[str, float]]:
    """Names and strengths of all targets that make up a body."""
    for origin, share in _ORIGINS.items():
        yield f"macrodetails/{origin}-{wanted.sex}-young", share
    stature = _stature(wanted)
    direction = "maxheight" if stature > 0 else "minheight"
    for muscle, weight in product(_blend("muscle", wanted.muscle), _blend("weight", wanted.weight)):
        build, share = f"{wanted.sex}-young-{muscle[0]}-{weight[0]}", muscle[1] * weight[1]
        yield f"macrodetails/universal-{build}", share
        yield f"macrodetails/height/{build}-{direction}", share * abs(stature)
    yield from wanted.details.items()


def _blend(kind: str, amount: float) -> list[tuple[str, float]]:
    """Split an amount 0..1 over the min, average and max targets of one kind."""
    side = "max" if amount > 0.5 else "min"  # noqa: PLR2004  (the middle of the range)
    extreme = abs(amount - 0.5) * 2
    parts = [(f"average{kind}", 1 - extreme), (f"{side}{kind}", extreme)]
    return [part for part in parts if part[1] > 0]


def _stature(wanted: BodyShape) -> float:
    """Strength of the height targets: they also change proportions, so only part is theirs."""
    average_m = {"male": 1.78, "female": 1.66}[wanted.sex]
    return float(np.clip((wanted.height_m - average_m) * 1.2, -0.3, 0.3))


def _groups(data: FigureData) -> dict[str, Integers]:
    """Named vertex sets of the base mesh."""
    table = data.table("mesh_metadata/basemesh_vertex_groups.json")
    ranges = cast("dict[str, list[list[int]]]", table)
    return {
        name: np.concatenate([np.arange(first, last + 1) for first, last in spans])
        for name, spans in ranges.items()
    }


def _skeleton(data: FigureData, vertices: Array, groups: Mapping[str, Integers]) -> Skeleton:
    """Joints of the game-engine rig, parents first."""
    table = data.table("rigs/standard/rig.game_engine.json")
    rig = cast("dict[str, dict[str, Any]]", table.get("bones", table))
    names = sorted(rig, key=lambda name: len(_ancestors(rig, name)))
    parents = tuple(names.index(rig[n]["parent"]) if rig[n]["parent"] else -1 for n in names)
    heads = [_joint(rig[name]["head"], vertices, groups) for name in names]
    return Skeleton(tuple(names), parents, np.array(heads))


def _ancestors(rig: Mapping[str, dict[str, Any]], name: str) -> list[str]:
    chain = []
    while rig[name]["parent"]:
        name = rig[name]["parent"]
        chain.append(name)
    return chain


def _joint(place: Mapping[str, Any], vertices: Array, groups: Mapping[str, Integers]) -> Array:
    """Mean (3,) of the vertices that mark a joint."""
    marked = groups[place["cube_name"]] if place["strategy"] == "CUBE" else place["vertex_indices"]
    middle: Array = vertices[marked].mean(axis=0)
    return middle


def _weights(data: FigureData, skeleton: Skeleton, count: int) -> Array:
    """Bone weights (V, B); rows sum to one where any bone carries the vertex."""
    table = data.table("rigs/standard/weights.game_engine.json")["weights"]
    weights = np.zeros((count, len(skeleton.names)))
    for bone, pairs in cast("dict[str, list[tuple[int, float]]]", table).items():
        if bone in skeleton.names and pairs:
            rows, values = zip(*pairs, strict=True)
            weights[list(rows), skeleton.index(bone)] = values
    weights[weights < _FAINT] = 0.0
    shares: Array = weights / np.maximum(weights.sum(axis=1, keepdims=True), _FAINT)
    return shares
