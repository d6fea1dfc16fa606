"""Draws a scene with OpenGL, without a screen and without a graphics card (Mesa llvmpipe, EGL)."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import moderngl
import numpy as np

from tools.render.arrays import Array, Integers, Picture
from tools.render.camera import View
from tools.render.clip import Light
from tools.render.figure import Figure
from tools.render.rotations import unit
from tools.render.surfaces import MATERIALS, Surface

_MOST_LAMPS, _GRID = 9, 3
_SHADERS = Path(__file__).parent / "shaders"
_SHADOW_RADIUS_M, _SHADOW_DEPTH_M = 1.5, 2.6


@dataclass(frozen=True, slots=True)
class Quality:
    """How finely pictures are drawn.

    Attributes
    ----------
    oversample
        Pixels drawn per pixel of the video, along one side.
    lamps
        How many lamps light the room, 2 to 9; each has a shadow map.
    tile_px
        Size of a shadow map.
    shadows_every
        Shadow maps are drawn again after so many frames.
    coarse
        Materials without their fine grain.
    """

    oversample: float = 2.0
    lamps: int = _MOST_LAMPS
    tile_px: int = 1024
    shadows_every: int = 1
    coarse: bool = False


FINE = Quality()
DRAFT = Quality(oversample=1.0, lamps=3, tile_px=512, shadows_every=3, coarse=True)
"""A third of the time: for an hour of small pictures, in which fine shadows are not seen."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One mesh on the card, with and without its colours."""

    moving: Any
    coloured: Any
    shape: Any

    def move(self, vertices_m: Array, normals: Array) -> None:
        """Give new vertices and normals, (V, 3) each."""
        self.moving.write(np.hstack([vertices_m, normals]).astype("f4").tobytes())


