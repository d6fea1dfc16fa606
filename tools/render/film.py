"""Films a performance: figure, load and room, frame by frame."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tools.render.arrays import Array, Picture
from tools.render.camera import View, view_of
from tools.render.describe import Clip
from tools.render.encode import degrade
from tools.render.figure import Figure
from tools.render.gl import Drawn, Renderer
from tools.render.performance import Performance
from tools.render.posing import Posed
from tools.render.rotations import about_z
from tools.render.surfaces import Surface, load_surfaces, room_surfaces, table_surfaces

_TARGET_M = np.array([0.0, -0.15])
"""The camera looks at the place between the person and the load."""


@dataclass(frozen=True, slots=True)
class Set:
    """What stands before the camera.

    Attributes
    ----------
    clip
        What is filmed.
    figure
        Who plays it.
    load
        Surfaces of the load, around the origin.
    view
        The camera.
    """

    clip: Clip
    figure: Figure
    load: tuple[Surface, ...]
    view: View


def build(clip: Clip, figure: Figure) -> Set:
    """Put figure, load and camera in their places."""
    webcam = clip.webcam
    view = view_of(clip.camera, webcam.width_px, webcam.height_px, _TARGET_M)
    return Set(clip, figure, load_surfaces(clip.load), view)


def film(
    scene: Set, performance: Performance, frames: Sequence[int], oversample: float
) -> Iterator[Picture]:
    """Take the pictures of some frames.

    Parameters
    ----------
    scene
        What stands before the camera.
    performance
        What the figure does.
    frames
        Which frames.
    oversample
        Pixels drawn per pixel of the video, along one side.

    Yields
    ------
    Picture
        Shape (height, width, 3), RGB, as a webcam would deliver it.
    """
    clip = scene.clip
    camera = Renderer(clip.webcam.width_px, clip.webcam.height_px, oversample)
    table = table_surfaces(clip.load, performance.poses[0].load_m)
    still = camera.load_surfaces(room_surfaces(clip.room, clip.camera.yaw_deg))
    furniture = camera.load_surfaces(table)
    load = camera.load_surfaces(scene.load)
    body = camera.load_figure(scene.figure)
    rng = np.random.default_rng(clip.seed)
    for frame in frames:
        posed = performance.poses[frame]
        _move(scene, posed, body, load)
        casting = [*body, *load, *furniture]
        camera.cast_shadows(casting, _middle(posed), clip.light)
        picture = camera.draw([*still, *casting], scene.view)
        yield degrade(picture.astype(np.float64), clip.webcam, rng)
    camera.release()


def _move(scene: Set, posed: Posed, body: Sequence[Drawn], load: Sequence[Drawn]) -> None:
    """Put figure and load where they are in a frame."""
    for part, drawn in zip(scene.figure.parts, body, strict=True):
        drawn.move(*part.posed(posed.bones))
    turn = about_z(posed.load_yaw_deg)
    for piece, drawn in zip(scene.load, load, strict=True):
        drawn.move(*piece.placed(posed.load_m, turn))


def _middle(posed: Posed) -> Array:
    """Middle of what casts shadows."""
    x, y, _ = posed.bones.at_m("pelvis")
    return np.array([x, y, 0.85])
