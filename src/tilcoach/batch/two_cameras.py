"""Two films of the same lifts, from two sides: analysed each by itself, then fused."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tilcoach.batch.analysis import Analysis
from tilcoach.coaching import PersonRecordingResult, RecordingResult, WarningCode
from tilcoach.errors import InputError
from tilcoach.fusion import Alignment, AlignmentRule, NoAlignment, SecondCamera, align, fuse_people


@dataclass(frozen=True, slots=True)
class SecondFilm:
    """A film of the same lifts by a second camera.

    Attributes
    ----------
    source
        A path, or a URL that fsspec knows.
    begins_s
        When it begins, in seconds from the start of the first film; None = to be found.
    """

    source: str
    begins_s: float | None = None


def fuse_analyses(first: Analysis, second: Analysis, begins_s: float | None = None) -> Analysis:
    """Return the analysis of the first film with the lifts as both cameras judge them.

    Both are taken to show one person: in each film, the one who was seen longest.

    Parameters
    ----------
    first, second
        Both films, each analysed by itself with the same settings.
    begins_s
        When the second begins on the clock of the first; None = to be found from the lifts.

    Raises
    ------
    InputError
        It cannot be told how the films lie in time.
    """
    one, other = _main_person(first.review), _main_person(second.review)
    found: Alignment | NoAlignment
    if begins_s is None:
        found = _align_people(one, other, first.settings.tuning.alignment)
    else:
        found = Alignment(begins_s, float("nan"))
    if one is None or other is None or isinstance(found, NoAlignment):
        why = found if isinstance(found, NoAlignment) else NoAlignment.NOBODY_STOOD
        raise _fault(why, second.source.name)
    fused = fuse_people(one, other, first.settings.limits, found.offset_s)
    people = tuple(fused if person is one else person for person in first.review.people)
    own = (code for code in second.review.warnings if code not in _OF_THE_FIRST)
    warnings = tuple(dict.fromkeys((*first.review.warnings, *own)))
    return replace(
        first,
        review=replace(first.review, people=people, warnings=warnings),
        second=SecondCamera(second.source, other.view, found, len(other.lifts)),
    )


def _align_people(
    one: PersonRecordingResult | None,
    other: PersonRecordingResult | None,
    rule: AlignmentRule | None = None,
) -> Alignment | NoAlignment:
    """Return how two recordings of a person lie in time, or why that cannot be told."""
    if one is None or other is None:
        return NoAlignment.NOBODY_STOOD
    return align(one.postures, other.postures, rule)


def _main_person(review: RecordingResult) -> PersonRecordingResult | None:
    """Return who was seen longest of those who could be measured; None when nobody could."""
    measured = [person for person in review.people if person.postures is not None]
    return max(measured, key=lambda person: len(person.poses), default=None)


_OF_THE_FIRST = frozenset({WarningCode.MAYBE_MIRRORED, WarningCode.DEFAULT_HEIGHT})
"""Warnings that the first film gives for itself."""


def _fault(why: NoAlignment, name: str) -> InputError:
    """Return what to do about films that cannot be laid beside each other."""
    if why is NoAlignment.NOBODY_STOOD:
        sentence = (
            "{path} cannot be laid beside the first film: in one of them nobody is seen standing "
            "upright. Begin both films with a few seconds of standing still."
        )
        return InputError(sentence, path=name)
    if why is NoAlignment.NO_MOVEMENT:
        sentence = (
            "{path} cannot be laid beside the first film: in one of them nobody bends down. Give "
            "two films of the same lifts."
        )
        return InputError(sentence, path=name)
    if why is NoAlignment.UNLIKE:
        sentence = (
            "{path} does not show the same movement as the first film. Give two films of the same "
            "lifts, or say when the second begins: --second-begins SECONDS."
        )
        return InputError(sentence, path=name)
    sentence = (
        "{path} fits the first film in several ways, because the lifts are so much alike. Say when "
        "it begins, in seconds from the start of the first: --second-begins SECONDS."
    )
    return InputError(sentence, path=name)