class Renderer:
    """Owns the OpenGL context; close it with `release`."""

    def __init__(self, width_px: int, height_px: int, quality: Quality) -> None:
        os.environ.setdefault("LIBGL_ALWAYS_SOFTWARE", "1")
        self._size = (width_px, height_px)
        self._quality = quality
        large = (round(width_px * quality.oversample), round(height_px * quality.oversample))
        options: dict[str, Any] = {"standalone": True, "backend": "egl", "require": 330}
        self._context = context = moderngl.create_context(**options)
        self._surface = self._program("surface", "surface")
        self._shadow = self._program("shadow", "shadow")
        self._light = self._program("screen", "light")
        self._seen = [context.texture(large, 4, dtype="f4") for _ in range(4)]
        for texture in self._seen:
            texture.filter = (moderngl.NEAREST, moderngl.NEAREST)
        self._first = context.framebuffer(self._seen, context.depth_renderbuffer(large))
        self._second = context.framebuffer([context.renderbuffer(large, 4)])
        corners = context.buffer(np.array([-1, -1, 3, -1, -1, 3], "f4").tobytes())
        self._screen = context.vertex_array(self._light, [(corners, "2f", "corner")])
        self._shadows = context.depth_texture((quality.tile_px * _GRID,) * 2)
        self._shadows.compare_func = "<="
        self._shadows.repeat_x = self._shadows.repeat_y = False
        self._atlas = context.framebuffer(depth_attachment=self._shadows)
        for unit_number, name in enumerate(("places", "directions", "inners", "colours")):
            self._light[name] = unit_number + 1
        self._light["shadows"] = 0
        self._light["lamp_count"] = quality.lamps
        self._light["tile_px"] = float(quality.tile_px)

    def release(self) -> None:
        """Give the context back."""
        self._context.release()

    def load_surfaces(self, surfaces: Sequence[Surface]) -> tuple[Drawn, ...]:
        """Put rigid surfaces on the card."""
        return tuple(
            self._put(
                np.hstack([piece.vertices_m, piece.normals]),
                np.hstack([piece.local_m, _paint(piece.colour, piece.material, piece.local_m)]),
                piece.triangles,
            )
            for piece in surfaces
        )

    def load_figure(self, figure: Figure) -> tuple[Drawn, ...]:
        """Put the parts of a figure on the card."""
        return tuple(
            self._put(
                np.hstack([part.mesh.vertices_m, part.mesh.normals]),
                np.hstack(
                    [
                        part.mesh.vertices_m,
                        _paint(part.mesh.colours, part.material, part.mesh.vertices_m),
                    ]
                ),
                part.mesh.triangles,
            )
            for part in figure.parts
        )

    def cast_shadows(self, casting: Sequence[Drawn], middle_m: Array, light: Light) -> None:
        """Draw the shadow maps of all lamps around a place (3,)."""
        lamps, tile_px = _lamps(light, self._quality.lamps), self._quality.tile_px
        matrices = [_lamp_view(lamp[:3], middle_m) for lamp in lamps]
        self._context.enable(moderngl.DEPTH_TEST)
        self._atlas.use()
        self._atlas.clear(depth=1.0)
        for n, matrix in enumerate(matrices):
            corner = ((n % _GRID) * tile_px, (n // _GRID) * tile_px)
            self._atlas.viewport = (*corner, tile_px, tile_px)
            self._shadow["to_clip"].write(_columns(matrix))
            for thing in casting:
                thing.shape.render()
        spare = _MOST_LAMPS - len(lamps)
        filled = [*matrices, *[np.eye(4)] * spare]
        self._light["to_lamp"].write(b"".join(_columns(matrix) for matrix in filled))
        self._light["lamps"].write(np.pad(lamps, ((0, spare), (0, 0))).astype("f4").tobytes())
        self._light["exposure"].value = light.exposure
        self._light["tint"].value = (1.0, 0.985 - 0.05 * light.warmth, 0.97 - 0.2 * light.warmth)

    def draw(self, things: Sequence[Drawn], view: View) -> Picture:
        """Draw a picture (height, width, 3), RGB."""
        context = self._context
        self._first.use()
        self._first.clear(0.0, 0.0, 0.0, 0.0)
        context.enable(moderngl.DEPTH_TEST)
        self._surface["to_clip"].write(_columns(view.to_clip))
        for thing in things:
            thing.coloured.render()
        self._second.use()
        context.disable(moderngl.DEPTH_TEST)
        self._shadows.use(0)
        for unit_number, texture in enumerate(self._seen):
            texture.use(unit_number + 1)
        self._light["eye_m"].value = tuple(float(x) for x in view.eye_m)
        self._screen.render()
        return self._read()

    def _read(self) -> Picture:
        width, height = self._second.size
        raw = np.frombuffer(self._second.read(components=3, alignment=1), dtype=np.uint8)
        upright = raw.reshape(height, width, 3)[::-1]
        if (width, height) == self._size:
            return np.ascontiguousarray(upright)
        small = cv2.resize(upright, self._size, interpolation=cv2.INTER_AREA)
        return small.astype(np.uint8, copy=False)

    def _put(self, moving: Array, fixed: Array, triangles: Integers) -> Drawn:
        context = self._context
        first = context.buffer(moving.astype("f4").tobytes())
        second = context.buffer(fixed.astype("f4").tobytes())
        order = context.buffer(triangles.astype("i4").tobytes())
        inputs = [(first, "3f 3f", "position_m", "normal"), (second, "3f 4f", "local_m", "colour")]
        coloured = context.vertex_array(self._surface, inputs, order)
        shape = context.vertex_array(self._shadow, [(first, "3f 3x4", "position_m")], order)
        return Drawn(first, coloured, shape)

    def _program(self, vertex: str, fragment: str) -> Any:  # noqa: ANN401  (moderngl has no types)
        version, rest = (_SHADERS / f"{fragment}.frag").read_text().split("\n", 1)
        coarse = "#define COARSE\n" if self._quality.coarse else ""
        return self._context.program(
            vertex_shader=(_SHADERS / f"{vertex}.vert").read_text(),
            fragment_shader=f"{version}\n{coarse}{rest}",
        )


def _paint(colours: Array, material: str, vertices: Array) -> Array:
    """Colour and material number (V, 4)."""
    rows = np.broadcast_to(colours, vertices.shape)
    return np.hstack([rows, np.full((len(vertices), 1), float(MATERIALS[material]))])


def _columns(matrix: Array) -> bytes:
    """Write a matrix as OpenGL wants it, column by column."""
    return matrix.T.astype("f4").tobytes()


def _lamps(light: Light, total: int) -> Array:
    """Directions and strengths (total, 4): a dome, brighter above, and one lamp from the side."""
    count = total - 1
    z = 1 - (np.arange(count) + 0.5) / count * 0.88
    azimuth = np.pi * (3 - 5**0.5) * np.arange(count) + 0.7
    radius = np.sqrt(1 - z**2)
    strength = 0.35 + 0.65 * z
    strength *= 1.14 * (1 - light.key) / strength.sum()
    dome = np.stack([radius * np.cos(azimuth), radius * np.sin(azimuth), z, strength], axis=1)
    azimuth_rad = np.radians(light.from_deg)
    towards = unit(np.array([0.71 * np.cos(azimuth_rad), -0.71 * np.sin(azimuth_rad), 1.05]))
    side = np.array([*towards, 1.15 * light.key])
    return np.vstack([dome, side])


def _lamp_view(towards: Array, middle_m: Array) -> Array:
    """Parallel projection (4, 4) of a lamp that shines on a place (3,)."""
    forward = unit(towards)
    right = unit(np.cross(np.array([0.0, 1.0, 0.01]), forward))
    rows = np.stack(
        [
            right / _SHADOW_RADIUS_M,
            np.cross(forward, right) / _SHADOW_RADIUS_M,
            -forward / _SHADOW_DEPTH_M,
        ]
    )
    matrix = np.eye(4)
    matrix[:3, :3] = rows
    matrix[:3, 3] = -rows @ middle_m
    return matrix
