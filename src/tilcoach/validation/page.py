"""The page of a validation run: Markdown with plots, and the same numbers as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from tilcoach import __version__
from tilcoach.validation.comparison import Comparison
from tilcoach.validation.releases import keep_release, releases_table
from tilcoach.validation.results import Origin, Results
from tilcoach.validation.tables import (
    comparison_table,
    confidence_table,
    errors_table,
    patterns_table,
    targets_table,
    values_table,
)
from tilcoach.validation.validate import RecordingsReport
from tilcoach.validation.validate_clips import ClipsReport


def write_page(folder: Path, results: Results, plots: Sequence[str] = ()) -> Path:
    """Write ``accuracy.md`` and ``accuracy.json`` and return the page.

    Parameters
    ----------
    folder
        Where to; it exists.
    results
        What was measured.
    plots
        File names of pictures in the same folder.
    """
    keep_release(folder, results.targets())
    page = folder / "accuracy.md"
    page.write_text("\n".join(_parts(folder, results, plots)), encoding="utf-8")
    (folder / "accuracy.json").write_text(results.json_text(), encoding="utf-8")
    return page


def _parts(folder: Path, results: Results, plots: Sequence[str]) -> Iterable[str]:
    clips, recordings = results.clips, results.recordings
    yield f"# Accuracy of tilcoach {__version__}\n"
    yield "Written by `tilcoach validate`; how to read it: [README.md](README.md).\n"
    if results.origin is not None:
        yield _origin_text(results.origin)
    yield "## How true it has to be\n\n" + targets_table(results.targets())
    if clips is not None:
        yield _clips_text(clips)
    if recordings is not None:
        yield _recordings_text(recordings)
    yield from (f"![{name.removesuffix('.png')}]({name})\n" for name in plots)
    if results.comparisons:
        yield _comparisons_text(results.comparisons)
    yield releases_table(folder)
    if clips is not None:
        yield "## What went wrong in clips, one by one\n\n" + _listed(clips.wrong)
        yield "## Where the live pass says otherwise\n\n" + _listed(clips.live_differs)
    if recordings is not None:
        yield "## What went wrong in recordings, one by one\n\n" + _listed(recordings.wrong)


def _origin_text(origin: Origin) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in origin.versions.items())
    lines = [f"Made on {origin.made_on}", f"with {versions}"]
    if origin.model:
        lines.append(f"pose model {origin.model}")
    return f"{'; '.join(lines)}. Make it again: `{origin.command}`.\n"


_MEASURES = """Mean absolute error [bias] 95 % (share not measured), over all moments from the
first reach to the last upright.
"""

_CONFIDENCE = """Of what was told with a confidence of 0.9, nine in ten should hold. Truths near a
limit, where either verdict is right, do not count. "Moved limits" asks the same of limits that
stand elsewhere: would the measured value and the true one have fallen on the same side? "Load"
asks it of every bend: was something held as often as its probability said?
"""

_VALUES = """How far the values are off that verdicts rest on. The RMS on the tune split is the
`_uncertainty` of `limits.toml`, which confidence is worked out from.
"""


def _clips_text(clips: ClipsReport) -> str:
    parts = (
        _material_text(clips),
        "## Measures, by view\n",
        _MEASURES,
        errors_table(clips),
        "## Lifts\n",
        _lifts_text(clips),
        "## Verdicts where the view allows them\n",
        patterns_table(clips.patterns),
        "## What confidence is worth\n",
        _CONFIDENCE,
        confidence_table(clips),
        _VALUES,
        values_table(clips),
    )
    return "\n".join(parts)


def _material_text(clips: ClipsReport) -> str:
    if not clips.without_video:
        return f"All {clips.clips} rendered clips were measured.\n"
    names = ", ".join(clips.without_video)
    return (
        f"**{clips.clips} of {clips.clips + len(clips.without_video)} clips were measured. Left "
        f"out because they have no video yet ({len(clips.without_video)}): {names}.**\n"
    )


def _lifts_text(clips: ClipsReport) -> str:
    lifts = clips.lifts
    timing = ", ".join(
        f"{name.removesuffix('_s')} {error:.2f} s" for name, error in clips.median_timing_s.items()
    )
    return (
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
        f"{report.lifts.missed} missed, {report.lifts.false} false, {report.lifts.split} further "
        "ones within one label).\n"
        "- By our definition of a lift (bends that hold nothing left out, putting down counted): "
        f"F1 {report.lifts_by_definition.f1:.3f}.\n"
        f"- Straight legs: F1 {legs.f1:.3f} ({legs.false_fout} false *fout*, {legs.false_goed} "
        f"false *goed*, {legs.not_judged} not judged).\n"
        f"- Where nobody lifts: {report.false_lifts} false in "
        f"{report.minutes_without_lifts:.1f} minutes.\n"
    )


def _comparisons_text(comparisons: Sequence[Comparison]) -> str:
    note = (
        "Every choice of ours beside the plain one, on the same clips and the same moments; a "
        "dash: nothing to measure.\n"
    )
    tables = (comparison_table(comparison) for comparison in comparisons)
    return "\n".join(["## What each idea buys\n", note, *tables])


def _listed(lines: Sequence[str]) -> str:
    return "".join(f"- {line}\n" for line in lines) or "Nothing.\n"
