"""A lift as something to watch: over its pictures, or drawn from its measures."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing

from tilcoach.batch import Analysis
from tilcoach.coaching import ComparedLift, PersonRecordingResult
from tilcoach.kinematics import drawn_body
from tilcoach.live.session import LiveSession
from tilcoach.live.session_lifts import SessionLift
from tilcoach.pose import PoseSeries, VideoFrame
from tilcoach.replay import LiftFilm, Replay
from tilcoach.video import VideoFile


def film_of_measures(lift: ComparedLift) -> LiftFilm | None:
    """Return a lift drawn from its measures; None when trunk and knees were not seen in half."""
    poses = drawn_body(lift.postures)
    return None if poses is None else LiftFilm(lift.times, lift.postures, poses)


def film_of_file(lift: ComparedLift, person: PersonRecordingResult, analysis: Analysis) -> LiftFilm:
    """Return a lift over the pictures of the film that it was seen in."""

    def frames() -> Generator[VideoFrame]:
        with closing(VideoFile(analysis.path, analysis.settings.film)) as film:
            yield from film

    return LiftFilm(lift.times, lift.postures, person.poses, frames)


def film_of_camera(lift: SessionLift, session: LiveSession) -> LiftFilm | None:
    """Return a lift over its pictures where the replay still has them, else from its measures."""
    replay = _replay_of(lift, session)
    if replay is None:
        return film_of_measures(lift.lift)

    def frames() -> Generator[VideoFrame]:
        for index, moment in enumerate(replay.moments):
            yield VideoFrame(moment.picture(), moment.time_s, index)

    seen = [p.pose for m in replay.moments for p in m.people if p.person == lift.person]
    return LiftFilm(lift.lift.times, lift.lift.postures, PoseSeries.of(seen), frames)


def _replay_of(lift: SessionLift, session: LiveSession) -> Replay | None:
    """Return the pictures of a lift; only some lifts of the newest stream still have them."""
    if lift.stream != session.lifts.stream or session.state.snapshot().is_sample:
        return None
    buffer = session.replay.buffer
    kept = (buffer.newest, buffer.best, buffer.worst)
    own = (one for one in kept if one and (one.person, one.lift) == (lift.person, lift.number))
    return next((one for one in own if _has(one, lift.person)), None)


def _has(replay: Replay, person: int) -> bool:
    return any(one.person == person for moment in replay.moments for one in moment.people)
