"""Films to measure with, made from one that is there: a single frame, or many minutes of it."""

from __future__ import annotations

import math
from contextlib import closing
from fractions import Fraction
from itertools import product
from pathlib import Path

import cv2
import numpy as np

from tilcoach.pose.arrays import Bytes
from tilcoach.video import VideoFile, VideoWriter

FULL_HD_PX = (1920, 1080)


def one_frame(source: Path, path: Path) -> None:
    """Write a film of the first frame of another one."""
    with closing(VideoFile(source)) as video:
        frame = next(iter(video))
    with VideoWriter(path, frame.width_px, frame.height_px) as writer:
        writer.write(frame.bgr, frame.time_s)


def long_film(
    source: Path, path: Path, minutes: float, size_px: tuple[int, int] = FULL_HD_PX
) -> None:
    """Write a film again and again, one after the other, in one long film.

    It is encoded once; after that its packets are copied, which takes seconds.
    """
    once = path.with_suffix(".once.mp4")
    with closing(VideoFile(source)) as video, VideoWriter(once, *size_px) as writer:
        for frame in video:
            writer.write(fitted(frame.bgr, size_px), frame.time_s)
    _repeat(once, path, minutes)
    once.unlink()


def fitted(bgr: Bytes, size_px: tuple[int, int]) -> Bytes:
    """Return a picture as large as fits, with black beside it."""
    width_px, height_px = size_px
    scale = min(width_px / bgr.shape[1], height_px / bgr.shape[0])
    inner = cv2.resize(bgr, (round(bgr.shape[1] * scale), round(bgr.shape[0] * scale)))
    fitted = np.zeros((height_px, width_px, 3), np.uint8)
    top, left = (height_px - inner.shape[0]) // 2, (width_px - inner.shape[1]) // 2
    fitted[top : top + inner.shape[0], left : left + inner.shape[1]] = inner
    return fitted


def _repeat(once: Path, path: Path, minutes: float) -> None:
    """Copy the pictures as they are encoded, each turn later than the one before."""
    import av  # noqa: PLC0415 - slow to import, and --help must not wait for it

    with av.open(str(once)) as film, av.open(str(path), "w", format="mp4") as out:
        stream = film.streams.video[0]
        length = stream.duration or 0
        tick_s = stream.time_base or Fraction(1)
        turns = math.ceil(60 * minutes / float(length * tick_s))
        pictures = [packet for packet in film.demux(stream) if packet.size]
        copy = out.add_stream_from_template(stream)
        for turn, picture in product(range(turns), pictures):
            packet = av.Packet(bytes(picture))
            packet.stream, packet.time_base, packet.is_keyframe = copy, tick_s, picture.is_keyframe
            packet.pts = packet.dts = (
                picture.pts or 0
            ) + turn * length  # none refers to a later one
            packet.duration = picture.duration or 0
            out.mux(packet)
