"""Films performances: figures, load and room, frame by frame."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tools.render.arrays import Array, Picture
from tools.render.camera import View, shaken, view_of
from tools.render.clip import Clip, Role
from tools.render.encode import degrade, mean_of
from tools.render.figure import Figure
from tools.render.gl import Drawn, Quality, Renderer
from tools.render.performance import Performance
from tools.render.posing import Posed
from tools.render.rotations import about_z
from tools.render.surfaces import (
    chair_surfaces,
    load_surfaces,
    room_surfaces,
    table_surfaces,
)

_TARGET_M = np.array([0.0, -0.15])
"""The camera looks at the place between the person and the load."""


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody in view: what is played, who plays it, and how."""

    role: Role
    figure: Figure
    played: Performance


class _OnStage:
    """A player's figure and load on the card."""

    def __init__(self, player: Player, renderer: Renderer) -> None:
        self._player = player
        self._load = load_surfaces(player.role.load)
        self._body = renderer.load_figure(player.figure)
        self._things = renderer.load_surfaces(self._load)
        first = player.played.poses[0]
        still = (
            *table_surfaces(player.role.load, first.load_m),
            *chair_surfaces(player.role),
        )
        self._still = renderer.load_surfaces(still)

    @property
    def drawn(self) -> tuple[Drawn, ...]:
        """Everything that casts a shadow."""
        return (*self._body, *self._things, *self._still)

    def move(self, posed: Posed) -> None:
        """Put figure and load where they are at a moment."""
        for part, drawn in zip(self._player.figure.parts, self._body, strict=True):
            drawn.move(*part.posed(posed.bones))
        turn = about_z(posed.load_yaw_deg)
        for piece, drawn in zip(self._load, self._things, strict=True):
            drawn.move(*piece.placed(posed.load_m, turn))


def film(
    clip: Clip, players: Sequence[Player], frames: Sequence[int], quality: Quality
) -> Iterator[Picture]:
    """Take the pictures of some frames.

    Parameters
    ----------
    clip
        Room, light and camera.
    players
        Who is in view; the first is the one whom the light follows.
    frames
        Which frames.
    quality
        How finely they are drawn.

    Yields
    ------
    picture
        Shape (height, width, 3), RGB, as a webcam would deliver it.
    """
    renderer = Renderer(clip.webcam.width_px, clip.webcam.height_px, quality)
    room = renderer.load_surfaces(room_surfaces(clip.room, clip.camera.yaw_deg))
    cast = [_OnStage(player, renderer) for player in players]
    times_s = np.array(frames) / clip.webcam.frame_rate_hz
    views = shaken(camera_view(clip), clip.camera, times_s, clip.seed)
    rng = np.random.default_rng(clip.seed)
    for frame, view in zip(frames, views, strict=True):
        moments = zip(*(player.played.exposures[frame] for player in players), strict=True)
        pictures = []
        for number, poses in enumerate(moments):
            for actor, posed in zip(cast, poses, strict=True):
                actor.move(posed)
            casting = [drawn for actor in cast for drawn in actor.drawn]
            if not number and not frame % quality.shadows_every:  # soft, so they move little
                renderer.cast_shadows(casting, _middle(poses[0]), clip.light)
            pictures.append(renderer.draw([*room, *casting], view))
        yield degrade(mean_of(pictures), clip.webcam, rng)
    renderer.release()


def camera_view(clip: Clip) -> View:
    """Place the camera of a clip."""
    return view_of(clip.camera, clip.webcam.width_px, clip.webcam.height_px, _TARGET_M)


def _middle(posed: Posed) -> Array:
    """Middle of what casts shadows."""
    x, y, _ = posed.bones.at_m("pelvis")
    return np.array([x, y, 0.85])
