"""The drawn pictures, held against pictures that a person has looked at.

``TILCOACH_NEW_GOLDEN=1 pytest tests/overlay`` writes them again; look at them before committing.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from tilcoach.coaching import FrameResult, RecordingResult
from tilcoach.overlay import OverlayWords, draw_review, draw_step
from tilcoach.pose.arrays import Bytes

GOLDEN = Path(__file__).parent / "golden"
FEW_PIXELS = 0.002  # edges of letters may differ between builds of OpenCV
LITTLE = 40


def golden(name: str) -> Path:
    """Return the picture for this OpenCV: from 5.1 on it sets letters a thirtieth wider."""
    newer = tuple(map(int, cv2.__version__.split(".")[:2])) >= (5, 1)
    return GOLDEN / f"{name}{'-opencv-5.1' if newer else ''}.png"


def assert_looks_like(picture: Bytes, name: str) -> None:
    path = golden(name)
    if os.environ.get("TILCOACH_NEW_GOLDEN"):
        cv2.imwrite(str(path), picture, [cv2.IMWRITE_PNG_COMPRESSION, 9])
    expected = cv2.imread(str(path))
    assert expected is not None
    assert expected.shape == picture.shape
    differs = cv2.absdiff(expected, picture).max(axis=2) > LITTLE
    assert np.mean(differs) < FEW_PIXELS


def test_a_live_frame_just_after_a_lift(
    picture: Bytes, step_of: Callable[[float], FrameResult], words: OverlayWords
) -> None:
    assert_looks_like(draw_step(picture, step_of(4.0), words), "live")


def test_a_frame_of_a_recording_after_the_verdicts_have_gone(
    picture: Bytes, review: RecordingResult, words: OverlayWords
) -> None:
    assert_looks_like(draw_review(picture, 11.0, review, words), "review")


def test_the_golden_check_notices_a_missing_skeleton(picture: Bytes) -> None:
    expected = cv2.imread(str(golden("live")))
    assert expected is not None
    differs = cv2.absdiff(expected, picture).max(axis=2) > LITTLE
    assert np.mean(differs) > 10 * FEW_PIXELS
