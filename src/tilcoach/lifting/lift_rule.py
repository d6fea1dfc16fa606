"""When a bend begins, when it ends, and when it is no lift whatever the hands hold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LiftRule:
    """When a bend begins and ends; lengths are shares of body height.

    Attributes
    ----------
    bend_from, upright_below
        Drop of the shoulders: hysteresis, so that swaying is no bend.
    rest_band
        Shoulders within so much of where they rest, before and after, are at rest: the bend is
        dated back to where they began to drop, and on to where they came to rest.
    max_onset_s
        A movement is dated back by so much at most before it left the band of rest.
    leaving_share, coming_share
        Of the time from the very first movement to where it can be seen, so much is taken, at the
        beginning and at the end: people who label by eye, and another renderer, date the beginning
        up to 0.25 s later than our renderer does, and the end 0.3 s earlier.
    rest_s
        This time before a bend shows where the shoulders rest.
    lean_below, lean_share, lean_band, lean_s
        A person who holds a load may stay bent a little. Shoulders that rest lower than upright
        (within the band for `lean_s`), but higher than `lean_below` and than this share of how far
        down they were, are up again; the next bend begins from there.
    settle_s
        The person counts as upright again after this time.
    observe_s
        How long the arms are observed before and after the bend.
    arms_rise_s
        How long the arms still come up after the bend.
    grasp_band
        Hands within so much of their lowest point are at the load.
    min_bend_s, max_bend_s
        Shorter is a stumble of the landmarks, longer is sitting.
    min_fragment_s
        A bend of which neither the beginning nor the end is in the recording lasts this long: a
        passer-by who is seen for a second did not lift.
    min_cut_off_drop
        A bend that the recording's end cuts off must have been so far down for a quarter of its
        time: a person who leaves the picture drops a little too.
    max_gap_s
        The longest time out of sight within a bend; a person away for longer is not
        known to be the same.
    max_holding_s
        How long a load is followed in the hands after upright; one held for longer was
        not looked at to the end.
    max_feet_travel
        Feet that travel further within three fifths of a bend walk or jump; those of a lift stay,
        though the model may lose them behind a box for a third of it.
    max_hip_drop
        Hips stand 0.49 above the ankles, and the deepest squat leaves 0.1: lower is no body.
    min_trunk_deg
        The trunk leans forward when the hands go down to a load: 32° and more in all lifts of two
        renderers and of real people. Lunges, jumping jacks, kneeling and sitting read below 20°,
        a mistracked knee makes the trunk lean back.
    trunk_share, min_agreement, max_agreement
        Hips and a leaning trunk of this length explain how far the shoulders drop: the share that
        they explain is 0.72 to 1.08 in lifts; beyond these two the measures contradict each other.
    min_apart
        Unless they differ by no more than this: a load is taken from a table with shoulders that
        drop by 0.075, and hips that move away from the camera seem to rise by 0.05.
    max_growth
        Shoulders that rise so far above their own upright, just before or after, are mistracked.
    """

    bend_from: float = 0.07
    upright_below: float = 0.045
    rest_band: float = 0.012
    max_onset_s: float = 0.4
    leaving_share: float = 0.85
    coming_share: float = 0.5
    rest_s: float = 0.9
    lean_below: float = 0.1
    lean_share: float = 0.25
    lean_band: float = 0.02
    lean_s: float = 0.5
    settle_s: float = 0.12
    observe_s: float = 0.5
    arms_rise_s: float = 0.2
    grasp_band: float = 0.03
    min_bend_s: float = 0.5
    max_bend_s: float = 20.0
    min_fragment_s: float = 1.5
    min_cut_off_drop: float = 0.1
    max_gap_s: float = 2.0
    max_holding_s: float = 120.0
    max_feet_travel: float = 0.3
    max_hip_drop: float = 0.42
    min_trunk_deg: float = 20.0
    trunk_share: float = 0.3
    min_agreement: float = 0.6
    max_agreement: float = 1.4
    min_apart: float = 0.05
    max_growth: float = 0.15
