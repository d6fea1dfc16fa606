"""``tilcoach validate``: accuracy on labelled material, source by source."""

from __future__ import annotations

import math
import shlex
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:  # numpy and the rest come with it; --help does without
    from collections.abc import Iterator, Sequence

    from rich.table import Table

    from tilcoach.estimation import ModelInfo
    from tilcoach.validation import ClipRun, ClipsReport, Comparison, LandmarkCache, Results, Source


@dataclass(frozen=True, slots=True)
class _Material:
    """One source of truth, as it was typed: clips in a folder, or a labels file."""

    name: str
    path: Path
    is_clips: bool


def validate(  # noqa: PLR0913 - one per option
    *,
    clips: Annotated[
        list[Path] | None,
        typer.Option(metavar="DIR", help="Clips with exact truth; may be given several times."),
    ] = None,
    labels: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="CSV: recording, start_s, end_s, label, …; may be given several times.",
        ),
    ] = None,
    groups: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="DIR", help="Clips of two to four people; may be given several times."
        ),
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option(help="What a source is called: first all --clips, then all --labels."),
    ] = None,
    recordings: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where NAME.npz lie; beside the labels when left out."),
    ] = None,
    model: Annotated[str, typer.Option(metavar="lite|full|heavy", help="Pose model.")] = "full",
    ablation: Annotated[
        bool, typer.Option("--ablation", help="Also what each choice buys against the plain one.")
    ] = False,
    cache: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where landmarks are kept; beside the clips if left out."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write accuracy.md, .json and plots here.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Hold what tilcoach finds against known truth: rendered clips, recordings, or both."""
    if groups:
        from tilcoach.cli.validate_groups import show_groups  # noqa: PLC0415 - keeps --help fast

        show_groups(groups, model, out, as_json=as_json)
        if not (clips or labels):
            return
    material = _material(clips or [], labels or [], name or [])
    if ablation and not clips:
        message = "--ablation needs clips with exact truth: add --clips DIR."
        raise typer.BadParameter(message)
    from tilcoach.cli.terminal import SafeConsole  # noqa: PLC0415 - keeps --help fast

    options = {
        "--recordings": recordings,
        "--model": None if model == "full" else model,
        "--out": out,
    }
    results, info = _measure(material, recordings, model, cache, ablation=ablation)
    command = _command(material, name or [], options, ablation=ablation)
    results = _with_origin(results, command, info)
    if out is not None:
        _write(out, results)
    if as_json:
        typer.echo(results.json_text(), nl=False)
    else:
        SafeConsole().print(*_tables(results), sep="\n")


def _material(
    clips: Sequence[Path], labels: Sequence[Path], names: Sequence[str]
) -> tuple[_Material, ...]:
    """Return the sources with their names; a source without a name is called after its folder."""
    paths = [*clips, *labels]
    if not paths:
        message = "Say what to validate on: --clips DIR, --labels FILE, or both."
        raise typer.BadParameter(message)
    if len(names) > len(paths):
        message = f"There are {len(names)} names and {len(paths)} sources: leave some --name out."
        raise typer.BadParameter(message)
    called = [*names, *(_called_after_folder(path) for path in paths[len(names) :])]
    twice = [one for one, times in Counter(called).items() if times > 1]
    if twice:
        message = f"Two sources are called {twice[0]!r}: give each its own --name."
        raise typer.BadParameter(message)
    return tuple(
        _Material(one, path, n < len(clips))
        for n, (one, path) in enumerate(zip(called, paths, strict=True))
    )


def _called_after_folder(path: Path) -> str:
    """Return the name of a folder of clips, or of the folder of a labels file."""
    folder = (path.parent if path.suffix else path).resolve()
    return f"{folder.parent.name} {folder.name}"


def _command(
    material: Sequence[_Material],
    names: Sequence[str],
    options: dict[str, Path | str | None],
    *,
    ablation: bool,
) -> str:
    """Return what to type to get the same numbers again."""
    kinds = [("--clips" if one.is_clips else "--labels", str(one.path)) for one in material]
    words = [
        *(word for pair in kinds for word in pair),
        *(word for name in names for word in ("--name", name)),
        *(word for key, value in options.items() if value for word in (key, str(value))),
    ]
    return shlex.join(["tilcoach", "validate", *words, *(["--ablation"] if ablation else [])])


