"""Command: what two cameras judge together, beside what each judges alone, on rendered pairs.

`make two-cameras` renders the pairs first. The second camera is switched on later by `--later`
seconds, which nobody tells tilcoach. Beside the page, the figures are written as JSON.
"""

import argparse
import json
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tilcoach.coaching import Pattern, read_limits
from tilcoach.config import Settings
from tilcoach.provenance import Provenance
from tilcoach.validation import ClipRun, LandmarkCache, TrueClip, read_clips
from tilcoach.validation.clip_scores import ClipScores
from tilcoach.validation.intervals import Estimate
from tilcoach.validation.pairs import (
    PairRun,
    PairsReport,
    begin_later,
    fuse_runs,
    lifts_found,
    not_judged,
    pairs_of,
    verdict_f1,
    wrong_verdicts,
)
from tilcoach.validation.recordings import review_recording
from tilcoach.validation.results import finite

LATER_S = 1.0
"""Less than the standing still at the beginning of the clips, so that there still is a zero."""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.two_cameras", description=__doc__)
    parser.add_argument("clips", type=Path, help="folder with NAME_first and NAME_second")
    parser.add_argument("--out", type=Path, help="also write the page to this file")
    parser.add_argument("--later", type=float, default=LATER_S, help="seconds; 1 when left out")
    return parser.parse_args()


def run_pair(
    first: TrueClip, second: TrueClip, landmarks: LandmarkCache, later_s: float
) -> PairRun:
    """Let each camera see its clip, and both judge the lifts."""
    runs = [_run(clip, landmarks, after_s) for clip, after_s in ((first, 0.0), (second, later_s))]
    return fuse_runs(runs[0], runs[1], read_limits(), later_s)


def _run(clip: TrueClip, landmarks: LandmarkCache, later_s: float) -> ClipRun:
    series, thumbnails = landmarks.poses(clip), landmarks.thumbnails(clip)
    if later_s > 0:
        begins_s = float(series.time_s[series.time_s >= later_s][0])
        series = begin_later(series, begins_s)
        late = thumbnails.time_s >= begins_s
        thumbnails = replace(
            thumbnails, grey=thumbnails.grey[late], time_s=thumbnails.time_s[late] - begins_s
        )
    settings = replace(Settings(), height_cm=100 * clip.height_m)
    return ClipRun(clip, series, review_recording(series, settings, thumbnails).people, {})


def _shown(estimate: Estimate, scale: float = 100.0, unit: str = " %") -> str:
    if math.isnan(estimate.value):
        return f"n {estimate.count:.0f}"
    value, low, high = (scale * x for x in (estimate.value, estimate.low, estimate.high))
    decimals = 1 if unit else 3
    span = f"{low:.{decimals}f} to {high:.{decimals}f}"
    return f"{value:.{decimals}f}{unit} ({span}; n {estimate.count:.0f})"


def _rows(who: str, scores: tuple[ClipScores, ...]) -> Iterator[tuple[str, ...]]:
    for pattern in Pattern:
        f1 = verdict_f1(scores, pattern)
        yield (who, pattern.value, _shown(not_judged(scores, pattern)), _shown(f1, 1.0, ""))
    lifts, verdicts = lifts_found(scores), wrong_verdicts(scores)
    told = (
        f"{lifts.hits} of {lifts.actual} lifts found, {lifts.false} false; "
        f"{verdicts.false_fout} false *fout*, {verdicts.false_goed} false *goed*"
    )
    yield (who, "all three", _shown(not_judged(scores)), told)


_HEADS = ("who", "pattern", "not judged", "F1 of *fout*, or what else there is")


def page_text(report: PairsReport, later_s: float) -> str:
    """Return the figures as a page of Markdown."""
    rows = [row for who, scores in report.scores() for row in _rows(who, scores)]
    lines = ["| " + " | ".join(row) + " |" for row in (_HEADS, ("---",) * len(_HEADS), *rows)]
    errors_s = report.offset_errors_s()
    worst_ms = 1000 * max((abs(error_s) for error_s in errors_s), default=math.nan)
    about = _ABOUT.format(performances=len(report.runs))
    timed = _TIMED.format(
        later=f"{later_s:g}",
        aligned=_shown(report.aligned()),
        off=_shown(report.alignment_error_s(), 1000, " ms"),
        worst=f"{worst_ms:.0f}",
    )
    return "\n".join(("# Two cameras, measured", "", about, "", *lines, "", timed, ""))


_ABOUT = """\
Printed by `python -m tools.two_cameras` on {performances} rendered performances, each filmed by two
cameras at once (`tools/scenes/pairs.toml`), with exact truth. In brackets the 95 % interval, from
drawing whole performances again, and how many findings there are. Counted are the findings whose
truth lies clearly on one side of the limit; a lift that was missed has none.
[What it means](../docs/two-cameras.md)."""

_TIMED = """\
The second camera was switched on {later} s later, which nobody told: aligned {aligned},
off by {off}, at most {worst} ms."""


def json_text(report: PairsReport) -> str:
    """Return the figures as JSON, with the code that was measured."""
    origin = {"provenance": Provenance.of_loaded().as_json()}
    return json.dumps(finite({"origin": origin, **report.numbers()}), indent=2) + "\n"


def main() -> None:
    """Print the page, and write it where asked."""
    arguments = _arguments()
    landmarks = LandmarkCache(arguments.clips / "poses")
    pairs = pairs_of([clip for clip in read_clips(arguments.clips) if clip.has_video])
    runs = (run_pair(one, other, landmarks, arguments.later) for one, other in pairs)
    report = PairsReport(tuple(runs))
    text = page_text(report, arguments.later)
    print(text)
    if arguments.out is not None:
        arguments.out.write_text(text, encoding="utf-8", newline="\n")
        figures = arguments.out.with_suffix(".json")
        figures.write_text(json_text(report), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
