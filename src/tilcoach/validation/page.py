"""The page of a validation run: Markdown with plots, and the same numbers as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from tilcoach import __version__
from tilcoach.coaching import Pattern
from tilcoach.validation.errors_per_view import Errors
from tilcoach.validation.scores import PatternScores
from tilcoach.validation.targets import TARGETS
from tilcoach.validation.validate import RecordingsReport
from tilcoach.validation.validate_clips import BANDS, ClipsReport

Numbers = Mapping[str, object]


def numbers(clips: ClipsReport | None, recordings: RecordingsReport | None) -> Numbers:
    """Return everything measured as plain numbers, ready for JSON.

    Parameters
    ----------
    clips, recordings
        What was measured; None = not run.
    """
    result: dict[str, object] = {"tilcoach": __version__}
    if clips is not None:
        left_out = {"compared", "wrong"}
        result["clips"] = {k: v for k, v in asdict(clips).items() if k not in left_out}
        result["wrong"] = list(clips.wrong)
    if recordings is not None:
        result["recordings"] = asdict(recordings) | {
            "lift_f1": recordings.lifts.f1,
            "lift_f1_with_load": recordings.lifts_with_load.f1,
            "straight_legs_f1": recordings.straight_legs.f1,
            "false_lifts_per_minute": recordings.false_lifts_per_minute,
        }
    finite = _finite(result)
    assert isinstance(finite, dict)  # noqa: S101  for mypy
    return finite


def json_text(clips: ClipsReport | None, recordings: RecordingsReport | None) -> str:
    """Return the numbers as JSON text.

    Parameters
    ----------
    clips, recordings
        What was measured; None = not run.
    """
    return json.dumps(numbers(clips, recordings), indent=2) + "\n"


def _finite(value: object) -> object:
    """Return the value with NaN as None and floats rounded, all the way down."""
    if isinstance(value, float):
        return round(value, 3) if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): _finite(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(part) for part in value]
    return value


def write_page(
    folder: Path,
    clips: ClipsReport | None,
    recordings: RecordingsReport | None,
    plots: Sequence[str] = (),
) -> Path:
    """Write ``accuracy.md`` and ``accuracy.json`` and return the page.

    Parameters
    ----------
    folder
        Where to; it exists.
    clips, recordings
        What was measured; None = not run.
    plots
        File names of pictures in the same folder.
    """
    parts = [
        f"# Accuracy of tilcoach {__version__}\n",
        "Written by `tilcoach validate`; how to read it: [README.md](README.md).\n",
        _targets_table(clips, recordings),
    ]
    if clips is not None:
        parts += [_errors_table(clips), _patterns_table(clips), _lifts_text(clips)]
    if recordings is not None:
        parts.append(_recordings_text(recordings))
    parts += [f"![{name.removesuffix('.png')}]({name})\n" for name in plots]
    if clips is not None:
        parts.append(_wrong_text(clips))
    page = folder / "accuracy.md"
    page.write_text("\n".join(parts), encoding="utf-8")
    (folder / "accuracy.json").write_text(json_text(clips, recordings), encoding="utf-8")
    return page


def _targets_table(clips: ClipsReport | None, recordings: RecordingsReport | None) -> str:
    rows = []
    for target in TARGETS:
        value = target.value(clips, recordings)
        rows.append(
            (
                target.name,
                _number(value, target.decimals),
                f"{target.sign} {target.enough:g}",
                f"{target.sign} {target.goal:g}",
                target.reached(value),
            )
        )
    head = ("what", "measured", "good enough to ship", "the goal", "reached")
    return "## How true it has to be\n\n" + _table(head, rows)


def _errors_table(clips: ClipsReport) -> str:
    rows = []
    for measure, bands in clips.errors.items():
        cells = (_error_cell(bands.get(band.value)) for band in BANDS)
        rows.append((f"`{measure}`", *cells))
    note = (
        f"{clips.clips} rendered clips; mean absolute error [bias] 95 % (share not measured), "
        "over all moments from the first reach to the last upright.\n\n"
    )
    head = ("measure", *(band.value for band in BANDS))
    return "## Measures, by view\n\n" + note + _table(head, rows)


def _error_cell(errors: Errors | None) -> str:
    if errors is None or math.isnan(errors.mae):
        return "-"
    missing = f" ({errors.share_missing:.0%})" if errors.share_missing >= _WORTH_SAYING else ""
    return f"{errors.mae:.1f} [{errors.bias:+.1f}] {errors.p95:.1f}{missing}"


_WORTH_SAYING = 0.005


def _patterns_table(clips: ClipsReport) -> str:
    rows = [_pattern_row(pattern, scores) for pattern, scores in clips.patterns.items()]
    head = ("pattern", "precision", "recall", "F1", "false fout", "false goed", "not judged")
    return "## Verdicts where the view allows them\n\n" + _table(head, rows)


def _pattern_row(pattern: Pattern, scores: PatternScores) -> tuple[str, ...]:
    shares = (scores.precision, scores.recall, scores.f1)
    return (
        f"`{pattern}`",
        *(_number(share, 3) for share in shares),
        str(scores.false_fout),
        str(scores.false_goed),
        f"{scores.share_not_judged:.1%}",
    )


def _lifts_text(clips: ClipsReport) -> str:
    lifts = clips.lifts
    timing = ", ".join(
        f"{name.removesuffix('_s')} {error:.2f} s" for name, error in clips.median_timing_s.items()
    )
    return (
        "## Lifts\n\n"
        f"- Found {lifts.hits} of {lifts.hits + lifts.missed}; {lifts.false} false; "
        f"F1 {lifts.f1:.3f}.\n"
        f"- Median timing error: {timing}.\n"
        f"- Where nobody lifts: {clips.false_lifts} false in {clips.minutes_without_lifts:.1f} "
        f"minutes.\n"
        f"- The live pass gives the same three verdicts on {clips.live_agreement:.1%} of lifts.\n"
    )


def _recordings_text(report: RecordingsReport) -> str:
    legs = report.straight_legs
    return (
        "## Real recordings, unambiguous rows\n\n"
        f"- Lifts as labelled: F1 {report.lifts.f1:.3f} ({report.lifts.hits} found, "
        f"{report.lifts.missed} missed, {report.lifts.false} false).\n"
        f"- Without bends that hold nothing: F1 {report.lifts_with_load.f1:.3f}.\n"
        f"- Straight legs: F1 {legs.f1:.3f} ({legs.false_fout} false *fout*, {legs.false_goed} "
        f"false *goed*, {legs.not_judged} not judged).\n"
        f"- Where nobody lifts: {report.false_lifts} false in "
        f"{report.minutes_without_lifts:.1f} minutes.\n"
    )


def _wrong_text(clips: ClipsReport) -> str:
    lines = "".join(f"- {line}\n" for line in clips.wrong) or "Nothing.\n"
    return "## What went wrong, one by one\n\n" + lines


def _number(value: float, decimals: int) -> str:
    return "-" if math.isnan(value) else f"{value:.{decimals}f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)
