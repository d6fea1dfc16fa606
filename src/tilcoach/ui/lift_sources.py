"""Where a lift to compare may come from.

It was just done before the camera, or it is in the film just looked at, in the history, or in a
sample film.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import streamlit as st

from tilcoach.batch import Analysis, analyse_file
from tilcoach.coaching import ComparedLift, PersonReview, WarningCode, with_more_doubt
from tilcoach.config import Settings
from tilcoach.errors import TilcoachError
from tilcoach.estimation import open_estimator
from tilcoach.lifting import Lift
from tilcoach.messages import Translator
from tilcoach.pose import Keypoint
from tilcoach.store import Curves, History, SavedLift, SavedSession, limits_of, recall_lift
from tilcoach.ui.keeping import profile_name
from tilcoach.ui.live_stream import LiveRoom
from tilcoach.ui.practised import PractisedLift
from tilcoach.ui.result import Look
from tilcoach.ui.said import say
from tilcoach.ui.samples import Sample, read_samples
from tilcoach.ui.session_view import lift_name, session_titles
from tilcoach.ui.stick_figure import Points, points_at

_LOOKED_AT = "sample_analyses"  # by name, as long as the window is open


@dataclass(frozen=True, slots=True)
class FoundLift:
    """A lift that can be compared.

    Attributes
    ----------
    name
        In the user's language.
    lift
        Its measures and findings.
    body
        The body at one moment; empty where no landmarks are kept.
    moment
        Which moment that is, in the user's language.
    """

    name: str
    lift: ComparedLift
    body: Points
    moment: str


@dataclass(frozen=True, slots=True)
class Source:
    """Something that holds lifts.

    Attributes
    ----------
    key
        Stays the same from run to run.
    title
        In the user's language.
    lifts
        Reads the lifts, in order of time; a sample film is looked at first.
    ready
        Whether the lifts are there at once.
    """

    key: str
    title: str
    lifts: Callable[[], tuple[FoundLift, ...]]
    ready: bool = True


def read_sources(history: History, words: Translator) -> Mapping[str, Source]:
    """Return all that there is to choose from by key: the newest first, the samples last.

    Parameters
    ----------
    history
        On this machine.
    words
        In the user's language.
    """
    look: Look | None = st.session_state.get("look")
    found = _of_camera(words)
    found += [_of_look(look, words)] if look is not None and _has_lifts(look.analysis) else []
    try:
        found += _of_history(history, words)
    except TilcoachError as error:  # it says so, and the page goes on
        say(words.error(error))
    found += [_of_sample(sample, words) for sample in read_samples()]
    return {source.key: source for source in found}


def _of_camera(words: Translator) -> list[Source]:
    """Return what was done before the camera since the page was opened, saved or not."""
    room: LiveRoom | None = st.session_state.get("room")
    practised = room.practised.all() if room is not None else ()
    if not practised:
        return []

    def lifts() -> tuple[FoundLift, ...]:
        people = {(one.stream, one.person) for one in practised}
        return tuple(_practised(one, words, named=len(people) > 1) for one in practised)

    return [Source("camera", words.text("Just now, before the camera"), lifts)]


def _practised(one: PractisedLift, words: Translator, *, named: bool) -> FoundLift:
    name = words.text("Lift {n}, {clock}", n=one.number, clock=f"{one.seen_at:%H:%M}")
    if named:
        name = f"{words.text('Person {n}', n=one.person)}, {name.lower()}"
    body = points_at(one.body, one.body.time_s[0]) if one.body is not None else {}
    return FoundLift(name, one.lift, body, words.text("The moment that tells most"))


def _of_look(look: Look, words: Translator) -> Source:
    title = words.text("Video: {title}", title=look.title)
    return Source("look", title, lambda: lifts_of(look.analysis, words))


def _of_history(history: History, words: Translator) -> list[Source]:
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
        if session.lifts and session.profile in names  # it may be erased at this moment
    ]


def _of_session(history: History, session: SavedSession, title: str, words: Translator) -> Source:
    def lifts() -> tuple[FoundLift, ...]:
        curves, limits = history.curves(session.number), limits_of(session)
        unsure = _unsure_people(session)
        return tuple(
            FoundLift(
                lift_name(lift, session, words),
                recall_lift(
                    lift,
                    curves.get((lift.person, lift.part.lift), Curves.nothing()),
                    with_more_doubt(limits) if lift.person in unsure else limits,
                ),
                _still_points(lift),
                words.text("The moment that tells most"),
            )
            for lift in session.lifts
        )

    return Source(f"session-{session.number}", title, lifts)


def _still_points(lift: SavedLift) -> Points:
    """Return the body as it was saved; older sessions have none."""
    still = lift.part.still
    if still is None:
        return {}
    return {Keypoint[name.upper()]: np.array(xy) for name, xy in still.points_px.items()}


def _unsure_people(session: SavedSession) -> frozenset[int | None]:
    """Return who was never seen standing still, so that everything is less sure."""
    short = (w for w in session.head.warnings if w.code is WarningCode.SHORT_LOOK)
    return frozenset(warning.person for warning in short)


def _of_sample(sample: Sample, words: Translator) -> Source:
    kept: dict[str, Analysis] = st.session_state.setdefault(_LOOKED_AT, {})

    def lifts() -> tuple[FoundLift, ...]:
        if sample.name not in kept:
            kept[sample.name] = _look_at(sample, words)
        return lifts_of(kept[sample.name], words)

    title = words.text("Sample film: {title}", title=sample.title(words))
    return Source(f"sample-{sample.name}", title, lifts, ready=sample.name in kept)


def _look_at(sample: Sample, words: Translator) -> Analysis:
    settings = Settings(language=words.language)
    bar = st.progress(0.0, words.text("Looking at the sample film"))

    def looking(done: int, total: int) -> None:
        bar.progress(min(done / total, 1.0) if total else 0.0, words.text("Looking at your lifts"))

    try:
        estimator = open_estimator(settings.model, settings.persons)
        return analyse_file(sample.path, settings, estimator, looking)
    finally:
        bar.empty()


def _has_lifts(analysis: Analysis) -> bool:
    return any(person.lifts for person in analysis.review.people)


def lifts_of(analysis: Analysis, words: Translator) -> tuple[FoundLift, ...]:
    """Return the lifts of a film that can be compared, by person.

    Parameters
    ----------
    analysis
        What was found in it.
    words
        In the user's language.
    """
    people = analysis.review.people
    return tuple(
        lift
        for person in people
        for lift in _lifts_of_person(person, analysis, words, named=len(people) > 1)
    )


def _lifts_of_person(
    person: PersonReview, analysis: Analysis, words: Translator, *, named: bool
) -> list[FoundLift]:
    limits = analysis.settings.limits
    if WarningCode.SHORT_LOOK in person.warnings:
        limits = with_more_doubt(limits)
    found = []
    for judged in person.lifts:
        name = words.text("Lift {n}", n=judged.lift.number)
        if named:
            name = f"{words.text('Person {n}', n=person.person)}, {name.lower()}"
        lift = ComparedLift.of(judged, limits, person.view.label)
        lowest = points_at(person.poses, lowest_s(judged.lift))
        found.append(FoundLift(name, lift, lowest, words.text("The lowest moment")))
    return found


def lowest_s(lift: Lift) -> float:
    """Return the moment at which the shoulders are lowest; without heights, that of grasping.

    Parameters
    ----------
    lift
        Of a recording.
    """
    bend = lift.postures.between(lift.start_s, lift.upright_s)
    if not np.isfinite(bend.shoulder_drop_ratio).any():
        return lift.grasp_s
    return float(bend.time_s[np.nanargmax(bend.shoulder_drop_ratio)])
