"""Detects what a film does not show: missing or frozen pictures, and a picture that jumps."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np

from tilcoach.pose import FilmFault, FilmSpan, VideoFrame
from tilcoach.pose.arrays import Bytes, Floats

_SIZE_PX = (96, 72)  # small: noise averages out, a body still moves some of its pixels
_KNOWN_INTERVALS = 5  # fewer do not tell how far apart, or how alike, two pictures usually are
_REMEMBERED_INTERVALS = 60


@dataclass(frozen=True, slots=True)
class FilmRule:
    """What a film that shows everything never does.

    Attributes
    ----------
    missing_s
        A longer time between two pictures is a gap: what nobody saw for so long is not called good.
    missing_intervals
        Unless it is at most so many times the usual one, as in a slow film.
    frozen_s
        The same picture for so long. In 26 films of people who stand, lift and work it stayed the
        same for 0.23 s at most: a body sways.
    frozen_grey
        Spots that differ by no more are the same: a picture that stands still and was encoded again
        flickers by 1 to 3.
    frozen_flicker
        And between two pictures it changes by less than this on average, mostly by nothing: the
        noise of a camera that sees an empty room changes every picture, by 0.3 and more.
    changed_grey, cut_share
        A picture jumps when so large a share of it changes by so much between two pictures. A
        person who lifts changes up to 0.03.
    cut_times_usual
        And when that is so many times what usually changes: a camera in the hand changes all the
        time.
    cut_within_s
        Pictures further apart say nothing: a person walks through the whole picture in between.
    """

    missing_s: float = 0.4
    missing_intervals: float = 3.0
    frozen_s: float = 0.5
    frozen_grey: float = 3.0
    frozen_flicker: float = 0.05
    changed_grey: float = 12.0
    cut_share: float = 0.15
    cut_times_usual: float = 4.0
    cut_within_s: float = 0.2


class FilmMonitor:
    """Looks on as the frames of a film go by; has state."""

    def __init__(self, rule: FilmRule | None = None) -> None:
        self._rule = rule or FilmRule()
        self._found: list[FilmSpan] = []
        self._intervals_s: deque[float] = deque(maxlen=_REMEMBERED_INTERVALS)
        self._changes: deque[float] = deque(maxlen=_REMEMBERED_INTERVALS)
        self._last: Floats | None = None
        self._last_s = 0.0
        self._same: Floats | None = None
        self._same_since_s = 0.0
        self._flicker: deque[float] = deque(maxlen=_REMEMBERED_INTERVALS)

    def update(self, frame: VideoFrame) -> None:
        """Look at a frame.

        Parameters
        ----------
        frame
            Later than the frame before.
        """
        grey = _small_grey(frame.bgr)
        if self._last is not None:
            self._note_interval(frame.time_s)
            self._note_cut(grey, frame.time_s)
        if self._same is None or np.abs(grey - self._same).max() > self._rule.frozen_grey:
            self._found.extend(self._frozen(frame.time_s))
            self._same, self._same_since_s = grey, frame.time_s
            self._flicker.clear()
        elif self._last is not None:
            self._flicker.append(float(np.abs(grey - self._last).mean()))
        self._last, self._last_s = grey, frame.time_s

    def spans(self) -> tuple[FilmSpan, ...]:
        """Return what was not shown so far, in order of where it ends."""
        return (*self._found, *self._frozen(self._last_s))

    def is_broken(self, after_s: float, up_to_s: float) -> bool:
        """Return whether something was not shown between two frames that went by.

        Parameters
        ----------
        after_s, up_to_s
            The times of both.
        """
        return any(after_s < span.end_s <= up_to_s for span in tuple(self._found))

    def _note_interval(self, now_s: float) -> None:
        interval_s, known = now_s - self._last_s, len(self._intervals_s) >= _KNOWN_INTERVALS
        usual_s = median(self._intervals_s) if known else interval_s
        longest_s = max(self._rule.missing_s, self._rule.missing_intervals * usual_s)
        if interval_s > longest_s:
            self._found.append(FilmSpan(FilmFault.FRAMES_MISSING, self._last_s, now_s))
        else:
            self._intervals_s.append(interval_s)

    def _note_cut(self, grey: Floats, now_s: float) -> None:
        if self._last is None or now_s - self._last_s > self._rule.cut_within_s:
            return
        change = grey - self._last
        change -= np.median(change)  # a lamp, or the camera's exposure, is no jump
        share = float((np.abs(change) > self._rule.changed_grey).mean())
        known = len(self._changes) >= _KNOWN_INTERVALS
        usual = median(self._changes) if known else 1.0
        if share > max(self._rule.cut_share, self._rule.cut_times_usual * usual):
            self._found.append(FilmSpan(FilmFault.PICTURE_CUT, self._last_s, now_s))
        self._changes.append(share)

    def _frozen(self, end_s: float) -> tuple[FilmSpan, ...]:
        """Return the stretch of the same pictures that lasts until now, if it is long."""
        if self._same is None or self._last_s - self._same_since_s < self._rule.frozen_s:
            return ()
        if median(self._flicker) > self._rule.frozen_flicker:
            return ()
        return (FilmSpan(FilmFault.FRAMES_FROZEN, self._same_since_s, end_s),)


def _small_grey(bgr: Bytes) -> Floats:
    """Return a picture as small as the monitor needs, in grey.

    Halved first where the rest is no whole number of pixels: OpenCV does the one fast and the other
    slowly. That takes a third of the time (640x480: 0.2 of 0.6 ms); a spot moves by 0.2 levels on
    average, by 7 at most.
    """
    height, width = bgr.shape[:2]
    is_whole = width % _SIZE_PX[0] == 0 and height % _SIZE_PX[1] == 0
    is_even = width % 2 == 0 and height % 2 == 0
    if is_even and not is_whole and min(width // _SIZE_PX[0], height // _SIZE_PX[1]) >= _FOUR:
        halved = cv2.resize(bgr, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
        bgr = np.asarray(halved, np.uint8)
    small = cv2.resize(bgr, _SIZE_PX, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), np.float64)


_FOUR = 4  # times as large: each spot is still the mean of four pixels and more once it is halved
