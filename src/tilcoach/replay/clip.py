"""The moments of a lift with the drawing over them: as pictures, and as a film to keep."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tilcoach.overlay import Face, blur_face, draw_people, follow_face
from tilcoach.pose.arrays import Bytes
from tilcoach.replay.moment import Moment, Replay
from tilcoach.video import VideoWriter, write_jpeg


def drawn_jpegs(replay: Replay) -> Iterator[bytes]:
    """Give each picture of a lift with the skeleton and the angles where they were measured.

    Parameters
    ----------
    replay
        The lift.
    """
    for moment in replay.moments:
        yield write_jpeg(_drawn(moment, ()))


def clip_bytes(replay: Replay, *, with_face: bool = False) -> bytes:
    """Return a lift as a film, H.264 in MP4, at the speed at which it happened.

    Parameters
    ----------
    replay
        The lift.
    with_face
        Leave the face of everybody who was followed as it is, instead of blurring it.

    Raises
    ------
    StoreError
        If there is no room on the disk for the few seconds that the film is made there.
    """
    moments = replay.moments
    height, width = moments[0].picture().shape[:2]
    faces = () if with_face else tuple(_faces(moments, (width, height)))
    # The table of contents of an MP4 is written first and known last, so it takes a real file: in
    # a folder that nobody else may open, and that is gone before the film is handed over.
    with tempfile.TemporaryDirectory(prefix="tilcoach-") as folder:
        path = Path(folder) / "clip.mp4"
        with VideoWriter(path, width, height) as writer:
            for row, moment in enumerate(moments):
                blurred = tuple(track[row] for track in faces)
                writer.write(_drawn(moment, blurred), moment.time_s - moments[0].time_s)
        return path.read_bytes()


def _drawn(moment: Moment, faces: tuple[Face, ...]) -> Bytes:
    picture = moment.picture()
    for face in faces:  # first, or the skeleton would be blurred with it
        blur_face(picture, face)
    draw_people(picture, moment.people)
    return picture


def _faces(moments: tuple[Moment, ...], size_px: tuple[int, int]) -> Iterator[list[Face]]:
    """Give for each person in the film where the face is, in every picture."""
    poses = [{person.person: person.pose for person in moment.people} for moment in moments]
    for number in sorted({number for found in poses for number in found}):
        yield follow_face([found.get(number) for found in poses], size_px)
