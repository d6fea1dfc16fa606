"""Command: what two cameras judge together, beside what each judges alone, on rendered pairs.

python -m tools.render tools/scenes/pairs.toml --out .cache/pairs --draft
python -m tools.two_cameras .cache/pairs

The second camera is switched on later by `--later` seconds, which nobody tells tilcoach.
"""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tilcoach.coaching import Pattern, read_limits
from tilcoach.config import Settings
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

LATER_S = 1.0
"""Less than the standing still at the beginning of the clips, so that there still is a zero."""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.two_cameras", description=__doc__)
    parser.add_argument("clips", type=Path, help="folder with NAME_first and NAME_second")
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
    value, low, high = (scale * x for x in (estimate.value, estimate.low, estimate.high))
    return f"{value:.1f}{unit} ({low:.1f} to {high:.1f}; n {estimate.count:.0f})"


def _rows(who: str, scores: tuple[ClipScores, ...]) -> Iterator[tuple[str, ...]]:
    lifts, verdicts = lifts_found(scores), wrong_verdicts(scores)
    yield (who, "lifts", f"{lifts.hits} found, {lifts.missed} missed, {lifts.false} false", "")
    for pattern in Pattern:
        f1 = verdict_f1(scores, pattern)
        yield (who, pattern.value, _shown(not_judged(scores, pattern)), _shown(f1, 1.0, ""))
    wrong = f"{verdicts.false_fout} false fout, {verdicts.false_goed} false goed"
    yield (who, "all three", _shown(not_judged(scores)), wrong)


def main() -> None:
    """Print the table."""
    arguments = _arguments()
    landmarks = LandmarkCache(arguments.clips / "poses")
    pairs = pairs_of([clip for clip in read_clips(arguments.clips) if clip.has_video])
    report = PairsReport(
        tuple(run_pair(one, other, landmarks, arguments.later) for one, other in pairs)
    )
    table = Table("who", "what", "not judged (95 % interval)", "F1 of fout")
    table.title = f"{len(pairs)} performances, each seen by two cameras"
    for who, scores in report.scores():
        for row in _rows(who, scores):
            table.add_row(*row)
        table.add_section()
    screen = Console(width=110)
    screen.print(table)
    errors_s = report.offset_errors_s()
    screen.print(f"Aligned: {_shown(report.aligned())}")
    if errors_s:
        worst_s = max(abs(error_s) for error_s in errors_s)
        screen.print(
            f"Off by {_shown(report.alignment_error_s(), 1000, ' ms')}, at most "
            f"{1000 * worst_s:.0f} ms"
        )


if __name__ == "__main__":
    main()
