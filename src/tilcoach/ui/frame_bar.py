"""A bar for work on the frames of a film: how fast it goes, and how long it will still take."""

from __future__ import annotations

import time
from collections.abc import Callable

from streamlit.delta_generator import DeltaGenerator

from tilcoach.messages import Translator

_EVERY_S = 0.25  # often enough to see it move, and the page is not kept busy
_PATIENCE_S = 2.0  # before that a speed says little
_MINUTE_S = 60
_LONG_S = 90  # from here on whole minutes are told


class FrameBar:
    """Shows the stages of one piece of work in one bar.

    Parameters
    ----------
    bar
        As `st.progress` gives it.
    words
        In the user's language.
    clock
        Seconds, rising.
    """

    def __init__(
        self, bar: DeltaGenerator, words: Translator, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._bar = bar
        self._words = words
        self._clock = clock
        self._begun_s = clock()
        self._shown_s = -_EVERY_S

    def stage(self, label: str, begin: float, end: float) -> Callable[[int, int], None]:
        """Return what is to be called after every frame of one stage.

        Parameters
        ----------
        label
            What is being done.
        begin, end
            Which share of the whole time this stage is, from 0 to 1.
        """
        begun_s = self._clock()

        def note(done: int, total: int) -> None:
            now_s = self._clock()
            if now_s - self._shown_s < _EVERY_S:
                return
            self._shown_s = now_s
            share = min(begin + (end - begin) * (done / total if total else 0.0), 1.0)
            told = [label]
            if now_s - begun_s > _PATIENCE_S:
                told.append(self._speed(done / (now_s - begun_s)))
            if share > 0 and now_s - self._begun_s > _PATIENCE_S:
                told.append(self._left((now_s - self._begun_s) * (1 - share) / share))
            self._bar.progress(share, " \N{MIDDLE DOT} ".join(told))

        return note

    def _speed(self, rate_hz: float) -> str:
        return self._words.text("{fps} frames/s", fps=self._words.number(rate_hz))

    def _left(self, left_s: float) -> str:
        if left_s < _LONG_S:
            return self._words.plural(
                "about {n} second to go", "about {n} seconds to go", max(1, round(left_s))
            )
        minutes = round(left_s / _MINUTE_S)
        return self._words.plural("about {n} minute to go", "about {n} minutes to go", minutes)
