"""Where a session keeps the live stream of a group: nothing of it is ever saved."""

from __future__ import annotations

from dataclasses import dataclass

from tilcoach.coaching import Step
from tilcoach.config import Settings
from tilcoach.estimation import PoseEstimator, open_estimator
from tilcoach.guiding import GroupGuide, GroupState, GroupWay, Guide
from tilcoach.messages import Translator
from tilcoach.pipeline import Pipeline
from tilcoach.pose import VideoFrame
from tilcoach.ui.live import Coach
from tilcoach.ui.live_stream import LiveRoom


class GroupCoach:
    """A live coach that forgets a person when the next one comes.

    Parameters
    ----------
    estimator
        Finds the bodies; closed with the coach.
    settings
        What the user has chosen.
    guide
        Knows whose turn it is, and whether there is a pause.
    """

    def __init__(self, estimator: PoseEstimator, settings: Settings, guide: GroupGuide) -> None:
        self._estimator = estimator
        self._settings = settings
        self._guide = guide
        self._begin()

    def _begin(self) -> None:
        """Know nobody: the zero of the one before would make the next one's angles untrue."""
        self._turn = self._guide.turn
        self._pipeline = Pipeline(self._estimator, self._settings)

    def step(self, frame: VideoFrame, /) -> Step:
        """Analyse one frame.

        Parameters
        ----------
        frame
            Later than the frame before.
        """
        if self._turn != self._guide.turn:
            self._begin()
        self._pipeline.is_paused = self._guide.is_paused
        return self._pipeline.step(frame)

    def close(self) -> None:
        """Free the model."""
        self._pipeline.close()


@dataclass(slots=True)
class GroupRoom(LiveRoom):
    """A live room for a group.

    Attributes
    ----------
    way
        How the group practises; holds from the next start on.
    """

    way: GroupWay = GroupWay.IN_TURN

    @property
    def prefix(self) -> str:
        """What the names of this room's streams begin with: another way is another stream."""
        return f"group-{self.way}-"

    @property
    def group(self) -> GroupState | None:
        """What is known of the group; None before the first picture."""
        guidance = self.slot.snapshot().guidance
        return guidance.group if guidance else None

    def next_person(self) -> None:
        """Let the next person come."""
        if self.processor is not None and isinstance(self.processor.guide, GroupGuide):
            self.processor.guide.next_person()

    def _make_guide(self, settings: Settings) -> Guide:
        return GroupGuide(settings.limits, self.mode, settings.switched_off, self.way)

    def _open_coach(
        self, settings: Settings, words: Translator, guide: Guide, *, is_sample: bool
    ) -> Coach:
        del words, is_sample  # nothing is saved, whatever plays
        if not isinstance(guide, GroupGuide):
            message = "a group needs a guide of its own"
            raise TypeError(message)
        return GroupCoach(open_estimator(settings.model, settings.persons), settings, guide)
