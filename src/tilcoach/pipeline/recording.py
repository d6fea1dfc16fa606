"""A whole recording: its poses are collected first, and then reviewed person by person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from tilcoach.coaching import (
    JudgedLift,
    PersonRecordingResult,
    Reason,
    RecordingResult,
    WarningCode,
    judge,
    leave_out_timed,
    leave_out_unshown,
    warnings_of_person,
    warnings_of_recording,
    with_wider_margins,
)
from tilcoach.config import Settings, body_height_m
from tilcoach.filtering import smooth
from tilcoach.kinematics import (
    UNKNOWN_VIEW,
    BodyJumpRule,
    Upright,
    View,
    body_jumps,
    find_standing_positions,
    foot_out_share,
    main_upright,
    measure_standing_positions,
    steady_views,
    upright_at,
)
from tilcoach.lifting import Lift, LiftPhase, LiftTracker, load_probability_of, no_probe, phases_of
from tilcoach.load_detection import ThumbnailRecorder, Thumbnails, hand_region_probe
from tilcoach.pipeline.surroundings import (
    Surroundings,
    crowded_moments,
    lost_spans,
    turned_with_feet,
)
from tilcoach.pose import (
    FilmFault,
    FilmSpan,
    Pose,
    PoseBuffer,
    PoseSeries,
    VideoFrame,
    merged,
)
from tilcoach.tracking import PeopleTracker, TrackingRule
from tilcoach.video import FilmMonitor, FilmRule


class Recorder:
    """Collects the poses of a recording, person by person, and thumbnails of it; has state."""

    def __init__(
        self,
        rule: TrackingRule | None = None,
        film_rule: FilmRule | None = None,
        *,
        persons: int = 1,
    ) -> None:
        self._tracker = PeopleTracker(rule)
        self._buffers: dict[int, PoseBuffer] = {}
        self._thumbnails = ThumbnailRecorder(persons=persons)
        self._monitor = FilmMonitor(film_rule)
        self._last_s = 0.0
        self.frames_without_person = 0

    def take_thumbnails(self, frames: Iterable[VideoFrame]) -> Iterator[VideoFrame]:
        """Give the same frames; on the way take thumbnails, and see what the film does not show.

        Parameters
        ----------
        frames
            In order of time; they may go by in another thread than the poses that are kept.
        """
        for frame in frames:
            self._monitor.update(frame)
            self._thumbnails.add(frame)
            yield frame

    def keep(self, poses: tuple[Pose, ...]) -> None:
        """Keep the poses of one frame, each with its person.

        Parameters
        ----------
        poses
            The people in the frame.
        """
        found = self._tracker.assign(poses, after_break=self._is_after_break(poses))
        self.frames_without_person += not found
        for person, pose in found:
            self._buffers.setdefault(person, PoseBuffer()).add(pose)
        for person in self._buffers.keys() - self._tracker.people:
            if self._buffers[person].duration_s < MIN_SEEN_S:
                del self._buffers[person]

    def _is_after_break(self, poses: tuple[Pose, ...]) -> bool:
        """Return whether the film did not show what came between the last poses and these."""
        if not poses:
            return False
        last_s, self._last_s = self._last_s, poses[0].time_s
        return self._monitor.is_broken(last_s, self._last_s)

    def recordings(self) -> Mapping[int, PoseSeries]:
        """Return the poses of each person so far, without those of frozen pictures."""
        frozen = [s for s in self.film_spans() if s.fault is FilmFault.FRAMES_FROZEN]
        return MappingProxyType(
            {n: _without(buffer.series(), frozen) for n, buffer in self._buffers.items()}
        )

    def film_spans(self) -> tuple[FilmSpan, ...]:
        """Return what the film did not show so far."""
        return self._monitor.spans()

    def thumbnails(self) -> Thumbnails:
        """Return the small pictures of the frames so far."""
        return self._thumbnails.thumbnails()


def _without(series: PoseSeries, frozen: Sequence[FilmSpan]) -> PoseSeries:
    """Leave out all but the first pose of each stretch: a frozen picture shows nothing new."""
    shown = np.ones(len(series), dtype=bool)
    for span in frozen:
        shown &= (series.time_s <= span.start_s) | (series.time_s >= span.end_s)
    return series if shown.all() else series.where(shown)


MIN_SEEN_S = 0.5
"""A person seen for less is a wild detection and no person."""


def review(
    recordings: Mapping[int, PoseSeries],
    settings: Settings,
    thumbnails: Thumbnails | None = None,
    spans: Sequence[FilmSpan] = (),
    *,
    times_unsure: bool = False,
) -> RecordingResult:
    """Return everything that a whole recording shows.

    Parameters
    ----------
    recordings
        The poses of each person.
    settings
        The user's settings.
    thumbnails
        Small pictures of the same video; without them only the landmarks tell what was held.
    spans
        What the film does not show.
    times_unsure
        Whether the film may play slower than it was filmed.
    """
    seen = {n: s for n, s in recordings.items() if s.time_s[-1] - s.time_s[0] >= MIN_SEEN_S}
    crowded_s = crowded_moments(recordings)

    def beside(number: int) -> Surroundings:
        others = tuple(series for other, series in recordings.items() if other != number)
        return Surroundings(
            thumbnails, crowded_s, others, spans=tuple(spans), times_unsure=times_unsure
        )

    people = tuple(
        review_person(n, series, settings, beside(n)) for n, series in sorted(seen.items())
    )
    height_known = settings.height_cm is not None
    warnings = warnings_of_recording(people, height_known=height_known)
    told = merged((*spans, *lost_spans(tuple(seen.values()), spans)))
    return RecordingResult(people, warnings, told)


def review_person(
    number: int, raw: PoseSeries, settings: Settings, beside: Surroundings
) -> PersonRecordingResult:
    """Return everything that a whole recording shows of one person.

    Parameters
    ----------
    number
        Which person.
    raw
        Every moment, as the model gave it.
    settings
        The user's settings.
    beside
        What is known beside these poses.
    """
    tuning = settings.tuning
    series = smooth(raw, tuning.smoothing)
    positions = find_standing_positions(series, tuning.standing)
    warnings = warnings_of_person(series, positions)
    if not positions:
        nothing = (LiftPhase.UPRIGHT,) * len(series)
        zeros = np.zeros(len(series))
        return PersonRecordingResult(
            number, UNKNOWN_VIEW, series, None, nothing, zeros, (), warnings
        )
    unsure = WarningCode.PARTIAL_CALIBRATION in warnings
    limits = with_wider_margins(settings.limits) if unsure else settings.limits
    postures = measure_standing_positions(
        series, positions, body_height_m(settings), tuning.standing.partial
    )
    thumbnails = beside.thumbnails
    probe = (
        hand_region_probe(series, thumbnails, tuning.co_motion, beside.others)
        if thumbnails
        else no_probe
    )
    tracker = LiftTracker(settings.load, tuning.lifts, probe, of_film=True)
    found = [*(tracker.update(postures.at(i)) for i in range(len(postures))), *tracker.finish()]
    # A lift comes again under the same number when its holding is over: the last word counts.
    lifts = {lift.number: lift for lift in found if lift is not None}
    views = steady_views(
        [upright_at(positions, x.grasp_s).view for x in lifts.values()], beside.view
    )

    def judged(lift: Lift, view: View) -> JudgedLift:
        own = upright_at(positions, lift.grasp_s)
        found = judge(
            lift,
            view,
            limits,
            settings.switched_off,
            unsound=unsound_in(lift, raw, own, tuning.body_jump),
            unseen_because=beside.why_unseen(lift, raw, tuning.guidance.setup.framing.dark),
            turned_with_feet=turned_with_feet(lift, positions),
        )
        found = leave_out_unshown(found, beside.spans_around(lift, BODY_JUMP_BEFORE_S))
        return leave_out_timed(found) if beside.times_unsure else found

    upright = main_upright(positions, series.time_s)
    return PersonRecordingResult(
        person=number,
        view=upright.view,
        poses=series,
        postures=postures,
        phases=phases_of(postures, tuple(lifts.values()), tracker.bends, tuning.lifts.lift),
        load_probability=load_probability_of(series.time_s, tuple(lifts.values())),
        lifts=tuple(map(judged, lifts.values(), views)),
        warnings=warnings,
        bends=tuple(judged(x, upright_at(positions, x.grasp_s).view) for x in tracker.bends),
        upright=upright,
    )


BODY_JUMP_BEFORE_S = 3.0
"""A body that jumps within this time before a lift may still be another person's when it begins."""


MOST_OUT_SHARE = 0.25
"""The share of a lift in which a foot may be out of the picture. With both feet just out of it, a
twist of 39° read 5° (a sample film, its lowest fifth cut off); a quarter is our own choice, so that
one step over the edge does not undo a lift."""


def unsound_in(
    lift: Lift, raw: PoseSeries, upright: Upright, rule: BodyJumpRule | None = None
) -> Reason | None:
    """Return why nothing that was seen of a lift can be relied on; None when it can.

    The body leapt in the lift, or shortly before it: then it may be two people. Or a foot was out
    of the picture: then the model guesses more than the feet.

    Parameters
    ----------
    lift
        A finished lift.
    raw
        The moments around it, unsmoothed.
    upright
        The own upright, for the size of the body.
    rule
        What no body does.
    """
    lately = raw.between(lift.start_s - BODY_JUMP_BEFORE_S, lift.end_s)
    if body_jumps(lately, upright.body_height_px, rule):
        return Reason.BODY_LEAPT
    if foot_out_share(raw.between(lift.start_s, lift.end_s)) > MOST_OUT_SHARE:
        return Reason.NOT_SEEN
    return None
