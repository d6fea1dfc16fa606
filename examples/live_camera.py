"""Coach live from a camera, in a window of OpenCV; q stops.

python examples/live_camera.py              # camera 0
python examples/live_camera.py film.mp4     # a film in its place
python examples/live_camera.py film.mp4 --no-window
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

import cv2  # before tilcoach, which undoes what OpenCV sets in the environment for its windows
import numpy as np

import tilcoach


def frames(camera: cv2.VideoCapture) -> Iterator[tilcoach.VideoFrame]:
    """Give the pictures of a camera with the time at which each came; of a film, its own times."""
    start_s = time.monotonic()
    is_film = camera.get(cv2.CAP_PROP_FRAME_COUNT) > 0
    index = 0
    while True:
        found, bgr = camera.read()
        if not found:
            return
        film_s = camera.get(cv2.CAP_PROP_POS_MSEC) / 1000
        time_s = film_s if is_film else time.monotonic() - start_s
        yield tilcoach.VideoFrame(np.asarray(bgr, np.uint8), time_s, index)
        index += 1


def main(source: int | str, *, window: bool) -> None:
    """Show every picture with what the coach sees, and print the verdicts after each lift."""
    camera = cv2.VideoCapture(source)
    printed = 0
    with tilcoach.open_pipeline() as pipeline:
        for frame in frames(camera):
            result = pipeline.step(frame)
            for person in result.people:
                if person.last_lift is not None and person.lift_count > printed:
                    printed = person.lift_count
                    verdicts = [f"{f.pattern}: {f.verdict}" for f in person.last_lift.findings]
                    print(f"lift {printed}  " + ", ".join(verdicts))
            if window:
                cv2.imshow("tilcoach", tilcoach.draw(frame, result, language="en"))
                if cv2.waitKey(1) == ord("q"):
                    break
    camera.release()


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    main(words[0] if words else 0, window="--no-window" not in sys.argv)
