"""A live stream: the pipeline that judges it, and its frames drawn over."""

from __future__ import annotations

from functools import cache

from tilcoach.coaching import FrameResult
from tilcoach.config import Settings
from tilcoach.estimation import PoseEstimator, open_estimator
from tilcoach.i18n import Language, translator
from tilcoach.overlay import OverlayWords, draw_step
from tilcoach.pipeline import Pipeline
from tilcoach.pose import VideoFrame
from tilcoach.pose.arrays import Bytes


def open_pipeline(
    settings: Settings | None = None, *, estimator: PoseEstimator | None = None
) -> Pipeline:
    """Open the live coach: one frame in, everything known after it out.

    Parameters
    ----------
    settings
        Model, persons, body height, limits; the defaults when left out.
    estimator
        Another pose estimator than the bundled one; it is closed with the pipeline.

    Returns
    -------
    Pipeline
        One per stream, used in a ``with`` block. ``step(frame)`` takes about 25 ms on one core,
        nearly all of it in the pose model.

    Raises
    ------
    ModelError
        The pose model is unknown, missing or damaged; the message names the remedy.
    """
    chosen = settings or Settings()
    return Pipeline(
        estimator or open_estimator(chosen.model, chosen.persons, chosen.tuning.group), chosen
    )


def draw(frame: VideoFrame, result: FrameResult, *, language: Language = "nl") -> Bytes:
    """Draw skeleton, angles, phase and the newest verdicts over a frame of a live stream.

    Parameters
    ----------
    frame
        The frame; it stays as it was.
    result
        What `Pipeline.step` returned for it.
    language
        Of the words in the picture: ``nl`` or ``en``.

    Returns
    -------
    numpy.ndarray
        Shape (height, width, 3), uint8, blue first.
    """
    return draw_step(frame.bgr, result, _overlay_words(language))


@cache
def _overlay_words(language: Language) -> OverlayWords:
    return OverlayWords.of(translator(language))