def _with_origin(results: Results, command: str, model: ModelInfo | None) -> Results:
    """Return the results with the command, today and the versions."""
    from dataclasses import replace  # noqa: PLC0415
    from datetime import UTC, datetime  # noqa: PLC0415

    from tilcoach.validation import Origin  # noqa: PLC0415

    return replace(results, origin=Origin.of(datetime.now(UTC).date(), command, model))


def _measure(
    material: Sequence[_Material],
    recordings: Path | None,
    model: str,
    cache: Path | None,
    *,
    ablation: bool,
) -> tuple[Results, ModelInfo | None]:
    """Run tilcoach over every source; also give the pose model, if one was run."""
    from tilcoach.validation import (  # noqa: PLC0415
        LandmarkCache,
        Results,
        Source,
        compare_choices,
        validate_recordings,
    )

    sources: list[Source] = []
    runs: list[ClipRun] = []
    info: ModelInfo | None = None
    for one in material:
        if not one.is_clips:
            sources.append(Source(one.name, validate_recordings(one.path, recordings)))
            continue
        landmarks = LandmarkCache(cache or one.path / "poses", model)
        info = landmarks.model
        report, some = _run_clips(one, landmarks, keep=ablation)
        sources.append(Source(one.name, report))
        runs += some
    return Results(tuple(sources), compare_choices(runs) if ablation else ()), info


def _run_clips(
    material: _Material, landmarks: LandmarkCache, *, keep: bool
) -> tuple[ClipsReport, list[ClipRun]]:
    """Run tilcoach over the clips of one source, with a progress bar; keep the runs if asked to."""
    from rich.progress import track  # noqa: PLC0415

    from tilcoach.errors import InputError  # noqa: PLC0415
    from tilcoach.validation import read_clips, run_clip, validate_clips  # noqa: PLC0415

    clips = read_clips(material.path)
    there = [clip for clip in clips if clip.has_video]
    if not there:
        sentence = (
            "None of the clips in {folder} has a video. "
            "Render them with `python -m tools.render` and try again."
        )
        raise InputError(sentence, folder=material.path)
    runs = (
        run_clip(clip, landmarks.poses(clip), landmarks.thumbnails(clip))
        for clip in track(there, material.name, transient=True)
    )
    absent = [clip.name for clip in clips if not clip.has_video]
    if not keep:
        return validate_clips(runs, absent), []
    kept = list(runs)
    return validate_clips(kept, absent), kept


def _write(out: Path, results: Results) -> None:
    from tilcoach.validation import write_page  # noqa: PLC0415
    from tilcoach.validation.plots import write_plots  # noqa: PLC0415

    out.mkdir(parents=True, exist_ok=True)
    write_page(out, results, write_plots(results.sources, out))


def _tables(results: Results) -> Iterator[Table | str]:
    """Yield what is shown on the screen; the page holds more."""
    yield _targets(results)
    yield from (_comparison(comparison) for comparison in results.comparisons)
    for source in results.sources:
        if source.clips is not None and source.clips.without_video:
            absent = source.clips.without_video
            names = ", ".join(absent)
            yield f"{source.name}: left out without a video ({len(absent)}): {names}."


def _targets(results: Results) -> Table:
    from rich.table import Table  # noqa: PLC0415

    from tilcoach.validation import TARGETS  # noqa: PLC0415
    from tilcoach.validation.tables import figure  # noqa: PLC0415

    table = Table("what", "worst source", "measured", "enough", "goal", "reached")
    table.title = "How true it has to be"
    measured = results.targets()
    for target in TARGETS:
        result = measured[target.name]
        if not math.isnan(result.worst.value):
            bounds = (f"{target.sign} {bound:g}" for bound in (target.enough, target.goal))
            reached = target.reached(result.worst.value).strip("*")
            text = figure(result.worst, target.decimals)
            table.add_row(target.name, result.source, text, *bounds, reached)
    table.caption = (
        "In brackets the 95 % interval, from drawing whole clips again. Every source: --out DIR."
    )
    return table


def _comparison(comparison: Comparison) -> Table:
    from rich.table import Table  # noqa: PLC0415

    table = Table(comparison.title, *comparison.columns)
    for variant in comparison.variants:
        table.add_row(variant.name, *comparison.cells(variant))
    return table
