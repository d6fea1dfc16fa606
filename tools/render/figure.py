"""A dressed figure: its meshes, and how they follow the bones."""

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from tools.render import clothes, head
from tools.render.arrays import Array
from tools.render.body import BodyShape, shape
from tools.render.makehuman import FigureData
from tools.render.mesh import Mesh, boundary, facets, incidence, smoothing
from tools.render.outfit import Outfit
from tools.render.rotations import unit
from tools.render.skeleton import BonePose, Skeleton

_STRONGEST = 4
"""Bones that may carry one vertex; the others lose at most 6 % of the weight."""

_CLOTH_ROUNDS = 2
"""Smoothing after skinning hides the creases of linear blend skinning in groin and armpit."""


@dataclass(frozen=True, slots=True)
class Part:
    """One mesh of a figure with what is needed to move it quickly.

    Attributes
    ----------
    material
        "skin", "cloth", "hair" or "plain".
    mesh
        The mesh in rest.
    weights
        Shape (V, B), sparse.
    soft
        Shape (V, V): smoothing after the move, or None.
    around
        Shape (V, T): which triangles touch a vertex.
    """

    material: str
    mesh: Mesh
    weights: sparse.csr_array
    soft: sparse.csr_array | None
    around: sparse.csr_array

    def posed(self, pose: BonePose) -> tuple[Array, Array]:
        """Vertices (V, 3) in metres and unit normals (V, 3) in a pose."""
        rest = pose.skeleton.heads_m
        shift = pose.positions_m - np.einsum("bij,bj->bi", pose.rotations, rest)
        turned = (self.weights @ pose.rotations.reshape(-1, 9)).reshape(-1, 3, 3)
        vertices = np.einsum("nij,nj->ni", turned, self.mesh.vertices_m) + self.weights @ shift
        if self.soft is not None:
            for _ in range(_CLOTH_ROUNDS):
                vertices = self.soft @ vertices
        return vertices, unit(self.around @ facets(vertices, self.mesh.triangles))


@dataclass(frozen=True, slots=True)
class Figure:
    """A person: bones, dressed parts and height in metres."""

    skeleton: Skeleton
    parts: tuple[Part, ...]
    height_m: float


def dress(data: FigureData, wanted: BodyShape, outfit: Outfit) -> Figure:
    """Shape a body and dress it."""
    body = shape(data, wanted)
    where = clothes.regions(body)
    parts = [
        _part("cloth", clothes.shirt(body, where, outfit)),
        _part("cloth", clothes.trousers(body, outfit)),
        _part("skin", head.skin(data, body, where, outfit)),
    ]
    for side in clothes.SIDES:
        parts.append(_part("plain", clothes.shoe(body, where, outfit, side)))
        parts.append(_part("plain", head.eye(body, side)))
    if outfit.hair_style != "bald":
        parts.append(_part("hair", head.hair(body, where, outfit)))
    return Figure(body.skeleton, tuple(parts), wanted.height_m)


def _part(material: str, mesh: Mesh) -> Part:
    """Prepare a mesh for moving."""
    weights = mesh.weights.copy()
    weakest = np.sort(weights, axis=1)[:, -_STRONGEST][:, None]
    weights[weights < weakest] = 0.0
    weights /= weights.sum(axis=1, keepdims=True)
    return Part(
        material,
        replace(mesh, weights=weights),
        sparse.csr_array(weights),
        _soft(mesh) if material == "cloth" else None,
        incidence(mesh.triangles, len(mesh.vertices_m)),
    )


def _soft(mesh: Mesh) -> sparse.csr_array:
    """Smoothing (V, V) that leaves the hems where they are."""
    count = len(mesh.vertices_m)
    fixed = boundary(mesh.triangles, count).astype(float)
    moving = sparse.diags_array(1 - fixed) @ smoothing(mesh.triangles, count)
    return sparse.csr_array(moving + sparse.diags_array(fixed))
