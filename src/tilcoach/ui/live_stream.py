"""Where a session keeps its live stream between two runs of the page."""

from __future__ import annotations

from dataclasses import dataclass, field

from tilcoach.config import Settings
from tilcoach.estimation import open_estimator
from tilcoach.guiding import FeedbackMode, Guide, Wish
from tilcoach.messages import Translator
from tilcoach.overlay import OverlayWords
from tilcoach.pipeline import Pipeline
from tilcoach.store import Diary, History
from tilcoach.ui.keeping import LIVE_PATIENCE_S, KeepingCoach, local_now
from tilcoach.ui.live import Coach, LiveProcessor
from tilcoach.ui.live_slot import LiveSlot
from tilcoach.ui.local_camera.stream import LocalStream
from tilcoach.ui.look_back import LookBack
from tilcoach.ui.practised import PractisedLifts, RememberingCoach
from tilcoach.ui.samples import Sample
from tilcoach.video import CameraPlace


@dataclass(slots=True)
class LiveRoom:
    """Where a session keeps its live stream between two runs of the page.

    Attributes
    ----------
    slot
        Of the newest stream; a new start brings a new one.
    processor
        The newest one; None before the first start.
    local
        The newest stream of a camera of this machine, or of a sample film; None before the first.
    film
        Which sample film that stream plays, as `show_sample` names it; empty for a camera.
    saving
        The number of the profile to save lifts under; None while nothing is to be saved.
    diary
        Of the newest stream; None before its first frame.
    mode
        When the coach speaks.
    look
        Back at the newest stream's last lift.
    practised
        The lifts before the camera, of this stream and of those before it.
    """

    slot: LiveSlot = field(default_factory=LiveSlot)
    processor: LiveProcessor | None = None
    local: LocalStream | None = None
    film: str = ""
    saving: int | None = None
    diary: Diary | None = None
    mode: FeedbackMode = FeedbackMode.AFTER_LIFT
    practised: PractisedLifts = field(default_factory=lambda: PractisedLifts(local_now))
    look: LookBack = field(default_factory=LookBack)

    @property
    def prefix(self) -> str:
        """What the names of this room's streams on the page begin with."""
        return ""

    def start(
        self, words: Translator, settings: Settings, *, is_sample: bool = False
    ) -> LiveProcessor:
        """Begin a stream; streamlit-webrtc calls it in a thread of its own.

        Parameters
        ----------
        words
            In the user's language.
        settings
            What the user has chosen.
        is_sample
            Whether a sample film plays, of which nothing is ever saved.
        """
        self.stop()
        return self._begin(words, settings, is_sample=is_sample)

    def renew(self, words: Translator, settings: Settings) -> None:
        """Let a new coach take over the running stream of a camera of this machine.

        Any other stream goes on as it is: the browser would have to start anew.

        Parameters
        ----------
        words
            In the user's language.
        settings
            What the user has chosen now.
        """
        if self.local is not None and self.local.is_running:
            before = self.local.processor
            is_sample = self.local.is_sample
            self.local.processor = self._begin(words, settings, is_sample=is_sample)
            before.on_ended()

    def _begin(self, words: Translator, settings: Settings, *, is_sample: bool) -> LiveProcessor:
        self.slot = LiveSlot(is_film=is_sample)
        self.diary = None
        guide = self._make_guide(settings)
        self.look = LookBack(guide)
        self.processor = LiveProcessor(
            self.slot,
            OverlayWords.of(words),
            lambda: self._open_coach(settings, words, guide, is_sample=is_sample),
            guide,
        )
        return self.processor

    def _make_guide(self, settings: Settings) -> Guide:
        return Guide(settings.limits, self.mode, settings.switched_off)

    def _open_coach(
        self, settings: Settings, words: Translator, guide: Guide, *, is_sample: bool
    ) -> Coach:
        """Make a coach with a diary; called in the worker thread."""
        replays = self.look.replays  # now: loading the model takes a second, and another may begin
        estimator = open_estimator(settings.model, settings.persons)
        self.diary = Diary(
            History(patience_s=LIVE_PATIENCE_S),
            lambda: None if is_sample else self.saving,
            model=estimator.model,
            settings=settings,
            words=words,
            now=local_now,
        )
        coach = KeepingCoach(Pipeline(estimator, settings), self.diary, guide, replays)
        return coach if is_sample else RememberingCoach(coach, self.practised, settings.limits)

    def start_local(
        self, place: CameraPlace | Sample, words: Translator, settings: Settings, film: str = ""
    ) -> None:
        """Begin a stream from a camera of this machine, or from a sample film.

        Parameters
        ----------
        place
            Which camera, or which film.
        words
            In the user's language.
        settings
            What the user has chosen.
        film
            What to call a sample film; empty for a camera.
        """
        processor = self.start(words, settings, is_sample=isinstance(place, Sample))
        self.local, self.film = LocalStream(place, processor), film
        self.local.start()

    def stop(self) -> None:
        """End the newest stream's analysis; a stream that has ended stays ended."""
        if self.local is not None:
            self.local.stop()
        if self.processor is not None:
            self.processor.on_ended()

    def guide_by(self, mode: FeedbackMode) -> None:
        """Let the coach of a running stream, and of the next one, speak at other times.

        Parameters
        ----------
        mode
            When to speak.
        """
        self.mode = mode
        if self.processor is not None:
            self.processor.guide.mode = mode

    def wish(self, wish: Wish) -> None:
        """Ask the coach of a running stream for something.

        Parameters
        ----------
        wish
            What is asked for.
        """
        if self.processor is not None:
            self.processor.guide.wish(wish)

    def speak(self, words: Translator) -> None:
        """Let the overlay of a running stream write in another language.

        Parameters
        ----------
        words
            In the user's language.
        """
        if self.processor is not None:
            self.processor.words = OverlayWords.of(words)
