"""What is known of a group: who did what, by tags instead of names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tilcoach.coaching import JudgedLift, Pattern, Verdict


class GroupMode(StrEnum):
    """How a group practises."""

    IN_TURN = "in_turn"
    """One person in view; the next one by a button, a key or a raised hand."""

    AT_ONCE = "at_once"
    """Everybody in view, each with a tag; the coach is quiet."""


@dataclass(frozen=True, slots=True)
class Member:
    """What one member of a group did; a tag, and no name.

    Attributes
    ----------
    tag
        1 for the first one.
    lifts
        In order of time.
    """

    tag: int
    lifts: tuple[JudgedLift, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupState:
    """What is known of a group now.

    Attributes
    ----------
    mode
        How it practises.
    turn
        The tag of whose turn it is.
    tags
        Of the people in view, by their number in the step.
    members
        Everybody who has stood there, by tag.
    """

    mode: GroupMode
    turn: int
    tags: Mapping[int, int]
    members: tuple[Member, ...]


def count(lifts: Collection[JudgedLift], pattern: Pattern) -> Mapping[Verdict, int]:
    """Return how often each verdict was given on a pattern."""
    given = [lift.finding(pattern).verdict for lift in lifts]
    return {verdict: given.count(verdict) for verdict in Verdict}
