"""One picture out of a film that tilcoach wrote itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tilcoach.errors import VideoError
from tilcoach.pose.arrays import Bytes


def read_picture(path: Path, time_s: float) -> Bytes:
    """Return the picture that is on the screen at a moment: shape (height, width, 3), BGR.

    Jumps to the key picture before it, so that a long film takes no longer than a short one.
    """
    import av  # noqa: PLC0415 - slow to import, and --help must not wait for it

    found = None
    try:
        with av.open(str(path)) as container:
            container.seek(max(0, round(time_s * av.time_base)))
            for picture in container.decode(video=0):
                if found is not None and picture.time > time_s + _A_TICK_S:
                    break
                found = picture
    except (av.FFmpegError, OSError) as error:
        sentence = "{path} cannot be read ({cause}): check the name of the file."
        raise VideoError(sentence, path=path, cause=error.strerror) from error
    if found is None:
        sentence = (
            "{path} cannot be read as a video: it is another kind of file, or cut off before "
            "its first picture; record or copy it again."
        )
        raise VideoError(sentence, path=path)
    return np.asarray(found.to_ndarray(format="bgr24"), np.uint8)


_A_TICK_S = 1e-4  # times in a file are rounded to the ticks of its clock
