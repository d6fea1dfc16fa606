"""Triangle meshes that hang from bones: smoothing, dividing, cutting."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy import sparse

from tools.render.arrays import Array, Flags, Integers
from tools.render.rotations import unit


@dataclass(frozen=True, slots=True)
class Mesh:
    """A coloured surface with bone weights.

    Attributes
    ----------
    vertices_m
        Shape (V, 3).
    triangles
        Shape (T, 3), rows of `vertices_m`, counter-clockwise seen from outside.
    colours
        Shape (V, 3), linear light, 0 to 1.
    weights
        Shape (V, B): how much each bone carries a vertex; rows sum to one.
    """

    vertices_m: Array
    triangles: Integers
    colours: Array
    weights: Array

    @property
    def normals(self) -> Array:
        """Outward unit normals (V, 3)."""
        return unit(incidence(self.triangles, len(self.vertices_m)) @ self.facets)

    @property
    def facets(self) -> Array:
        """Normals (T, 3) of the triangles, as long as twice their area."""
        return facets(self.vertices_m, self.triangles)

    def pushed(self, outward_m: float | Array) -> "Mesh":
        """Move every vertex along its normal by one distance, or one per vertex (V,)."""
        distance = np.broadcast_to(np.asarray(outward_m, dtype=float), len(self.vertices_m))
        return replace(self, vertices_m=self.vertices_m + self.normals * distance[:, None])

    def smoothed(self, rounds: int) -> "Mesh":
        """Move every vertex toward its neighbours, so many times."""
        matrix = smoothing(self.triangles, len(self.vertices_m))
        vertices = self.vertices_m
        for _ in range(rounds):
            vertices = matrix @ vertices
        return replace(self, vertices_m=vertices)


def facets(vertices_m: Array, triangles: Integers) -> Array:
    """Work out normals (T, 3) of triangles, as long as twice their area."""
    a, b, c = (vertices_m[triangles[:, corner]] for corner in range(3))
    return np.cross(b - a, c - a)


def incidence(triangles: Integers, count: int) -> sparse.csr_array:
    """Matrix (V, T): one where a triangle touches a vertex."""
    rows = triangles.T.ravel()
    columns = np.tile(np.arange(len(triangles)), 3)
    ones = np.ones(len(rows))
    return sparse.csr_array((ones, (rows, columns)), shape=(count, len(triangles)))


def smoothing(triangles: Integers, count: int, share: float = 0.5) -> sparse.csr_array:
    """Matrix (V, V) that moves each value toward the mean of its neighbours by `share`."""
    pairs = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    pairs = np.unique(np.concatenate([pairs, pairs[:, ::-1]]), axis=0)
    degree = np.maximum(np.bincount(pairs[:, 0], minlength=count), 1)
    values = share / degree[pairs[:, 0]]
    neighbours = sparse.csr_array((values, (pairs[:, 0], pairs[:, 1])), shape=(count, count))
    return sparse.csr_array(neighbours + (1 - share) * sparse.eye_array(count))


def fan(faces: Sequence[Sequence[int]]) -> Integers:
    """Triangles (T, 3) of polygons."""
    rows = [(f[0], f[i], f[i + 1]) for f in faces for i in range(1, len(f) - 1)]
    return np.array(rows, dtype=np.int64).reshape(-1, 3)


def compact(mesh: Mesh) -> tuple[Mesh, Integers]:
    """Drop the vertices that no triangle uses; also the rows (V',) that were kept."""
    kept = np.unique(mesh.triangles)
    renumbered = np.full(len(mesh.vertices_m), -1, dtype=np.int64)
    renumbered[kept] = np.arange(len(kept))
    smaller = Mesh(
        mesh.vertices_m[kept],
        renumbered[mesh.triangles],
        mesh.colours[kept],
        mesh.weights[kept],
    )
    return smaller, kept


def join(meshes: Sequence[Mesh]) -> Mesh:
    """Make one mesh of several."""
    starts = np.cumsum([0] + [len(mesh.vertices_m) for mesh in meshes[:-1]])
    triangles = [mesh.triangles + start for mesh, start in zip(meshes, starts, strict=True)]
    return Mesh(
        np.concatenate([mesh.vertices_m for mesh in meshes]),
        np.concatenate(triangles),
        np.concatenate([mesh.colours for mesh in meshes]),
        np.concatenate([mesh.weights for mesh in meshes]),
    )


def subdivide(mesh: Mesh, field: Array) -> tuple[Mesh, Array]:
    """Split every triangle into four; `field` (V,) is a value per vertex that goes along."""
    a, b, c = mesh.triangles.T
    edges = np.sort(np.concatenate([np.stack(e, 1) for e in ((a, b), (b, c), (c, a))]), axis=1)
    unique, inverse = np.unique(edges, axis=0, return_inverse=True)
    middle = inverse.reshape(3, -1) + len(mesh.vertices_m)
    ab, bc, ca = middle
    corners = ((a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca))
    stacked = _stack(mesh, field)
    added = (stacked[unique[:, 0]] + stacked[unique[:, 1]]) / 2
    return _unstack(
        np.concatenate([stacked, added]),
        np.concatenate([np.stack(corner, 1) for corner in corners]),
    )


def cut(mesh: Mesh, field: Array) -> Mesh:
    """Keep the part where `field` (V,) is positive, with a clean edge where it crosses zero."""
    inside = field[mesh.triangles] > 0
    count = inside.sum(axis=1)
    whole = mesh.triangles[count == 3]  # noqa: PLR2004  (all corners of a triangle)
    one = _rolled(mesh.triangles[count == 1], inside[count == 1].argmax(axis=1))
    two = _rolled(mesh.triangles[count == 2], inside[count == 2].argmin(axis=1))  # noqa: PLR2004
    crossings = _Crossings(field, len(mesh.vertices_m))
    tip = np.stack([one[:, 0], crossings.add(one[:, :2]), crossings.add(one[:, [0, 2]])], axis=1)
    near, far = crossings.add(two[:, :2]), crossings.add(two[:, [0, 2]])
    bands = [np.stack([near, two[:, 1], two[:, 2]], 1), np.stack([near, two[:, 2], far], 1)]
    stacked = _stack(mesh, field)
    pieces, _ = _unstack(
        np.concatenate([stacked, *(crossings.values(stacked))]),
        np.concatenate([whole, tip, *bands]),
    )
    return compact(pieces)[0]


def boundary(triangles: Integers, count: int) -> Flags:
    """Which vertices (V,) lie on an open edge."""
    pairs = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    unique, times = np.unique(np.sort(pairs, axis=1), axis=0, return_counts=True)
    on_edge = np.zeros(count, dtype=bool)
    on_edge[unique[times == 1].ravel()] = True
    return on_edge


class _Crossings:
    """New vertices where edges cross the zero of a field."""

    def __init__(self, field: Array, first: int) -> None:
        self._field = field
        self._next = first
        self._pairs: list[Integers] = []

    def add(self, pairs: Integers) -> Integers:
        """Rows (N,) of the new vertices on edges (N, 2)."""
        rows = np.arange(self._next, self._next + len(pairs))
        self._pairs.append(pairs)
        self._next += len(pairs)
        return rows

    def values(self, stacked: Array) -> list[Array]:
        """Attributes of the new vertices, in the order in which they were added."""
        return [self._between(pairs, stacked) for pairs in self._pairs]

    def _between(self, pairs: Integers, stacked: Array) -> Array:
        start, end = self._field[pairs[:, 0]], self._field[pairs[:, 1]]
        share = (start / (start - end))[:, None]
        between: Array = stacked[pairs[:, 0]] * (1 - share) + stacked[pairs[:, 1]] * share
        return between


def _rolled(triangles: Integers, first: npt.NDArray[np.intp]) -> Integers:
    """Turn each triangle (T, 3) so that its corner number `first` (T,) comes first."""
    order = (first[:, None] + np.arange(3)) % 3
    rolled: Integers = np.take_along_axis(triangles, order, axis=1)
    return rolled


def _stack(mesh: Mesh, field: Array) -> Array:
    return np.hstack([mesh.vertices_m, mesh.colours, field[:, None], mesh.weights])


def _unstack(stacked: Array, triangles: Integers) -> tuple[Mesh, Array]:
    mesh = Mesh(stacked[:, :3], triangles, stacked[:, 3:6], stacked[:, 7:])
    return mesh, stacked[:, 6]
