"""The live stream of one browser session, kept between two runs of the page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from tilcoach.config import Settings
from tilcoach.estimation import open_estimator
from tilcoach.guidance import Cadence, Command, FeedbackMode, GuidanceController
from tilcoach.i18n import Translator
from tilcoach.live.camera_stream import CameraStream
from tilcoach.live.frame_pace import SHARED_HZ, FramePace
from tilcoach.live.live_state import LiveState
from tilcoach.live.processor import LivePipeline, LiveProcessor
from tilcoach.live.recording import RecordingPipeline
from tilcoach.live.replay_state import ReplayState
from tilcoach.live.samples import Sample
from tilcoach.live.second_camera import CameraSource, SecondCamera
from tilcoach.live.session_lifts import LiftCollectingPipeline, SessionLifts
from tilcoach.live.session_summary import SessionSummary
from tilcoach.live.two_cameras import FusingPipeline, PausablePipeline
from tilcoach.phone.camera import PhoneCamera
from tilcoach.pipeline import Pipeline
from tilcoach.replay import Ghost, GhostFollower
from tilcoach.store import NO_RATINGS, History, Ratings, SessionRecorder
from tilcoach.video import CameraDevice

_LAST_FRAME_S = 2.0  # for the frame that is being analysed when the stream ends

LIVE_PATIENCE_S = 0.2
"""How long the live analysis may wait for another window that saves: a fifth of a second is seen
as a hesitation of the drawing, and the recorder tries again by itself."""


def local_now() -> datetime:
    """Return the time of day in the time zone of this computer."""
    return datetime.now(tz=UTC).astimezone()


def settings_without_half_turn(settings: Settings) -> Settings:
    """Return settings with which the set-up does not ask for half a turn."""
    guidance = settings.tuning.guidance
    setup = replace(guidance.setup, half_turn_s=0.0)
    tuning = replace(settings.tuning, guidance=replace(guidance, setup=setup))
    return replace(settings, tuning=tuning)


@dataclass(slots=True)
class LiveSession:
    """The live stream of one browser session, kept between two runs of the page.

    Attributes
    ----------
    state
        Of the newest stream; every start makes a new one.
    processor
        Of the newest stream; None before the first start.
    stream
        The newest stream of a camera of this machine, or of a sample film; None before the first.
    sample_key
        Which sample film that stream plays, as a key of the page; empty for a camera.
    profile_number
        Under which the lifts are saved; None while nothing is saved.
    recorder
        Of the newest stream; None before its first frame.
    feedback_mode
        When the coach speaks.
    cadence
        How often it speaks after a lift.
    shows_ghost
        Whether a lift to follow is drawn over the live picture.
    film_ghost
        That lift when it comes from a film; None for the best of the newest stream.
    lifts
        Of this stream and of those before it.
    replay
        Of the newest stream's lifts.
    ratings
        Pain and effort of this session, as far as they were filled in.
    recorders
        Of this session: a change of settings gives it another stream.
    second_source
        The camera that films the same person from another side; None = there is one camera.
    second
        That camera as it is read for the newest stream; None = there is one camera.
    summary
        Of the session that has ended; None before that, and after it was put aside.
    """

    state: LiveState = field(default_factory=LiveState)
    processor: LiveProcessor | None = None
    stream: CameraStream | None = None
    sample_key: str = ""
    profile_number: int | None = None
    recorder: SessionRecorder | None = None
    feedback_mode: FeedbackMode = FeedbackMode.AFTER_LIFT
    cadence: Cadence = Cadence.USUAL
    shows_ghost: bool = False
    film_ghost: Ghost | None = None
    lifts: SessionLifts = field(default_factory=lambda: SessionLifts(local_now))
    replay: ReplayState = field(default_factory=ReplayState)
    ratings: Ratings = NO_RATINGS
    recorders: list[SessionRecorder] = field(default_factory=list)
    second_source: CameraSource | None = None
    second: SecondCamera | None = None
    _lifts_before: int = 0  # the number of the newest stream before this session
    _is_summed_up: bool = True

    @property
    def key_prefix(self) -> str:
        """Prefix of the stream keys on the page."""
        return ""

    def start(
        self, words: Translator, settings: Settings, *, is_sample: bool = False
    ) -> LiveProcessor:
        """Start a stream; streamlit-webrtc calls it in a thread of its own."""
        self.stop()
        self.replay.buffer.clear()
        if not is_sample:
            self.recorders, self._lifts_before = [], self.lifts.stream
            self._is_summed_up = False
        return self._make_processor(words, settings, is_sample=is_sample)

    @property
    def summary(self) -> SessionSummary | None:
        """What the session comes down to, with what was lifted so far."""
        lifts = [one for one in self.lifts.all() if one.stream > self._lifts_before]
        return SessionSummary.of(lifts) if lifts and not self._is_summed_up else None

    def put_summary_aside(self) -> None:
        """Drop the summary, the ratings, and the pictures of the session that has ended."""
        self._is_summed_up, self.ratings = True, NO_RATINGS
        self.replay.buffer.clear()

    @property
    def unsaved_lifts(self) -> int:
        """How many lifts of this session were seen while saving was off."""
        return sum(recorder.unsaved for recorder in self.recorders)

    @property
    def saved_lifts(self) -> int:
        """How many lifts of this session are on disk."""
        return sum(recorder.state.saved for recorder in self.recorders)

    def save_unsaved(self, profile: int) -> None:
        """Save what was lifted while saving was off, after the stream has ended."""
        if self.processor is not None:
            self.processor.join(_LAST_FRAME_S)
        for recorder in self.recorders:
            if recorder.unsaved:
                recorder.save_unsaved(profile)

    def rate(self, ratings: Ratings) -> None:
        """Take over pain and effort, also in what is saved already."""
        self.ratings = ratings
        history = History()
        for recorder in self.recorders:
            if recorder.session_number is not None:
                history.write_ratings(recorder.session_number, ratings)

    def start_stream(
        self,
        source: CameraDevice | PhoneCamera | Sample,
        words: Translator,
        settings: Settings,
        sample_key: str = "",
        second: CameraSource | None = None,
    ) -> None:
        """Start a stream from a camera of this machine, a telephone, or a sample film.

        A second camera films the same person from another side, and helps to judge.
        """
        self.second_source = None if isinstance(source, Sample) else second
        processor = self.start(words, settings, is_sample=isinstance(source, Sample))
        self.stream = CameraStream(source, processor, beside=self.second_phone)
        self.sample_key = sample_key
        self.stream.start()

    def replace_processor(self, words: Translator, settings: Settings) -> None:
        """Apply new settings to the running stream of a camera of this machine.

        A stream through the browser continues unchanged: the browser would have to restart it.
        """
        if self.stream is not None and self.stream.is_running:
            previous = self.stream.processor
            is_sample = self.stream.is_sample
            self.stream.processor = self._make_processor(words, settings, is_sample=is_sample)
            previous.on_ended()

    def stop(self) -> None:
        """End the newest stream, if it still runs."""
        if self.stream is not None:
            self.stream.stop()
        if self.processor is not None:
            self.processor.on_ended()
        if self.second is not None:
            self.second.stop()

    def set_feedback_mode(self, mode: FeedbackMode) -> None:
        """Choose when the coach speaks, in a running stream and in the next one."""
        self.feedback_mode = mode
        if self.processor is not None:
            self.processor.controller.mode = mode

    def set_cadence(self, cadence: Cadence | None) -> None:
        """Choose how often the coach speaks after a lift; None for as usual."""
        self.cadence = cadence or Cadence.USUAL
        if self.processor is not None:
            self.processor.controller.cadence = self.cadence

    def set_ghost(self, *, shows: bool, film: Ghost | None = None) -> None:
        """Choose which lift to follow is drawn over the live picture, if any, from now on."""
        if shows != self.shows_ghost or film is not self.film_ghost:
            self.shows_ghost, self.film_ghost = shows, film
            self._apply_ghost()

    def _apply_ghost(self) -> None:
        if self.processor is None:
            return
        buffer, film = self.replay.buffer, self.film_ghost

        def example() -> Ghost | None:
            best = buffer.example if film is None else None
            return film if best is None else Ghost.of(best)

        self.processor.set_ghost(GhostFollower(example) if self.shows_ghost else None)

    def send(self, command: Command) -> None:
        """Send a command to the coach of a running stream."""
        if self.processor is not None:
            self.processor.controller.request(command)

    def _make_processor(
        self, words: Translator, settings: Settings, *, is_sample: bool
    ) -> LiveProcessor:
        second = self._start_second(settings)
        self.state = LiveState(is_sample=is_sample, has_second=second is not None)
        self.recorder = None
        if is_sample or second is not None:  # nobody in a film turns, nor with a second view
            settings = settings_without_half_turn(settings)
        controller = self._make_controller(settings)
        self.replay = ReplayState(controller)
        self.processor = LiveProcessor(
            self.state,
            lambda: self._open_pipeline(settings, words, controller, is_sample=is_sample),
            controller,
            pace=FramePace(SHARED_HZ) if second is not None else None,
        )
        self._apply_ghost()
        return self.processor

    @property
    def second_phone(self) -> PhoneCamera | None:
        """The telephone that is the second camera; None for another one, or none."""
        return self.second_source if isinstance(self.second_source, PhoneCamera) else None

    def _start_second(self, settings: Settings) -> SecondCamera | None:
        """Open the second camera for the newest stream, if there is one."""
        if self.second is not None:
            self.second.stop()
        self.second = None
        phone = self.second_phone
        if self.second_source is not None:
            self.second = SecondCamera(
                self.second_source,
                lambda: Pipeline(open_estimator(settings.model, 1), settings),
                captured_s=(lambda frame: phone.zero_s + frame.time_s) if phone else None,
            )
            self.second.start()
        return self.second

    def _make_controller(self, settings: Settings) -> GuidanceController:
        controller = GuidanceController(
            settings.limits, self.feedback_mode, settings.switched_off, settings.tuning.guidance
        )
        controller.cadence = self.cadence
        return controller

    def _open_pipeline(
        self,
        settings: Settings,
        words: Translator,
        controller: GuidanceController,
        *,
        is_sample: bool,
    ) -> LivePipeline:
        """Open a pipeline with a recorder; called in the worker thread."""
        # Now: loading the model takes a second, and another stream may start.
        buffer, second = self.replay.buffer, self.second
        estimator = open_estimator(settings.model, settings.persons, settings.tuning.group)
        self.recorder = SessionRecorder(
            History(patience_s=LIVE_PATIENCE_S),
            lambda: None if is_sample else self.profile_number,
            model=estimator.model,
            settings=settings,
            words=words,
            now=local_now,
            ratings=lambda: self.ratings,
        )
        if not is_sample:
            self.recorders.append(self.recorder)
        watching: PausablePipeline = Pipeline(estimator, settings)
        if second is not None:
            watching = FusingPipeline(watching, second, settings.limits)
        pipeline = RecordingPipeline(
            watching,
            self.recorder,
            controller,
            buffer,
            keeps_two_lifts=not is_sample,
        )
        if is_sample:
            return pipeline
        return LiftCollectingPipeline(pipeline, self.lifts, settings.limits)
