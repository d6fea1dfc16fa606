"""``tilcoach validate``: accuracy on labelled material."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:  # numpy and the rest come with it; --help does without
    from rich.table import Table

    from tilcoach.validation import RecordingsReport


def validate(
    *,
    labels: Annotated[
        Path, typer.Option(metavar="FILE", help="CSV: recording, start_s, end_s, label, …")
    ],
    recordings: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where NAME.npz lie; beside the labels when left out."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Hold what tilcoach finds in recordings against labels made by eye."""
    from rich.console import Console  # noqa: PLC0415 - keeps --help fast

    from tilcoach.validation import validate_recordings  # noqa: PLC0415

    report = validate_recordings(labels, recordings)
    if as_json:
        typer.echo(json.dumps({"counts": asdict(report), "scores": _scores(report)}, indent=2))
    else:
        Console().print(_table(report))


def _scores(report: RecordingsReport) -> dict[str, float | None]:
    scores = {
        "lift_f1": report.lifts.f1,
        "lift_f1_with_load": report.lifts_with_load.f1,
        "straight_legs_f1": report.straight_legs.f1,
        "straight_legs_not_judged": report.straight_legs.share_not_judged,
        "false_lifts_per_minute": report.false_lifts_per_minute,
    }
    return {name: _finite(score) for name, score in scores.items()}


def _finite(score: float) -> float | None:
    """Return the score, or None where there was nothing to score."""
    return None if math.isnan(score) else round(score, 3)


def _table(report: RecordingsReport) -> Table:
    from rich.table import Table  # noqa: PLC0415

    table = Table("", "precision", "recall", "F1", "right", "false", "missed", "not judged")
    table.title = "Recordings with labels made by eye, unambiguous rows"
    for name, lifts in (
        ("lifts, as labelled", report.lifts),
        ("lifts with a load", report.lifts_with_load),
    ):
        shares = (f"{share:.3f}" for share in (lifts.precision, lifts.recall, lifts.f1))
        table.add_row(name, *shares, str(lifts.hits), str(lifts.false), str(lifts.missed), "")
    legs = report.straight_legs
    shares = (f"{share:.3f}" for share in (legs.precision, legs.recall, legs.f1))
    right = legs.true_fout + legs.true_goed
    counts = (right, legs.false_fout, legs.false_goed, legs.not_judged)
    table.add_row("straight legs", *shares, *(str(count) for count in counts))
    table.add_row(
        "false lifts a minute where nobody lifts",
        f"{report.false_lifts_per_minute:.2f}",
        *("", "", ""),
        str(report.false_lifts),
        f"in {report.minutes_without_lifts:.1f} min",
        "",
    )
    table.caption = (
        "Not counted: rows that the labeller was unsure of, and "
        f"{report.lifts.split} further lifts within one labelled stretch."
    )
    return table
