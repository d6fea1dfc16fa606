"""One clip, run through tilcoach both ways: as a file and as a live stream."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tilcoach.coaching import JudgedLift, PersonRecordingResult
from tilcoach.config import Settings
from tilcoach.load_detection import Thumbnails
from tilcoach.pose import PoseSeries
from tilcoach.validation.clip_scores import match
from tilcoach.validation.live_pass import LivePasses, live_passes
from tilcoach.validation.recordings import lifts_of, review_recording
from tilcoach.validation.true_clip import TrueClip


@dataclass(frozen=True, slots=True)
class ClipRun:
    """What tilcoach makes of one clip.

    Attributes
    ----------
    clip
        The truth.
    series
        The landmarks as the model gave them.
    people
        What the file pass found.
    live
        What the live pass makes of it at each frame rate.
    """

    clip: TrueClip
    series: PoseSeries
    people: tuple[PersonRecordingResult, ...]
    live: LivePasses

    @property
    def lifts(self) -> tuple[JudgedLift, ...]:
        """The lifts of everybody in the file pass."""
        return tuple(lift for person in self.people for lift in person.lifts)

    def bends(self) -> list[tuple[float, bool]]:
        """Return, per bend of the file pass, how probable a load was said to be, and the truth."""
        found = [one for person in self.people for one in (*person.lifts, *person.bends)]
        held = {id(one) for one, _ in match(found, self.clip.lifts)}
        return [(one.lift.load.probability, id(one) in held) for one in found]

    @property
    def main_person(self) -> PersonRecordingResult | None:
        """The person seen longest who could be measured; None when nobody could."""
        measured = [person for person in self.people if person.postures is not None]
        return max(measured, key=lambda person: len(person.poses), default=None)


def run_clip(
    clip: TrueClip,
    series: PoseSeries,
    thumbnails: Thumbnails | None = None,
    settings: Settings | None = None,
) -> ClipRun:
    """Return what tilcoach makes of the landmarks of a clip."""
    own = replace(settings or Settings(), height_cm=100 * clip.height_m)
    result = review_recording(series, own, thumbnails)
    passes = live_passes(series, own, lifts_of(result), thumbnails)
    return ClipRun(clip, series, result.people, passes)
