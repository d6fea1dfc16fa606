"""The page of a validation run: Markdown with plots, and the same numbers as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tilcoach.validation.comparison import Comparison
from tilcoach.validation.releases import releases_table, write_release
from tilcoach.validation.results import Origin, Results
from tilcoach.validation.sources import Source
from tilcoach.validation.tables import (
    comparison_table,
    confidence_table,
    errors_table,
    headline_table,
    patterns_table,
    sources_table,
    values_table,
)
from tilcoach.validation.validate_clips import ClipsReport
from tilcoach.validation.validate_recordings import RecordingsReport
from tilcoach.version import __version__

Plots = Mapping[str, Sequence[str]]
"""File names of pictures in the folder of the page, by the name of their source."""


def write_page(folder: Path, results: Results, plots: Plots | None = None) -> Path:
    """Write ``accuracy.md`` and ``accuracy.json`` into a folder that exists; return the page."""
    write_release(folder, results.targets())
    page = folder / "accuracy.md"
    page.write_text("\n".join(_parts(folder, results, plots or {})), encoding="utf-8")
    (folder / "accuracy.json").write_text(results.json_text(), encoding="utf-8")
    return page


_HEADLINE = """Each row shows the source on which tilcoach does worst; what holds on one source
only is not true yet. In brackets the 95 % interval, from drawing whole clips again (never frames or
lifts); none of n, and all of n, have an exact bound instead, about 3/n.
"""

_SOURCES = """`n` counts moments, lifts, findings or hours, and after it from how many clips or
recordings they are. A dash: not labelled, or nothing to measure.
"""


def _parts(folder: Path, results: Results, plots: Plots) -> Iterable[str]:
    targets, names = results.targets(), [source.name for source in results.sources]
    yield f"# Accuracy of tilcoach {__version__}\n"
    yield "Written by `tilcoach validate`; how to read it: [README.md](README.md).\n"
    if results.origin is not None:
        yield _origin_text(results.origin)
    yield f"## How true it has to be\n\n{_HEADLINE}\n{headline_table(targets)}"
    yield f"## Source by source\n\n{_SOURCES}\n{sources_table(targets, names)}"
    for source in results.sources:
        yield _source_text(source)
        pictures = plots.get(source.name, ())
        yield from (f"![{name.removesuffix('.png')}]({name})\n" for name in pictures)
    if results.comparisons:
        yield _comparisons_text(results.comparisons)
    yield releases_table(folder)
    yield from (_faults_text(source) for source in results.sources)


def _origin_text(origin: Origin) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in origin.versions.items())
    lines = [f"Made on {origin.made_on}", f"with {versions}"]
    if origin.model:
        lines.append(f"pose model {origin.model}")
    return f"{'; '.join(lines)}. Make it again: `{origin.command}`.\n"


_MEASURES = """Mean absolute error [bias] 95 % (share not measured): trunk and hip while the trunk
is bent by more than 20°, the knee while it is bent so far, rotation and distance of the load (to
the grip) while a load is held.
"""

_CONFIDENCE = """Of the findings with a confidence of 0.9, nine in ten should be right. Truths near
a limit, where either verdict is right, do not count. "Moved limits" asks the same of limits that
stand elsewhere: would the measured value and the true one have fallen on the same side? "Load" asks
it of every bend: was something held as often as its probability says?
"""

_VALUES = """How far the values are off that verdicts rest on; the `_uncertainty` of `limits.toml`,
which confidence is worked out from, should be no smaller than the RMS.
"""


def _source_text(source: Source) -> str:
    if source.recordings is not None:
        return _recordings_text(source.name, source.recordings)
    return _clips_text(source.name, source.clips) if source.clips is not None else ""


def _clips_text(name: str, clips: ClipsReport) -> str:
    parts = [f"## {_title(name)}\n", _material_text(clips), _lifts_text(clips)]
    if clips.lifts.actual:
        parts += [
            "### Measures, by view\n",
            _MEASURES,
            errors_table(clips),
            "### Verdicts where the view allows them\n",
            patterns_table(clips.patterns()),
        ]
    parts += ["### Calibration of confidence\n", _CONFIDENCE, confidence_table(clips)]
    if clips.values():
        parts += [_VALUES, values_table(clips)]
    return "\n".join(parts)


def _title(name: str) -> str:
    return name[:1].upper() + name[1:]


def _material_text(clips: ClipsReport) -> str:
    if not clips.without_video:
        return f"All {clips.clips} clips were measured.\n"
    names = ", ".join(clips.without_video)
    return (
        f"**{clips.clips} of {clips.clips + len(clips.without_video)} clips were measured. Left "
        f"out because they have no video yet ({len(clips.without_video)}): {names}.**\n"
    )


def _lifts_text(clips: ClipsReport) -> str:
    lifts = clips.lifts
    lines = []
    if lifts.actual:
        lines.append(
            f"- Lifts: {lifts.hits} of {lifts.actual} found, {lifts.false} false; "
            f"F1 {lifts.f1:.3f}.\n"
        )
    false = sum(outcome.scores.false_lifts for outcome in clips.outcomes)
    lines.append(
        f"- Where nobody lifts: {false} false in {clips.minutes_without_lifts:.1f} minutes.\n"
    )
    return "".join(lines)


def _recordings_text(name: str, report: RecordingsReport) -> str:
    legs, lifts = report.straight_legs, report.lifts
    false = sum(outcome.false_lifts for outcome in report.outcomes)
    return (
        f"## {_title(name)}\n\n"
        f"{len(report.outcomes)} recordings of people, labelled by eye; rows that the labeller "
        "was unsure of do not count.\n\n"
        f"- Lifts as labelled: {lifts.hits} found, {lifts.missed} missed, {lifts.false} false, "
        f"{lifts.split} further ones within one label; F1 {lifts.f1:.3f}.\n"
        "- With put-downs counted as lifts, and bends that hold nothing left out: "
        f"F1 {report.lifts_f1_with_put_downs().value:.3f}.\n"
        f"- Straight legs: {legs.true_fout + legs.true_goed} right, {legs.false_fout} false "
        f"*fout*, {legs.false_goed} false *goed*, {legs.not_judged} not judged.\n"
        f"- Where nobody lifts: {false} false in {report.minutes_without_lifts:.1f} minutes.\n"
    )


def _comparisons_text(comparisons: Sequence[Comparison]) -> str:
    note = (
        "Each method beside the plain one, on the same clips and moments; a dash: nothing to "
        "measure.\n"
    )
    tables = (comparison_table(comparison) for comparison in comparisons)
    return "\n".join(["## What each method contributes\n", note, *tables])


def _faults_text(source: Source) -> str:
    parts = [f"## What went wrong, {source.name}\n\n{_listed(source.report.wrong)}"]
    for rate_hz in source.report.live_rates_hz():
        wrong = source.report.live(rate_hz).wrong
        parts.append(f"### Live at {rate_hz} Hz\n\n{_listed(wrong)}")
    differs = source.report.live_differs
    parts.append(f"### Where the live pass says otherwise\n\n{_listed(differs)}")
    return "\n".join(parts)


def _listed(lines: Sequence[str]) -> str:
    return "".join(f"- {line}\n" for line in lines) or "Nothing.\n"
