"""``tilcoach validate``: accuracy on labelled material."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:  # numpy and the rest come with it; --help does without
    from rich.table import Table

    from tilcoach.validation import ClipsReport, RecordingsReport


def validate(
    *,
    clips: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Clips with exact truth, as tools.render writes them."),
    ] = None,
    split: Annotated[str, typer.Option(metavar="NAME", help="Only the clips of this split.")] = "",
    labels: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="CSV: recording, start_s, end_s, label, …"),
    ] = None,
    recordings: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where NAME.npz lie; beside the labels when left out."),
    ] = None,
    model: Annotated[str, typer.Option(metavar="lite|full|heavy", help="Pose model.")] = "full",
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write accuracy.md, .json and plots here.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Hold what tilcoach finds against known truth: rendered clips, recordings, or both."""
    if clips is None and labels is None:
        message = "Say what to validate on: --clips DIR, --labels FILE, or both."
        raise typer.BadParameter(message)
    from rich.console import Console  # noqa: PLC0415 - keeps --help fast

    from tilcoach.validation import json_text, validate_recordings  # noqa: PLC0415

    known = validate_recordings(labels, recordings) if labels else None
    rendered = _validate_clips(clips, split, model) if clips else None
    if out is not None:
        _write(out, rendered, known)
    if as_json:
        typer.echo(json_text(rendered, known), nl=False)
    else:
        Console().print(_targets(rendered, known))


def _validate_clips(folder: Path, split: str, model: str) -> ClipsReport:
    """Run the model over the clips, with a progress bar, and hold all against the truth."""
    from rich.progress import track  # noqa: PLC0415

    from tilcoach.errors import InputError  # noqa: PLC0415
    from tilcoach.validation import poses_of_clip, read_clips, validate_clips  # noqa: PLC0415

    chosen = [clip for clip in read_clips(folder) if not split or clip.split == split]
    if not chosen:
        sentence = "There is no clip of the split {split} in {folder}. Leave out --split for all."
        raise InputError(sentence, split=split, folder=folder)
    kept = folder / "poses"
    poses = {
        clip.name: poses_of_clip(clip, kept, model)
        for clip in track(chosen, "Landmarks", transient=True)
    }
    return validate_clips(chosen, lambda clip: poses[clip.name])


def _write(out: Path, clips: ClipsReport | None, recordings: RecordingsReport | None) -> None:
    from tilcoach.validation import write_page  # noqa: PLC0415
    from tilcoach.validation.plots import write_plots  # noqa: PLC0415

    out.mkdir(parents=True, exist_ok=True)
    plots = write_plots(clips, out) if clips else ()
    write_page(out, clips, recordings, plots)


def _targets(clips: ClipsReport | None, recordings: RecordingsReport | None) -> Table:
    from rich.table import Table  # noqa: PLC0415

    from tilcoach.validation import TARGETS  # noqa: PLC0415

    table = Table("what", "measured", "enough", "goal", "reached")
    table.title = "How true it has to be"
    for target in TARGETS:
        value = target.value(clips, recordings)
        if not math.isnan(value):
            number = f"{value:.{target.decimals}f}"
            bounds = (f"{target.sign} {bound:g}" for bound in (target.enough, target.goal))
            table.add_row(target.name, number, *bounds, target.reached(value).strip("*"))
    if recordings is not None:
        table.caption = (
            f"Real lifts without bends that hold nothing: F1 {recordings.lifts_with_load.f1:.3f}. "
            "Not counted: rows that the labeller was unsure of, and "
            f"{recordings.lifts.split} further lifts within one labelled stretch."
        )
    return table
