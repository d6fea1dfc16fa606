"""The sources of lifts to compare.

These are the live session, the last film of the page Video, the history, and the sample films.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import streamlit as st

from tilcoach.batch import Analysis, analyse_file
from tilcoach.coaching import ComparedLift, PersonRecordingResult, WarningCode, with_wider_margins
from tilcoach.config import Settings
from tilcoach.errors import TilcoachError
from tilcoach.estimation import open_estimator
from tilcoach.i18n import Translator
from tilcoach.lifting import Lift
from tilcoach.live.samples import Sample, read_samples
from tilcoach.live.session import LiveSession
from tilcoach.live.session_lifts import SessionLift
from tilcoach.pose import Points
from tilcoach.replay import LiftFilm
from tilcoach.store import Curves, History, SavedLift, SavedSession, limits_of, load_compared_lift
from tilcoach.ui.compare.lift_films import film_of_camera, film_of_file, film_of_measures
from tilcoach.ui.components.labels import lift_name, session_titles, with_person
from tilcoach.ui.components.save_controls import profile_name
from tilcoach.ui.components.session_state import VideoResult, live_session, video_result
from tilcoach.ui.components.stick_figure import points_at
from tilcoach.ui.components.widgets import show_notice

_SAMPLE_ANALYSES = "sample_analyses"  # in the session, by name


@dataclass(frozen=True, slots=True)
class ComparableLift:
    """A lift that can be compared.

    Attributes
    ----------
    name
        In the user's language.
    lift
        Its measures and findings.
    body
        The landmarks at one moment; empty where none are stored.
    moment
        Which moment that is, in the user's language.
    film
        Returns the lift as something to watch: over its pictures where they are at hand, else drawn
        from its measures; None when too little was measured for that.
    """

    name: str
    lift: ComparedLift
    body: Points
    moment: str
    film: Callable[[], LiftFilm | None]


@dataclass(frozen=True, slots=True)
class LiftSource:
    """A recording that holds lifts.

    Attributes
    ----------
    key
        Stays the same from run to run.
    title
        In the user's language.
    lifts
        Reads the lifts, in order of time; a sample film is analysed first.
    ready
        Whether the lifts are available at once.
    """

    key: str
    title: str
    lifts: Callable[[], tuple[ComparableLift, ...]]
    ready: bool = True


def read_sources(history: History, words: Translator) -> Mapping[str, LiftSource]:
    """Return all sources by key: the newest first, the samples last."""
    result = video_result()
    found = _of_camera(words)
    found += (
        [_of_film(result, words)] if result is not None and result.analysis.review.has_lifts else []
    )
    try:
        found += _of_history(history, words)
    except TilcoachError as error:  # the rest of the page still works
        show_notice(words.error(error))
    found += [_of_sample(sample, words) for sample in read_samples()]
    return {source.key: source for source in found}


def _of_camera(words: Translator) -> list[LiftSource]:
    """Return the lifts of the live session, saved or not."""
    session = live_session()
    collected = session.lifts.all()
    if not collected:
        return []

    def lifts() -> tuple[ComparableLift, ...]:
        people = {(lift.stream, lift.person) for lift in collected}
        return tuple(
            _from_camera(lift, session, words, named=len(people) > 1) for lift in collected
        )

    return [LiftSource("camera", words.text("Just now, before the camera"), lifts)]


def _from_camera(
    lift: SessionLift, session: LiveSession, words: Translator, *, named: bool
) -> ComparableLift:
    name = words.text("Lift {n}, {clock}", n=lift.number, clock=f"{lift.finished_at:%H:%M}")
    if named:
        name = with_person(name, lift.person, words)
    body = points_at(lift.key_pose, lift.key_pose.time_s[0]) if lift.key_pose is not None else {}
    film = partial(film_of_camera, lift, session)
    return ComparableLift(name, lift.lift, body, words.text("Key moment"), film)


def _of_film(result: VideoResult, words: Translator) -> LiftSource:
    title = words.text("Video: {title}", title=result.title)
    return LiftSource("film", title, lambda: lifts_of(result.analysis, words))


def _of_history(history: History, words: Translator) -> list[LiftSource]:
    profiles = history.profiles.all()
    names = {profile.number: f"{profile_name(profile, words)}: " for profile in profiles}
    sessions = history.sessions()
    titles = session_titles(sessions, words)
    return [
        _of_session(
            history,
            session,
            (names[session.profile] if len(profiles) > 1 else "") + titles[session.number],
            words,
        )
        for session in reversed(sessions)
        if session.lifts and session.profile in names  # another window may have just erased it
    ]


def _of_session(
    history: History, session: SavedSession, title: str, words: Translator
) -> LiftSource:
    def lifts() -> tuple[ComparableLift, ...]:
        curves, limits = history.curves(session.number), limits_of(session)
        unsure = _unsure_people(session)
        found = []
        for lift in session.lifts:
            compared = load_compared_lift(
                lift,
                curves.get((lift.person, lift.part.lift), Curves.empty()),
                with_wider_margins(limits) if lift.person in unsure else limits,
            )
            name, film = lift_name(lift, session, words), partial(film_of_measures, compared)
            moment = words.text("Key moment")
            found.append(ComparableLift(name, compared, _saved_points(lift), moment, film))
        return tuple(found)

    return LiftSource(f"session-{session.number}", title, lifts)


def _saved_points(lift: SavedLift) -> Points:
    """Return the saved landmarks of a lift; older sessions have none."""
    key_pose = lift.part.key_pose
    return {} if key_pose is None else key_pose.landmarks


def _unsure_people(session: SavedSession) -> frozenset[int | None]:
    """Return the people without a full calibration, whose measures are less certain."""
    short = (w for w in session.head.warnings if w.code is WarningCode.PARTIAL_CALIBRATION)
    return frozenset(warning.person for warning in short)


def _of_sample(sample: Sample, words: Translator) -> LiftSource:
    analyses: dict[str, Analysis] = st.session_state.setdefault(_SAMPLE_ANALYSES, {})

    def lifts() -> tuple[ComparableLift, ...]:
        if sample.name not in analyses:
            analyses[sample.name] = _analyse_sample(sample, words)
        return lifts_of(analyses[sample.name], words)

    title = words.text("Sample film: {title}", title=sample.title(words))
    return LiftSource(f"sample-{sample.name}", title, lifts, ready=sample.name in analyses)


def _analyse_sample(sample: Sample, words: Translator) -> Analysis:
    settings = Settings(language=words.language)
    bar = st.progress(0.0, words.text("Looking at the sample film"))

    def on_frame(done: int, total: int) -> None:
        bar.progress(min(done / total, 1.0) if total else 0.0, words.text("Looking at your lifts"))

    try:
        estimator = open_estimator(settings.model, settings.persons, settings.tuning.group)
        return analyse_file(sample.path, settings, estimator, on_frame)
    finally:
        bar.empty()


def lifts_of(analysis: Analysis, words: Translator) -> tuple[ComparableLift, ...]:
    """Return the lifts of a film that can be compared, by person."""
    people = analysis.review.people
    return tuple(
        lift
        for person in people
        for lift in _lifts_of_person(person, analysis, words, named=len(people) > 1)
    )


def _lifts_of_person(
    person: PersonRecordingResult, analysis: Analysis, words: Translator, *, named: bool
) -> list[ComparableLift]:
    limits = analysis.settings.limits
    if WarningCode.PARTIAL_CALIBRATION in person.warnings:
        limits = with_wider_margins(limits)
    found = []
    for judged in person.lifts:
        name = words.text("Lift {n}", n=judged.lift.number)
        if named:
            name = with_person(name, person.person, words)
        lift = ComparedLift.of(judged, limits, person.view.label)
        lowest = points_at(person.poses, lowest_s(judged.lift))
        film, moment = (
            partial(film_of_file, lift, person, analysis),
            words.text("The lowest moment"),
        )
        found.append(ComparableLift(name, lift, lowest, moment, film))
    return found


def lowest_s(lift: Lift) -> float:
    """Return the moment when the shoulders are lowest; without heights, that of the grasp."""
    bend = lift.postures.between(lift.start_s, lift.upright_s)
    if not np.isfinite(bend.shoulder_drop_ratio).any():
        return lift.grasp_s
    return float(bend.time_s[np.nanargmax(bend.shoulder_drop_ratio)])
