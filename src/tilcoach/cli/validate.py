"""``tilcoach validate``: accuracy on labelled material."""

from __future__ import annotations

import math
import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:  # numpy and the rest come with it; --help does without
    from collections.abc import Iterator

    from rich.table import Table

    from tilcoach.estimation import ModelInfo
    from tilcoach.validation import ClipRun, Comparison, Origin, Results


def validate(
    *,
    clips: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Clips with exact truth, as tools.render writes them."),
    ] = None,
    labels: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="CSV: recording, start_s, end_s, label, …"),
    ] = None,
    recordings: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where NAME.npz lie; beside the labels when left out."),
    ] = None,
    model: Annotated[str, typer.Option(metavar="lite|full|heavy", help="Pose model.")] = "full",
    ablation: Annotated[
        bool, typer.Option("--ablation", help="Also what each choice buys against the plain one.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write accuracy.md, .json and plots here.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Hold what tilcoach finds against known truth: rendered clips, recordings, or both."""
    if clips is None and labels is None:
        message = "Say what to validate on: --clips DIR, --labels FILE, or both."
        raise typer.BadParameter(message)
    if ablation and clips is None:
        message = "--ablation needs clips with exact truth: add --clips DIR."
        raise typer.BadParameter(message)
    from rich.console import Console  # noqa: PLC0415 - keeps --help fast

    from tilcoach.validation import (  # noqa: PLC0415
        Results,
        compare_choices,
        validate_clips,
        validate_recordings,
    )

    command = _command(clips, labels, recordings, model, out, ablation=ablation)
    results = Results(
        recordings=validate_recordings(labels, recordings) if labels else None,
        origin=_origin(command, None),
    )
    if clips is not None:
        runs, absent, info = _run_clips(clips, model)
        results = replace(
            results,
            clips=validate_clips(runs, absent),
            comparisons=compare_choices(runs) if ablation else (),
            origin=_origin(command, info),
        )
    if out is not None:
        _write(out, results)
    if as_json:
        typer.echo(results.json_text(), nl=False)
    else:
        Console().print(*_tables(results), sep="\n")


def _command(
    clips: Path | None,
    labels: Path | None,
    recordings: Path | None,
    model: str,
    out: Path | None,
    *,
    ablation: bool,
) -> str:
    """Return what to type to get the same numbers again."""
    options = {
        "--clips": clips,
        "--labels": labels,
        "--recordings": recordings,
        "--model": None if model == "full" else model,
        "--out": out,
    }
    words = [word for name, value in options.items() if value for word in (name, str(value))]
    return shlex.join(["tilcoach", "validate", *words, *(["--ablation"] if ablation else [])])


def _origin(command: str, model: ModelInfo | None) -> Origin:
    """Return the command with today and the versions."""
    from datetime import UTC, datetime  # noqa: PLC0415

    from tilcoach.validation import Origin  # noqa: PLC0415

    return Origin.of(datetime.now(UTC).date(), command, model)


def _run_clips(folder: Path, model: str) -> tuple[list[ClipRun], list[str], ModelInfo]:
    """Run tilcoach over the clips, with a progress bar.

    Also give the names of the clips without a video, and the pose model.
    """
    from rich.progress import track  # noqa: PLC0415

    from tilcoach.errors import InputError  # noqa: PLC0415
    from tilcoach.validation import Kept, read_clips, run_clip  # noqa: PLC0415

    clips = read_clips(folder)
    there = [clip for clip in clips if clip.has_video]
    if not there:
        sentence = (
            "None of the clips in {folder} has a video. "
            "Render them with `python -m tools.render` and try again."
        )
        raise InputError(sentence, folder=folder)
    kept = Kept(folder / "poses", model)
    runs = [
        run_clip(clip, kept.poses(clip), kept.glimpses(clip))
        for clip in track(there, "Clips", transient=True)
    ]
    return runs, [clip.name for clip in clips if not clip.has_video], kept.model


def _write(out: Path, results: Results) -> None:
    from tilcoach.validation import write_page  # noqa: PLC0415
    from tilcoach.validation.plots import write_plots  # noqa: PLC0415

    out.mkdir(parents=True, exist_ok=True)
    write_page(out, results, write_plots(results.clips, out) if results.clips else ())


def _tables(results: Results) -> Iterator[Table | str]:
    """Give what is shown on the screen; the page holds more."""
    yield _targets(results)
    yield from (_comparison(comparison) for comparison in results.comparisons)
    if results.clips is not None and results.clips.without_video:
        absent = results.clips.without_video
        yield f"Left out because they have no video yet ({len(absent)}): {', '.join(absent)}."


def _targets(results: Results) -> Table:
    from rich.table import Table  # noqa: PLC0415

    from tilcoach.validation import TARGETS  # noqa: PLC0415

    table = Table("what", "measured", "enough", "goal", "reached")
    table.title = "How true it has to be"
    measured = results.targets()
    for target in TARGETS:
        value = measured[target.name]
        if not math.isnan(value):
            number = f"{value:.{target.decimals}f}"
            bounds = (f"{target.sign} {bound:g}" for bound in (target.enough, target.goal))
            table.add_row(target.name, number, *bounds, target.reached(value).strip("*"))
    if results.recordings is not None:
        table.caption = (
            "By our definition putting down is a lift, and a bend with empty hands is none. "
            "Not counted: rows that the labeller was unsure of, and "
            f"{results.recordings.lifts.split} further lifts within one labelled stretch."
        )
    return table


def _comparison(comparison: Comparison) -> Table:
    from rich.table import Table  # noqa: PLC0415

    table = Table(comparison.title, *comparison.columns)
    for variant in comparison.variants:
        table.add_row(variant.name, *comparison.cells(variant))
    return table
