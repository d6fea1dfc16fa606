"""A stretch of a film that does not show what happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class FilmFault(StrEnum):
    """Why a film does not show a moment."""

    FRAMES_MISSING = "frames_missing"
    FRAMES_FROZEN = "frames_frozen"
    PICTURE_CUT = "picture_cut"
    PERSON_LOST = "person_lost"


@dataclass(frozen=True, slots=True)
class FilmSpan:
    """A stretch of a film in which something may have happened that no picture shows.

    Attributes
    ----------
    fault
        Why it is not shown.
    start_s
        The last moment before it that was shown.
    end_s
        The first moment after it that was shown.
    """

    fault: FilmFault
    start_s: float
    end_s: float

    def touches(self, start_s: float, end_s: float) -> bool:
        """Return whether it has a moment in common with another stretch.

        Parameters
        ----------
        start_s, end_s
            The other stretch, both ends included.
        """
        return self.start_s <= end_s and self.end_s >= start_s


MOST_SPANS = 8
"""Of one kind that are told one by one: more say that the film stutters, and nobody reads them."""

_NEAR_S = 0.5  # what lies between two of them is too short to see a lift in


def merged(spans: Iterable[FilmSpan]) -> tuple[FilmSpan, ...]:
    """Return the spans to tell in order of time: near ones of one kind as one, and not too many.

    Parameters
    ----------
    spans
        In any order.
    """
    of_kind: dict[FilmFault, list[FilmSpan]] = {}
    for span in sorted(spans, key=lambda span: span.start_s):
        told = of_kind.setdefault(span.fault, [])
        if told and span.start_s - told[-1].end_s <= _NEAR_S:
            told[-1] = replace(told[-1], end_s=max(span.end_s, told[-1].end_s))
        else:
            told.append(span)
    few = [
        span
        for told in of_kind.values()
        for span in (told if len(told) <= MOST_SPANS else [replace(told[0], end_s=told[-1].end_s)])
    ]
    return tuple(sorted(few, key=lambda span: (span.start_s, span.fault)))
