"""What happened when: phases, load and lifts on the clock of a clip."""

from dataclasses import dataclass
from typing import Literal

Phase = Literal["upright", "reaching", "grasping", "lifting", "holding", "lowering"]


@dataclass(frozen=True, slots=True)
class Span:
    """One phase over [start_s, end_s), with or without a load in the hands."""

    start_s: float
    end_s: float
    phase: Phase
    load_held: bool


@dataclass(frozen=True, slots=True)
class Lift:
    """One excursion from upright down to a load and back.

    Attributes
    ----------
    kind
        "pick_up" or "put_down".
    start_s
        The body begins to go down.
    grasp_s
        Hands and load get together, or part.
    upright_s
        Upright again.
    end_s
        End of the holding that follows; for a put-down the same as `upright_s`.
    """

    kind: Literal["pick_up", "put_down"]
    start_s: float
    grasp_s: float
    upright_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Script:
    """Phases that follow each other without a gap, and the lifts among them."""

    spans: tuple[Span, ...]
    lifts: tuple[Lift, ...]

    @property
    def duration_s(self) -> float:
        """End of the last phase."""
        return self.spans[-1].end_s

    def at(self, time_s: float) -> Span:
        """Phase at a time; after the end, the last one."""
        for span in self.spans:
            if time_s < span.end_s:
                return span
        return self.spans[-1]
