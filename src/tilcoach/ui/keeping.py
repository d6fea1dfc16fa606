"""Whether the numbers of a session are saved, and under which name: the user's choice, in view."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import streamlit as st

from tilcoach.coaching import Step
from tilcoach.config import Settings
from tilcoach.errors import TilcoachError
from tilcoach.guiding import Guide
from tilcoach.lifting import LoadChoice
from tilcoach.messages import Translator
from tilcoach.pipeline import Pipeline
from tilcoach.pose import VideoFrame
from tilcoach.replay import ReplayKeeper
from tilcoach.store import DEFAULT_PROFILE, Diary, DiaryState, History, Profile
from tilcoach.ui.address import read_choice, write_choice
from tilcoach.ui.said import say

LIVE_PATIENCE_S = 0.2
"""How long the live analysis may wait for another window that saves: a fifth of a second is seen
as a hesitation of the drawing, and the diary tries again by itself."""

_KEY = "save"  # in the address: ?save=1
_NOTHING = "no"


class KeepingCoach:
    """A live coach that has its finished lifts written down.

    Parameters
    ----------
    pipeline
        Looks at the frames.
    diary
        Saves what the user wants saved.
    guide
        Knows whether there is a pause.
    replays
        Keeps the pictures of the newest lift in memory.
    """

    def __init__(
        self, pipeline: Pipeline, diary: Diary, guide: Guide, replays: ReplayKeeper
    ) -> None:
        self._pipeline = pipeline
        self._diary = diary
        self._guide = guide
        self._replays = replays

    def step(self, frame: VideoFrame, /) -> Step:
        """Analyse one frame, and save the lift that it finishes before anybody sees it.

        Parameters
        ----------
        frame
            Later than the frame before.
        """
        self._pipeline.is_paused = self._guide.is_paused
        step = self._pipeline.step(frame)
        self._diary.note(frame, step)
        if not self._pipeline.is_paused:
            self._replays.note(frame, step)
        return step

    def close(self) -> None:
        """Save what is still waiting, and free the model; no picture is left."""
        self._replays.clear()
        try:
            self._diary.close()
        finally:
            self._pipeline.close()


def choose_saving(words: Translator) -> Profile | None:
    """Show the choice and return the profile to save under; None = save nothing, the default.

    Parameters
    ----------
    words
        In the user's language.
    """
    history = History()
    try:
        profiles = history.profiles.all()
    except TilcoachError as error:  # it says so, and the page goes on
        say(words.error(error))
        profiles = (Profile(DEFAULT_PROFILE, ""),)
    by_key = {str(profile.number): profile for profile in profiles}
    options = [_NOTHING, *by_key]
    if st.session_state.get(_KEY, _NOTHING) not in options:  # it was erased meanwhile
        save_nothing()
    read_choice(_KEY, options)
    chosen = st.selectbox(
        words.text("Save my numbers"),
        options,
        format_func=lambda key: _option(by_key.get(key), words),
        key=_KEY,
        label_visibility="collapsed",
        help=words.text("Only numbers and your own notes, on this computer. No picture."),
        persist_state="session",
    )
    write_choice(_KEY, options)
    profile = by_key.get(chosen or _NOTHING)
    if profile is not None:
        tell_kept_aside(history, words)
    return profile


def save_nothing() -> None:
    """Choose that nothing is saved, until the user chooses otherwise; a running stream follows."""
    st.session_state[_KEY] = _NOTHING
    if "room" in st.session_state:
        st.session_state["room"].saving = None


def saving_profile() -> int:
    """Return the number of the profile that was chosen last, or the one without a name."""
    chosen = st.session_state.get(_KEY, _NOTHING)
    return DEFAULT_PROFILE if chosen == _NOTHING else int(chosen)


def profile_name(profile: Profile, words: Translator) -> str:
    """Return what to call a profile.

    Parameters
    ----------
    profile
        Which one.
    words
        In the user's language.
    """
    return profile.name or words.text("Without a name")


def with_profile(settings: Settings, profile: Profile | None) -> Settings:
    """Return settings with the profile's own where the user said nothing on the page.

    Parameters
    ----------
    settings
        As chosen on the page.
    profile
        Whose limits and height hold; None for nobody's.
    """
    if profile is None:
        return settings
    own = profile.lay_over(settings)
    return replace(
        own,
        language=settings.language,
        load=own.load if settings.load is LoadChoice.AUTO else settings.load,
        height_cm=settings.height_cm or own.height_cm,
    )


def local_now() -> datetime:
    """Return the time of day in the time zone of this computer."""
    return datetime.now(tz=UTC).astimezone()


def saving_line(state: DiaryState, words: Translator) -> str:
    """Return how saving goes, in one sentence.

    Parameters
    ----------
    state
        Of the diary.
    words
        In the user's language.
    """
    if state.fault is not None:
        return words.error(state.fault)
    if not state.saved:
        return words.text("Each lift is saved as soon as it is finished: numbers, no picture.")
    return words.plural(
        "{n} lift of this session is saved under Progress.",
        "{n} lifts of this session are saved under Progress.",
        state.saved,
    )


def tell_kept_aside(history: History, words: Translator) -> None:
    """Say, as long as they lie there, which older histories could not be read and were kept.

    Parameters
    ----------
    history
        Of this machine.
    words
        In the user's language.
    """
    for path in history.kept_aside:
        sentence = words.text(
            "An older history could not be read and is kept as {path}. "
            "What you save now is in a new one.",
            path=path,
        )
        say(sentence)


def _option(profile: Profile | None, words: Translator) -> str:
    if profile is None:
        return words.text("Save nothing")
    if not profile.name:
        return words.text("Save my numbers")
    return words.text("Save numbers for {name}", name=profile.name)
