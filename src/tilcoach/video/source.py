"""The interface of a source of frames."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from tilcoach.pose import SourceInfo, VideoFrame


class FrameSource(Protocol):
    """Gives frames in order of time: a file, a camera, or a browser."""

    @property
    def info(self) -> SourceInfo:
        """The properties of the source; exact once all frames were read."""
        ...

    def __iter__(self) -> Iterator[VideoFrame]:
        """Yield the frames, in strictly increasing time."""
        ...

    def close(self) -> None:
        """Release the file or camera; closing twice is fine."""
        ...
