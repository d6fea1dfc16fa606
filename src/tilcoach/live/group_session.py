"""The live stream of a group, kept between two runs of the page; nothing of it is ever saved."""

from __future__ import annotations

from dataclasses import dataclass

from tilcoach.coaching import FrameResult
from tilcoach.config import Settings
from tilcoach.estimation import PoseEstimator, open_estimator
from tilcoach.guidance import GroupController, GroupMode, GroupState, GuidanceController
from tilcoach.i18n import Translator
from tilcoach.live.processor import LivePipeline
from tilcoach.live.session import LiveSession
from tilcoach.pipeline import Pipeline
from tilcoach.pose import VideoFrame


class GroupPipeline:
    """A live pipeline that starts afresh for the next person."""

    def __init__(
        self, estimator: PoseEstimator, settings: Settings, controller: GroupController
    ) -> None:
        self._estimator = estimator
        self._settings = settings
        self._controller = controller
        self._reset()

    def _reset(self) -> None:
        """Drop the calibration: with that of the person before, the angles would be wrong."""
        self._turn = self._controller.turn
        self._pipeline = Pipeline(self._estimator, self._settings)

    def step(self, frame: VideoFrame, /) -> FrameResult:
        """Analyse one frame."""
        if self._turn != self._controller.turn:
            self._reset()
        self._pipeline.is_paused = self._controller.is_paused
        return self._pipeline.step(frame)

    def finish(self) -> tuple[FrameResult, ...]:
        """Judge the lifts that are still open."""
        return self._pipeline.finish()

    def close(self) -> None:
        """Free the model."""
        self._pipeline.close()


@dataclass(slots=True)
class GroupSession(LiveSession):
    """The live session of a group.

    Attributes
    ----------
    group_mode
        How the group practises; takes effect at the next start.
    """

    group_mode: GroupMode = GroupMode.IN_TURN

    @property
    def key_prefix(self) -> str:
        """Prefix of the stream keys: another mode is another stream."""
        return f"group-{self.group_mode}-"

    @property
    def group(self) -> GroupState | None:
        """State of the group; None before the first frame."""
        guidance = self.state.snapshot().guidance
        return guidance.group if guidance else None

    def next_person(self) -> None:
        """Call the next person."""
        if self.processor is not None and isinstance(self.processor.controller, GroupController):
            self.processor.controller.next_person()

    def _make_controller(self, settings: Settings) -> GuidanceController:
        return GroupController(
            settings.limits,
            self.feedback_mode,
            settings.switched_off,
            self.group_mode,
            settings.tuning.guidance,
        )

    def _open_pipeline(
        self,
        settings: Settings,
        words: Translator,
        controller: GuidanceController,
        *,
        is_sample: bool,
    ) -> LivePipeline:
        del words, is_sample  # nothing is saved, whatever plays
        if not isinstance(controller, GroupController):
            message = "a group needs a GroupController"
            raise TypeError(message)
        return GroupPipeline(
            open_estimator(settings.model, settings.persons, settings.tuning.group),
            settings,
            controller,
        )
