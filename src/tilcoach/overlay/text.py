"""The words that the overlay writes, in the user's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from tilcoach.coaching import Pattern, Verdict
from tilcoach.lifting import LiftPhase


class Speaker(Protocol):
    """What the overlay needs of a translator; `tilcoach.i18n.Translator` is one."""

    def text(self, msgid: str, /) -> str:
        """Return an English sentence in the user's language."""
        ...

    def phase(self, phase: LiftPhase, /) -> str:
        """Return the word for a phase."""
        ...

    def pattern(self, pattern: Pattern, /) -> str:
        """Return the name of a pattern."""
        ...

    def verdict(self, verdict: Verdict, /) -> str:
        """Return the word for a verdict."""
        ...


@dataclass(frozen=True, slots=True)
class OverlayWords:
    """The words that may appear in a picture.

    Attributes
    ----------
    phases, patterns, verdicts
        One word, or a few, for each code.
    lifts
        What is counted, such as "Lifts".
    """

    phases: Mapping[LiftPhase, str]
    patterns: Mapping[Pattern, str]
    verdicts: Mapping[Verdict, str]
    lifts: str

    @classmethod
    def of(cls, speaker: Speaker) -> OverlayWords:
        """Return all the words of a translator."""
        return cls(
            phases={phase: speaker.phase(phase) for phase in LiftPhase},
            patterns={pattern: speaker.pattern(pattern) for pattern in Pattern},
            verdicts={verdict: speaker.verdict(verdict) for verdict in Verdict},
            lifts=speaker.text("Lifts"),
        )
