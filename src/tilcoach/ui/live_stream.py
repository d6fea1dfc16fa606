"""The live picture on the page: a camera of this machine or of the browser, or a sample film."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

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
from tilcoach.ui.reel import Reel
from tilcoach.ui.samples import Sample
from tilcoach.video import CameraPlace

# This machine only: nobody outside is asked for a way.
_NO_SERVERS: dict[str, list[str]] = {"iceServers": []}
_CAMERA = {
    "video": {
        "width": {"ideal": 640},
        "height": {"ideal": 480},
        "frameRate": {"ideal": 30},
    },
    "audio": False,
}
_VIDEO = {"autoPlay": True, "controls": False, "muted": True, "style": {"width": "100%"}}


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
        The newest stream of a camera of this machine; None before the first.
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
            self.local.processor = self._begin(words, settings, is_sample=False)
            before.on_ended()

    def _begin(self, words: Translator, settings: Settings, *, is_sample: bool) -> LiveProcessor:
        self.slot = LiveSlot()
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

    def start_local(self, place: CameraPlace, words: Translator, settings: Settings) -> None:
        """Begin a stream from a camera of this machine.

        Parameters
        ----------
        place
            Which camera.
        words
            In the user's language.
        settings
            What the user has chosen.
        """
        self.local = LocalStream(place, self.start(words, settings))
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


def show_browser_camera(room: LiveRoom, settings: Settings, words: Translator) -> bool:
    """Show the browser's camera with a Start button, and say whether it plays.

    Parameters
    ----------
    room
        The session's live stream.
    settings
        What the user has chosen.
    words
        In the user's language.
    """
    playing = _stream(
        f"{room.prefix}camera",
        room,
        settings,
        words,
        mode="SENDRECV",
        media_stream_constraints=_CAMERA,
    )
    if not playing:
        st.info(
            words.text(
                "No picture? Click the camera in the address bar, allow it, and press Start "
                "again. All pictures stay on this computer."
            ),
            icon=":material/videocam:",
        )
    return playing


def show_sample(room: LiveRoom, sample: Sample, settings: Settings, words: Translator) -> bool:
    """Play a sample film as if it were the camera, and say whether it plays.

    Parameters
    ----------
    room
        The session's live stream.
    sample
        Which film.
    settings
        What the user has chosen.
    words
        In the user's language.
    """
    return _stream(
        f"{room.prefix}sample-{sample.name}",
        room,
        settings,
        words,
        is_sample=True,
        mode="RECVONLY",
        player_factory=lambda: Reel(sample.path),
        media_stream_constraints={"video": True, "audio": False},
        desired_playing_state=True,
    )


def _stream(
    key: str,
    room: LiveRoom,
    settings: Settings,
    words: Translator,
    *,
    mode: str,
    is_sample: bool = False,
    **options: object,
) -> bool:
    # Its first import belongs to a page: see `tilcoach.ui.serve`.
    import streamlit_webrtc  # noqa: PLC0415

    room.speak(words)
    # Its own types demand a subclass of its processor, though any object with `recv` will do.
    webrtc_streamer: Any = streamlit_webrtc.webrtc_streamer
    context = webrtc_streamer(
        key=key,
        mode=streamlit_webrtc.WebRtcMode[mode],
        rtc_configuration=_NO_SERVERS,
        video_processor_factory=lambda: room.start(words, settings, is_sample=is_sample),
        async_processing=True,
        video_html_attrs=_VIDEO,
        media_toggle_controls=False,
        translations={
            "start": words.text("Start"),
            "stop": words.text("Stop"),
            "select_device": words.text("Choose camera"),
            "device_ask_permission": words.text("Allow the camera in the browser"),
            "device_not_available": words.text("No camera was found on this computer"),
            "device_access_denied": words.text("The browser does not allow the camera"),
            "media_api_not_available": words.text("This browser cannot use a camera here"),
        },
        **options,
    )
    return bool(context.state.playing)
