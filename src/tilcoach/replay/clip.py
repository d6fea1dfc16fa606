"""The frames of a replay with their overlay: as pictures, and as a film to save."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from tilcoach.atomic_files import film_folder
from tilcoach.overlay import Face, blur_face, draw_people, follow_face
from tilcoach.pose.arrays import Bytes
from tilcoach.replay.frame import Replay, ReplayFrame
from tilcoach.video import VideoWriter, write_jpeg


def drawn_jpegs(replay: Replay) -> Iterator[bytes]:
    """Yield the pictures of a replay with skeleton and angles."""
    for moment in replay.moments:
        yield write_jpeg(_drawn(moment, ()))


def clip_bytes(replay: Replay, *, with_face: bool = False) -> bytes:
    """Return a replay as a film, VP9 in MP4, at real speed."""
    moments = replay.moments
    height, width = moments[0].picture().shape[:2]
    faces = () if with_face else tuple(_faces(moments, (width, height)))
    # The index of an MP4 comes first and is known last, so a real file is needed: in a private
    # folder that is removed before the film is returned.
    folder = film_folder()
    try:
        path = folder / "clip.mp4"
        with VideoWriter(path, width, height) as writer:
            for row, moment in enumerate(moments):
                blurred = tuple(track[row] for track in faces)
                writer.write(_drawn(moment, blurred), moment.time_s - moments[0].time_s)
        return path.read_bytes()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _drawn(moment: ReplayFrame, faces: tuple[Face, ...]) -> Bytes:
    picture = moment.picture()
    for face in faces:  # first, or the skeleton would be blurred with it
        blur_face(picture, face)
    draw_people(picture, moment.people)
    return picture


def _faces(moments: tuple[ReplayFrame, ...], size_px: tuple[int, int]) -> Iterator[list[Face]]:
    """Yield for each person the face in every picture."""
    poses = [{person.person: person.pose for person in moment.people} for moment in moments]
    for number in sorted({number for found in poses for number in found}):
        yield follow_face([found.get(number) for found in poses], size_px)
